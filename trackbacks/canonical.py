"""When two spellings of a URL are the same: used for keys, for repeats and for "does it link here"."""

import hashlib
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

import idna
from w3lib.url import canonicalize_url

MAX_CHARACTERS = 2000  # beyond it a URL is compared as it stands

_DEFAULT_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=4096)
def canonical(url: str) -> str:
    """One spelling: host in lower case and IDNA, no default port, no fragment, escapes and query in order."""
    url = url.strip()
    if len(url) > MAX_CHARACTERS:
        return url.partition("#")[0]
    try:
        parts = urlsplit(url)
        netloc = _netloc(parts.scheme, parts.hostname or "", parts.port)
        return canonicalize_url(urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")))
    except (ValueError, LookupError):
        return url.partition("#")[0]


def same(one: str, other: str) -> bool:
    """Do these name the same page? Fragments do not matter; http and https are two pages."""
    return canonical(one) == canonical(other)


def source_key(url: str) -> str:
    """sha256 in hex of the canonical URL: the key by which repeats are found."""
    return hashlib.sha256(canonical(url).encode("utf-8", "replace")).hexdigest()


def host_of(url: str) -> str:
    """The host of a URL, in lower case and IDNA, without port and brackets; "" when it has none."""
    try:
        return _ascii(urlsplit(url.strip()).hostname or "")
    except ValueError:
        return ""


def _netloc(scheme: str, host: str, port: int | None) -> str:
    name = _ascii(host)
    shown = f"[{name}]" if ":" in name else name
    return shown if port is None or port == _DEFAULT_PORTS.get(scheme) else f"{shown}:{port}"


def _ascii(host: str) -> str:
    """The host as DNS is asked for it; as it stands where IDNA does not know it."""
    host = host.rstrip(".").lower()
    if host.isascii() or len(host) > 253:
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host
