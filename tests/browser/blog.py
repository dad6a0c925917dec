"""The blog that the browser looks at: demo content, a post with 230 answers, spam, and a user of every role."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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
BEGUN = """
from django.contrib.auth.models import User
from blogsite import second_factor
from posts.models import Preferences
charlie = User.objects.get(username="charlie")
second_factor.begin(charlie)
Preferences.keep(charlie, images="list")
"""
PLACES = "from tests.browser.places import of_demo; print(of_demo())"


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

    places: dict[str, Any]
    front = ""

    def wait_until_answers(self) -> None:
        until(
            lambda: answer(f"{self.url}/healthz")[0] == 200,
            ENOUGH_SECONDS,
            f"the web process answers\n{self.logs()}",
        )

    def look_around(self) -> None:
        """Find one of everything."""
        self.places = json.loads(self.manage("shell", "--no-imports", "-c", PLACES))

    def address(self, kind: Kind) -> str:
        """Where it is; what stands at the front is chosen first, where this kind wants another page there."""
        if kind.front != self.front:
            self.manage("settings", f"front_page={kind.front}")
            self.front = kind.front
        return self.url + kind.path.format(**self.places)

    def sent(self, kind: Kind) -> list[tuple[str, str]]:
        return [(name, value.format(**self.places)) for name, value in kind.sent]
