"""The form that a ping is sent as: bytes of any charset and any sender, read without trusting either."""

from urllib.parse import unquote_to_bytes

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.utils.translation import gettext_noop

from trackbacks import charsets
from trackbacks.protocols import BadPing

BODY_BYTES = 1024 * 1024
FIELDS = 200


def read(request: HttpRequest) -> tuple[dict[str, str], str]:
    """(the form's fields, the codec that they were read by); of a repeated field the first counts.

    The charset by TB-R8: header, form field, UTF-8, detection. Raises BadPing for what is too big or broken.
    """
    header = request.content_params.get("charset", "") if request.content_params else ""
    # Django has taken the sender's charset for its own, and would decode by zlib_codec.
    request.encoding = charsets.known(header) or "utf-8"
    if request.content_type == "multipart/form-data":
        return _multipart(request), request.encoding or "utf-8"
    pairs = _pairs(_body(request))
    form = pairs.get(b"charset", b"").decode("ascii", "replace")
    codec = charsets.choose(b" ".join(pairs.values()), header, form)
    return {
        name.decode("ascii", "replace"): value.decode(codec, "replace") for name, value in pairs.items()
    }, codec


def _body(request: HttpRequest) -> bytes:
    """The body within the cap, however the server hands it on."""
    _refuse_if_long(request)
    try:
        body = request.body
    except (SuspiciousOperation, UnreadablePostError, RawPostDataException):
        raise BadPing(gettext_noop("the request could not be read")) from None
    if len(body) > BODY_BYTES:
        raise BadPing(gettext_noop("the request is too big"))
    return body


def _refuse_if_long(request: HttpRequest) -> None:
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length[:12]) > BODY_BYTES:
        raise BadPing(gettext_noop("the request is too big"))


def _pairs(body: bytes) -> dict[bytes, bytes]:
    if body.count(b"&") >= FIELDS:
        raise BadPing(gettext_noop("the request has too many fields"))
    pairs: dict[bytes, bytes] = {}
    for field in body.split(b"&"):
        name, _, value = field.partition(b"=")
        pairs.setdefault(_unquoted(name), _unquoted(value))
    return pairs


def _unquoted(value: bytes) -> bytes:
    return unquote_to_bytes(value.replace(b"+", b" ")).strip()


def _multipart(request: HttpRequest) -> dict[str, str]:
    """Not the protocol's encoding, but some senders' libraries choose it; uploaded files are dropped."""
    _refuse_if_long(request)
    try:
        sent = request.POST
    except (
        SuspiciousOperation,
        MultiPartParserError,
        UnreadablePostError,
        RawPostDataException,
        ValueError,
        LookupError,
    ):
        raise BadPing(gettext_noop("the request could not be read")) from None
    if sum(len(values) for _name, values in sent.lists()) > FIELDS:
        raise BadPing(gettext_noop("the request has too many fields"))
    return {name: values[0].strip() for name, values in sent.lists() if values}
