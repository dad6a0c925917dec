"""By what a sender is known again: address, e-mail and sites, the personal ones as keyed hashes, counted like words."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop

from comments.facts import Facts

ADDRESS, MAIL, SITE = "from:", "mail:", "site:"
DIGITS = 24  # of the hash: enough that no two meet


def marks_of(facts: Facts) -> dict[str, str]:
    """Mark -> what it is, in a word for moderators. The blog's own host, and addresses of our own network, are none."""
    marks = {}
    if _is_public(facts.address):
        marks[ADDRESS + _hashed(facts.address)] = gettext_noop("the IP address")
    if facts.email.strip():
        marks[MAIL + _hashed(facts.email.strip().lower())] = gettext_noop("the e-mail")
    for host in {_host(facts.url), _host(facts.source)} - {"", _host(facts.site_url)}:
        marks[SITE + host[:90]] = host
    return marks


def _hashed(plain: str) -> str:
    return salted_hmac("comments.known-spam", plain, algorithm="sha256").hexdigest()[:DIGITS]


def _is_public(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_global
    except ValueError:
        return False


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
