"""The word lists of the settings: what one line means, and which fields it is held against."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from comments.checks.networks import covers_everybody, inside
from comments.checks.regexes import MAX_TEXT, matches
from comments.facts import Facts

MAX_ENTRIES = 20_000
"""Lines of one list; more are refused, with a message."""
MAX_ENTRY = 500
"""Characters of one line."""

MAX_BEFORE = 300
"""Characters of each field but the text, for words and expressions."""

DOMAIN = re.compile(r"(?:\*\.)?((?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,62})")
DOMAIN_IN_TEXT = re.compile(r"(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
WORD = re.compile(r"[^\W_]+")
EMAIL = re.compile(r"[^\s@]{0,64}@[^\s@]{1,255}")
FIRST_UNSPACED = "\u2e80"
"""From here on stand the scripts that put no spaces between words."""


@dataclass(frozen=True)
class Fields:
    """What the entries of a list are held against. Words are normalised, hosts and e-mail are lower case."""

    words: str
    plain: str
    hosts: frozenset[str]
    email: str
    address: str


Entry = Callable[[Fields], bool]


def everything(facts: Facts) -> Fields:
    """The fields for lists that hold, mark or trash: who sent it and all that it says."""
    text = facts.text[:MAX_TEXT]
    links = {host for word in DOMAIN_IN_TEXT.findall(text.lower()) if (host := _ascii(word))}
    return _fields(facts, [facts.title[:MAX_BEFORE], text], links)


def sender(facts: Facts) -> Fields:
    """The fields for the allow list: only who sent it, so that no text can allow itself."""
    return _fields(facts, [], set())


def _fields(facts: Facts, said: list[str], hosts: set[str]) -> Fields:
    email = facts.email.strip().lower()
    hosts |= {_host(facts.url), _host(facts.source), _ascii(email.rpartition("@")[2])}
    # The text comes last: nothing before it may push it out of what expressions look at.
    who = (facts.author, facts.blog_name, facts.url, facts.source)
    plain = "\n".join([*(words[:MAX_BEFORE] for words in who), *said])
    return Fields(_words(plain), plain, frozenset(filter(None, hosts)), email, facts.address)


@lru_cache(maxsize=16)
def parse(text: str) -> tuple[tuple[str, Entry], ...]:
    """Read a list as the owner wrote it: each line and what it asks."""
    lines = (line.strip() for line in text.splitlines()[:MAX_ENTRIES])
    return tuple((line, _entry(line[:MAX_ENTRY])) for line in lines if line and not line.startswith("#"))


def _entry(line: str) -> Entry:
    for read in (_regex, _network, _email, _domain):
        if entry := read(line):
            return entry
    return _word(line)


def _regex(line: str) -> Entry | None:
    if not line.strip("/"):
        return lambda fields: False
    found = re.fullmatch(r"/(.+)/i?", line)
    return (lambda fields: matches(found[1], fields.plain)) if found else None


def _network(line: str) -> Entry | None:
    try:
        network = ipaddress.ip_network(line, strict=False)
    except ValueError:
        return None
    if covers_everybody(network):
        return lambda fields: False
    return lambda fields: inside(fields.address, network)


def _email(line: str) -> Entry | None:
    if not EMAIL.fullmatch(line):
        return None
    wanted = line.lower()
    if wanted.startswith("@"):
        return lambda fields: fields.email.endswith(wanted)
    return lambda fields: fields.email == wanted


def _domain(line: str) -> Entry | None:
    found = DOMAIN.fullmatch(line.lower())
    domain = _ascii(found[1]) if found else ""
    if not domain:
        return None
    return lambda fields: any(host == domain or host.endswith(f".{domain}") for host in fields.hosts)


def _word(line: str) -> Entry:
    words = _words(line).strip()
    if not words:  # only signs, such as an emoji
        return lambda fields: line in fields.plain
    if any(sign >= FIRST_UNSPACED for sign in words):
        return lambda fields: words in fields.words
    return lambda fields: f" {words} " in fields.words


def _words(text: str) -> str:
    """The words of a text in one spelling, a space before and after each."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return f" {' '.join(WORD.findall(plain))} "


def _host(url: str) -> str:
    try:
        return _ascii((urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""


def _ascii(host: str) -> str:
    """A host as it stands in the DNS; empty when it cannot stand there."""
    try:
        return host.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return ""
