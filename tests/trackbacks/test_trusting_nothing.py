"""Nothing of this machine's surroundings goes along with a request (PROMISES 4)."""

from trackbacks import fetch


def get(server):
    fetch.get(server.url(), agent="Test/1")
    return server.asked[0]


def test_no_proxy_of_the_environment_is_asked(hostile, canary, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, canary.url())
        monkeypatch.setenv(name.upper(), canary.url())
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert get(hostile).target == "/"
    assert canary.connections == 0


def test_no_password_of_the_environment_is_sent(hostile, tmp_path, monkeypatch):
    secrets = tmp_path / "netrc"
    secrets.write_text("machine 127.0.0.1 login alice password secret\n")
    monkeypatch.setenv("NETRC", str(secrets))
    assert "authorization" not in get(hostile).headers


def test_no_referrer_and_no_origin_are_told(hostile):
    assert not {"referer", "origin", "cookie"} & get(hostile).headers.keys()
