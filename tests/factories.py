"""Things that tests are about, made by the verbs that the blog itself uses. Everything may be named by keyword."""

import itertools
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import Group, Permission, User

from comments.models import PostComment
from jobs.models import Chore
from posts.models import Author, Post, SiteSettings, Subscriber

_number = itertools.count(1)


def make_user(
    username: str = "", *, role: str = "", permissions: tuple[str, ...] = (), **fields: Any
) -> User:
    """A user; `role` is reader, author, editor, moderator or administrator; `permissions` are "app.codename".

    Without a `password` they sign in by `force_login` only: hashing one takes a third of a second.
    """
    username = username or f"user{next(_number)}"
    fields.setdefault("email", f"{username}@{username}.example")
    fields.setdefault("is_superuser", role == "administrator")
    fields.setdefault("is_staff", role not in ("", "reader"))
    user = User.objects.create_user(username, password=fields.pop("password", None), **fields)
    if role in ("author", "editor", "moderator"):
        user.groups.add(Group.objects.get(name__iexact=role))
    for permission in permissions:
        app, codename = permission.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return User.objects.get(pk=user.pk)  # without the cache of permissions


def make_author(name: str = "Alice", *, user: User | None = None, **fields: Any) -> Author:
    """The profile of a user, or one without a user: the same one for the same name."""
    if user is not None:
        return Author.of(user)
    return Author.objects.get_or_create(display_name=name, user=None, defaults=fields)[0]


def make_post(
    title: str = "", *, state: str = "published", author: Author | None = None, at: Any = None, **fields: Any
) -> Post:
    """A post that came to its state by the verb which leads there; published now unless told otherwise."""
    title = title or f"Post {next(_number)}"
    fields.setdefault("html", "<p>Some words about gardens.</p>")
    tags, categories = fields.pop("tags", ()), fields.pop("categories", ())
    post = Post(title=title, author=author or make_author(), **fields)
    post.become(state, at)
    post.tags.add(*tags)
    post.categories.add(*categories)
    return post


def make_comment(
    post: Post | None = None, *, status: str = "approved", parent: PostComment | None = None, **fields: Any
) -> PostComment:
    """A comment by Bob that went through `submit` and, unless it stays pending, through the one door."""
    fields.setdefault("user_name", "Bob")
    fields.setdefault("user_email", "bob@bob.example")
    fields.setdefault("comment", f"Thought number {next(_number)}.")
    made = PostComment.submit(post=post or (parent.post if parent else make_post()), parent=parent, **fields)
    if status != PostComment.Status.PENDING:
        made.set_status(status, "system", "made for a test")
    return made


def make_ping(
    post: Post | None = None, *, source_url: str = "", status: str = "approved", **fields: Any
) -> PostComment:
    """A trackback from a post of Charlie's, as it stands after verification; `kind` may name another protocol."""
    source_url = source_url or f"http://charlie.example/post-{next(_number)}/"
    fields.setdefault("kind", PostComment.Kind.TRACKBACK)
    fields.setdefault("user_name", "Charlie")
    fields.setdefault("user_email", "")
    fields.setdefault("user_url", source_url)
    fields.setdefault("title", "Charlie's answer")
    fields.setdefault("blog_name", "Charlie's blog")
    fields.setdefault("source_host", urlsplit(source_url).hostname or "")
    fields.setdefault("verified", True)
    return make_comment(post, status=status, source_url=source_url[:2000], **fields)


def make_subscriber(email: str = "", *, confirmed: bool = True, **fields: Any) -> Subscriber:
    """Somebody who wants new posts by mail, and who has said yes unless told otherwise."""
    subscriber = Subscriber.objects.create(email=email or f"reader{next(_number)}@bob.example", **fields)
    if confirmed:
        subscriber.confirm()
        subscriber.refresh_from_db()
    return subscriber


def set_site(**fields: Any) -> SiteSettings:
    """The owner's settings with these changed."""
    site = SiteSettings.load()
    for name, value in fields.items():
        setattr(site, name, value)
    site.save()
    return site


def run_chores(kind: str = "") -> int:
    """Perform every chore that is due now, also those that they ask for; returns how many runs that took."""
    from django.utils import timezone

    runs = 0
    while due := Chore.objects.filter(due_at__lte=timezone.now(), **({"kind": kind} if kind else {})).first():
        Chore.run(due.pk)
        runs += 1
        if runs > 1000:
            raise RuntimeError(f"chores without end: {due}")
    return runs
