"""A lease names its process: only one that is provably gone from this machine counts as dead."""

import os
import subprocess
import sys

import pytest

from jobs import leases

CHILD = "import jobs.leases as l, sys; print(l.new_token(), flush=True); sys.stdin.read()"


@pytest.fixture
def child():
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def test_our_own_lease_is_alive():
    assert not leases.is_dead(leases.new_token())


def test_a_killed_worker_s_lease_is_dead_while_it_is_a_zombie_and_after(child):
    token = child.stdout.readline().strip()
    assert not leases.is_dead(token)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert leases.is_dead(token)
    child.wait()
    assert leases.is_dead(token)


def test_a_pid_that_belongs_to_a_later_process_is_dead():
    machine, pid, start, rest = leases.new_token().split(".")
    assert leases.is_dead(f"{machine}.{pid}.{int(start) - 1}.{rest}")


@pytest.mark.parametrize("token", ["", "x", "..", "other-machine.1.1.x", f"{leases.machine()}.-1.5.x"])
def test_what_cannot_be_proved_is_alive(token):
    assert not leases.is_dead(token)


def test_a_process_of_another_user_is_alive(monkeypatch):
    machine, _pid, start, rest = leases.new_token().split(".")
    monkeypatch.setattr(os, "kill", lambda pid, signal: (_ for _ in ()).throw(PermissionError))
    assert not leases.is_dead(f"{machine}.1.{start}.{rest}")


def test_without_a_machine_to_name_nothing_is_dead(monkeypatch):
    token = leases.new_token()
    monkeypatch.setattr(leases, "machine", lambda: "")
    assert not leases.is_dead("." + token.partition(".")[2])
