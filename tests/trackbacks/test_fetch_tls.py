"""TLS is always verified, by the name that was asked for (PROMISES 4)."""

import shutil
import ssl
import subprocess
import time

import pytest

from tests.conftest import missing
from tests.hostile_server import running
from trackbacks import fetch, guard, wire
from trackbacks.fetch import TooSlow, Unreachable


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for blog.example that nobody has signed."""
    if not shutil.which("openssl"):
        missing("no openssl is on the PATH (Debian package: openssl)")
    folder = tmp_path_factory.mktemp("tls")
    names = ["-subj", "/CN=blog.example", "-addext", "subjectAltName=DNS:blog.example"]
    made = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    subprocess.run([*command, *names, *made, "-days", "2"], check=True, capture_output=True)
    return folder


@pytest.fixture
def secure(certificate, no_slots, settings, monkeypatch):
    """A server with that certificate; every name leads to it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with running(context=context) as server:
        names = ("blog.example", "other.example")
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset((name, server.port) for name in names)
        monkeypatch.setattr(guard, "lookup", lambda host, port: ["127.0.0.1"])
        yield server


@pytest.fixture
def trusted(certificate, monkeypatch):
    """The certificate stands among the roots."""
    context = ssl.create_default_context(cafile=certificate / "cert.pem")
    monkeypatch.setattr(wire, "tls_context", lambda: context)


def test_a_certificate_that_nobody_signed_is_refused(secure):
    with pytest.raises(Unreachable, match="certificate") as failed:
        fetch.get(secure.url(host="blog.example"), agent="Test/1")
    assert failed.value.temporary
    assert secure.asked == []


def test_a_trusted_certificate_is_checked_by_the_name_though_the_address_is_connected_to(secure, trusted):
    assert fetch.get(secure.url(host="blog.example"), agent="Test/1").status == 200


def test_a_certificate_for_another_name_is_refused(secure, trusted):
    with pytest.raises(Unreachable, match="certificate"):
        fetch.get(secure.url(host="other.example"), agent="Test/1")
    assert secure.asked == []


def test_the_watchdog_bites_under_tls_too(secure, trusted, monkeypatch):
    monkeypatch.setattr(fetch, "WALL_SECONDS", 0.4)
    with pytest.raises(TooSlow):
        fetch.get(secure.url("/slow-drip", host="blog.example"), agent="Test/1")


def test_a_handshake_that_never_goes_on_ends_at_the_idle_limit(hostile, monkeypatch):
    """The plain server waits for a line end that no TLS greeting has to contain."""
    monkeypatch.setattr(wire, "IDLE_SECONDS", 0.15)
    began = time.monotonic()
    with pytest.raises((TooSlow, Unreachable)):
        fetch.get(hostile.url().replace("http:", "https:"), agent="Test/1")
    assert time.monotonic() - began < 2
