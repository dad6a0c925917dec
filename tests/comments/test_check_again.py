"""Check for spam again: all filters anew, in the background; no decision of a person is overturned."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from comments import judging
from comments.models import PostComment, Progress
from comments.models import progress as progress_module
from comments.queue import again
from jobs.models import Chore
from tests.akismet_server import AkismetServer
from tests.comments.queueing import IN_PLACE, now, press, told, waiting
from tests.factories import make_author, make_comment, make_ping, make_post, make_user, run_chores, set_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    user = make_user("alice", role="moderator")
    client.force_login(user)
    set_site(hold_first_timers=False)
    return user


@pytest.fixture
def server(settings):
    """Akismet, which finds pills to be spam."""
    with AkismetServer() as server:
        settings.AKISMET_API_KEY, settings.AKISMET_API_URL = "test-key", server.url
        server.set(spam_words="pills")
        yield server


def held(text="Beans grow.", **fields):
    """Something that waits, as after a first look; its own chore is done."""
    row = make_comment(status="pending", comment=text, address="203.0.113.9", **fields)
    Chore.objects.all().delete()
    return waiting(row)[0]


def by_filter(row, status):
    row.set_status(status, "filter")
    return row


def check(client, *rows):
    press(client, "check_again", *rows)
    run_chores(again.KIND)


def check_listed(client, query="?status=pending", **fields):
    return press(client, "check_listed", query=query, **{"upto": 10**9} | fields)


def test_what_is_chosen_is_judged_anew_and_the_rest_is_not(client, moderator, server):
    bad, good, other = held("Cheap pills"), held(), held("More pills")
    check(client, bad, good)
    assert [now(row) for row in (bad, good, other)] == ["spam", "approved", "pending"]
    assert len(server.asked("comment-check")) == 2


def test_akismet_hears_that_it_is_a_second_look(client, moderator, server):
    row = held()
    PostComment.objects.filter(pk=row.pk).update(checks_done=1)
    check(client, row)
    assert server.asked("comment-check")[0]["recheck_reason"] == "recheck_queue"


def test_everything_that_is_pending_is_judged_anew(client, moderator, server):
    rows = [held("Cheap pills"), held(), held("Pills")]
    shown = make_comment()
    check_listed(client)
    run_chores(again.KIND)
    assert [now(row) for row in (*rows, shown)] == ["spam", "approved", "spam", "approved"]
    assert len(server.asked("comment-check")) == 3


def test_what_came_in_after_the_press_is_not_part_of_it(client, moderator, server):
    first = held("Cheap pills")
    check_listed(client)
    later = waiting(make_comment(status="pending", comment="Pills", address="203.0.113.9"))[0]
    run_chores(again.KIND)
    assert (now(first), now(later)) == ("spam", "pending")


def test_spam_of_the_filters_may_come_back(client, moderator, server):
    row = by_filter(held(), "spam")
    check(client, row)
    assert now(row) == "approved"


@pytest.mark.parametrize("status", ["pending", "approved", "spam"])
def test_what_a_person_decided_stays_and_nobody_is_asked_about_it(client, moderator, server, status):
    row = held("Cheap pills" if status != "spam" else "Beans")
    row.set_status("trash", moderator)
    row.set_status(status, moderator)
    check(client, row)
    assert now(row) == status
    assert not server.asked("comment-check")
    assert Progress.objects.get().told == {"left": 1}


def test_a_decision_while_the_filters_look_is_not_overturned(moderator, server, monkeypatch):
    row, ask = held("Cheap pills"), judging.checks.judge

    def slowly(facts):
        verdict = ask(facts)
        PostComment.objects.get(pk=row.pk).approve(moderator)
        return verdict

    monkeypatch.setattr(judging.checks, "judge", slowly)
    assert again.look(row.pk, "") == "left"
    assert now(row) == "approved"


def test_what_was_taken_back_while_the_filters_look_does_not_come_back(moderator, server, monkeypatch):
    row, ask = held(), judging.checks.judge

    def slowly(facts):
        verdict = ask(facts)
        PostComment.objects.get(pk=row.pk).trash("source", "withdrawn")
        return verdict

    monkeypatch.setattr(judging.checks, "judge", slowly)
    assert again.look(row.pk, "") == "left"
    assert now(row) == "trash"


def test_a_row_that_is_not_as_it_was_seen_is_left_alone(client, moderator, server):
    row = held("Cheap pills")
    press(client, "check_again", row)
    PostComment.objects.get(pk=row.pk).trash("source", "withdrawn")
    PostComment.objects.get(pk=row.pk).hold("source")
    PostComment.objects.filter(pk=row.pk).update(text_hash="other words")
    run_chores(again.KIND)
    assert now(row) == "pending"
    assert Progress.objects.get().told == {"left": 1}


def test_where_akismet_does_not_answer_all_stays_as_it_is(client, moderator, server):
    row, spam = held(), by_filter(held(), "spam")
    server.set(fault="500")
    check(client, row, spam)
    assert (now(row), now(spam)) == ("pending", "spam")
    assert Progress.objects.get().told == {"unavailable": 2}


def test_an_author_has_only_what_stands_under_their_own_posts_checked(client, server):
    user = make_user("bob", role="author")
    client.force_login(user)
    own = held("Pills", post=make_post(author=make_author(user=user)))
    foreign = held("Pills")
    check_listed(client)
    run_chores(again.KIND)
    assert (now(own), now(foreign)) == ("spam", "pending")


def test_who_may_moderate_no_longer_has_nothing_checked(client, moderator, server):
    row = held("Pills")
    press(client, "check_again", row)
    moderator.groups.clear()
    run_chores(again.KIND)
    assert now(row) == "pending"


def test_a_ping_is_judged_by_its_own_checks_as_well(client, moderator):
    ping = waiting(make_ping(status="pending", verified=False))[0]
    check(client, ping)
    assert now(ping) == "spam"
    assert "not found at source" in str(PostComment.objects.get(pk=ping.pk).reasons)


def test_it_says_how_far_it_is_and_what_came_of_it(client, moderator, server):
    rows = [held("Pills"), held("Pills, pills"), held()]
    check_listed(client)
    assert "Checking for spam again: 0 of 3" in told(client)
    run_chores(again.KIND)
    words = told(client)
    assert "3 items were checked for spam again. 2 went to spam. 1 was approved." in words
    assert [now(row) for row in rows] == ["spam", "spam", "approved"]


def test_an_hour_later_nothing_is_said_of_it(client, moderator, server):
    check(client, held())
    Progress.objects.update(ended_at=timezone.now() - timedelta(hours=1))
    assert "checked for spam again" not in told(client)


def test_stop_ends_it_after_the_row_that_it_is_at(client, moderator, server, monkeypatch):
    rows = [held(f"Pills {n}") for n in range(4)]
    check_listed(client)
    progress, judge = Progress.objects.get(), judging.judge_again

    def then_stop(row):
        came = judge(row)
        if row.pk == rows[1].pk:
            client.post(f"/admin/discussion/progress/{progress.pk}/")
        return came

    monkeypatch.setattr(judging, "judge_again", then_stop)
    run_chores(again.KIND)
    assert [now(row) for row in rows] == ["spam", "spam", "pending", "pending"]
    assert "Stopped. 2 items were checked for spam again." in told(client)


def test_stop_before_it_began_checks_nothing(client, moderator, server):
    row = held("Pills")
    check_listed(client)
    client.post(f"/admin/discussion/progress/{Progress.objects.get().pk}/")
    run_chores(again.KIND)
    assert now(row) == "pending"
    assert Progress.objects.get().ended_at


def test_what_nobody_works_on_any_longer_can_be_stopped(client, moderator):
    held()
    check_listed(client)
    Chore.objects.update(due_at=None, state="failed")
    client.post(f"/admin/discussion/progress/{Progress.objects.get().pk}/")
    assert Progress.objects.get().ended_at


def test_nobody_sees_or_stops_what_somebody_else_asked_for(client, moderator):
    held()
    check_listed(client)
    client.force_login(make_user("bob", role="moderator"))
    address = f"/admin/discussion/progress/{Progress.objects.get().pk}/"
    assert client.get(address).status_code == client.post(address).status_code == 404
    assert not Progress.objects.get().stop_asked


def test_it_goes_on_where_its_turn_ended(client, moderator, server, monkeypatch):
    monkeypatch.setattr(progress_module, "TURN_SECONDS", -1)
    rows = [held(f"Pills {n}") for n in range(3)]
    check_listed(client)
    run_chores(again.KIND)
    assert [now(row) for row in rows] == ["spam"] * 3
    assert len(server.asked("comment-check")) == 3
    assert Chore.objects.get(kind=again.KIND).state == "done"


def test_a_second_press_while_it_goes_on_starts_nothing(client, moderator):
    held()
    check_listed(client)
    check_listed(client)
    assert Progress.objects.count() == 1
    assert "A check is going on already" in told(client)


def test_in_place_only_the_part_that_moves_comes_back(client, moderator, server):
    held("Pills")
    page = check_listed(client, headers=IN_PLACE).content.decode()
    address = re.search(r'hx-get="([^"]+)" hx-trigger="every 2s"', page)[1]
    part = client.get(address, headers=IN_PLACE).content.decode()
    assert "0 of 1" in part
    assert "<html" not in part
    run_chores(again.KIND)
    part = client.get(address, headers=IN_PLACE).content.decode()
    assert "1 item was checked for spam again. 1 went to spam." in part
    assert "hx-trigger" not in part


def test_without_a_script_the_way_leads_back_to_the_queue(client, moderator):
    held()
    check_listed(client)
    address = f"/admin/discussion/progress/{Progress.objects.get().pk}/"
    assert client.get(address)["Location"] == client.post(address)["Location"]


def test_a_press_on_nothing_says_so(client, moderator):
    press(client, "check_again")
    assert "Tick what is to be checked again." in told(client)
    check_listed(client)
    assert "There is nothing to check." in told(client)


def test_what_ended_long_ago_is_forgotten(client, moderator):
    check(client, held())
    Progress.objects.update(ended_at=timezone.now() - timedelta(days=8))
    progress_module.forget_old()
    assert not Progress.objects.exists()
