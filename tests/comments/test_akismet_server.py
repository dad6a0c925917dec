"""The stand-in itself: it must be as strict as the real service, or it proves nothing."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.akismet_server import MAX_BODY, AkismetServer

GOOD = {"api_key": "test-key", "blog": "https://blog.example", "user_ip": "203.0.113.9"}
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def running():
    with AkismetServer() as server:
        yield server


@pytest.fixture
def server(running):
    running.reset()
    return running


@pytest.fixture
def client(server):
    with httpx.Client(base_url=server.url, trust_env=False, timeout=10) as client:
        yield client


@pytest.mark.parametrize("what", ["comment-check", "submit-spam", "submit-ham"])
@pytest.mark.parametrize("missing", ["blog", "user_ip"])
def test_a_missing_field_is_named(client, what, missing):
    answer = client.post(f"/1.1/{what}", data={**GOOD, missing: ""})
    assert answer.text == f"Missing required field: {missing}."
    assert answer.headers["X-akismet-debug-help"] == f'Empty "{missing}" value'


@pytest.mark.parametrize(
    "path", ["/1.1/comment-check", "/1.1/submit-spam", "/1.1/submit-ham", "/1.2/usage-limit"]
)
def test_a_wrong_key_is_invalid(client, path):
    answer = client.post(path, data={**GOOD, "api_key": "wrong"})
    assert answer.text == "invalid"
    assert "X-akismet-debug-help" in answer.headers


def test_keys_are_verified(client):
    ask = {"key": "test-key", "blog": "https://blog.example"}
    assert client.post("/1.1/verify-key", data=ask).text == "valid"
    assert client.post("/1.1/verify-key", data={**ask, "key": "wrong"}).text == "invalid"


@pytest.mark.parametrize(
    ("path", "status"), [("/comment-check", 404), ("/1.2/comment-check", 404), ("/1.1/x", 404)]
)
def test_only_the_documented_addresses_exist(client, path, status):
    assert client.post(path, data=GOOD).status_code == status


def test_feedback_is_thanked_for(client):
    assert client.post("/1.1/submit-ham", data=GOOD).text == "Thanks for making the web a better place."


def test_spam_words_are_looked_for_in_what_was_written_only(client, server):
    server.set(spam_words="pills, casino")
    assert client.post("/1.1/comment-check", data={**GOOD, "comment_content": "Cheap PILLS"}).text == "true"
    assert client.post("/1.1/comment-check", data={**GOOD, "user_agent": "pills"}).text == "false"


def test_another_process_can_read_the_calls_and_set_the_mode(client):
    assert client.post("/_mode", data={"fault": "empty", "delay": "0"}).json()["fault"] == "empty"
    assert client.post("/1.1/comment-check", data=GOOD).text == ""
    assert client.post("/_mode", json={"fault": "", "throttled": True}).json()["throttled"] is True
    assert [call["form"] for call in client.get("/_calls").json()] == [GOOD]


@pytest.mark.parametrize("values", [{"fault": "nonsense"}, {"delay": "soon"}, {"colour": "red"}])
def test_a_mode_that_does_not_exist_is_refused(client, values):
    assert client.post("/_mode", data=values).status_code == 400


def test_a_body_that_is_too_long_is_refused(client, server):
    assert client.post("/1.1/comment-check", content=b"x" * (MAX_BODY + 1)).status_code == 413
    assert not server.calls


def test_it_stops_while_an_answer_hangs():
    with AkismetServer() as server:
        server.set(fault="hang")
        with httpx.Client(trust_env=False) as client, pytest.raises(httpx.TimeoutException):
            client.post(f"{server.url}/1.1/comment-check", data=GOOD, timeout=0.1)
    assert not server._thread.is_alive()


@pytest.mark.journey
def test_it_runs_as_a_process_of_its_own():
    command = [sys.executable, "-m", "tests.akismet_server", "--port", "0", "--spam-words", "weeds"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as process:
        try:
            url = process.stdout.readline().split()[-1]
            form = {**GOOD, "comment_content": "weeds"}
            assert httpx.post(f"{url}/1.1/comment-check", data=form, trust_env=False).text == "true"
            assert json.loads(httpx.get(f"{url}/_calls", trust_env=False).text)[0]["answer"] == "true"
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
