"""Many workers judge, learn and decide at once: no two wait for each other for ever, and every sum is right.

Run by test_queue_postgres.py.
"""

import pytest

from comments import judging
from comments.figures.counting import recount
from comments.models import DayCount, PostComment
from tests.factories import make_comment, make_post, make_user, run_chores
from tests.services.told_at_once import MANY, at_once

pytestmark = pytest.mark.django_db(transaction=True)
EACH = 5


def sums(what):
    return dict(DayCount.objects.filter(what=what).exclude(n=0).values_list("name", "n"))


def test_an_item_that_many_count_is_counted_once():
    comment = make_comment(status="pending")
    run_chores("judge")
    PostComment.objects.update(counted=[])  # as if nobody had counted it yet
    DayCount.objects.all().delete()
    assert at_once(lambda number: recount(comment.pk)) == []
    assert sums("kind") == {"comment": 1}


def test_while_many_judge_others_decide_and_learn():
    post, alice = make_post(), make_user("alice", role="administrator")
    rows = [make_comment(post, status="pending", user_name=f"Bob {n}") for n in range(MANY * EACH)]

    def work(number):
        for row in rows[number::MANY]:
            judging.judge(PostComment.objects.select_related("post").get(pk=row.pk))
            PostComment.objects.get(pk=row.pk).set_status("spam" if number % 2 else "approved", alice)
            recount(row.pk)

    assert at_once(work) == []
    assert sums("kind") == {"comment": MANY * EACH}
    assert sum(sums("person").values()) == MANY * EACH
    assert {name.partition(":")[2]: n for name, n in sums("person").items()} == {"spam": 15, "fine": 15}
