"""Statements that a request or a verb sends to the blog's database, counted in a process with the blog's settings."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blogsite.demo.blog import Blog

TIMES = 100  # of what is timed
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def counted(here: "Blog", what: str, *words: str) -> int:
    """How many statements; those that only frame a transaction are not counted."""
    return int(process(here, what, *words))


def process(here: "Blog", what: str, *words: str) -> str:
    """The last line that such a process prints."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.statements", what, *words],
        env=here.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    return str(json.loads(done.stdout.splitlines()[-1]))


def page(path: str) -> list[str]:
    """What a reader's page asks for, the second time: what is read once in a process is read before."""
    from django.test import Client

    client = Client()
    client.get(path)
    return captured(lambda: client.get(path))


def thread(slug: str) -> int:
    """Make one thread of all the comments of a post: its first one, and answers to that; returns how many they are."""
    from django.db.models import Value
    from django.db.models.functions import Concat, Right
    from django_comments_xtd.models import XtdComment

    from comments.models import PostComment
    from comments.paths import SEGMENT

    everything = PostComment.objects.filter(post__slug=slug)
    root = everything.filter(depth=1).order_by("path").first()
    assert root is not None
    below = everything.exclude(pk=root.pk)
    below.update(depth=2, path=Concat(Value(root.path), Right("path", SEGMENT)))
    answers = XtdComment.norel_objects.filter(pk__in=below.values("pk"))
    return 1 + answers.update(thread_id=root.pk, parent_id=root.pk, level=1)


def reply(slug: str) -> list[str]:
    """What storing an answer to the last comment of the thread asks for."""
    submit = _answering(slug)
    submit()
    return captured(submit)


def seconds(slug: str) -> float:
    """CPU seconds of storing such an answer, the mean of many."""
    import time

    submit = _answering(slug)
    submit()
    began = time.process_time()
    for _ in range(TIMES):
        submit()
    return (time.process_time() - began) / TIMES


def _answering(slug: str) -> Callable[[], None]:
    from comments.models import PostComment
    from posts.models import Post

    post = Post.objects.get(slug=slug)
    parent = PostComment.objects.shown().filter(post=post, depth=2).order_by("path").last()
    words = {"comment": "I see it as you do.", "user_name": "Bob", "user_email": "bob@bob.example"}

    def submit() -> None:
        PostComment.submit(post=post, parent=parent, **words)

    return submit


def form(slug: str) -> list[str]:
    """What a reader's whole request asks for that sends such an answer through the form."""
    from django.test import Client

    from comments.models import PostComment
    from posts.models import Post

    post = Post.objects.get(slug=slug)
    parent = PostComment.objects.shown().filter(post=post, depth=2).order_by("path").last()
    address, client = f"{post.get_absolute_url()}respond/", Client()
    tokens = client.get(address, headers={"Accept": "application/json"}).json()
    fields = {key: value for key, value in tokens.items() if isinstance(value, str)}

    def send() -> None:
        data = {
            "name": "Bob",
            "email": "bob@bob.example",
            "comment": "So do I.",
            "reply_to": parent.pk if parent else 0,
        }
        answer = client.post(address, fields | data)
        if answer.status_code != 302:
            raise SystemExit(f"the form answered {answer.status_code}: {answer.content[:2000]!r}")

    return captured(send)


def publish(links: str, times: str) -> str:
    """The slowest of some posts that are published by the admin's form: seconds, and the most statements."""
    import time

    from django.contrib.auth.models import User
    from django.test import Client

    from benchmarks.publishing import form as fields

    client, spent, asked = Client(), [], []
    client.force_login(User.objects.create_superuser("bench-alice"))

    def send() -> None:
        began = time.perf_counter()
        answer = client.post("/admin/posts/post/add/", fields(int(links)))
        spent.append(time.perf_counter() - began)
        if answer.status_code != 302:
            raise SystemExit(f"the form answered {answer.status_code}")

    for _ in range(int(times)):
        asked.append(len(captured(send)))
    return json.dumps([max(spent), max(asked)])


def captured(work: Any) -> list[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        work()
    return [query["sql"] for query in seen.captured_queries if not query["sql"].startswith(FRAME)]


def main() -> None:
    import django
    from django.conf import settings

    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    works: dict[str, Callable[..., Any]] = {
        "page": page,
        "reply": reply,
        "form": form,
        "publish": publish,
        "thread": thread,
        "time": seconds,
    }
    done = works[sys.argv[1]](*sys.argv[2:])
    if isinstance(done, list):
        print("\n".join(statement[:300] for statement in done), file=sys.stderr)
    print(len(done) if isinstance(done, list) else done)


if __name__ == "__main__":
    main()
