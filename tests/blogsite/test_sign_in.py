"""Signing in: who lands where, and how many tries there are."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import make_user

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


def sign_in(client, username="alice", password="wrong", address="192.0.2.1", **data):
    return client.post(LOGIN, {"username": username, "password": password, **data}, REMOTE_ADDR=address)


def test_an_author_lands_in_the_admin(client):
    make_user("alice", role="author", password="right")
    assert sign_in(client, password="right")["Location"] == "/admin/"


def test_a_reader_lands_on_the_home_page(client):
    make_user("alice", role="reader", password="right")
    response = sign_in(client, password="right", next="/admin/posts/post/")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session["_auth_user_id"]


def test_a_reader_comes_back_to_the_post_they_were_reading(client):
    make_user("alice", role="reader", password="right")
    assert sign_in(client, password="right", next="/2026/11/a-post/")["Location"] == "/2026/11/a-post/"


def test_nobody_is_sent_to_another_site(client):
    make_user("alice", role="author", password="right")
    assert sign_in(client, password="right", next="https://evil.example/")["Location"] == "/admin/"


def test_the_right_password_is_refused_after_five_failures(client):
    make_user("alice", role="author", password="right")
    for n in range(5):
        assert sign_in(client, address=f"192.0.2.{n}").status_code == 200
    response = sign_in(client, password="right", address="192.0.2.99")
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert "_auth_user_id" not in client.session


def test_four_failures_are_forgiven_by_a_success(client):
    make_user("alice", role="author", password="right")
    for _ in range(2):
        for _ in range(4):
            sign_in(client)
        assert sign_in(client, password="right").status_code == 302


def test_after_fifteen_minutes_it_may_be_tried_again(client):
    make_user("alice", role="author", password="right")
    for _ in range(6):
        sign_in(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert sign_in(client, password="right").status_code == 302


def test_twenty_failures_from_an_address_close_it_for_every_name(client):
    make_user("alice", role="author", password="right")
    for n in range(20):
        assert sign_in(client, username=f"bob{n}").status_code == 200
    assert sign_in(client, password="right").status_code == 429
    assert sign_in(client, password="right", address="192.0.2.2").status_code == 302


def test_an_unknown_name_is_answered_like_a_known_one(client):
    make_user("alice", role="author", password="right")
    texts = {
        name: [sign_in(client, username=name, address=f"192.0.2.{n}") for n in range(6)]
        for name in ("alice", "nobody")
    }

    def shown(name):
        return [
            (response.status_code, response.context["form"].non_field_errors()) for response in texts[name]
        ]

    assert shown("alice") == shown("nobody")


def test_an_unknown_name_costs_a_hash_as_well(client):
    from unittest import mock

    with mock.patch("django.contrib.auth.models.User.set_password") as hashed:
        sign_in(client, username="nobody")
    assert hashed.called


def test_other_spellings_of_a_name_share_its_tries(client):
    for name in ("Alice", "ALICE", "alice", " alice", "aLice"):
        sign_in(client, username=name)
    assert sign_in(client, username="alice").status_code == 429


def test_who_is_switched_off_cannot_be_told_from_a_wrong_password(client):
    make_user("alice", role="author", password="right", is_active=False)
    response = sign_in(client, password="right")
    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == sign_in(client).context["form"].non_field_errors()


def test_the_form_needs_its_token():
    from django.test import Client

    assert sign_in(Client(enforce_csrf_checks=True)).status_code == 403


def test_a_reader_can_sign_out(client):
    client.force_login(make_user("alice", role="reader"))
    client.post("/admin/logout/")
    assert "_auth_user_id" not in client.session
