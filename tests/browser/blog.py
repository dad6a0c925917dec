"""The blog that the browser looks at: demo content, a post with 230 answers, spam, and a user of every role."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.pages import ADMINISTRATOR, AUTHOR, CHARLIE, MODERATOR, PASSWORD, READER, Kind
from tests.running import ENOUGH_SECONDS, RunningBlog, answer, until

HOT_COMMENTS, HOT_PINGS = 200, 30
ROLES = {
    READER: "reader",
    AUTHOR: "author",
    MODERATOR: "moderator",
    ADMINISTRATOR: "administrator",
    CHARLIE: "editor",
}
SHARED = """
from posts import sharing
from posts.models import Post
draft = Post.objects.filter(state="draft").first()
sharing.start(draft)
print("/" + sharing.link(draft).split("/", 3)[3])
"""
BEGUN = """
from django.contrib.auth.models import User
from blogsite import second_factor
from posts.models import Preferences
charlie = User.objects.get(username="charlie")
second_factor.begin(charlie)
Preferences.keep(charlie, images="list")
"""
DECIDE = """
from django.contrib.auth.models import User
from django.urls import reverse
from comments import tokens
from comments.models import PostComment
row = PostComment.objects.in_queue("pending").filter(kind="trackback").first()
print(reverse("comment_decide", args=[tokens.decide_token(row, User.objects.get(username="admin"))]))
"""


@contextmanager
def blog_with_content(folder: Path) -> Iterator["Browsed"]:
    """A web process over a filled database; no worker, so that nothing changes while one looks."""
    with Browsed(folder, free_port(), RATE_LIMITS="0") as blog:
        blog.manage("migrate", "--verbosity=0", "--no-input")
        blog.manage("collectstatic", "--verbosity=0", "--no-input")
        blog.manage("setup_demo")
        blog.manage(
            "seed",
            "--posts=24",
            f"--hot-comments={HOT_COMMENTS}",
            f"--pings={HOT_PINGS}",
            "--spam=60",
            "--pending=25",
        )
        blog.manage("rebuild_search")  # no worker does the chores
        for username, role in ROLES.items():
            blog.manage("create_user", f"--role={role}", f"--username={username}", f"--password={PASSWORD}")
        blog.manage("shell", "--no-imports", "-c", BEGUN)
        blog.start("web")
        blog.wait_until_answers()
        blog.look_around()
        yield blog


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browsed(RunningBlog):
    """Knows the addresses of its own kinds of page."""

    places: dict[str, str]

    def wait_until_answers(self) -> None:
        until(
            lambda: answer(f"{self.url}/healthz")[0] == 200,
            ENOUGH_SECONDS,
            f"the web process answers\n{self.logs()}",
        )

    def look_around(self) -> None:
        """Find one post, category, tag and series by the links on the pages themselves."""
        sitemap = answer(f"{self.url}/sitemap.xml")[1]

        def post(slug: str) -> str:
            return next(
                path for path in re.findall(r"<loc>[^<]*?(/\d{4}/[^<]*)", sitemap) if f"/{slug}/" in path
            )

        self.places = {"post": post("when-blogs-wrote-to-each-other")}
        self.places |= {"hot": post("hot-post"), "plain": post("plain-post")}
        page = answer(self.url + self.places["post"])[1]
        for kind in ("category", "tag", "series"):
            self.places[kind] = re.search(rf'href="/{kind}/([^"]+)/"', page)[1]
        self.places["year"], self.places["month"] = self.places["post"].split("/")[1:3]
        asked = (
            "from posts.models import Post; print(Post.objects.get(slug='when-blogs-wrote-to-each-other').pk)"
        )
        self.places["post_id"] = self.manage("shell", "--no-imports", "-c", asked).strip()
        asked = "from django.contrib.auth.models import User; print(User.objects.get(username='alice').pk)"
        self.places["user_id"] = self.manage("shell", "--no-imports", "-c", asked).strip()
        asked = "from posts.models import Image; print(Image.objects.exclude(headed=None).first().pk)"
        self.places["image_id"] = self.manage("shell", "--no-imports", "-c", asked).strip()
        asked = "from posts.models import Series; print(Series.objects.first().pk)"
        self.places["series_id"] = self.manage("shell", "--no-imports", "-c", asked).strip()
        asked = "from posts.models import Menu; print(Menu.objects.get(place='footer').pk)"
        self.places["menu_id"] = self.manage("shell", "--no-imports", "-c", asked).strip()
        self.places["decide"] = self.manage("shell", "--no-imports", "-c", DECIDE).strip()
        self.places["shared"] = self.manage("shell", "--no-imports", "-c", SHARED).strip()

    def address(self, kind: Kind) -> str:
        return self.url + kind.path.format(**self.places)
