"""The embedded broker: messages appear whole, in order, and one that is broken stops nobody."""

import pytest
from kombu import Connection


@pytest.fixture
def queue(tmp_path):
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    options = {
        "data_folder_in": str(tmp_path / "messages"),
        "data_folder_out": str(tmp_path / "messages"),
        "control_folder": str(tmp_path / "control"),
    }
    with Connection(transport="jobs.broker:Transport", transport_options=options) as connection:
        yield connection.SimpleQueue(tmp_path.name)  # kombu remembers queues by name


def received(queue):
    message = queue.get_nowait()
    message.ack()
    return message.payload


def test_messages_come_in_the_order_they_were_sent(queue, tmp_path):
    for n in range(3):
        queue.put({"n": n})
    assert [received(queue)["n"] for _ in range(3)] == [0, 1, 2]
    assert list((tmp_path / "messages").iterdir()) == []


def test_a_message_that_was_cut_short_is_dropped(queue, tmp_path, caplog):
    (tmp_path / "messages" / f"00_cut.{tmp_path.name}.msg").write_text('{"body": ')
    queue.put({"n": 1})
    assert received(queue)["n"] == 1
    assert "dropped a message" in caplog.text


def test_a_message_still_being_written_is_not_seen(queue, tmp_path):
    (tmp_path / "messages" / f".0_x.{tmp_path.name}.msg.new").write_text("{")
    with pytest.raises(queue.Empty):
        queue.get_nowait()


def test_two_workers_never_get_the_same_message(queue, tmp_path):
    queue.put({"n": 1})
    [path] = (tmp_path / "messages").iterdir()
    channel = queue.channel
    assert channel._take(path)
    assert channel._take(path) is None
