"""The environment: what each variable may be, and one clear line where it is something else."""

import os
import stat
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest

from blogsite import environment as env

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("convert", "value", "meant"),
    [
        (env.flag, "1", True),
        (env.flag, "0", False),
        (env.flag, "False", False),
        (env.number(1, 65535), "8000", 8000),
        (env.address, "https://blog.example/", "https://blog.example"),
        (env.address, "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        (env.names, "a.example, b.example,", ["a.example", "b.example"]),
        (env.hosts_with_ports, "127.0.0.1:8001,[::1]:80", frozenset({("127.0.0.1", 8001), ("::1", 80)})),
        (env.networks, "10.0.0.0/8,127.0.0.1", [ip_network("10.0.0.0/8"), ip_network("127.0.0.1/32")]),
        (env.redis_url, "redis://127.0.0.1/0", "redis://127.0.0.1/0"),
    ],
)
def test_a_value_is_read_as_it_is_meant(convert, value, meant):
    assert convert(value) == meant


@pytest.mark.parametrize(
    ("convert", "value"),
    [
        (env.flag, "yes"),
        (env.number(1, 65535), "0"),
        (env.number(1, 65535), "65536"),
        (env.number(0, 86400), "-1"),
        (env.number(0, 86400), "1.5"),
        (env.address, "blog.example"),
        (env.address, "ftp://blog.example"),
        (env.address, "https://blog.example/path"),
        (env.address, "https://alice:secret@blog.example"),
        (env.address, "https://blog.example:notaport"),
        (env.hosts_with_ports, "127.0.0.1"),
        (env.hosts_with_ports, "127.0.0.1:80/path"),
        (env.networks, "10.0.0.0/99"),
        (env.database, "mysql://127.0.0.1/blog"),
        (env.redis_url, "http://127.0.0.1"),
        (env.mail, "pigeon://loft"),
    ],
)
def test_a_wrong_value_is_refused(convert, value, monkeypatch):
    monkeypatch.setenv("THE_VALUE", value)
    with pytest.raises(SystemExit) as stopped:
        env.read("THE_VALUE", None, convert)
    assert str(stopped.value).startswith(f"crosstalk: the environment variable THE_VALUE is {value!r}, but ")
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_value_is_none(value, monkeypatch):
    monkeypatch.setenv("THE_VALUE", value)
    assert env.read("THE_VALUE", 7, env.number(1, 9)) == 7


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.8.9.1", True),
        ("http://localhost:80", True),
        ("http://[::1]:8000", True),
        ("https://blog.example", False),
        ("https://127.blog.example", False),
        ("http://192.168.1.2", False),
    ],
)
def test_what_is_this_machine(url, loopback):
    assert env.is_loopback(url) is loopback


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    first = env.kept_secret(tmp_path)
    assert len(first) > 50
    assert env.kept_secret(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("SITE_URL", "blog"),
        ("DATABASE_URL", "postgresql://u@127.0.0.1/blog"),
        ("PAGE_CACHE", "2"),
    ],
)
def test_the_start_stops_with_one_line(name, value, tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), name: value},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("crosstalk: the environment variable ")
    assert done.stderr.count("\n") == 1
