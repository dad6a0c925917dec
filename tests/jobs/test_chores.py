"""Chores are done by the function that an app registered for their kind."""

import pytest

from jobs import chores
from jobs.models import Chore


@pytest.mark.django_db
def test_the_handler_gets_the_id_as_text(handler):
    seen = []
    handler(seen.append)
    Chore.run(Chore.request("test", 7).pk)
    assert seen == ["7"]
    assert Chore.objects.get().finished_at


@pytest.mark.django_db
def test_a_kind_without_a_handler_fails_by_name():
    Chore.run(Chore.request("unheard-of", 1).pk)
    assert Chore.objects.get().last_error == "no handler for the chore 'unheard-of'"


def test_two_handlers_for_one_kind_are_refused(handler):
    handler(lambda object_id: None)
    with pytest.raises(ValueError, match="two handlers"):
        chores.handles("test")(lambda object_id: None)
