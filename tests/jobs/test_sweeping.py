"""The sweeper re-sends what the broker, a worker or the web process lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import leases, sweeping
from jobs.models import Chore, HostSlot

pytestmark = pytest.mark.django_db


def make_chores(count, kind="test", **fields):
    now = timezone.now()
    rows = [Chore(kind=kind, object_id=str(n), **{"due_at": now, **fields}) for n in range(count)]
    return Chore.objects.bulk_create(rows)


def ago(seconds):
    return timezone.now() - timedelta(seconds=seconds)


def test_a_row_whose_message_was_never_sent_is_sent(sent):
    [chore] = make_chores(1)
    assert sweeping.sweep() == 1
    assert sent == [("jobs.Chore", [chore.pk])]
    assert Chore.objects.get().queued_at


LATER = timedelta(hours=1)


@pytest.mark.parametrize(
    ("field", "from_now"),
    [("due_at", None), ("due_at", LATER), ("lease_until", LATER), ("queued_at", timedelta(seconds=-50))],
    ids=["nothing to do", "not due", "leased", "sent lately"],
)
def test_a_row_that_waits_for_nothing_lost_is_left_alone(sent, field, from_now):
    token = {"token": "someone"} if field == "lease_until" else {}
    make_chores(1, **{field: timezone.now() + from_now if from_now else None}, **token)
    assert sweeping.sweep() == 0


def test_a_message_not_acted_on_for_a_minute_counts_as_lost(sent):
    make_chores(1, queued_at=ago(61))
    assert sweeping.sweep() == 1


def test_a_lease_that_ran_out_is_sent_again(sent):
    make_chores(1, lease_until=ago(1), token="a worker that is gone", queued_at=ago(130))
    assert sweeping.sweep() == 1


def test_a_backlog_stays_in_the_table_500_at_a_time(sent):
    make_chores(600)
    assert sweeping.sweep() == 500
    assert sweeping.sweep() == 0
    Chore.objects.filter(pk__in=sent[0][1][:50]).update(due_at=None)
    assert sweeping.sweep() == 50


def test_a_killed_worker_s_job_is_sent_at_once(sent, monkeypatch):
    make_chores(1, lease_until=ago(-100), token="dead", queued_at=ago(5))
    monkeypatch.setattr(leases, "is_dead", lambda token: token == "dead")
    assert sweeping.sweep() == 1
    assert Chore.objects.get().claim()


def test_a_worker_that_starts_sends_what_the_last_one_took_along(sent):
    make_chores(1, queued_at=ago(5))
    sweeping.forget_sent()
    assert sweeping.sweep() == 1


def test_one_kind_that_cannot_be_swept_stops_no_other(sent, monkeypatch, caplog):
    class Broken(HostSlot):  # has none of a job's columns
        class Meta:
            proxy = True
            app_label = "jobs"

    monkeypatch.setattr(sweeping, "kinds", lambda: [Broken, Chore])
    make_chores(1)
    assert sweeping.sweep() == 1
    assert "sweeping jobs.Broken failed" in caplog.text


def test_old_chores_are_purged_and_open_ones_kept(sent):
    make_chores(1, kind="done", due_at=None, state="done", finished_at=ago(8 * 86400))
    make_chores(1, kind="new", due_at=None, state="done", finished_at=ago(6 * 86400))
    make_chores(1, kind="open", created=ago(400 * 86400))
    make_chores(1, kind="failed", due_at=None, state="failed", created=ago(91 * 86400))
    sweeping.purge()
    assert set(Chore.objects.values_list("kind", flat=True)) == {"new", "open"}


def test_slots_of_hosts_not_spoken_to_are_purged():
    HostSlot.objects.create(host="old.example", n=0, lease_until=ago(90000))
    HostSlot.objects.create(host="new.example", n=0, lease_until=ago(10))
    sweeping.purge()
    assert HostSlot.objects.get().host == "new.example"


def test_the_report_counts_states_and_tells_the_oldest():
    make_chores(2, due_at=ago(30))
    make_chores(1, kind="done", state="done", due_at=None)
    report = sweeping.report()
    assert report["jobs"]["chore"] == {"queued": 2, "done": 1}
    assert 30 <= report["oldest_due_s"] < 40


def test_the_report_of_an_idle_blog_has_nothing_overdue():
    make_chores(1, due_at=ago(-3600))
    assert sweeping.report()["oldest_due_s"] == 0
