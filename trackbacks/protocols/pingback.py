"""Pingback 1.0: https://www.hixie.ch/specs/pingback/pingback - one XML-RPC call, made and answered."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xmlrpc.client import Fault, Unmarshaller, dumps

from defusedxml.xmlrpc import DefusedExpatParser
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from trackbacks import charsets, fetch, guard, html
from trackbacks.page import Page
from trackbacks.protocols import (
    TEMPORARY_STATUSES,
    Answer,
    BadPing,
    Endpoint,
    Incoming,
    Outcome,
    Outgoing,
    retry_after,
)

NAME = "pingback"
METHOD = "pingback.ping"
LIST_METHOD = "pingback.extensions.getPingbacks"
BODY_BYTES = 64 * 1024  # two URLs fit in two of these thousands
MESSAGE_CHARACTERS = 500
LINKS_READ = 10
LINK_SEARCHED = 1024 * 1024  # the whole of a page that we read

# The faults of the specification's section 3.
GENERIC, NO_SOURCE, NO_LINK, NO_TARGET, BAD_TARGET, ALREADY, DENIED, UPSTREAM = 0, 16, 17, 32, 33, 48, 49, 50
# https://xmlrpc-epi.sourceforge.net/specs/rfc.fault_codes.php
NOT_WELL_FORMED, NO_METHOD, BAD_PARAMETERS = -32700, -32601, -32602

# PB-S2: the specification asks for this very form, so that no HTML parser is needed.
_LINK = re.compile(r'<link rel="pingback" href="([^"<>]{1,2000})" ?/?>')
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}
_ENTITY = re.compile("|".join(_ENTITIES))
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_TYPE = "text/xml; charset=utf-8"


@dataclass(frozen=True)
class Call:
    """One XML-RPC request: the method's name and its parameters."""

    method: str
    parameters: tuple[Any, ...]


class BadCall(BadPing):
    """A request that is no call of ours; `code` is its XML-RPC fault."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def discover(page: Page, target: str) -> Endpoint | None:
    """PB-S1 the first X-Pingback header, else PB-S2 the first link element of the exact form."""
    header = (page.headers.getlist("X-Pingback") or [""])[0].strip()
    if header:
        return _endpoint(page, header, "header")
    found = links_in(page)
    return _endpoint(page, found[0], "link") if found else None


def links_in(page: Page) -> list[str]:
    """The addresses of the link elements that have the exact form (PB-S2), in the page's order."""
    matches = _LINK.finditer(page.text[:LINK_SEARCHED]) if page.is_html else ()
    return [unescaped(match[1]) for match in islice(matches, LINKS_READ)]


def _endpoint(page: Page, href: str, where: str) -> Endpoint | None:
    url = html.resolved(page.url, href)
    return Endpoint(url, where) if url else None


def unescaped(value: str) -> str:
    """PB-S3: four entities and no other."""
    return _ENTITY.sub(lambda match: _ENTITIES[match[0]], value)


def send(endpoint: str, message: Outgoing) -> Answer:
    """PB-S5: pingback.ping(source, target), the target as the post has it."""
    data = dumps((message.url, message.target), METHOD, encoding="utf-8").encode("utf-8", "replace")
    agent = fetch.user_agent(f"sending a pingback from {message.url}")
    try:
        return read_answer(fetch.post(endpoint, data, content_type=_TYPE, agent=agent))
    except fetch.FetchError as error:
        return Answer("temporary" if error.temporary else "refused", error.reason)


def read_answer(page: Page) -> Answer:
    """What an answer means: a string is success, fault 48 too (PB-S8), any other fault is final."""
    if page.status in TEMPORARY_STATUSES or page.status == 503:
        return Answer("temporary", f"HTTP status {page.status}", retry_after(page.headers), page.status)
    try:
        values = values_of(unmarshalled(page.text))
    except Fault as fault:
        return _fault(fault.faultCode, fault.faultString, page.status)
    except BadCall:
        return _unreadable(page)
    if not 200 <= page.status < 300:
        return _unreadable(page)
    value = values[0] if values else ""
    if type(value) is int:  # success is a string; some software returns the fault's code like one
        return _fault(value, "", page.status)
    return Answer("delivered", _words(value), None, page.status)


def _fault(code: Any, words: Any, status: int) -> Answer:
    """PB-S8: final; what is registered already was delivered."""
    number = charsets.clean(str(code), 20) if isinstance(code, int | str) else "without a number"
    outcome: Outcome = "delivered" if number == str(ALREADY) else "refused"
    return Answer(outcome, f"{_words(words) or 'no reason given'} (fault {number})", None, status)


def _words(value: Any) -> str:
    """Their words; anything but a string may be nested deeper than Python can print."""
    return charsets.clean(value, MESSAGE_CHARACTERS) if isinstance(value, str) else ""


def _unreadable(page: Page) -> Answer:
    if page.status >= 500:
        return Answer("temporary", f"HTTP status {page.status}", None, page.status)
    words = charsets.clean(page.text, 200)
    return Answer(
        "refused", f"answered, unreadable: {words}" if words else "answered, unreadable", None, page.status
    )


def read_call(request: HttpRequest) -> Call:
    """The XML-RPC call in a request. Raises BadCall for what is too big, broken, or has a DOCTYPE."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length[:12]) > BODY_BYTES:
        raise BadCall(NOT_WELL_FORMED, "the request is too big")
    try:
        body = request.body
    except (SuspiciousOperation, UnreadablePostError):
        raise BadCall(NOT_WELL_FORMED, "the request could not be read") from None
    declared = (request.content_params or {}).get("charset", "")
    parsed = unmarshalled(charsets.decode_page(body, declared))
    method = parsed.getmethodname()
    if not isinstance(method, str) or not method:
        raise BadCall(NOT_WELL_FORMED, "the request is no XML-RPC call")
    try:
        return Call(method[:100], values_of(parsed))
    except Fault:
        raise BadCall(NOT_WELL_FORMED, "the request is no XML-RPC call") from None


def unmarshalled(text: str) -> Unmarshaller:
    """A parsed XML-RPC document; DTDs and entities are refused. Raises BadCall."""
    target = Unmarshaller()
    parser = DefusedExpatParser(target, forbid_dtd=True)
    try:
        parser.feed(_DECLARATION.sub("", text).strip().encode("utf-8", "replace"))
        parser.close()
    except Exception as error:  # the library raises whatever a strange value makes of it
        raise BadCall(NOT_WELL_FORMED, "the document is not well-formed XML-RPC") from error
    return target


def values_of(parsed: Unmarshaller) -> tuple[Any, ...]:
    """The parameters of a call, or the values of an answer. Raises Fault as it was sent, or BadCall."""
    try:
        return parsed.close()
    except Fault:
        raise
    except Exception as error:  # IndexError, TypeError: a fault that is none
        raise BadCall(NOT_WELL_FORMED, "the document is no XML-RPC") from error


def read_request(request: HttpRequest) -> Incoming:
    """The ping in a request. Raises BadCall, or BadPing for URLs that are none."""
    return incoming(read_call(request))


def incoming(call: Call) -> Incoming:
    """The source and target of a call to pingback.ping."""
    if call.method != METHOD:
        raise BadCall(NO_METHOD, f"there is no method {charsets.clean(call.method, 60)}")
    if len(call.parameters) != 2 or not all(isinstance(value, str) for value in call.parameters):
        raise BadCall(BAD_PARAMETERS, "two URLs are wanted, source and target")
    source, target = (value.strip() for value in call.parameters)
    _refuse_odd(source, NO_SOURCE)
    _refuse_odd(target, BAD_TARGET)
    return Incoming(url=source, target=target)


def target_of(call: Call) -> str:
    """The URL of a call to pingback.extensions.getPingbacks. Raises BadCall."""
    if len(call.parameters) != 1 or not isinstance(call.parameters[0], str):
        raise BadCall(BAD_PARAMETERS, "one URL is wanted")
    url = call.parameters[0].strip()
    _refuse_odd(url, BAD_TARGET)
    return url


def _refuse_odd(url: str, code: int) -> None:
    """What is no http(s) URL is a fault of its own."""
    try:
        guard.plain_url(url)
    except guard.Forbidden as error:
        raise BadCall(code, f"the URL was refused: {error.reason}") from None
    if charsets.clean(url, guard.URL_LENGTH) != url:
        raise BadCall(code, "the URL holds characters that no URL has")


def answer(status_url: str = "") -> HttpResponse:
    """PB-R3: success is one string; it says where the verdict will stand."""
    return respond(f"Thank you. Your ping is being checked; its status is at {status_url}")


def respond(value: Any) -> HttpResponse:
    """An XML-RPC answer of one value."""
    return HttpResponse(dumps((value,), methodresponse=True, encoding="utf-8"), content_type=_TYPE)


def refuse(
    reason: str, status: int = 200, retry_after: int | None = None, code: int = GENERIC
) -> HttpResponse:
    """PB-R4: a fault. `retry_after` in seconds goes with status 429 or 503."""
    body = dumps(Fault(code, charsets.clean(reason, MESSAGE_CHARACTERS)), encoding="utf-8")
    response = HttpResponse(body, status=status, content_type=_TYPE)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response
