"""Tokens of leases: random, and naming the process that took them, so that a killed worker's jobs go on at once.

A lease ends by itself; this only shortens the wait when its holder is provably dead: a process of this very machine
(boot id, process namespace and host name are ours) that is gone, or whose pid now belongs to a later process.
"""

import hashlib
import os
import secrets
import socket
from functools import cache
from pathlib import Path

DEAD_STATES = ("Z", "X", "x")


@cache
def machine() -> str:
    """A word for this machine and process namespace; empty where they cannot be told, and nothing is then dead."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        namespace = os.readlink("/proc/self/ns/pid")
    except OSError:
        return ""
    return hashlib.sha256(f"{boot} {namespace} {socket.gethostname()}".encode()).hexdigest()[:16]


def _state_and_start(pid: int) -> tuple[str, str] | None:
    """One-letter state and start time (ticks since boot), proc(5); None where the process cannot be looked at."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (OSError, UnicodeDecodeError):
        return None
    return fields[0], fields[19]


def new_token() -> str:
    """``machine.pid.start.random``; read back by `is_dead`."""
    seen = _state_and_start(os.getpid())
    return f"{machine()}.{os.getpid()}.{seen[1] if seen else ''}.{secrets.token_hex(8)}"


def is_dead(token: str) -> bool:
    """Whether the process that took this lease can no longer be at work; False whenever that is not certain."""
    where, _, rest = token.partition(".")
    pid, _, rest = rest.partition(".")
    start = rest.partition(".")[0]
    if not where or where != machine() or not pid.isdecimal() or not start:
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    seen = _state_and_start(int(pid))
    return seen is not None and (seen[1] != start or seen[0] in DEAD_STATES)
