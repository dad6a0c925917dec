"""Check for spam again, all that the queue lists: counted first, exactly by its filters, never more than was meant."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from comments.models import PostComment, Progress
from comments.queue import again, listing
from tests.comments.queueing import now, press, told, waiting
from tests.factories import make_author, make_comment, make_ping, make_post, make_user, run_chores

pytestmark = pytest.mark.django_db
HOST = "http://pills.example/"


@pytest.fixture
def judged(monkeypatch):
    """Which rows the filters looked at, in their order."""
    seen = []
    monkeypatch.setattr("comments.judging.judge_again", lambda row: seen.append(row.pk) or "same")
    return seen


def row(status="pending", **fields):
    return waiting(make_comment(status=status, **fields))[0]


def check(client, query, **fields):
    """The press after the count, as the page has it."""
    upto = PostComment.objects.order_by("pk").last().pk
    answer = press(client, "check_listed", query=query, **{"upto": upto} | fields)
    run_chores(again.KIND)
    return answer


def of_each_kind(pills, a_day_ago):
    """One row for each filter, that no other one fits."""
    rows = {
        "plain": row(),
        "ping": waiting(make_ping(status="pending"))[0],
        "host": waiting(make_ping(status="pending", source_url=f"{HOST}a"))[0],
        "post": row(post=pills),
        "address": row(address="203.0.113.9"),
        "words": row(comment="Needles in haystacks"),
        "old": row(created=a_day_ago),
        "verdict": row(),
        "spam": row("spam"),
        "approved": row("approved"),
        "trash": row("trash"),
    }
    PostComment.objects.filter(pk=rows["verdict"].pk).update(verdict="unavailable")
    return rows


def every_filter():
    """Two rows of each kind, with all others between them; and for each query, of which kinds it lists."""
    pills, a_day_ago = make_post("Pills"), timezone.now() - timedelta(days=1)
    first, second = of_each_kind(pills, a_day_ago), of_each_kind(pills, a_day_ago)
    day = (a_day_ago - timedelta(days=1)).date(), a_day_ago.date()
    queries = {
        "?status=pending&kind=ping": ("ping", "host"),
        "?status=pending&host=pills.example": ("host",),
        f"?status=pending&post={pills.pk}": ("post",),
        "?status=pending&address=203.0.113.9": ("address",),
        "?status=pending&q=needles": ("words",),
        f"?status=pending&since={day[0]}&until={day[1]}": ("old",),
        "?status=pending&verdict=unavailable": ("verdict",),
        "?status=spam": ("spam",),
        "?status=approved": ("approved",),
        "?status=pending": tuple(name for name in first if name not in ("spam", "approved", "trash")),
    }
    both = (first, second)
    return {query: [rows[name].pk for rows in both for name in names] for query, names in queries.items()}


@pytest.mark.parametrize("number", range(10))
def test_what_the_filters_leave_is_judged_and_no_other_row(client, moderator, judged, number):
    query, keys = [*every_filter().items()][number]
    check(client, query)
    assert judged == keys
    assert Progress.objects.get().total == len(keys)


def test_all_pages_are_counted_and_shown_before_the_press(client, moderator, judged):
    for _ in range(23):
        row(post=None, comment="Needles")
    row(comment="Other")
    assert "Check 23 again" in told(client, status="pending", q="needles", check="1")
    assert judged == [] and not Progress.objects.exists()


def test_what_came_in_after_the_count_is_not_part_of_it(client, moderator, judged):
    counted = row(comment="Needles")
    row(comment="More needles")
    check(client, "?status=pending&q=needles", upto=counted.pk)
    assert judged == [counted.pk]


@pytest.mark.parametrize(
    "wrong",
    ["kind=pong", "verdict=odd", "post=x", "address=1.2.3", "since=2026-13-45", "until=soon", "apart=yes",
     "since=2026-02-02&until=2026-01-01", "verdit=spam", "hots=pills.example", "page=x", "q=" + "x" * 300],
)  # fmt: skip
def test_a_filter_that_is_not_known_is_refused_and_never_read_as_everything(client, moderator, judged, wrong):
    row()
    assert check(client, f"?status=pending&{wrong}").status_code == 400
    assert client.get(f"/admin/discussion/?status=pending&{wrong}&check=1").status_code == 400
    assert judged == [] and not Progress.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "?status=trash", "?status=unconfirmed", "?status=reported", "?status=odd"]
)
def test_of_other_tabs_nothing_is_checked(client, moderator, judged, query):
    row(), row("trash")
    assert check(client, query).status_code == 400
    assert "check=1" not in client.get(f"/admin/discussion/{query}").content.decode()
    assert judged == []


@pytest.mark.parametrize("upto", ["", "x", "-1", "9" * 30])
def test_without_its_count_nothing_is_checked(client, moderator, judged, upto):
    row()
    assert check(client, "?status=pending", upto=upto).status_code == 400
    assert judged == []


def test_what_leaves_the_list_meanwhile_is_not_judged(client, moderator, judged):
    gone, stays = row(comment="Needles"), row(comment="Needles")
    press(client, "check_listed", query="?status=pending&q=needles", upto=stays.pk)
    PostComment.objects.get(pk=gone.pk).approve(moderator)
    run_chores(again.KIND)
    assert judged == [stays.pk]
    assert now(gone) == "approved"


def test_a_search_of_much_stays_with_the_newest_that_it_searched(client, moderator, judged, monkeypatch):
    monkeypatch.setattr(listing, "SEARCHED", 3)
    rows = [row(comment="Needles") for _ in range(5)]
    assert "Check 3 again" in told(client, status="pending", q="needles", check="1")
    check(client, "?status=pending&q=needles")
    assert judged == [one.pk for one in rows[2:]]


def test_an_address_that_is_searched_for_among_much_is_found_by_its_host(
    client, moderator, judged, monkeypatch
):
    monkeypatch.setattr(listing, "SEARCHED", 1)
    rows = [waiting(make_ping(status="pending", source_url=f"{HOST}{n}"))[0] for n in range(3)]
    row(comment=f"See {HOST}1")
    check(client, f"?status=pending&q={HOST}1")
    assert judged == [rows[1].pk]


def test_a_list_without_campaigns_is_checked_without_them(client, moderator, judged):
    for n in range(5):
        waiting(make_ping(status="pending", source_url=f"{HOST}{n}", comment=f"words {n}"))
    alone = waiting(
        make_ping(status="pending", source_url="http://bob.example/beans", comment="Beans grow.")
    )[0]
    check(client, "?status=pending&apart=1")
    assert judged == [alone.pk]


def test_an_author_has_only_what_stands_under_their_own_posts_checked(client, judged):
    user = make_user("bob", role="author")
    client.force_login(user)
    own, _foreign = row(post=make_post(author=make_author(user=user))), row()
    check(client, "?status=pending")
    assert judged == [own.pk]


def test_a_list_that_can_no_longer_be_read_checks_nothing(client, moderator, judged):
    row()
    press(client, "check_listed", query="?status=pending", upto=10**9)
    progress = Progress.objects.get()
    progress.facts["list"] = QueryDict("status=pending&kind=gone").urlencode()
    progress.save()
    run_chores(again.KIND)
    assert judged == []
    assert Progress.objects.get().ended_at
