"""A body read and unpacked no further than its cap (PROMISES 2)."""

import gzip
import io
import tracemalloc

import pytest
from urllib3 import HTTPResponse

from tests.hostile_routes import bomb
from trackbacks import fetch, reading
from trackbacks.errors import FetchError, TooSlow, Unreachable


def answer(body, encoding="gzip"):
    return HTTPResponse(io.BytesIO(body), headers={"Content-Encoding": encoding}, preload_content=False)


def test_no_step_of_unpacking_is_larger_than_a_piece():
    tracemalloc.start()
    sizes = [len(piece) for piece in reading.gunzipped(iter([bomb()]))]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(sizes) == 100_000_000
    assert max(sizes) <= reading.READ_BYTES and peak < 5_000_000


def test_a_bomb_is_cut_at_the_cap_of_what_it_unpacks_to():
    assert len(bomb()) < 1_000_000
    body, truncated = reading.read_body(answer(bomb()), 1_000_000)
    assert (len(body), truncated) == (1_000_000, True)


def test_a_bomb_within_a_bomb_is_unpacked_once():
    body, truncated = reading.read_body(answer(bomb(layers=2)), 10_000_000)
    assert (len(body), truncated) == (len(bomb()), False)


@pytest.mark.parametrize(
    "encoding", ["br", "zstd", "deflate", "gzip, gzip", "gzip,br", "compress", "x", "none"]
)
def test_an_encoding_that_we_did_not_ask_for_is_not_read(encoding):
    with pytest.raises(FetchError, match="did not ask for"):
        reading.read_body(answer(bomb(), encoding), 1000)


@pytest.mark.parametrize(
    "body",
    [b"plain", b"\x1f\x8b", b"\x1f\x8b\x08" + b"\xff" * 50, gzip.compress(b"x" * 99)[:-1]],
    ids=["plain", "its first bytes", "its first bytes and nonsense", "cut off"],  # the bytes tell the time
)
def test_what_says_gzip_and_is_none_breaks_off(body):
    with pytest.raises(Unreachable):
        reading.read_body(answer(body), 1000)


def test_what_has_come_is_read_at_once(hostile, monkeypatch):
    """A reader that waits for whole blocks would sit out each drip, and see no cap until its block is full."""
    monkeypatch.setattr(fetch, "WALL_SECONDS", 2.0)
    body = b""
    try:
        body = fetch.get(hostile.url("/slow-drip"), agent="Test/1", max_bytes=5).body
    except TooSlow:
        pass
    assert body == b"xxxxx"


@pytest.mark.parametrize("path", ["/gzip-bomb?layers=2", "/gzip-bomb?length=10", "/no-gzip", "/endless-gzip"])
def test_no_bomb_from_the_wire_is_more_than_its_cap(hostile, path):
    try:
        assert len(fetch.get(hostile.url(path), agent="Test/1").body) <= fetch.PAGE_BYTES
    except FetchError as error:
        assert error.reason
