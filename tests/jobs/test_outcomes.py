"""Every way in which a job can end leaves the row in a named state, and only its holder may write it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from jobs.errors import GiveUp, HostBusy, LeaseLost, Retry
from jobs.models import CLAIMS_CAP, Chore

pytestmark = pytest.mark.django_db


def run(chore):
    Chore.run(chore.pk)
    chore.refresh_from_db()
    return chore


def raising(error):
    def work(object_id):
        raise error

    return work


def test_a_finished_job_has_nothing_due_and_no_lease(chore):
    run(chore)
    assert (chore.state, chore.due_at, chore.lease_until, chore.token) == ("done", None, None, "")
    assert (chore.attempts, chore.claims) == (1, 0)


def test_a_finish_writes_the_fields_it_is_given(chore):
    chore.claim()
    assert chore.finish("done", last_error="a word for the ledger")
    assert Chore.objects.get().last_error == "a word for the ledger"


def test_a_job_that_another_stands_for_is_dropped(chore):
    chore.claim()
    chore.drop()
    assert not Chore.objects.exists()


def test_nobody_drops_a_job_that_is_someone_else_s(chore):
    with pytest.raises(LeaseLost):
        chore.drop()
    assert Chore.objects.exists()


def test_someone_else_s_lease_is_not_written_over(chore, clock):
    late = Chore.objects.get(pk=chore.pk)
    late.claim()
    clock.shift(timedelta(minutes=3))
    chore.claim()
    with pytest.raises(LeaseLost):
        late.finish("failed")
    assert chore.finish("done")
    assert Chore.objects.get().state == "done"


def test_a_job_that_was_never_claimed_cannot_be_finished(chore):
    with pytest.raises(LeaseLost):
        chore.finish("done")


def test_a_lost_lease_is_nobody_s_failure(chore, handler):
    handler(lambda object_id: Chore.objects.update(token="taken over"))
    assert run(chore).token == "taken over"
    assert chore.state == "queued"


def test_a_finish_that_is_rolled_back_leaves_the_lease_held(chore):
    chore.claim()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        chore.finish("done")
        1 / 0  # noqa: B018
    assert Chore.objects.get().state == "queued"
    assert chore.finish("done")


def test_a_retry_counts_an_attempt_and_waits(chore, handler):
    handler(raising(Retry("the host is down", after=300)))
    run(chore)
    assert (chore.state, chore.attempts, chore.claims) == ("retrying", 1, 0)
    assert chore.last_error == "the host is down"
    assert timedelta(seconds=290) < chore.due_at - timezone.now() < timedelta(seconds=301)


def test_a_busy_host_counts_no_attempt_however_often(chore, handler):
    handler(raising(HostBusy("a.example")))
    for _ in range(CLAIMS_CAP + 5):
        run(chore)
        assert chore.due_at > timezone.now()
        Chore.objects.update(due_at=timezone.now())
    assert (chore.state, chore.attempts, chore.claims) == ("queued", 0, 0)


def test_giving_up_ends_in_the_failed_state_with_its_reason(chore, handler):
    handler(raising(GiveUp("gone for good")))
    assert (run(chore).state, chore.last_error, chore.due_at) == ("failed", "gone for good", None)


def test_a_crash_is_kept_and_tried_again_later(chore, handler, caplog):
    handler(raising(ZeroDivisionError("by zero")))
    run(chore)
    assert (chore.state, chore.last_error) == ("queued", "ZeroDivisionError: by zero")
    assert (chore.attempts, chore.claims, chore.lease_until) == (0, 1, None)
    assert chore.due_at > timezone.now() + timedelta(seconds=4)
    assert "by zero" in caplog.text


def test_a_job_that_always_crashes_is_set_aside(chore, handler, caplog):
    handler(raising(ZeroDivisionError("by zero")))
    for _ in range(CLAIMS_CAP):
        Chore.objects.update(due_at=timezone.now())
        assert run(chore).state == "queued"
    Chore.objects.update(due_at=timezone.now())
    assert run(chore).state == "failed"
    assert chore.last_error == "gave up after 25 claims without an outcome"


def test_a_job_that_kills_its_workers_is_set_aside(chore):
    for _ in range(CLAIMS_CAP):
        assert chore.claim()
        Chore.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert run(chore).state == "failed"


def test_a_job_that_says_no_outcome_is_a_crash(chore, monkeypatch, caplog):
    monkeypatch.setattr(Chore, "perform", lambda self: None)
    assert run(chore).last_error == "RuntimeError: perform() came to no outcome"
