"""Signing in with a second factor: after the password nobody is signed in yet."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from blogsite import second_factor
from tests.blogsite.phone import code_of, turned_on
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/admin/login/", "/admin/login/code/"


@pytest.fixture
def alice():
    return make_user("alice", role="author", password="right")


@pytest.fixture
def codes(alice):
    return turned_on(alice)


def give_password(client, password="right", **data):
    return client.post(LOGIN, {"username": "alice", "password": password, **data})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_without_a_second_factor_nothing_is_different(client, alice):
    assert give_password(client)["Location"] == "/admin/"
    assert is_signed_in(client)


def test_the_password_alone_signs_nobody_in(client, alice, codes):
    response = give_password(client)
    assert (response.status_code, response["Location"]) == (302, CODE)
    assert not is_signed_in(client)
    assert client.get("/admin/")["Location"].startswith(LOGIN)
    alice.refresh_from_db()
    assert alice.last_login is None


def test_the_code_signs_in_and_leads_to_where_one_came_from(client, alice, codes):
    where = give_password(client, next="/admin/discussion/?status=pending")["Location"]
    page = client.get(where).content.decode()
    assert 'autocomplete="one-time-code"' in page
    response = client.post(where, {"code": code_of(alice), "next": "/admin/discussion/?status=pending"})
    assert response["Location"] == "/admin/discussion/?status=pending"
    assert is_signed_in(client) and "sign-in" not in client.session


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client, alice, codes, elsewhere):
    assert give_password(client, next=elsewhere)["Location"] == CODE
    response = client.post(f"{CODE}?next={elsewhere}", {"code": code_of(alice), "next": elsewhere})
    assert response["Location"] == "/admin/"


def test_a_reader_with_a_code_still_lands_on_the_home_page(client):
    reader = make_user("alice", role="reader", password="right")
    turned_on(reader)
    where = give_password(client, next="/admin/posts/post/")["Location"]
    assert client.post(where, {"code": code_of(reader)})["Location"] == "/"


def test_a_recovery_code_signs_in_once(client, alice, codes):
    give_password(client)
    assert client.post(CODE, {"code": codes[0]})["Location"] == "/admin/"
    other = Client()
    give_password(other)
    assert other.post(CODE, {"code": codes[0]}).status_code == 200
    assert not is_signed_in(other)


def test_it_is_said_before_the_last_recovery_code_is_gone(client, alice, codes):
    for code in codes[:6]:
        second_factor.take(alice, code)
    give_password(client)
    page = client.post(CODE, {"code": codes[6]}, follow=True).content.decode()
    assert "You have 3 recovery codes left." in page


def test_a_wrong_code_is_said_beside_the_field(client, alice, codes):
    give_password(client)
    response = client.post(CODE, {"code": "abc"})
    assert response.status_code == 200
    assert "not right" in response.context["form"].errors["code"][0]


def test_too_many_wrong_codes_are_told_to_wait(client, alice, codes):
    give_password(client)
    client.post(CODE, {"code": "abc"})
    response = client.post(CODE, {"code": codes[0]})
    assert (response.status_code, response["Retry-After"]) == (429, "1")
    assert not is_signed_in(client)


def test_without_the_password_there_is_no_page_for_codes(client, alice, codes):
    for response in (client.get(CODE), client.post(CODE, {"code": codes[0]})):
        assert (response.status_code, response["Location"]) == (302, LOGIN)
    assert second_factor.recovery_codes_left(alice) == 10


def test_the_password_does_not_count_for_long(client, alice, codes):
    give_password(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=2)):
        assert client.post(CODE, {"code": codes[0]})["Location"] == LOGIN
    assert not is_signed_in(client)


@pytest.mark.parametrize("change", ["password", "inactive", "reset"])
def test_what_changed_meanwhile_sends_back_to_the_password(client, alice, codes, change):
    give_password(client)
    if change == "reset":
        second_factor.turn_off(alice)
    elif change == "password":
        alice.set_password("other")
    alice.is_active = change != "inactive"
    alice.save()
    assert client.post(CODE, {"code": codes[0]})["Location"] == LOGIN
    assert not is_signed_in(client)


def test_the_session_is_another_after_each_step(client, alice, codes):
    client.get(LOGIN)
    client.session.save()
    planted = "a" * 32
    keys = [planted]
    give_password(client)
    keys.append(client.cookies["sessionid"].value)
    client.post(CODE, {"code": code_of(alice)})
    keys.append(client.cookies["sessionid"].value)
    assert len(set(keys)) == 3


def test_who_is_signed_in_as_somebody_else_is_not_until_the_code(client, alice, codes):
    bob = make_user("bob", role="author")
    client.force_login(bob)
    give_password(client)
    assert client.session["_auth_user_id"] == str(bob.pk)
    client.post(CODE, {"code": code_of(alice)})
    assert client.session["_auth_user_id"] == str(alice.pk)


def test_the_form_needs_its_token(alice, codes):
    client = Client(enforce_csrf_checks=True)
    assert client.post(CODE, {"code": codes[0]}).status_code == 403
