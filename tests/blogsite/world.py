"""One of everything on a small blog of Alice's, and an address for every route that there is."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, User
from django.core import signing
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from comments import tokens
from comments.models import Progress
from posts.models import Author, Autosave, Category, Image, Menu, Page, Series, SiteSettings, Tag
from tests.factories import make_comment, make_ping, make_post, make_subscriber, make_user
from trackbacks.models import IncomingPing, OutgoingPing

ROLES = ("anonymous", "reader", "author", "other", "editor", "moderator", "administrator")


def routes_by_pattern() -> Iterator[str]:
    """The patterns of the two upper levels, as they stand in addresses."""
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield str(pattern.pattern)
        else:
            yield from (str(pattern.pattern) + str(one.pattern) for one in pattern.url_patterns)


def routes(patterns: Any = None, before: str = "", space: str = "") -> Iterator[str]:
    """What names each route: its name with its namespace; where it has none, its pattern."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        whole = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield space + pattern.name if pattern.name else whole
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes(pattern.url_patterns, whole, space + inner)


class World:
    """Alice's blog; ``users`` has one for each role, of whom the author is Alice."""

    def __init__(self) -> None:
        self.users: dict[str, User | None] = {"anonymous": None}
        for role in ROLES[1:]:
            self.users[role] = make_user(role, role="author" if role == "other" else role)
        self.alice = Author.of(self.users["author"])
        category = Category.objects.create(name="a")
        self.post = make_post(
            "Garden", author=self.alice, categories=[category], tags=[Tag.objects.create(name="a")]
        )
        self.post.series = Series.objects.create(name="a")
        self.post.save()
        self.comment = make_comment(self.post, followup=True)
        make_ping(self.post)
        self.received = IncomingPing.accept(
            self.post, "http://bob.example/", protocol="trackback", target=self.post.full_url
        )
        self.subscriber = make_subscriber()
        sent = OutgoingPing.to(self.post, "http://bob.example/", pasted=False)
        sent.save()
        site = SiteSettings.load()
        site.save()
        self.objects = {
            "posts_post": self.post,
            "posts_image": Image.objects.create(
                file="x.png", width=1, height=1, uploaded_by=self.users["author"]
            ),
            "posts_author": self.alice,
            "posts_category": category,
            "posts_tag": Tag.objects.get(),
            "posts_series": self.post.series,
            "posts_page": Page.objects.create(title="About"),
            "posts_menu": Menu.objects.create(place="header"),
            "posts_sitesettings": site,
            "posts_subscriber": self.subscriber,
            "auth_user": make_user("charlie"),
            "auth_group": Group.objects.get(name="Author"),
        }
        self.sent = sent
        self.progress = Progress.start(self.users["author"], "check-again", 1, upto=0)[0]
        self.copy = Autosave.see(self.users["author"], "new-abcdefghijkl", None)

    def address(self, route: str) -> str:
        """Where the route leads in this world. Raises KeyError for one that nobody has thought of."""
        path = self.post.get_absolute_url()
        unnamed = {
            "<yyyy:year>/<mm:month>/<uslug:slug>/trackback": f"{path}trackback",
            "wp-trackback.php/<number:number>": f"/wp-trackback.php/{self.post.pk}",
            "wp-trackback.php/<number:number>/": f"/wp-trackback.php/{self.post.pk}/",
            "webmention": "/webmention",
            "xmlrpc/": "/xmlrpc/",
            "admin/(?P<url>.*)$": "/admin/nowhere/",
        }
        if route.startswith("admin/") and route.endswith("/<path:object_id>/"):
            label = route.removeprefix("admin/").removesuffix("/<path:object_id>/").replace("/", "_")
            return reverse(f"admin:{label}_changelist") + f"{self.objects[label].pk}/"
        return unnamed[route] if route in unnamed else reverse(route, kwargs=self.named(route))

    def named(self, route: str) -> dict[str, Any]:
        """The parts of a named route's address."""
        if route.startswith("admin:"):
            return self.named_in_admin(route.removeprefix("admin:"))
        day = f"{self.post.published_at:%Y-%m}".split("-")
        month = dict(zip(("year", "month"), day, strict=True))
        post = {**month, "slug": self.post.slug}
        page = {"page": "1"} if route.endswith("_page") else {}
        archive = re.sub("_(page|feed|atom|json)$", "", route)
        if archive in ("category", "tag", "series"):
            return {"name": "a", **page}
        parts: dict[str, dict[str, Any]] = {
            "author": {"name": self.alice.slug, **page},
            "year": {"year": day[0], **page},
            "month": {**month, **page},
            "home": page,
            "posts": page,
            "post": post,
            "post_comment": {**post, **page},
            "comment_form": post,
            "trackback": post,
            "page": {"slug": "about"},
            "sitemap_part": {"page": "1"},
            "media": {"path": "x.png"},
            "ping_status": {"uuid": self.received.uuid},
            "comment": {"number": self.comment.pk},
            "comment_own": {"number": self.comment.pk},
            "comment_report": {"number": self.comment.pk},
            "comment_confirm": {"token": tokens.confirm_token(self.comment)},
            "comment_decide": {"token": "x"},
            "comment_mute": {"token": tokens.mute_token(self.comment)},
            "shared_preview": {"token": "x"},
            "subscribe_confirm": {"token": signing.dumps(self.subscriber.pk, salt="posts.subscribe")},
            "subscribe_leave": {"token": signing.dumps(self.subscriber.pk, salt="posts.leave")},
        }
        return parts.get(route) or parts.get(archive, {})

    def named_in_admin(self, route: str) -> dict[str, Any]:
        label, _, verb = route.rpartition("_")
        if route == "auth_user_password_change":
            return {"id": self.objects["auth_user"].pk}
        if route == "discussion_progress":
            return {"pk": self.progress.pk}
        if route == "auth_user_second_factor":
            return {"pk": self.objects["auth_user"].pk}
        if route in ("posts_post_discard", "posts_post_previewed"):
            return {"pk": self.copy.pk}
        if route in ("posts_post_share", "posts_post_take_back", "posts_post_revisions", "posts_post_quick"):
            return {"pk": self.post.pk}
        if route == "posts_post_restore":
            return {"pk": self.post.pk, "number": self.post.revisions.latest("pk").pk}
        if route == "posts_sitesettings_tab":
            return {"tab": "general"}
        if route == "ping_verb":
            return {"pk": self.sent.pk, "verb": "cancel"}
        if route in ("post_pings", "post_pings_verb"):
            return {"pk": self.post.pk, **({"verb": "look"} if route.endswith("verb") else {})}
        if route in ("discussion_reply", "discussion_edit"):
            return {"pk": self.comment.pk}
        if route in ("ping_sent", "ping_received"):
            return {"pk": (self.sent if route == "ping_sent" else self.received).pk}
        if verb in ("change", "delete", "history") and label in self.objects:
            return {"object_id": self.objects[label].pk}
        return {"app_label": "posts"} if route == "app_list" else {}
