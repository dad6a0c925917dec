"""What the environment may say, read once by settings; a wrong value stops the start with one clear line."""

import ipaddress
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def stop(name: str, problem: str) -> NoReturn:
    """End the process with one line that names the variable and what is wrong with it."""
    sys.exit(f"crosstalk: the environment variable {name} {problem}")


def read(name: str, default: T, convert: Callable[[str], T]) -> T:
    """The converted value of one variable, or ``default`` where it is unset or empty."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return convert(value)
    except (ValueError, KeyError, ImproperlyConfigured) as error:
        stop(name, f"is {value!r}, but {error}")


def flag(value: str) -> bool:
    if value.lower() not in ("0", "1", "true", "false"):
        raise ValueError("it must be 0 or 1")
    return value.lower() in ("1", "true")


def number(low: int, high: int) -> Callable[[str], int]:
    def convert(value: str) -> int:
        if not value.isdecimal() or not low <= int(value) <= high:
            raise ValueError(f"it must be a whole number from {low} to {high}")
        return int(value)

    return convert


def address(value: str) -> str:
    """A site's address: http or https, a host, no path."""
    parts = urlsplit(value.rstrip("/"))
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.path
        or parts.query
        or parts.username
    ):
        raise ValueError("it must be like https://blog.example")
    parts.port  # noqa: B018 - raises ValueError on a port that is none
    return value.rstrip("/")


def names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


def hosts_with_ports(value: str) -> frozenset[tuple[str, int]]:
    """Exact ``host:port`` pairs, as the fetch guard compares them."""
    pairs = set()
    for item in names(value):
        parts = urlsplit(f"//{item}")
        if not parts.hostname or parts.port is None or parts.path:
            raise ValueError("it must be a list of host:port pairs")
        pairs.add((parts.hostname, parts.port))
    return frozenset(pairs)


def networks(value: str) -> list[Network]:
    return [ipaddress.ip_network(item, strict=False) for item in names(value)]


def database(value: str) -> dict:
    """A django database dict from a URL; only SQLite and PostgreSQL are known."""
    if urlsplit(value).scheme not in ("sqlite", "postgres", "postgresql"):
        raise ValueError("it must begin with sqlite:/// or postgresql://")
    return environ.Env.db_url_config(value)


def redis_url(value: str) -> str:
    if urlsplit(value).scheme not in ("redis", "rediss", "unix"):
        raise ValueError("it must begin with redis://")
    return value


def mail(value: str) -> dict:
    """Django's EMAIL_* settings from a URL such as smtp://user:password@host:25."""
    if urlsplit(value).scheme not in (
        "smtp",
        "smtps",
        "smtp+tls",
        "smtp+ssl",
        "consolemail",
        "filemail",
        "dummymail",
    ):
        raise ValueError("it must begin with smtp://, smtp+tls://, smtps://, consolemail:// or dummymail://")
    return environ.Env.email_url_config(value)


def is_loopback(site_url: str) -> bool:
    """Whether the site's address is one of this very machine; a name may begin with 127 and be anybody's."""
    host = urlsplit(site_url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def kept_secret(folder: Path) -> str:
    """The secret key of this installation: made once, readable by its owner alone."""
    path = folder / "secret_key"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(fresh, path)  # the first of several processes that start together wins
        except FileExistsError:
            pass
        fresh.unlink()
    return path.read_text().strip()
