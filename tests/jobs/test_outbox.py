"""One message per transaction and kind, after the commit; a broker that is down costs a second and no job."""

import time

import pytest
from django.db import transaction
from kombu.exceptions import OperationalError

from jobs import outbox
from jobs.models import Chore
from jobs.tasks import work

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_transaction_leaves_in_one_message(sent):
    with transaction.atomic():
        ids = [Chore.request("test", n).pk for n in range(3)]
        assert sent == []
    assert sent == [("jobs.Chore", ids)]


def test_asking_twice_in_one_transaction_sends_the_id_once(sent):
    with transaction.atomic():
        chore = Chore.request("test", 1)
        Chore.request("test", 1)
    assert sent == [("jobs.Chore", [chore.pk])]


def test_outside_a_transaction_it_is_sent_at_once(sent):
    chore = Chore.request("test", 1)
    assert sent == [("jobs.Chore", [chore.pk])]
    assert Chore.objects.get().queued_at


def test_what_is_rolled_back_is_not_sent(sent):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Chore.request("test", 1)
        1 / 0  # noqa: B018
    kept = Chore.request("test", 2)
    assert sent == [("jobs.Chore", [kept.pk])]


def test_a_savepoint_that_is_rolled_back_takes_no_other_row_along(sent):
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            Chore.request("test", 1)
            1 / 0  # noqa: B018
        kept = Chore.request("test", 2)
    assert sent == [("jobs.Chore", [kept.pk])]


def test_a_job_for_later_is_not_sent_now(sent):
    from datetime import timedelta

    from django.utils import timezone

    Chore.request("test", 1, due_at=timezone.now() + timedelta(minutes=1))
    assert sent == []


@pytest.mark.slow
def test_many_ids_are_cut_into_messages(sent):
    with transaction.atomic():
        for n in range(outbox.IDS_PER_MESSAGE + 1):
            Chore.request("test", n)
    assert [len(ids) for _label, ids in sent] == [outbox.IDS_PER_MESSAGE, 1]


def test_a_dead_broker_raises_nothing_and_leaves_the_row_to_the_sweeper(monkeypatch):
    def refuse(*args, **options):
        raise OperationalError("connection refused")

    monkeypatch.setattr(work, "apply_async", refuse)
    Chore.request("test", 1)
    assert Chore.objects.get().queued_at is None


def test_after_a_failure_the_broker_is_left_alone_for_a_while(monkeypatch):
    tried = []

    def refuse(*args, **options):
        tried.append(args)
        raise OperationalError("connection refused")

    monkeypatch.setattr(work, "apply_async", refuse)
    Chore.request("test", 1)
    Chore.request("test", 2)
    assert len(tried) == 1
    monkeypatch.setattr(outbox, "_silent_until", time.monotonic())
    Chore.request("test", 3)
    assert len(tried) == 2
