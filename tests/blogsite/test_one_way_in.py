"""There is one way in: nothing but the sign-in page makes a session of somebody, or looks at a password for it."""

import ast

import pytest
from django.conf import settings
from django.urls import reverse

from tests.blogsite.phone import turned_on
from tests.factories import make_user
from tests.running import ROOT

CODE = [
    path
    for app in ("jobs", "posts", "comments", "trackbacks", "blogsite")
    for path in (ROOT / app).rglob("*.py")
]
SIGNS_IN = {"login", "authenticate", "aauthenticate", "alogin", "force_login", "auth_login"}
READS_PASSWORDS = {"check_password", "acheck_password"}
READS_HEADERS = ("HTTP_AUTHORIZATION", "Authorization", "REMOTE_USER")


def called(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", ""))


def callers(names):
    return {str(path.relative_to(ROOT)) for path in CODE if set(called(path)) & names}


def test_no_code_of_ours_signs_anybody_in_but_by_djangos_view():
    assert callers(SIGNS_IN) == set()


def test_passwords_are_read_by_the_second_factor_page_and_the_guard_of_posts_alone():
    assert callers(READS_PASSWORDS) <= {"blogsite/second_factor_page.py", "posts/passwords.py"}


def test_no_header_names_who_somebody_is():
    readers = {
        str(path.relative_to(ROOT))
        for path in CODE
        if any(word in path.read_text() for word in READS_HEADERS)
    }
    assert readers <= {"blogsite/health.py"}  # its token shows details of the health, and nothing else


def test_the_database_of_users_is_the_only_one_that_is_asked():
    assert settings.AUTHENTICATION_BACKENDS == ["django.contrib.auth.backends.ModelBackend"]


@pytest.mark.django_db
def test_a_session_of_only_the_password_opens_nothing(client):
    alice = make_user("alice", role="administrator", password="right")
    turned_on(alice)
    client.post("/admin/login/", {"username": "alice", "password": "right"})
    for name in (
        "index",
        "profile",
        "second_factor",
        "password_change",
        "auth_user_changelist",
        "discussion",
    ):
        assert client.get(reverse(f"admin:{name}"))["Location"].startswith("/admin/login/")
