"""The word: random, never the same again, and none where nobody can tell."""

import shutil
import socket
import time

import pytest

from posts.page_cache import in_redis, version


def test_it_stays_until_it_is_changed():
    first = version.now()
    assert first and version.now() == first
    assert version.change()
    assert version.now() not in ("", first)


def test_it_is_begun_anew_where_the_folder_was_removed(tmp_path):
    first = version.now()
    shutil.rmtree(tmp_path / "pages")
    assert version.now() not in ("", first)


def test_a_writer_says_which_word(tmp_path):
    assert version.change("mine")
    assert version.now() == "mine"


def test_a_full_disk_takes_the_word_away_so_that_no_page_is_served(monkeypatch, tmp_path):
    first = version.now()
    monkeypatch.setattr(version.Path, "replace", _full)
    assert version.change()
    assert version.now() == ""
    assert list((tmp_path / "pages").iterdir()) == []
    monkeypatch.undo()
    assert version.now() not in ("", first)


def test_a_folder_that_cannot_be_written_is_told(monkeypatch):
    version.now()
    monkeypatch.setattr(version.Path, "write_text", _full)
    monkeypatch.setattr(version.Path, "unlink", _full)
    assert not version.change()


def _full(*args, **kwargs):
    raise OSError(28, "No space left on device")


class Deaf:
    """A Redis that does not answer, and counts who asked."""

    def __init__(self):
        self.asked = 0

    def get(self, key):
        self.asked += 1
        raise in_redis.redis.TimeoutError("silence")

    def set(self, key, word):
        return self.get(key)


@pytest.fixture
def deaf(settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    client = Deaf()
    monkeypatch.setattr(in_redis, "_client", lambda url: client)
    return client


def test_a_redis_that_does_not_answer_is_asked_once_in_a_while(deaf, time_machine):
    assert [version.now() for _ in range(20)] == [""] * 20
    assert deaf.asked == 1


def test_it_is_asked_again_after_that_while(deaf, monkeypatch):
    version.now()
    monkeypatch.setattr(in_redis.time, "monotonic", lambda: in_redis._silent_until + 0.1)
    version.now()
    assert deaf.asked == 2


def test_a_change_is_always_tried_and_failing_is_told(deaf):
    version.now()
    assert not version.change()
    assert deaf.asked == 2


def test_nothing_listening_is_told_at_once(settings, free_port):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port}/0"
    began = time.monotonic()
    assert version.now() == ""
    assert time.monotonic() - began < 1


def test_a_redis_that_hangs_costs_a_tenth_of_a_second(settings):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.REDIS_URL = f"redis://127.0.0.1:{mute.getsockname()[1]}/0"
        began = time.monotonic()
        assert version.now() == ""
        assert time.monotonic() - began < 1
