"""What every action of the admin does for every role: the table that test_every_action holds the blog to.

An action is a POST that means something: a save, a button, a choice of a list. A row has one letter for each of
world.ROLES: anonymous, reader, author (whose everything is), another author, editor, moderator, administrator;
y: it is done, -: nothing in the database is another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture

from blogsite import second_factor
from comments.models import ModerationBatch, Report
from posts.models import Author, Category, Series, Tag
from tests.blogsite.phone import code_of, turned_on
from tests.blogsite.world import World
from tests.factories import make_comment, make_post
from trackbacks.models import LinkScan, OutgoingPing, Rehearsal

OWN = "--y-y-y"  # its author, and who edits everything
WRITING = "--yyy-y"  # of one's own
EDITING = "----y-y"
TALK = "--y-yyy"  # under one's own posts, or everywhere
EVERYBODY = "--yyyyy"  # who works here, for themselves
ITS_OWNER = "--y----"
ADMINISTRATION = "------y"
PASSWORD = "correct horse battery staple"


class Busy(World):
    """The world of every_url with something to do for each action."""

    def __init__(self) -> None:
        super().__init__()
        for user in self.users.values():
            if user:
                user.set_password(PASSWORD)
                user.save()
        self.draft = make_post("Plans", author=self.alice, state="draft")
        self.draft.html = "<p>Other words.</p>"
        self.draft.write()
        self.failed = OutgoingPing.to(self.post, "http://charlie.example/", pasted=False)
        self.failed.state = "failed"
        self.failed.due_at = None
        self.failed.save()
        self.pending = make_comment(self.post, status="pending")
        type(self.pending).objects.filter(pk=self.pending.pk).update(verdict="ham")
        self.spam = make_comment(self.post, status="spam")
        LinkScan.objects.filter(post=self.post).update(
            state="queued", due_at=timezone.now() + timedelta(hours=1)
        )
        self.page = Rehearsal.objects.create(
            post=self.post,
            target="http://bob.example/",
            target_key="x",
            place=1,
            due_at=None,
            state="unreachable",
        )
        Report.objects.create(comment=self.comment, reader="x")
        self.nobody = Author.objects.create(display_name="Nobody", slug="nobody")
        self.club = Group.objects.create(name="Club")
        self.more = {kind: kind.objects.create(name="b") for kind in (Category, Tag, Series)}


@dataclass(frozen=True)
class Action:
    """Where it goes, what it sends, for whom it does something; `before` is what this user did first."""

    route: str
    row: str
    data: Callable[[Busy, Any], dict[str, Any]] = lambda world, user: {}
    named: Callable[[Busy], dict[str, Any]] | None = None
    query: str = ""
    before: Callable[[Busy, Any], Any] = lambda world, user: None

    def address(self, world: Busy) -> str:
        path = reverse(self.route, kwargs=self.named(world)) if self.named else world.address(self.route)
        return path + self.query


def sent(**fields: Any) -> Callable[[Busy, Any], dict[str, Any]]:
    """The same for everybody; a function is asked with the world."""
    return lambda world, user: {k: v(world) if callable(v) else v for k, v in fields.items()}


def filled(world: Busy, address: str) -> dict[str, Any]:
    """What the form at an address holds, as an administrator is shown it."""
    client = Client()
    client.force_login(world.users["administrator"])
    page = BeautifulSoup(client.get(address).content, "lxml")
    form = max(
        page.find_all("form", method="post"), key=lambda form: len(form.find_all(attrs={"name": True}))
    )
    held: dict[str, Any] = {}
    for field in form.find_all(["input", "select", "textarea"], attrs={"name": True}):
        kind, name = field.get("type", ""), field["name"]
        if kind in ("submit", "file", "search") or (
            kind in ("checkbox", "radio") and not field.has_attr("checked")
        ):
            continue
        if field.name == "select":
            held[name] = [one.get("value", "") for one in field.find_all("option", selected=True)]
        else:
            usual = "on" if kind in ("checkbox", "radio") else ""
            held[name] = field.text.strip() if field.name == "textarea" else field.get("value", usual)
    return held


def saves(route: str, row: str, **options: Any) -> Action:
    """The form as it stands, with these fields changed."""
    changed = options.pop("fields")
    named = options.pop("named", None)

    def data(world: Busy, user: Any) -> dict[str, Any]:
        return {
            **filled(world, Action(route, row, named=named).address(world)),
            **sent(**changed)(world, user),
        }

    return Action(route, row, data, named, **options)


def chosen(label: str, action: str, row: str, rows: Callable[[Busy], list[Any]], **fields: Any) -> Action:
    """An action of a list on these rows."""
    data = sent(action=action, _selected_action=lambda world: [one.pk for one in rows(world)], **fields)
    return Action(f"admin:{label}_changelist", row, data)


def of_list(label: str, row: str, what: Callable[[Busy], Any] | None = None) -> Action:
    return chosen(
        label,
        "delete_selected",
        row,
        lambda world: [what(world) if what else world.objects[label]],
        post="yes",
    )


def queue(action: str, comment: Callable[[Busy], Any], **options: Any) -> Action:
    return Action(
        "admin:discussion", TALK, sent(action=action, ids=lambda world: comment(world).pk), **options
    )


def panel(verb: str) -> Action:
    named = lambda world: {"pk": world.post.pk, "verb": verb}  # noqa: E731
    return Action("admin:post_pings_verb", OWN, sent(row=lambda world: world.page.pk), named)


def factor(verb: str, before: Any) -> Action:
    def data(world: Busy, user: Any) -> dict[str, Any]:
        proof = {"password": PASSWORD, "code": code_of(user)} if user and verb != "begin" else {}
        return {"verb": verb, **proof}

    return Action("admin:second_factor", EVERYBODY, data, before=lambda world, user: user and before(user))


def of_draft(route: str, row: str, data: Any = sent(), **options: Any) -> Action:
    return Action(route, row, data, named=lambda world: {"pk": world.draft.pk}, **options)


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Picture.new("RGB", (4, 4)).save(out, "PNG")
    return SimpleUploadedFile("x.png", out.getvalue(), "image/png")


def both(kind: Any) -> Callable[[Busy], list[Any]]:
    return lambda world: list(kind.objects.order_by("pk"))


def of_object(what: Callable[[Busy], Any]) -> Callable[[Busy], dict[str, Any]]:
    return lambda world: {"object_id": what(world).pk}


def grouping(label: str, kind: Any, adding: str) -> dict[str, Action]:
    """Categories, tags and series."""
    return {
        f"{label} add": saves(f"admin:{label}_add", adding, fields={"name": "c", "slug": "c"}),
        f"{label} change": saves(f"admin:{label}_change", EDITING, fields={"name": "c"}),
        f"{label} delete": Action(
            f"admin:{label}_delete", EDITING, sent(post="yes"), of_object(lambda world: world.more[kind])
        ),
        f"{label} delete_selected": of_list(label, EDITING, lambda world: world.more[kind]),
        f"{label} merge": chosen(
            label, "merge", EDITING, both(kind), _sure="1", into=lambda world: world.more[kind].pk
        ),
    }


def undoable(world: Busy, user: Any) -> None:
    if user:
        ModerationBatch.act(user, "spam", [world.pending])


def words_of_picture(world: Busy, user: Any) -> dict[str, Any]:
    number = world.objects["posts_image"].pk
    return {"of": number, f"{number}-alt": "A hat"}


def nothing_goes_on(world: Busy, user: Any) -> None:
    type(world.progress).objects.all().delete()


ACTIONS: dict[str, Action] = {
    "posts_post add": saves(
        "admin:posts_post_add", WRITING, fields={"title": "New", "html": "<p>Words.</p>"}
    ),
    "posts_post change": saves("admin:posts_post_change", OWN, fields={"title": "New"}),
    "posts_post delete": Action("admin:posts_post_delete", OWN, sent(post="yes")),
    "posts_post trash": chosen("posts_post", "trash", OWN, lambda world: [world.post]),
    "posts_post publish": chosen("posts_post", "publish", OWN, lambda world: [world.draft]),
    "posts_post edit_many": chosen(
        "posts_post", "edit_many", OWN, lambda world: [world.post], _look="1", _sure="1", comments_open="0"
    ),
    "posts_image add": Action(
        "admin:posts_image_add", WRITING, lambda world, user: {"file": picture(), "alt": "", "caption": ""}
    ),
    "posts_image change": saves("admin:posts_image_change", OWN, fields={"alt": "A hat"}),
    "posts_image delete": Action("admin:posts_image_delete", OWN, sent(post="yes")),
    "posts_image delete_selected": of_list("posts_image", OWN),
    "posts_author add": saves(
        "admin:posts_author_add", EDITING, fields={"display_name": "New", "slug": "new"}
    ),
    "posts_author change": saves("admin:posts_author_change", OWN, fields={"bio": "New."}),
    "posts_author delete": Action(
        "admin:posts_author_delete", EDITING, sent(post="yes"), of_object(lambda world: world.nobody)
    ),
    "posts_author delete_selected": of_list("posts_author", EDITING, lambda world: world.nobody),
    **grouping("posts_category", Category, EDITING),
    **grouping("posts_tag", Tag, WRITING),
    **grouping("posts_series", Series, WRITING),
    **{
        f"{label} {verb}": saves(f"admin:{label}_{verb}", EDITING, fields=fields)
        for label, verb, fields in (
            ("posts_page", "add", {"title": "New", "slug": "new", "html": "<p>Words.</p>"}),
            ("posts_page", "change", {"title": "New"}),
            ("posts_menu", "add", {"place": "footer"}),
            ("posts_menu", "change", {"place": "footer"}),
        )
    },
    **{
        f"{label} delete": Action(f"admin:{label}_delete", EDITING, sent(post="yes"))
        for label in ("posts_page", "posts_menu", "posts_subscriber")
    },
    **{
        f"{label} delete_selected": of_list(label, EDITING)
        for label in ("posts_page", "posts_menu", "posts_subscriber")
    },
    "posts_sitesettings change": saves(
        "admin:posts_sitesettings_tab",
        ADMINISTRATION,
        fields={"title": "New"},
        named=lambda world: {"tab": "general"},
    ),
    "auth_user add": Action(
        "admin:auth_user_add",
        ADMINISTRATION,
        sent(username="bob", role="administrator", password1=PASSWORD, password2=PASSWORD),
    ),
    "auth_user change": saves("admin:auth_user_change", ADMINISTRATION, fields={"role": "administrator"}),
    "auth_user delete": Action("admin:auth_user_delete", ADMINISTRATION),
    "auth_user password": Action(
        "admin:auth_user_password_change",
        ADMINISTRATION,
        sent(password1=PASSWORD, password2=PASSWORD, usable_password="true"),
    ),
    "auth_user reset": Action(
        "admin:auth_user_second_factor",
        ADMINISTRATION,
        before=lambda world, user: turned_on(world.objects["auth_user"]),
    ),
    "auth_group add": saves("admin:auth_group_add", ADMINISTRATION, fields={"name": "New"}),
    "auth_group change": saves("admin:auth_group_change", ADMINISTRATION, fields={"permissions": []}),
    "auth_group delete": Action(
        "admin:auth_group_delete", ADMINISTRATION, sent(post="yes"), of_object(lambda world: world.club)
    ),
    **{
        f"discussion {action}": queue(action, lambda world: world.pending)
        for action in ("approve", "spam", "trash", "delete")
    },
    "discussion pending": queue("pending", lambda world: world.comment),
    "discussion keep": queue("keep", lambda world: world.comment),
    "discussion check_again": queue("check_again", lambda world: world.pending, before=nothing_goes_on),
    "discussion check_listed": Action(
        "admin:discussion",
        TALK,
        sent(action="check_listed", upto=10**9),
        query="?status=pending",
        before=nothing_goes_on,
    ),
    "discussion empty_spam": queue("empty_spam", lambda world: world.spam),
    "discussion undo": queue("undo", lambda world: world.pending, before=undoable),
    "discussion reply": Action("admin:discussion_reply", TALK, sent(comment="Well said.")),
    "discussion edit": Action(
        "admin:discussion_edit", TALK, sent(comment="Well said.", user_name="Bob", user_url="")
    ),
    "discussion keys": Action("admin:discussion_keys", EVERYBODY, sent(on="0")),
    "discussion stop": Action("admin:discussion_progress", ITS_OWNER),
    "ping resend": Action(
        "admin:ping_verb", OWN, named=lambda world: {"pk": world.failed.pk, "verb": "resend"}
    ),
    "ping cancel": Action("admin:ping_verb", OWN),
    "pings resend": Action(
        "admin:pings_sent_act", OWN, sent(action="resend", ids=lambda world: world.failed.pk)
    ),
    "pings cancel": Action(
        "admin:pings_sent_act", OWN, sent(action="cancel", ids=lambda world: world.sent.pk)
    ),
    "pings check": Action("admin:pings_check", EDITING),
    "answer": Action(
        "admin:answer", WRITING, sent(url="https://bob.example/", title="A letter", text="Well.")
    ),
    "post autosave": Action(
        "admin:posts_post_autosave", WRITING, sent(key="new-zyxwvutsrqpo", text="1", title="T")
    ),
    "post preview": Action(
        "admin:posts_post_preview", WRITING, sent(key="new-zyxwvutsrqpo", text="1", title="T")
    ),
    "post discard": Action(
        "admin:posts_post_discard", ITS_OWNER, before=lambda world, user: world.copy.keep({"title": ["T"]}, 0)
    ),
    "post screen": Action("admin:posts_post_screen", WRITING, sent(rows="50", columns="author")),
    "post quick": saves("admin:posts_post_quick", OWN, fields={"title": "New"}),
    "post share": of_draft("admin:posts_post_share", OWN),
    "post take_back": Action("admin:posts_post_take_back", OWN),
    "post restore": Action(
        "admin:posts_post_restore",
        OWN,
        named=lambda world: {"pk": world.draft.pk, "number": world.draft.revisions.earliest("pk").pk},
    ),
    "quick draft": Action("admin:index", WRITING, sent(title="A thought", text="")),
    "personal erase": Action(
        "admin:personal_data", ADMINISTRATION, sent(email="bob@bob.example", action="erase", mode="anonymise")
    ),
    "image layout": Action("admin:posts_image_layout", WRITING, sent(layout="list")),
    "image several": Action("admin:posts_image_several", WRITING, lambda world, user: {"files": [picture()]}),
    "image words": Action("admin:posts_image_words", OWN, words_of_picture),
    "image upload": Action("admin:posts_image_upload", WRITING, lambda world, user: {"file": picture()}),
    "profile": Action(
        "admin:profile", EVERYBODY, sent(display_name="New", email="", website="", bio="", avatar="")
    ),
    "password": Action(
        "admin:password_change",
        EVERYBODY,
        sent(old_password=PASSWORD, new_password1=PASSWORD + "!", new_password2=PASSWORD + "!"),
    ),
    "second factor begin": factor("begin", lambda user: None),
    "second factor confirm": factor("confirm", second_factor.begin),
    "second factor codes": factor("codes", turned_on),
    "second factor off": factor("off", turned_on),
    "doctor ask": Action("admin:doctor_ask", ADMINISTRATION),
    **{
        f"personal data {mode}": Action(
            "admin:personal_data", ADMINISTRATION, sent(action="erase", mode=mode, email="bob@bob.example")
        )
        for mode in ("anonymise", "delete")
    },
    "akismet check": Action("admin:akismet_check", ADMINISTRATION),
    **{f"panel {verb}": panel(verb) for verb in ("look", "ask", "choose", "call-off", "tell")},
}

# What takes a POST as it takes a GET, or is about nobody's rows: it changes nothing whoever sends what.
READ = {
    *("admin:app_list", "admin:discussion_today", "admin:styleguide", "admin:statistics"),
    *("admin:pings", "admin:pings_sent", "admin:pings_received", "admin:ping_sent", "admin:ping_received"),
    *("admin:post_pings", "admin:doctor", "admin:akismet", "admin:posts_sitesettings_change"),
    *("admin:login", "admin:login_code", "admin:logout"),
}
