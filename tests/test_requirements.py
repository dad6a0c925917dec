"""The lock files: hashed, naming no host, and nothing in them older than what is known to be safe (PROMISES 26)."""

import re

import pytest

from tests.running import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")
# package: the first release without a published hole that would concern us, and which hole that was
SAFE = {
    "celery": "5.2.2",  # CVE-2021-23727, commands from a result backend
    "certifi": "2024.7.4",  # CVE-2024-39689, a root no longer trusted
    "django": "5.2.8",  # CVE-2025-64459, injection by _connector
    "djangorestframework": "3.15.2",  # CVE-2024-21520, script in its browsable pages
    "h11": "0.16.0",  # CVE-2025-43859, chunked bodies
    "idna": "3.7",  # CVE-2024-3651, quadratic time
    "jinja2": "3.1.6",  # CVE-2025-27516, out of the sandbox
    "lxml": "4.9.1",  # CVE-2022-2309, a crash on crafted input
    "pillow": "11.3.0",  # CVE-2025-48379, overflow in DDS
    "redis": "4.5.5",  # CVE-2023-28859, answers of another connection
    "requests": "2.32.4",  # CVE-2024-47081, credentials of another host
    "sqlparse": "0.5.0",  # CVE-2024-4340, endless recursion
    "urllib3": "2.6.0",  # CVE-2025-66418 and 66471, decompression bombs
}


def entries(lock):
    """package -> (version, the lines that belong to it)."""
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip()]
    return {re.split("==", line)[0].strip().lower(): line for line in lines}


def numbers(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed(lock):
    found = entries(lock)
    assert len(found) > 40
    assert [
        line for line in found.values() if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_host(lock):
    assert re.findall(r".*(?:https?:|index-url|find-links).*", (ROOT / lock).read_text()) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_nothing_is_older_than_its_safe_version(lock):
    found = {name: line.split("==")[1].split()[0] for name, line in entries(lock).items()}
    old = {
        name: found[name]
        for name, safe in SAFE.items()
        if name in found and numbers(found[name]) < numbers(safe)
    }
    assert old == {}
    assert {"django", "pillow", "requests", "urllib3", "lxml", "redis"} <= found.keys()


def test_both_locks_agree():
    plain, dev = (entries(lock) for lock in LOCKS)
    assert {name: line for name, line in plain.items() if dev.get(name) != line} == {}
