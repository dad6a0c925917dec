"""What may be asked for, and which addresses may be connected to. Every hop of every fetch passes here."""

import ipaddress
import queue
import re
import socket
import threading
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_noop

from trackbacks.errors import Forbidden, TooSlow, Unreachable

URL_LENGTH = 2000  # characters; longer ones are attacks or accidents, and columns hold 2,000
PORTS = frozenset(
    {80, 443, 8080, 8443}
)  # the ports where blogs are; anything else could be a service that is no web server
DNS_SECONDS = 3.0  # getaddrinfo has no time limit of its own
LOOKUPS_AT_ONCE = 64  # hung look-ups may not pile up threads without end

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# Blocks that this Python's tables call global, or may, and that no public web server has.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(block)
    for block in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20", "5f00::/16")
)
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_lookups = threading.BoundedSemaphore(LOOKUPS_AT_ONCE)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def plain_url(url: str) -> tuple[str, int]:
    """(host in lower case without brackets, port) of a well-formed http(s) URL, whatever its port or address.

    Raises Forbidden: another scheme, user information, no host, longer than URL_LENGTH, not a URL.
    """
    if len(url) > URL_LENGTH:
        raise Forbidden(gettext_noop("the URL is longer than {} characters").format(URL_LENGTH))
    if _UNPRINTABLE.search(url):
        raise Forbidden(gettext_noop("the URL holds spaces, backslashes or control characters"))
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise Forbidden(gettext_noop("not a URL")) from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise Forbidden(gettext_noop("not an http or https URL"))
    if not host or len(host) > 253:
        raise Forbidden(gettext_noop("the URL names no host"))
    if "@" in parts.netloc:
        raise Forbidden(gettext_noop("the URL holds a user name or password"))
    return host, _DEFAULT_PORTS[parts.scheme] if port is None else port


def check_url(url: str) -> tuple[str, int]:
    """As plain_url, and the port is one of PORTS or the host:port pair is on the allow list."""
    host, port = plain_url(url)
    if port not in PORTS and not is_allowed(host, port):
        raise Forbidden(gettext_noop("port {} is not one that we ask").format(port))
    return host, port


def is_allowed(host: str, port: int) -> bool:
    """Is this very host:port pair exempt from the rules on addresses and ports?"""
    pairs: frozenset[tuple[str, int]] = getattr(settings, "PINGS_ALLOWED_PRIVATE_HOSTS", frozenset())
    return any((name.strip("[]").lower(), number) == (host, port) for name, number in pairs)


def addresses(host: str, port: int, seconds: float = DNS_SECONDS) -> list[str]:
    """The addresses of a host, resolved once, in the resolver's order, every one of them checked.

    Raises Forbidden when one is not public, Unreachable when there is none, TooSlow after `seconds`.
    """
    found = _lookup_within(host, port, min(seconds, DNS_SECONDS))
    if not found:
        raise Unreachable(gettext_noop("the host has no address"))
    if not is_allowed(host.lower(), port):
        for address in found:
            if not is_public(address):
                raise Forbidden(gettext_noop("the host's address is not a public one"))
    return found


def is_public(address: str) -> bool:
    """Is this textual IP address one that belongs to the public internet, however it is wrapped?"""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
        if inner is not None:
            return _is_global(inner)
        return ip in _GLOBAL_UNICAST and _is_global(ip)
    return _is_global(ip)


def _is_global(ip: IPAddress) -> bool:
    if any(ip.version == block.version and ip in block for block in _NOT_PUBLIC):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def lookup(host: str, port: int) -> list[str]:
    """The system's resolver: addresses as text, without repeats. Blocks for as long as it likes."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in answers))


def _lookup_within(host: str, port: int, seconds: float) -> list[str]:
    """Ask `lookup` in a daemon thread, so that a hung resolver holds that thread and not the worker's."""
    if not _lookups.acquire(timeout=seconds):
        raise TooSlow(gettext_noop("too many names are being looked up"))
    answer: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()
    threading.Thread(target=_answer_into, args=(answer, host, port), daemon=True, name="lookup").start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise TooSlow(gettext_noop("the host's name took too long to look up")) from None
    if isinstance(found, Exception):
        raise Unreachable(gettext_noop("the host's name does not resolve")) from found
    return found


def _answer_into(answer: "queue.SimpleQueue[list[str] | Exception]", host: str, port: int) -> None:
    try:
        answer.put(lookup(host, port))
    except (OSError, UnicodeError, ValueError) as error:
        answer.put(error)
    finally:
        _lookups.release()
