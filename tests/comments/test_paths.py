"""Paths as strings: they sort as the numbers in them do, on every database."""

import json
import os
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from comments.paths import KEY_WIDTH, SEGMENT, TIME_WIDTH, base36, segment

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("number, text", [(0, "000"), (35, "00z"), (36, "010"), (46655, "zzz")])
def test_numbers_are_padded(number, text):
    assert base36(number, 3) == text


def test_strings_sort_as_numbers_do():
    numbers = [random.randrange(36**KEY_WIDTH) for _ in range(500)] + [0, 35, 36, 36**KEY_WIDTH - 1]
    assert sorted(base36(n, KEY_WIDTH) for n in numbers) == [base36(n, KEY_WIDTH) for n in sorted(numbers)]


def test_a_segment_has_one_width_up_to_its_last_year_and_key():
    last = datetime(5188, 1, 1, tzinfo=UTC)
    assert len(segment(last, 36**KEY_WIDTH - 1)) == SEGMENT == TIME_WIDTH + KEY_WIDTH
    assert segment(datetime(1960, 1, 1, tzinfo=UTC), 7) == "0" * (SEGMENT - 1) + "7"


def test_time_counts_before_the_key():
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert segment(now, 99) < segment(now + timedelta(milliseconds=1), 1)
    assert segment(now, 1) < segment(now, 2)


@pytest.mark.services
def test_postgresql_keeps_paths_in_the_c_collation_and_sorts_them_so(postgres_url):
    environment = {**os.environ, "DATABASE_URL": postgres_url, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    script = """
import json
from django.db import connection
from comments.models import PostComment
from tests.factories import make_comment, make_post
post = make_post()
first, second = make_comment(post, comment="1"), make_comment(post, comment="2")
make_comment(parent=make_comment(parent=first, comment="1.1"), comment="1.1.1")
make_comment(parent=second, comment="2.1")
with connection.cursor() as cursor:
    cursor.execute("SELECT collation_name FROM information_schema.columns WHERE column_name = 'path'"
                   " AND table_name = 'comments_postcomment'")
    collation = cursor.fetchone()[0]
rows = PostComment.objects.order_by("path")
below = rows.filter(path__gte=second.path, path__lt=second.path + "{")
print(json.dumps([collation, [c.comment for c in rows], [c.comment for c in below]]))
"""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", script]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    assert json.loads(done.stdout.splitlines()[-1]) == ["C", ["1", "1.1", "1.1.1", "2", "2.1"], ["2", "2.1"]]
