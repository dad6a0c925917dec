"""Password posts: one cookie opens one post, for some days, until its password changes."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from posts import passwords
from tests.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return make_post("Garden", password="sesame")


def asking(cookies=None, address="127.0.0.1", **data):
    request = RequestFactory().post("/", data, REMOTE_ADDR=address)
    request.COOKIES.update(cookies or {})
    return request


def unlocked(post):
    """The cookies that a browser keeps after the right password."""
    response = HttpResponse()
    passwords.unlock(response, post)
    return {name: morsel.value for name, morsel in response.cookies.items()}


def test_a_post_without_a_password_is_never_locked():
    assert not passwords.is_locked(asking(), make_post())


def test_a_password_post_is_locked_for_who_has_not_given_it(post):
    assert passwords.is_locked(asking(), post)


def test_the_cookie_opens_it(post):
    assert not passwords.is_locked(asking(unlocked(post)), post)


def test_the_cookie_of_one_post_opens_no_other(post):
    other = make_post(password="sesame")
    (cookie,) = unlocked(post).values()
    assert passwords.is_locked(asking({f"post-{other.pk}": cookie}), other)


def test_a_changed_password_closes_it_again(post):
    cookies = unlocked(post)
    post.password = "tulips"
    post.write()
    assert passwords.is_locked(asking(cookies), post)


def test_the_cookie_ends_after_ten_days(post, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    cookies = unlocked(post)
    time_machine.shift(timedelta(days=10) - timedelta(seconds=1))
    assert not passwords.is_locked(asking(cookies), post)
    time_machine.shift(timedelta(seconds=2))
    assert passwords.is_locked(asking(cookies), post)


@pytest.mark.parametrize("cookie", ["", "sesame", "x:y:z"])
def test_a_cookie_that_was_made_up_opens_nothing(post, cookie):
    assert passwords.is_locked(asking({f"post-{post.pk}": cookie}), post)


def test_the_cookie_says_nothing_of_the_password_and_goes_to_this_post_alone(post):
    response = HttpResponse()
    passwords.unlock(response, post)
    (morsel,) = response.cookies.values()
    assert "sesame" not in morsel.value
    assert (morsel["path"], morsel["httponly"], morsel["samesite"]) == (post.get_absolute_url(), True, "Lax")


@pytest.mark.parametrize(
    ("given", "right"),
    [("sesame", True), ("Sesame", False), (" sesame", False), ("", False), ("s\u00e9same", False)],
)
def test_only_the_very_password_is_right(post, given, right):
    assert (passwords.try_password(asking(password=given), post) == "") is right


def test_a_password_need_not_be_ascii():
    post = make_post(password="Öffne dich")
    assert passwords.try_password(asking(password="Öffne dich"), post) == ""


def test_guessing_ends_after_ten_tries_for_this_address_alone(post, settings):
    settings.RATE_LIMITS = True
    for _ in range(passwords.GUESSES.most):
        assert passwords.try_password(asking(password="guess"), post) == "That is not the password."
    assert "Too many" in passwords.try_password(asking(password="sesame"), post)
    assert passwords.try_password(asking(password="sesame", address="127.0.0.2"), post) == ""


def test_nothing_of_its_text_is_in_its_lead(post):
    assert post.lead == ""
    assert not post.talks
