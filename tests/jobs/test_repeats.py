"""A repeat that comes in while the job is being done is not lost: the generation counter sees it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Chore

pytestmark = pytest.mark.django_db


@pytest.fixture
def renewed(chore):
    """A chore that was asked for again after it was claimed."""
    assert chore.claim()
    Chore.objects.get(pk=chore.pk).renew()
    return chore


def test_a_renewed_job_stays_due_when_its_older_run_finishes(renewed):
    assert renewed.finish("done") is False
    assert Chore.objects.get().state == "queued"
    assert Chore.objects.get().claim()


def test_the_older_run_still_writes_what_it_found(renewed):
    renewed.finish("done", last_error="what it found")
    assert Chore.objects.get().last_error == "what it found"


def test_a_renewed_job_does_not_wait_for_the_retry_of_its_older_run(renewed):
    renewed.retry(timezone.now() + timedelta(hours=8), "the host is down")
    assert Chore.objects.get().due_at <= timezone.now()
    assert Chore.objects.get().attempts == 0


@pytest.mark.django_db(transaction=True)
def test_a_renewed_job_is_sent_when_its_older_run_finishes(renewed, sent):
    sent.clear()
    renewed.finish("done")
    assert sent == [("jobs.Chore", [renewed.pk])]


def test_what_cancelled_a_running_job_has_the_last_word(chore):
    chore.claim()
    Chore.objects.get(pk=chore.pk).renew(state="cancelled")
    Chore.objects.update(due_at=None)
    assert chore.finish("done") is False
    assert (Chore.objects.get().state, Chore.objects.get().due_at) == ("cancelled", None)


def test_a_renewed_job_starts_from_the_beginning(chore):
    Chore.objects.update(state="failed", due_at=None, attempts=6, claims=9, last_error="gone")
    chore.renew()
    fresh = Chore.objects.get()
    assert (fresh.state, fresh.attempts, fresh.claims, fresh.last_error) == ("queued", 0, 0, "")
    assert fresh.generation == 1


def test_a_chore_asked_for_twice_is_one_row(chore):
    again = Chore.request("test", "1")
    assert again.pk == chore.pk
    assert (Chore.objects.count(), again.generation) == (1, 1)


def test_a_chore_may_be_asked_for_later(chore):
    later = timezone.now() + timedelta(hours=1)
    assert Chore.request("test", "1", due_at=later).due_at == later
    assert Chore.request("test", "2", due_at=later).due_at == later
