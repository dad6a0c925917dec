"""Many send at the same moment, on a real PostgreSQL: nothing is stored twice and every counter is right."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SCRIPT = """
import json, threading
from django.db import connection
from django.test import Client
from blogsite import doctor
from comments.models import PostComment
from posts.changes import Changes
from posts.models import Post
from tests.comments.forming import filled_in, respond
from tests.factories import make_author, make_comment, make_post, make_user

errors = []
def at_once(number, act):
    gate = threading.Barrier(number)
    def run(n):
        gate.wait()
        try:
            act(n)
        except Exception as error:
            errors.append(repr(error))
        finally:
            connection.close()
    threads = [threading.Thread(target=run, args=[n]) for n in range(number)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

post = make_post()
answers = []
data = filled_in(post)
at_once(8, lambda n: answers.append(Client().post(respond(post), data).status_code))
double = PostComment.objects.count()

comment, user = make_comment(post, status="pending"), make_user()
words = ["approved", "spam", "pending", "trash"]
def decide(n):
    for step in range(8):
        PostComment.objects.get(pk=comment.pk).set_status(words[(n + step) % 4], user)
at_once(6, decide)
comment.refresh_from_db()
post.refresh_from_db()

authors = [make_author("Alice"), make_author("Charlie")]
things = [make_comment(post, status=words[n % 4]) for n in range(6)]
def mixed(n):
    for step in range(25):
        if n % 2:
            things[n].set_status(words[(n + step) % 4], "system")
        elif n == 4:
            Changes(author=authors[step % 2]).make(post.pk, user)
        elif step % 5 == 0:
            Client().post(respond(post), filled_in(post, comment=f"{n} and {step}"))
        else:
            things[n].set_status(words[(n - step) % 4], "system")
at_once(6, mixed)

root = make_comment(post)
at_once(8, lambda n: make_comment(parent=root, comment=f"reply {n}"))
post.refresh_from_db()
print(json.dumps({
    "errors": errors,
    "answers": answers,
    "stored": double,
    "shown": PostComment.objects.shown().count(),
    "counted": post.comment_count,
    "tabs": doctor.by_kind(doctor.kept())["comment"],
    "right": doctor.kept() == doctor.counted(),
    "rows": {status: PostComment.objects.filter(status=status).count() for status in words},
    "paths": len(set(PostComment.objects.values_list("path", flat=True))) == PostComment.objects.count(),
}))
"""


@pytest.mark.services
def test_eight_clicks_are_one_comment_and_moderators_at_once_block_nobody_for_ever(postgres_url):
    environment = {**os.environ, "DATABASE_URL": postgres_url, "PYTHONPATH": str(ROOT), "RATE_LIMITS": "0"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", SCRIPT]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["errors"] == []
    assert result["answers"] == [302] * 8
    assert result["stored"] == 1
    assert result["counted"] == result["shown"] == result["rows"]["approved"]
    assert result["tabs"] == {status: n for status, n in result["rows"].items() if n}
    assert result["right"]
    assert result["paths"]
