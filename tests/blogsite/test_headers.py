"""The headers of PROMISES 21, on readers' pages, in the admin, on files and on errors."""

import gzip
import os
import subprocess
import sys

import pytest

from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db
PAGES = ("home", "post", "missing", "login", "admin", "queue", "form")


def address(name):
    return {
        "home": "/",
        "missing": "/nowhere/",
        "login": "/admin/login/",
        "admin": "/admin/",
        "queue": "/admin/discussion/",
        "form": "/admin/posts/post/add/",
    }.get(name) or make_post().get_absolute_url()


@pytest.fixture
def administrator(client):
    client.force_login(make_user("alice", role="administrator"))


def policy(response):
    parts = (part.strip().split() for part in response["Content-Security-Policy"].split(";"))
    return {part[0]: part[1:] for part in parts}


@pytest.mark.parametrize("name", ["admin", "queue", "form"])
def test_the_admins_pages_are_compressed_and_their_length_tells_nothing(client, administrator, name):
    answers = [client.get(address(name), headers={"Accept-Encoding": "gzip"}) for _ in range(6)]
    assert {answer["Content-Encoding"] for answer in answers} == {"gzip"}
    assert all("Accept-Encoding" in answer["Vary"] for answer in answers)
    assert len({len(answer.content) for answer in answers}) > 1
    assert b"</html>" in gzip.decompress(answers[0].content)
    assert "Content-Encoding" not in client.get(address(name)).headers


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_the_headers(client, administrator, name):
    response = client.get(address(name))
    expected = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: response[name] for name in expected} == expected
    assert "camera=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("name", PAGES)
def test_no_policy_lets_inline_code_in(client, administrator, name):
    rules = policy(client.get(address(name)))
    assert not any("unsafe" in value for values in rules.values() for value in values)
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == ["'none'"]
    assert rules["form-action"] == rules["default-src"] == ["'self'"]


@pytest.mark.parametrize("name", ["home", "post", "missing", "login"])
def test_readers_pages_need_no_nonce(client, name):
    rules = policy(client.get(address(name)))
    assert rules["script-src"] == rules["style-src"] == ["'self'"]


def test_the_editor_gets_a_nonce_that_is_new_each_time(client, administrator):
    seen = set()
    for _ in range(2):
        response = client.get("/admin/posts/post/add/")
        (nonce,) = (value for value in policy(response)["script-src"] if value.startswith("'nonce-"))
        assert f'nonce="{nonce[7:-1]}"' in response.content.decode().replace("&#x3D;", "=").replace(
            "&#43;", "+"
        )
        seen.add(nonce)
    assert len(seen) == 2


def test_cookies_are_kept_from_scripts_and_from_other_sites(client):
    make_user("alice", role="author", password="right")
    response = client.post("/admin/login/", {"username": "alice", "password": "right"})
    for name in ("sessionid", "csrftoken"):
        assert response.cookies[name]["httponly"]
        assert response.cookies[name]["samesite"] == "Lax"


def test_the_home_page_sets_no_cookie(client):
    assert not client.get("/").cookies


@pytest.mark.slow
def environment(tmp_path, **variables):
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")
    }
    secret = "x8" * 20 + "Qz!7-kd0_Lm#s3^w"
    return {
        **kept,
        "VAR_DIR": str(tmp_path),
        "SITE_URL": "https://blog.example",
        "SECRET_KEY": secret,
        **variables,
    }


def test_the_deployment_check_is_clean(tmp_path):
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(tmp_path))
    assert done.returncode == 0, done.stderr


HTTPS = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.contrib.auth.models import User
User.objects.create_superuser("alice", password="right")
from django.test import Client
for secure in (True, False):
    client = Client(headers={"host": "blog.example"})
    print(client.get("/admin/login/", secure=secure)["Strict-Transport-Security"])
alice = {"username": "alice", "password": "right"}
answer = Client(headers={"host": "blog.example"}).post("/admin/login/", alice, secure=True)
print(all(cookie["secure"] for cookie in answer.cookies.values()), sorted(answer.cookies))
"""


@pytest.mark.slow
def test_over_https_browsers_are_told_to_stay_there(tmp_path):
    variables = environment(tmp_path, DJANGO_SETTINGS_MODULE="blogsite.settings")
    done = subprocess.run([sys.executable, "-c", HTTPS], capture_output=True, text=True, env=variables)
    hsts = "max-age=63072000; includeSubDomains; preload"
    assert done.stdout.splitlines() == [hsts, hsts, "True ['csrftoken', 'sessionid']"], done.stderr[-2000:]


def test_the_clients_address_is_believed_from_configured_proxies_only(client, settings):
    import ipaddress

    from blogsite.middleware import client_address

    def seen(remote, forwarded):
        from django.test import RequestFactory

        request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"x-forwarded-for": forwarded})
        client_address(lambda request: request)(request)
        return request.META["REMOTE_ADDR"]

    assert seen("203.0.113.1", "198.51.100.1") == "203.0.113.1"
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.0/8")]
    assert seen("203.0.113.1", "198.51.100.1") == "203.0.113.1"
    assert seen("10.0.0.1", "198.51.100.1") == "198.51.100.1"
    assert seen("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2") == "198.51.100.1"
    assert seen("10.0.0.1", "nonsense") == ""
