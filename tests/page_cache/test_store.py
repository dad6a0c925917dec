"""The files: whole or no page, a fixed number of them, none older than a minute."""

import gzip
import os
import time

import pytest

from posts.page_cache import store, version
from posts.page_cache.store import Stored


def make_stored(path="/a/", word="now", at=None, plain=b"<p>Tomatoes</p>" * 50):
    return Stored.of(path, word, time.time() if at is None else at, [("Content-Type", "text/html")], plain)


@pytest.fixture
def on_disk(monkeypatch):
    """Stored as another process would have: in the file alone."""
    version.change("now")

    def keep(stored):
        store.keep(stored)
        monkeypatch.setattr(store, "_hot", {})
        return version.folder() / store._file(stored.path).rpartition("/")[2]

    return keep


def test_what_was_stored_is_found(on_disk):
    stored = make_stored()
    on_disk(stored)
    assert store.find("/a/", "now") == stored


def test_both_ways_of_sending_are_the_same_page():
    stored = make_stored()
    assert gzip.decompress(stored.packed) == stored.plain
    assert len(stored.packed) < len(stored.plain)


def test_another_version_is_no_page(on_disk):
    on_disk(make_stored())
    assert store.find("/a/", "later") is None
    store.keep(make_stored())
    assert store.find("/a/", "later") is None


@pytest.mark.parametrize("age", [60, 61, 10**6, -1])
def test_what_is_old_or_from_the_future_is_no_page(on_disk, age):
    on_disk(make_stored(at=time.time() - age - (0.5 if age < 0 else 0)))
    assert store.find("/a/", "now") is None


def test_a_torn_file_is_no_page_wherever_it_was_cut(on_disk):
    file = on_disk(make_stored())
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert store.find("/a/", "now") is None, length


SPOILED = {
    "zeros": lambda whole: b"\0" * len(whole),
    "a changed byte in the body": lambda whole: whole[:-12] + bytes([whole[-12] ^ 1]) + whole[-11:],
    "zeros after the head": lambda whole: whole.partition(b"\n")[0] + b"\n" + b"\0" * 100,
    "a list": lambda whole: b"[]\n" + whole.partition(b"\n")[2],
    "a number": lambda whole: b"1\n",
    "a field too many": lambda whole: whole.replace(b'{"path"', b'{"more": 1, "path"', 1),
    "no headers": lambda whole: whole.replace(b'"headers"', b'"footers"', 1),
}


@pytest.mark.parametrize("case", SPOILED)
def test_a_spoiled_file_is_no_page(on_disk, case):
    file = on_disk(make_stored())
    file.write_bytes(SPOILED[case](file.read_bytes()))
    assert store.find("/a/", "now") is None


def test_another_path_in_the_same_file_is_another_page(on_disk, monkeypatch):
    monkeypatch.setattr(store, "FILES", 1)
    on_disk(make_stored("/a/"))
    assert store.find("/b/", "now") is None
    on_disk(make_stored("/b/"))
    assert store.find("/a/", "now") is None and store.find("/b/", "now")


def test_there_are_never_more_files_than_that(monkeypatch):
    monkeypatch.setattr(store, "FILES", 8)
    version.change("now")
    for number in range(100):
        store.keep(make_stored(f"/{number}/"))
    assert len(list(version.folder().iterdir())) == 8 + 1


def test_a_page_beyond_the_bound_is_not_stored(monkeypatch, on_disk):
    monkeypatch.setattr(store, "MAX_PAGE_BYTES", 1000)
    for size, found in ((1000, True), (1001, False)):
        on_disk(make_stored(f"/{size}/", plain=b"x" * size))
        assert bool(store.find(f"/{size}/", "now")) is found


def test_a_page_that_gzip_cannot_make_small_is_not_stored(monkeypatch, on_disk):
    monkeypatch.setattr(store, "MAX_FILE_BYTES", 100)
    on_disk(make_stored(plain=os.urandom(200)))
    assert store.find("/a/", "now") is None


def test_memory_holds_no_more_than_its_bound(monkeypatch):
    version.change("now")
    size = len(make_stored().plain) + len(make_stored().packed)
    monkeypatch.setattr(store, "MEMORY_BYTES", 3 * size)
    for number in range(10):
        store.keep(make_stored(f"/{number}/"))
        assert len(store._hot) <= 3
        assert f"/{number}/" in store._hot


def test_memory_forgets_what_is_of_another_version():
    store.keep(make_stored("/a/", word="before"))
    store.keep(make_stored("/b/", word="now"))
    assert list(store._hot) == ["/b/"]


def test_a_full_disk_stores_nothing_and_is_no_error(monkeypatch):
    version.change("now")

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.os, "replace", full)
    store.keep(make_stored())
    assert [path.name for path in version.folder().iterdir()] == ["version"]


def test_a_web_process_begins_with_nothing_stored(on_disk):
    file = on_disk(make_stored())
    left = file.with_name("0001.77-88.new")
    left.write_bytes(b"half a pa")
    store.begin()
    assert version.now() != "now"
    assert not left.exists()
