"""A claim is one conditional UPDATE: whoever changes the row has the job."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Chore

pytestmark = pytest.mark.django_db


def test_a_due_job_is_claimed_once(chore):
    assert chore.claim()
    assert not Chore.objects.get(pk=chore.pk).claim()


def test_a_job_that_is_not_due_yet_is_left_alone(chore):
    Chore.objects.update(due_at=timezone.now() + timedelta(seconds=5))
    assert not chore.claim()


def test_a_job_with_nothing_to_do_is_left_alone(chore):
    Chore.objects.update(due_at=None)
    assert not chore.claim()


def test_a_lease_that_ran_out_is_taken_over(chore, clock):
    first, second = chore, Chore.objects.get(pk=chore.pk)
    assert first.claim()
    clock.shift(timedelta(seconds=119))
    assert not second.claim()
    clock.shift(timedelta(seconds=2))
    assert second.claim()
    assert second.claims == 2


def test_a_claim_shows_the_row_as_it_now_stands(chore):
    Chore.objects.update(last_error="written meanwhile")
    chore.claim()
    assert chore.last_error == "written meanwhile"


def test_a_claim_is_one_statement_and_one_look(chore, django_assert_num_queries):
    with django_assert_num_queries(2):
        chore.claim()


def test_running_a_row_that_is_gone_does_nothing(db):
    Chore.run(123456)
    assert not Chore.objects.exists()
