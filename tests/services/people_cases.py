"""What only a server can show of signing in and of roles; run by test_people_postgres.py."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from blogsite import second_factor
from tests.blogsite.phone import code_of, turned_on
from tests.factories import make_user
from tests.services.postgres_cases import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_of_equal_codes_at_once_one_is_taken(kind):
    alice = make_user("alice")
    codes = turned_on(alice)
    code = code_of(alice) if kind == "app" else codes[0]

    def use():
        try:
            second_factor.take(alice, code)
        except second_factor.CodeRefused:
            return False
        return True

    assert sorted(at_once(use)) == [False] * (THREADS - 1) + [True]


def test_two_administrators_who_dismiss_each_other_at_once_are_one_then():
    pair = [make_user(name, role="administrator") for name in ("alice", "bob")]
    turns = iter(range(THREADS))
    clients = []
    for number in range(THREADS):
        client = Client()
        client.force_login(pair[number % 2])
        clients.append((client, pair[(number + 1) % 2]))

    def dismiss():
        client, other = clients[next(turns)]
        form = {"username": other.username, "email": "", "role": "reader", "is_active": "on"}
        return client.post(f"/admin/auth/user/{other.pk}/change/", form).status_code

    answers = at_once(dismiss)
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1
    assert set(answers) <= {200, 302, 403}


def test_two_who_begin_and_confirm_at_once_have_one_key():
    alice = make_user("alice")
    at_once(lambda: second_factor.begin(alice))
    assert second_factor.TOTPDevice.objects.filter(user=alice).count() == 1
