"""Who is answered from the store, with what, and what is never stored."""

import gzip
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from blogsite.wsgi import application
from comments.models import PostComment
from comments.tokens import awaiting_token
from posts.models import Post, Tag
from posts.page_cache import serving, store, version
from tests.factories import make_comment, make_post, make_user, set_site
from tests.wsgi import ask, get

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(committed):
    with committed():
        return make_post("Tomatoes").get_absolute_url()


def test_the_second_reader_is_answered_without_django(path, built):
    first, second = get(path), get(path)
    assert built == [path]
    assert second.status_code == 200 and b"Tomatoes" in second.content
    assert second.content == first.content and second.headers == first.headers


def test_another_process_finds_it_in_the_file(path, built, monkeypatch):
    first = get(path)
    monkeypatch.setattr(store, "_hot", {})
    assert get(path).content == first.content
    assert built == [path]


def test_a_stored_page_says_all_that_django_said(path, settings):
    stored = get(path).headers
    settings.PAGE_CACHE = False
    plain = get(path).headers
    assert {name: stored[name] for name in plain if name != "ETag"} == {
        name: plain[name] for name in plain if name != "ETag"
    }
    assert stored["X-Pingback"] == "http://testserver/xmlrpc.php" and "Content-Security-Policy" in stored


ACCEPTED = {
    "gzip, deflate, br": True,
    "br;q=1.0, gzip;q=0.8, *;q=0.1": True,
    "*": True,
    "GZip": True,
    "gzip;q=0.001": True,
    "": False,
    "br": False,
    "gzip;q=0": False,
    "gzip; q=0.0, *": False,
    "identity, *;q=0": False,
    "x-gzip-like": False,
}


@pytest.mark.parametrize(("accepted", "packed"), ACCEPTED.items())
def test_gzip_is_sent_to_those_who_take_it(path, accepted, packed):
    plain = get(path)
    answer = get(path, accept_encoding=accepted)
    assert answer.get("Content-Encoding") == ("gzip" if packed else None)
    content = gzip.decompress(answer.content) if packed else answer.content
    assert content == plain.content
    assert int(answer["Content-Length"]) == len(answer.content)
    assert answer["Vary"] == "Accept-Encoding"


def test_head_says_what_get_would_and_sends_no_body(path, built):
    page = get(path)
    head = ask(path, REQUEST_METHOD="HEAD", HTTP_HOST="testserver")
    assert head.headers == page.headers and head.content == b""
    assert built == [path]


@pytest.mark.parametrize("condition", ["{}", '"other", {}', "*", "W/{}"])
def test_a_reader_who_has_the_page_is_told_so(path, built, condition):
    tag = get(path)["ETag"].removeprefix("W/")
    answer = get(path, if_none_match=condition.format(tag), accept_encoding="gzip")
    assert answer.status_code == 304 and answer.content == b""
    assert answer["ETag"] == f"W/{tag}" and answer["Cache-Control"] == serving.FOR_EVERYBODY
    assert built == [path]


def test_a_reader_who_has_another_page_gets_this_one(path):
    assert get(path, if_none_match='"other"').status_code == 200


def test_a_condition_that_django_would_meet_does_not_keep_the_page_out_of_the_store(path, built, settings):
    settings.PAGE_CACHE = False
    tag = get(path)["ETag"]
    settings.PAGE_CACHE = True
    get(path, if_none_match=tag)
    assert get(path).status_code == 200
    assert built == [path, path]


STORED = """/ /feed/ /feed/atom/ /feed/json/ /comments/feed/ /sitemap.xml /robots.txt /author/alice/ /archives/
    /tag/red/ /tag/red/feed/ /tag/red/feed/json/ {0} {0}feed/"""


@pytest.mark.parametrize("shape", STORED.split())
def test_pages_and_feeds_are_stored_and_asked_for_again_by_their_tag(shape, built):
    post = make_post("Tomatoes", tags=[Tag.objects.create(name="red")])
    path = shape.format(post.get_absolute_url())
    first = get(path)
    assert first.status_code == 200
    assert get(path, if_none_match=first["ETag"]).status_code == 304
    assert built == [path]
    assert first["Cache-Control"] == serving.FOR_EVERYBODY and "Set-Cookie" not in first


def test_browsers_and_programs_are_each_sent_their_own_feed(built):
    make_post()
    for accept, kind in (("text/html", "application/xml"), ("*/*", "application/rss+xml")) * 2:
        feed = get("/feed/", accept=accept)
        assert feed["Content-Type"].startswith(kind) and feed["Vary"] == "Accept, Accept-Encoding"
    assert built == ["/feed/"] * 2


def test_a_time_alone_is_no_proof_that_a_reader_has_the_feed(built):
    make_post()
    feed = get("/feed/")
    assert get("/feed/", if_modified_since=feed["Last-Modified"]).status_code == 200
    version.change()
    assert get("/feed/", if_modified_since=feed["Last-Modified"]).status_code == 200
    get("/feed/")
    assert built == ["/feed/"] * 2


def test_pictures_are_djangos_with_their_own_conditions(settings, built, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "a.png").write_bytes(b"picture")
    modified = get("/media/a.png")["Last-Modified"]
    assert get("/media/a.png", if_modified_since=modified).status_code == 304


BYPASSING = {
    "a query": ("{0}?tab=trackbacks", {}),
    "a query on the home page": ("/?s=tomatoes", {}),
    "a session": ("{0}", {"cookie": "sessionid=abc"}),
    "a commenter's cookie": ("{0}", {"cookie": "a=b; commenter=Bob"}),
    "a host that is not ours": ("{0}", {"host": "evil.example"}),
    "no host": ("{0}", {"host": ""}),
    "a host that is none": ("{0}", {"host": "testserver/@evil"}),
}


@pytest.mark.parametrize("case", BYPASSING)
def test_what_is_not_the_same_for_everybody_goes_by_the_store(path, built, case):
    shape, headers = BYPASSING[case]
    get(path)
    for _ in range(2):
        get(shape.format(path), **headers)
    assert len(built) == 3
    assert len(store._hot) == 1


def test_a_cookie_of_somebody_elses_does_not_matter(path, built):
    get(path)
    assert get(path, cookie="csrftoken=x; _ga=1; xsessionid=1").status_code == 200
    assert built == [path]


def test_a_foreign_host_gets_nothing_that_is_stored(path):
    get(path)
    assert get(path, host="evil.example").status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_are_djangos(path, built, method):
    get(path)
    ask(path, REQUEST_METHOD=method, HTTP_HOST="testserver")
    assert len(built) == 2


NOT_STORED = {
    "a missing page": lambda: "/2026/11/nothing/",
    "a draft": lambda: make_post(state="draft").get_absolute_url(),
    "a private post": lambda: make_post(state="private").get_absolute_url(),
    "a password post": lambda: make_post(password="open").get_absolute_url(),
    "the form page": lambda: make_post().get_absolute_url() + "respond/",
    "the sign-in page": lambda: "/admin/login/",
    "the admin": lambda: "/admin/",
    "health": lambda: "/healthz",
    "a redirect": lambda: make_post().get_absolute_url().rstrip("/"),
    "a permalink of a comment": lambda: make_comment().get_absolute_url(),
}


@pytest.mark.parametrize("case", NOT_STORED)
def test_what_is_no_page_for_everybody_is_never_stored(case, built):
    path = NOT_STORED[case]()
    for _ in range(2):
        assert "public" not in get(path).get("Cache-Control", "")
    assert len(built) == 2
    assert not store._hot


def test_a_withdrawn_post_is_gone_also_from_the_store(path, committed):
    get(path)
    with committed():
        Post.objects.get().withdraw()
    assert [get(path).status_code for _ in range(2)] == [410, 410]


def test_only_its_author_sees_what_awaits_a_moderator(path):
    comment = make_comment(status="pending", comment="Held words.")
    path = comment.post.get_absolute_url()
    get(path)
    mine = get(f"{path}?awaiting={awaiting_token(comment)}")
    assert b"Held words." in mine.content and "no-store" in mine["Cache-Control"]
    assert b"Held words." not in get(path).content


def test_who_is_signed_in_gets_a_page_that_nobody_keeps(client):
    user = make_user(role="author")
    client.force_login(user)
    answer = client.get(make_post().get_absolute_url())
    assert answer["Cache-Control"] == serving.FOR_ONE


SPOILED = {
    "a cookie": {"Set-Cookie": "a=b"},
    "what varies": {"Vary": "Cookie"},
    "what is packed": {"Content-Encoding": "br"},
    "an error": {"status": 503},
    "what was not marked": {"Cache-Control": "public"},
}


@pytest.mark.parametrize("case", SPOILED)
def test_an_answer_is_looked_at_before_it_is_stored(monkeypatch, case):
    """Whatever a view or another layer may do one day."""
    fields = {"Cache-Control": serving.FOR_EVERYBODY, **SPOILED[case]}

    def django(environ, start_response):
        response = HttpResponse("text", status=fields.pop("status", 200), headers=fields)
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return response

    monkeypatch.setattr(application, "application", django)
    get("/")
    assert not store._hot


def test_what_changed_while_it_was_built_is_not_stored(path, built, monkeypatch):
    django = application.application

    def and_then_a_change(environ, start_response):
        response = django(environ, start_response)
        version.change()
        return response

    monkeypatch.setattr(application, "application", and_then_a_change)
    assert get(path).status_code == 200
    assert not store._hot


def test_the_switch_turns_it_off(path, built, settings):
    get(path)
    settings.PAGE_CACHE = False
    for _ in range(2):
        get(path)
    assert len(built) == 3


def test_without_the_store_pages_still_have_tags(path, settings):
    settings.PAGE_CACHE = False
    tag = get(path)["ETag"]
    assert get(path, if_none_match=tag).status_code == 304


def test_the_page_of_a_closing_discussion_is_not_kept_beyond_a_minute(path, built, time_machine):
    """It closes at its hour, without anybody's doing."""
    set_site(close_comments_after_days=1)
    time_machine.move_to(timezone.now() + timedelta(seconds=86400 - 30), tick=False)
    assert b"Leave a Reply" in get(path).content
    time_machine.shift(59)
    get(path)
    assert len(built) == 1
    time_machine.shift(2)
    assert b"Leave a Reply" not in get(path).content


def test_the_statuses_that_nobody_sees_change_no_page(path, committed, built):
    comment = make_comment(status="pending", comment="Held words.")
    before = version.now()
    with committed():
        comment.set_status(PostComment.Status.SPAM, "filter")
        comment.set_status(PostComment.Status.TRASH, "filter")
    assert version.now() == before
