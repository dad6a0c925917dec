"""The body of an answer, read and unpacked only as far as its cap."""

import zlib
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_noop
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import ProtocolError

from trackbacks.errors import FetchError, Unreachable

READ_BYTES = 16 * 1024  # asked of the socket, and unpacked, at once


def read_body(raw: BaseHTTPResponse, limit: int, *, partly: bool = False) -> tuple[bytes, bool]:
    """(at most `limit` decoded bytes, whether there was more).

    Where the answer breaks off: Unreachable or urllib3's error, or with `partly` what came until then.
    Raises FetchError for an encoding that we did not ask for.
    """
    body = bytearray()
    try:
        for piece in _unpacked(_wire_pieces(raw), raw.headers):
            body += piece
            if len(body) > limit:
                return bytes(body[:limit]), True
    except (Unreachable, ProtocolError):
        if not (partly and body):
            raise
        return bytes(body), True
    return bytes(body), False


def _wire_pieces(raw: BaseHTTPResponse) -> Iterator[bytes]:
    # read1: `iter_content` waits until a whole block has come, which lets a drip stretch every deadline.
    while piece := raw.read1(READ_BYTES, decode_content=False):
        yield piece


def _unpacked(pieces: Iterator[bytes], headers: Mapping[str, str]) -> Iterator[bytes]:
    encoding = headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return pieces
    if encoding in ("gzip", "x-gzip"):
        return gunzipped(pieces)
    raise FetchError(gettext_noop("it answered in an encoding that we did not ask for"))


def gunzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip in steps of at most READ_BYTES, so that a bomb is noticed before it has grown.

    Raises Unreachable when the stream is broken or ends early; rubbish after a whole member is ignored.
    """
    unpacker, whole = zlib.decompressobj(31), False
    for piece in pieces:
        packed = piece
        while packed:
            try:
                yield unpacker.decompress(packed, READ_BYTES)
            except zlib.error:
                if whole:
                    return
                raise Unreachable(gettext_noop("its answer is broken gzip")) from None
            packed, whole = unpacker.unconsumed_tail, unpacker.eof
            if whole:
                packed, unpacker = unpacker.unused_data, zlib.decompressobj(31)
    if not whole:
        raise Unreachable(gettext_noop("its answer broke off"))
