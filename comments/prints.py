"""By what items of one campaign are alike: the host they advertise, the network they come from, their wording.

Kept on the row (`comments.models`), grouped by `comments/queue/campaigns.py`.
"""

import hashlib
import ipaddress
import re
from urllib.parse import urlsplit

SHINGLE = 3  # words that are looked at together: fewer, and all small talk is alike
FEWEST = 4  # distinct shingles below which a text says too little to be told from others
READ = 5000  # characters that are looked at
LOOKS = 3  # orders in which the same shingles are looked at
NUMBER = 2**63 - 1  # what a column of the database holds
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_WORD = re.compile(r"[^\W\d_]+")

Prints = tuple[int | None, int | None, int | None]


def of_text(text: str) -> Prints:
    """Three numbers, of which texts that differ in a few words share at least one, and others none.

    Each is the least of the shingles' hashes in an order of its own (min-hash): two texts share it with the
    probability with which they share a shingle. Case, digits, addresses and punctuation count for nothing.
    """
    words = _WORD.findall(_ADDRESS.sub(" ", text[:READ].lower()))
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    if len(shingles) < FEWEST:
        return None, None, None
    a, b, c = (min(look) for look in zip(*map(_hashes, shingles), strict=True))
    return a, b, c


def _hashes(shingle: str) -> list[int]:
    """One number for each order."""
    digest = hashlib.blake2b(shingle.encode(), digest_size=8 * LOOKS).digest()
    return [int.from_bytes(digest[8 * look : 8 * look + 8], "big") & NUMBER for look in range(LOOKS)]


def host_of(url: str) -> str:
    """The host of an address, lower case and without its www; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")[:255]
    except ValueError:
        return ""


def network_of(address: str | None) -> str:
    """The range that one sender easily has: /24 of IPv4, /48 of IPv6; empty for no address."""
    try:
        plain = ipaddress.ip_address(address or "")
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{plain}/{24 if plain.version == 4 else 48}", strict=False))


def is_public(network: str) -> bool:
    """Whether senders in it have anything in common: behind a proxy all come from one private address."""
    return bool(network) and ipaddress.ip_network(network).is_global


def is_public_host(host: str) -> bool:
    """Whether it is a name that somebody registered: no address, and no name of a machine next door."""
    return "." in host and not host.rpartition(".")[2].isdecimal() and ":" not in host


def is_print(text: str) -> bool:
    """Whether it is one of the three numbers, as a form sends it back."""
    return text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= NUMBER
