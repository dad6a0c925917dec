"""Where a comment stands: the order of threads and replies, and how deep they go."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments import paths
from comments.models import PostComment
from comments.paths import SEGMENT
from tests.comments.forming import send
from tests.factories import make_comment, make_post, set_site

pytestmark = pytest.mark.django_db


def texts(post):
    return list(PostComment.objects.filter(post=post).order_by("path").values_list("comment", flat=True))


def test_replies_stand_below_what_they_answer_in_the_order_they_came():
    post = make_post()
    first = make_comment(post, comment="1")
    make_comment(post, comment="2")
    reply = make_comment(parent=first, comment="1.1")
    make_comment(parent=first, comment="1.2")
    make_comment(parent=reply, comment="1.1.1")
    assert texts(post) == ["1", "1.1", "1.1.1", "1.2", "2"]


def test_imported_threads_sort_by_their_dates_not_by_when_they_were_imported():
    post = make_post()
    now = datetime(2026, 11, 24, tzinfo=UTC)
    make_comment(post, comment="late", created=now)
    early = make_comment(post, comment="early", created=now - timedelta(days=400))
    make_comment(parent=early, comment="reply 2", created=now - timedelta(days=1))
    make_comment(parent=early, comment="reply 1", created=now - timedelta(days=2))
    make_comment(post, comment="before 1970", created=datetime(1960, 1, 1, tzinfo=UTC))
    assert texts(post) == ["before 1970", "early", "reply 1", "reply 2", "late"]


def test_two_of_the_same_moment_sort_by_their_keys():
    post, now = make_post(), datetime(2026, 11, 24, tzinfo=UTC)
    for number in range(3):
        make_comment(post, comment=str(number), created=now)
    assert texts(post) == ["0", "1", "2"]


@pytest.mark.parametrize("depth", [2, 5, 10])
def test_a_reply_below_the_last_level_becomes_a_sibling_there(client, depth, settings):
    settings.RATE_LIMITS = False
    set_site(thread_depth=depth)
    parent = make_comment(comment="1")
    for level in range(2, depth + 3):
        send(client, parent.post, comment=f"level {level}", reply_to=parent.pk)
        parent = PostComment.objects.latest("pk")
        parent.approve("system")
    deepest = PostComment.objects.order_by("pk")[depth - 1 :]
    assert [comment.depth for comment in deepest] == [depth] * 3
    assert {comment.path[:-SEGMENT] for comment in deepest} == {deepest[0].path[:-SEGMENT]}
    assert texts(parent.post)[-3:] == [f"level {depth}", f"level {depth + 1}", f"level {depth + 2}"]


def test_a_sibling_still_knows_whom_it_answers(client):
    set_site(thread_depth=2)
    parent = make_comment(parent=make_comment())
    send(client, parent.post, reply_to=parent.pk)
    reply = PostComment.objects.latest("pk")
    assert (reply.parent_id, reply.depth) == (parent.pk, 2)


def test_a_depth_made_smaller_moves_nothing_and_takes_new_replies_to_its_last_level():
    parent = make_comment()
    for _ in range(4):
        parent = make_comment(parent=parent)
    reply = make_comment(parent=parent, max_depth=2)
    assert (parent.depth, reply.depth) == (5, 2)
    assert reply.path.startswith(PostComment.objects.earliest("pk").path)


@pytest.mark.slow
def test_a_reply_into_a_thread_of_ten_thousand_costs_what_any_reply_costs():
    root = make_comment()
    bulk_replies(root, 10_000)
    parent = PostComment.objects.filter(depth=2).order_by("-path").first()
    make_comment(parent=make_comment(root.post))  # caches are warm
    with CaptureQueriesContext(connection) as queries:
        PostComment.submit(post=root.post, parent=parent, max_depth=5, comment="Me too", user_name="Bob")
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 7
    assert not any(sql.startswith("UPDATE") and "comments_postcomment" in sql for sql in statements)


def bulk_replies(root, number):
    """Replies written below the models: one statement for each of the three tables."""
    from django_comments.models import Comment
    from django_comments_xtd.models import XtdComment

    start = Comment.objects.latest("pk").pk + 1
    for model, key in [(Comment, "id"), (XtdComment, "comment_ptr_id"), (PostComment, "xtdcomment_ptr_id")]:
        fields = model._meta.local_fields
        kept = model._base_manager.filter(pk=root.pk).values(*(f.attname for f in fields)).get()
        row = {f.attname: f.get_db_prep_save(kept[f.attname], connection) for f in fields}
        rows = [row | {key: pk} | changes(root, model, pk) for pk in range(start, start + number)]
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join(f"%({name})s" for name in row)
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", rows)


def changes(root, model, pk):
    """How a reply's row differs from that of what it answers."""
    if model is not PostComment:
        return {}
    return {
        "path": root.path + paths.segment(root.created, pk),
        "depth": 2,
        "reasons": "[]",
        "payload": "{}",
        "at_source": "{}",
    }
