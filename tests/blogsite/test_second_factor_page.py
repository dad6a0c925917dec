"""One's own second factor in the admin: on by a code, off by password and code, and nothing by an open desk."""

import pytest
from django.test import Client

from blogsite import second_factor
from tests.blogsite.phone import code_of, turned_on
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/admin/profile/second-factor/"


@pytest.fixture
def alice(client):
    user = make_user("alice", role="moderator", password="right")
    client.post("/admin/login/", {"username": "alice", "password": "right"})
    return user


def press(client, verb, **data):
    return client.post(PAGE, {"verb": verb, **data})


def proof(user, **data):
    return {"password": "right", "code": code_of(user), **data}


def test_it_is_set_up_by_a_picture_and_a_code(client, alice):
    assert "Set it up" in client.get(PAGE).content.decode()
    assert press(client, "begin")["Location"] == PAGE
    page = client.get(PAGE).content.decode()
    assert 'src="data:image/svg+xml' in page
    assert second_factor.key_text(second_factor.begun(alice)) in page
    page = press(client, "confirm", **proof(alice)).content.decode()
    assert second_factor.is_on(alice) and page.count("<code>") == 10
    assert client.get(PAGE).content.decode().count("<code>") == 0


def test_reading_the_page_makes_no_key(client, alice):
    client.get(PAGE)
    assert second_factor.begun(alice) is None


def test_turning_it_on_ends_every_other_session_and_not_this_one(client, alice):
    other = Client()
    other.post("/admin/login/", {"username": "alice", "password": "right"})
    press(client, "begin")
    press(client, "confirm", **proof(alice))
    assert client.get(PAGE).status_code == 200
    assert other.get(PAGE).status_code == 302


@pytest.mark.parametrize("verb", ["codes", "off"])
def test_nothing_changes_without_password_and_code(client, alice, verb):
    codes = turned_on(alice)
    for data, field in (
        ({"password": "wrong", "code": codes[0]}, "password"),
        ({"password": "right", "code": "wrong"}, "code"),
        ({}, "password"),
    ):
        response = press(client, verb, **data)
        assert response.status_code == 422 and field in response.context["form"].errors
    assert second_factor.is_on(alice) and second_factor.recovery_codes_left(alice) == 10


def test_a_wrong_password_uses_up_no_code(client, alice):
    codes = turned_on(alice)
    press(client, "off", password="wrong", code=codes[0])
    press(client, "off", password="right", code=codes[0])
    assert not second_factor.is_on(alice)


def test_new_recovery_codes_are_shown_once(client, alice):
    old = turned_on(alice)
    page = press(client, "codes", **proof(alice)).content.decode()
    assert page.count("<code>") == 10 and old[0] not in page


def test_an_open_desk_cannot_guess_the_password(client, alice):
    turned_on(alice)
    for _ in range(5):
        press(client, "off", password="wrong", code="123456")
    response = press(client, "off", **proof(alice))
    assert response.status_code == 422
    assert "Too many tries" in response.context["form"].errors["password"][0]
    assert second_factor.is_on(alice)


def test_it_cannot_be_confirmed_before_it_was_begun(client, alice):
    assert press(client, "confirm", password="right", code="123456").status_code == 422
    assert not second_factor.is_on(alice)


@pytest.mark.parametrize("verb", ["", "nonsense", "\x00"])
def test_an_unknown_verb_is_refused(client, alice, verb):
    assert press(client, verb).status_code == 400


def test_the_page_is_kept_in_no_cache(client, alice):
    assert "no-store" in client.get(PAGE)["Cache-Control"]
