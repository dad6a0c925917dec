"""The second factor itself: which codes are taken, how often, and what is kept of them."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken

from blogsite import second_factor
from blogsite.second_factor import CodeRefused
from tests.blogsite.phone import code_of, turned_on
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice", role="author")


def refused(user, code):
    with pytest.raises(CodeRefused) as caught:
        second_factor.take(user, code)
    return caught.value


def test_a_key_alone_turns_nothing_on(alice):
    second_factor.begin(alice)
    assert not second_factor.is_on(alice)
    refused(alice, code_of(alice))


def test_a_wrong_code_turns_nothing_on(alice):
    second_factor.begin(alice)
    with pytest.raises(CodeRefused):
        second_factor.confirm(alice, "000000" if code_of(alice) != "000000" else "111111")
    assert not second_factor.is_on(alice)


def test_the_code_of_the_app_is_taken_with_spaces_too(alice):
    turned_on(alice)
    code = code_of(alice)
    second_factor.take(alice, f" {code[:3]} {code[3:]} ")
    refused(alice, code)  # it was this one that was taken


def test_a_code_is_taken_once(alice):
    turned_on(alice)
    second_factor.take(alice, code_of(alice))
    refused(alice, code_of(alice))


def test_the_code_that_turned_it_on_signs_nobody_in(alice):
    second_factor.begin(alice)
    code = code_of(alice)
    second_factor.confirm(alice, code)
    refused(alice, code)


def test_a_recovery_code_is_taken_once_however_it_is_typed(alice):
    codes = turned_on(alice)
    second_factor.take(alice, codes[0].upper().replace("-", " "))
    assert second_factor.recovery_codes_left(alice) == 9
    refused(alice, codes[0])


def test_new_recovery_codes_void_the_old_ones(alice):
    old = turned_on(alice)
    new = second_factor.new_recovery_codes(alice)
    refused(alice, old[0])
    assert len(set(new)) == 10 and not set(new) & set(old)


def test_no_table_holds_a_recovery_code(alice):
    codes = {code.replace("-", "") for code in turned_on(alice)}
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == 10 and not kept & codes


def test_the_code_of_somebody_else_is_not_taken(alice):
    turned_on(alice)
    bob = make_user("bob", role="author")
    codes = turned_on(bob)
    refused(alice, codes[0])


def test_wrong_codes_slow_down_even_the_right_one(alice):
    turned_on(alice)
    for _ in range(8):
        with time_machine.travel(timezone.now() - timedelta(seconds=1)):
            second_factor.TOTPDevice.objects.get(user=alice).throttle_increment()
    wait = refused(alice, code_of(alice)).wait
    assert 120 <= wait <= 128
    with time_machine.travel(timezone.now() + timedelta(seconds=wait + 1)):
        second_factor.take(alice, code_of(alice))


def test_guessing_recovery_codes_is_slowed_down(alice):
    codes = turned_on(alice)
    assert refused(alice, "aaaaa-aaaaa").wait == 0
    assert refused(alice, codes[0]).wait >= 1


@pytest.mark.parametrize("code", ["", " ", "12345", "1234567", "١٢٣٤٥٦", "a" * 5000, "-------", "\x00"])
def test_what_is_no_code_is_refused(alice, code):
    turned_on(alice)
    refused(alice, code)


def test_a_second_key_replaces_the_first_until_one_is_confirmed(alice):
    second_factor.begin(alice)
    first = second_factor.key_text(second_factor.begun(alice))
    second_factor.begin(alice)
    assert second_factor.key_text(second_factor.begun(alice)) != first
    second_factor.confirm(alice, code_of(alice))
    second_factor.begin(alice)
    assert second_factor.begun(alice) is None


def test_the_picture_holds_the_key_and_no_address(alice):
    second_factor.begin(alice)
    picture = second_factor.picture(second_factor.begun(alice), "Alice: her blog")
    assert picture.startswith("data:image/svg+xml") and "http://" not in picture.replace(
        "http://www.w3.org/2000/svg", ""
    )


def test_who_lost_everything_is_helped_by_a_command(alice, capsys):
    turned_on(alice)
    for said in ("turned off", "was not on"):
        call_command("reset_second_factor", "--username=alice")
        assert said in capsys.readouterr().out
    assert not second_factor.is_on(alice) and not StaticToken.objects.exists()
    with pytest.raises(CommandError, match="no user nobody"):
        call_command("reset_second_factor", "--username=nobody")
