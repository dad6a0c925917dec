"""`/healthz` and `/readyz`."""

import pytest
from django.db import OperationalError

from blogsite import health


@pytest.fixture(autouse=True)
def not_looked_at_yet(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)


def test_a_live_process_says_so_without_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_everything_answers(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "migrations": "ok", "broker": "ok"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["database", "migrations", "broker"])
def test_not_ready_when_one_does_not(client, monkeypatch, name):
    monkeypatch.setitem(health.CHECKS, name, lambda: "It is broken.")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()[name] == "It is broken."


def test_a_database_that_is_down(monkeypatch):
    def cursor():
        raise OperationalError("no route\nto host")

    monkeypatch.setattr(health.connection, "cursor", cursor)
    assert health.database().startswith("The database does not answer: no route.")


def test_a_redis_that_is_down(settings, monkeypatch, free_port):
    from kombu import Connection

    from blogsite.celery import app

    settings.REDIS_URL = f"redis://127.0.0.1:{free_port}/0"
    monkeypatch.setattr(app, "connection_for_write", lambda: Connection(settings.REDIS_URL))
    assert health.broker().startswith("Redis does not answer")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "headers", "seen"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("127.0.0.1", {"X-Forwarded-For": "198.51.100.1"}, False),
        ("198.51.100.1", {}, False),
        ("198.51.100.1", {"Authorization": "Bearer wrong"}, False),
        ("", {}, False),
    ],
)
def test_details_are_for_this_machine(client, address, headers, seen):
    answer = client.get("/readyz", headers=headers, REMOTE_ADDR=address)
    assert answer.status_code == 200
    assert (b"migrations" in answer.content) is seen


@pytest.mark.django_db
def test_details_are_for_whoever_has_the_token(client):
    headers = {"Authorization": f"Bearer {health.token()}"}
    assert b"migrations" in client.get("/readyz", headers=headers, REMOTE_ADDR="198.51.100.1").content


def test_only_reading_is_possible(client):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
