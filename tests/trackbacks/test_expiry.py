"""PROMISES 24: from where a ping was sent is forgotten after the owner's days."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.pings import received_ping
from trackbacks.expiry import erase_senders
from trackbacks.models import IncomingPing

pytestmark = pytest.mark.django_db


def after(days):
    return time_machine.travel(timezone.now() + timedelta(days=days, seconds=1))


def sender():
    return IncomingPing.objects.values_list("address", "user_agent").get()


def test_address_and_browser_of_a_ping_are_erased_after_the_days_of_the_settings(settings):
    received_ping(user_agent="Software/1")
    with after(89):
        assert erase_senders() == 0
    assert sender() == ("203.0.113.5", "Software/1")
    with after(90):
        assert (erase_senders(), erase_senders()) == (1, 0)
    assert sender() == (None, "")
    assert "trackbacks.expiry.erase_senders" in settings.SCHEDULED


def test_one_that_was_sent_again_lately_is_not_old():
    received_ping(received_last=timezone.now() + timedelta(days=80))
    with after(100):
        assert erase_senders() == 0
    with after(171):
        assert erase_senders() == 1
