"""What every test stands on: a settings environment of its own, loopback only, and honest skips.

A test marked ``services``, ``journey`` or ``browser`` asks for its means by fixture (`postgres`, `redis_url`,
`chromium`). A means that is missing skips the test and says so; with CI=true it fails it.
"""

import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest

POSTGRES = {"host": "127.0.0.1", "port": 5432, "user": "postgres"}
REDIS_PORT = 6379

gc.disable()  # until every test is collected
# A worker of pytest-xdist has read the settings already, with the folder that its controller made for all of them.
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
VAR_DIR = Path(os.environ["VAR_DIR"]) if IS_WORKER else Path(tempfile.mkdtemp(prefix="crosstalk-test-"))
# Started in the background of a shell, the tests would ignore interrupts, and so would all processes that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Set before settings are imported, and instead of whatever the shell says: a test never touches a real database.
OURS = """DJANGO_SETTINGS_MODULE DATABASE_URL REDIS_URL AKISMET_API_KEY AKISMET_API_URL EMAIL_URL MEDIA_ROOT
    ALLOWED_HOSTS TRUSTED_PROXIES PINGS_ALLOWED_PRIVATE_HOSTS RATE_LIMITS PAGE_CACHE DEBUG PORT"""
for _name in OURS.split():
    os.environ.pop(_name, None)
if os.environ.get("TEST_DATABASE_URL"):  # the services suite runs some of the tests once more, on PostgreSQL
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
# pytest-django would load the settings before this file if the name stood in pyproject.toml.
os.environ.update(
    DJANGO_SETTINGS_MODULE="blogsite.settings",
    VAR_DIR=str(VAR_DIR),
    SECRET_KEY="only-for-tests-0123456789-0123456789-0123456789-0123456789",
    SITE_URL="http://testserver",
    PINGS_UNDO_SECONDS="0",
)
django.setup()  # here, because the conftest of a folder below may import models

from django.conf import settings  # noqa: E402

from blogsite.celery import app  # noqa: E402

if VAR_DIR.resolve() != settings.VAR_DIR:
    pytest.exit(
        "unset DJANGO_SETTINGS_MODULE: with it the settings were read before the tests could say theirs", 4
    )

# How long one example takes says what else the machine does.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

# Nobody collects the static files for a test: pages name them as they lie in static/.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Messages of transactional tests stay in this process's memory.
app.conf.update(broker_url="memory://", broker_transport=None, broker_transport_options={})


def pytest_collection_finish() -> None:
    """What is there for good is not searched for garbage again and again: that was a seventh of all tests' time."""
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)
    gc.enable()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not IS_WORKER:
        shutil.rmtree(VAR_DIR, ignore_errors=True)


@pytest.fixture(scope="session")
def kept(django_db_setup: None, django_db_blocker: Any) -> Callable[[], AbstractContextManager[None]]:
    """`with kept():` around all of a fixture of a class or module: what it stores stands under each of their tests.

    Each test takes back what it changes, as ever, and the fixture's end all of it. A fixture beside it reads the rows
    anew for each test: objects in memory are not taken back.
    """

    @contextmanager
    def standing() -> Iterator[None]:
        from django.db import transaction

        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return standing


def missing(what: str) -> None:
    """Skip aloud, or fail where CI promised that everything is there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}, and CI=true makes that a failure", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def postgres() -> dict:
    """Connection values of the PostgreSQL server at 127.0.0.1:5432 (user postgres, trusted)."""
    import psycopg

    try:
        psycopg.connect(**POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        missing("no PostgreSQL answers at 127.0.0.1:5432")
    return POSTGRES


@pytest.fixture
def postgres_url(postgres: dict, request: pytest.FixtureRequest) -> Iterator[str]:
    """The DATABASE_URL of a fresh database, dropped afterwards."""
    import psycopg

    name = f"crosstalk_test_{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**8}"
    with psycopg.connect(**postgres, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"postgresql://postgres@127.0.0.1:5432/{name}"
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def redis_url() -> Iterator[str]:
    """The REDIS_URL of a database number that nobody used, emptied afterwards."""
    import redis

    for number in range(15, 4, -1):
        client = redis.Redis(port=REDIS_PORT, db=number, socket_connect_timeout=3)
        try:
            free = client.dbsize() == 0 and client.set("crosstalk-test", os.getpid(), nx=True, ex=900)
        except redis.ConnectionError:
            missing("no Redis answers at 127.0.0.1:6379")
        if free:
            break
    else:
        missing("no empty database is left in the Redis at 127.0.0.1:6379")
    yield f"redis://127.0.0.1:{REDIS_PORT}/{number}"
    client.flushdb()
    client.close()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        missing("no Chromium is on the PATH (Debian package: chromium)")
    return str(path)


@pytest.fixture
def free_port() -> int:
    """A port of loopback that nothing listens on."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
