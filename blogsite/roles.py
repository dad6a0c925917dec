"""The roles: which permissions each group has. Administrator is the superuser, a Reader is in no group."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import pgettext_lazy

READER, ADMINISTRATOR = "reader", "administrator"
AUTHOR, EDITOR, MODERATOR = "Author", "Editor", "Moderator"
NAMES = (READER, AUTHOR.lower(), EDITOR.lower(), MODERATOR.lower(), ADMINISTRATOR)
WORDS = {
    READER: pgettext_lazy("a role", "Reader"),
    AUTHOR.lower(): pgettext_lazy("a role", "Author"),
    EDITOR.lower(): pgettext_lazy("a role", "Editor"),
    MODERATOR.lower(): pgettext_lazy("a role", "Moderator"),
    ADMINISTRATOR: pgettext_lazy("a role", "Administrator"),
}
WRITERS = (AUTHOR.lower(), EDITOR.lower(), ADMINISTRATOR)  # have a profile from the start
WORKING_APPS = ("posts", "comments", "trackbacks")  # a permission in one of them opens the admin

_DISCUSSION = {
    "comments.postcomment": ("view", "change", "delete"),
    "trackbacks.incomingping": ("view",),
}
_WRITING = {
    "posts.post": ("view", "add", "change", "delete", "publish_post"),
    "posts.category": ("view",),
    "posts.tag": ("view", "add"),
    "posts.series": ("view", "add"),
    "posts.image": ("view", "add", "change", "delete"),
    "posts.author": ("view", "change"),
    "trackbacks.outgoingping": ("view", "change"),
}
_EVERYTHING = ("view", "add", "change", "delete")
_EDITING = {
    "posts.post": (*_EVERYTHING, "publish_post", "edit_all_posts"),
    **{f"posts.{model}": _EVERYTHING for model in ("category", "tag", "series", "image", "author")},
    **{f"posts.{model}": _EVERYTHING for model in ("page", "menu", "menuitem")},
    "posts.subscriber": ("view", "delete"),
}
_ALL_DISCUSSION = {
    **_DISCUSSION,
    "comments.postcomment": (*_DISCUSSION["comments.postcomment"], "moderate_all"),
}

PERMISSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    AUTHOR: {**_WRITING, **_DISCUSSION},
    EDITOR: {**_WRITING, **_EDITING, **_ALL_DISCUSSION},
    MODERATOR: _ALL_DISCUSSION,
}


def make_groups(
    groups: Any = Group.objects, permissions: Any = Permission.objects, types: Any = ContentType.objects
) -> None:
    """Make the groups that are missing, each with its permissions; what an owner changed since stays changed.

    Args are the managers to use: a migration gives those of its own time.
    """
    for name, wanted in PERMISSIONS.items():
        group, made = groups.get_or_create(name=name)
        if made:
            group.permissions.set(list(_permissions(wanted, permissions, types)))


def _permissions(wanted: dict[str, tuple[str, ...]], permissions: Any, types: Any) -> Iterable[Any]:
    """Django makes permissions only after all migrations; those that are needed now are made now."""
    for label, verbs in wanted.items():
        app, model = label.split(".")
        kind, _ = types.get_or_create(app_label=app, model=model)
        for verb in verbs:
            codename = f"{verb}_{model}" if verb in _EVERYTHING else verb
            permission, _ = permissions.get_or_create(
                content_type=kind,
                codename=codename,
                defaults={"name": f"Can {verb} {model}".replace("_", " ")},
            )
            yield permission


def give(user: User, role: str) -> None:
    """Make this user what the role says, and nothing else; a repeat changes nothing.

    Raises:
        KeyError: no such role.
    """
    from posts.models import Author

    if role not in NAMES:
        raise KeyError(role)
    make_groups()
    user.is_superuser = role == ADMINISTRATOR
    user.is_staff = role != READER
    user.save()
    user.groups.set(Group.objects.filter(name=role.capitalize()) if role.capitalize() in PERMISSIONS else [])
    if role in WRITERS:
        Author.of(user)


def role_of(user: User) -> str:
    """The role that this user was given; one in no group of ours is a Reader, whatever else they may do."""
    if user.is_superuser:
        return ADMINISTRATOR
    groups = {group.name for group in user.groups.all()}
    return next((name.lower() for name in (EDITOR, AUTHOR, MODERATOR) if name in groups), READER)


def is_last_administrator(user: User) -> bool:
    """Whether nobody but this user may give roles. Call it in a transaction: the last two wait for each other."""
    rows = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
    return [row.pk for row in rows.order_by("pk")] == [user.pk]


def works_here(user: Any) -> bool:
    """Whether this user has any work in the admin: everybody but Readers."""
    if not (user.is_active and user.is_authenticated):
        return False
    return user.is_superuser or any(user.has_module_perms(app) for app in WORKING_APPS)
