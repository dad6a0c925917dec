"""`create_post`: the contract's line of JSON, by the verbs of the admin."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from posts.models import Author, Post
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "post.html"
    path.write_text('<p>Bob grows <a href="http://bob.example/x/">tomatöes</a>.</p><script>bad()</script>')
    return str(path)


def create(*options, html, status="published", title="A post"):
    out = io.StringIO()
    call_command("create_post", "--title", title, "--html", html, "--status", status, *options, stdout=out)
    assert out.getvalue().count("\n") == 1
    return json.loads(out.getvalue())


def made(*options, **named):
    return Post.objects.get(pk=create(*options, **named)["id"])


def test_it_prints_id_url_and_trackback_url(text):
    line = create(html=text)
    post = Post.objects.get(pk=line["id"])
    assert line == {
        "id": post.pk,
        "url": f"http://testserver/{post.published_at:%Y/%m}/a-post/",
        "trackback_url": f"http://testserver/{post.published_at:%Y/%m}/a-post/trackback/",
    }


@pytest.mark.parametrize("status", ["draft", "review", "private", "trash"])
def test_a_hidden_post_has_an_absolute_url_too(text, status):
    line = create(html=text, status=status)
    assert line["url"].startswith("http://testserver/")
    assert line["url"].endswith("/a-post/")
    assert Post.objects.get(pk=line["id"]).state == status


def test_its_html_is_made_safe(text):
    assert "script" not in made(html=text).html


def test_publishing_asks_for_a_scan_of_its_links(text):
    post = made(html=text)
    assert post.link_scan.due_at is not None


def test_a_draft_asks_for_none(text):
    assert not hasattr(made(html=text, status="draft"), "link_scan")


def test_the_same_words_again_are_a_new_post(text):
    first, second = create(html=text), create(html=text)
    assert first["id"] != second["id"]
    assert second["url"].endswith("/a-post-2/")


def test_a_slug_that_is_taken_gets_a_number(text):
    create("--slug", "garden", html=text)
    assert made("--slug", "garden", html=text).slug == "garden-2"


def test_every_option_arrives(text):
    options = [
        "--slug",
        "s",
        "--excerpt",
        "Short",
        "--password",
        "sesame",
        "--comments",
        "closed",
        "--pings",
        "closed",
    ]
    post = made(*options, "--ping", "http://a.example/tb", "--ping", "http://b.example/tb", html=text)
    assert (post.slug, post.excerpt, post.password) == ("s", "Short", "sesame")
    assert (post.comments_open, post.pings_open) == (False, False)
    assert post.send_trackbacks.split() == ["http://a.example/tb", "http://b.example/tb"]


def test_a_time_to_come_schedules(text):
    at = (timezone.now() + timedelta(days=2)).replace(microsecond=0)
    post = made("--at", at.isoformat(), html=text, status="scheduled")
    assert (post.state, post.published_at) == ("scheduled", at)


def test_a_time_that_has_passed_dates_the_post(text):
    post = made("--at", "2024-05-06T23:30:00-02:00", html=text)
    assert post.published_at == datetime(2024, 5, 7, 1, 30, tzinfo=UTC)
    assert post.get_absolute_url() == "/2024/05/a-post/"


def test_the_html_may_come_from_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("<p>Typed.</p>"))
    assert made(html="-").html == "<p>Typed.</p>"


def test_the_author_is_whoever_was_named(text):
    alice = make_user("alice")
    assert made("--author", "alice", html=text).author.user == alice
    assert made("--author", Author.of(alice).slug, html=text).author.user == alice


def test_the_author_is_the_administrator_where_nobody_was_named(text):
    make_user("bob")
    admin = make_user("charlie", role="administrator")
    assert made(html=text).author.user == admin


def test_a_blog_without_users_gets_one_author(text):
    assert made(html=text).author == made(html=text).author


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--at", "2026-01-01T10:00:00"], "lacks an offset"),
        (["--at", "tomorrow"], "must be like"),
        (["--author", "nobody"], "no user and no author"),
        (["--ping", "http://a.example/ http://b.example/"], "one URL"),
        (["--title", "x" * 256], "title:"),
    ],
)
def test_what_is_wrong_is_one_clear_line_and_leaves_no_post(text, options, words):
    with pytest.raises(CommandError) as error:
        create(*options, html=text)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert not Post.objects.exists()


def test_scheduled_needs_a_time(text):
    with pytest.raises(CommandError, match="needs a time"):
        create(html=text, status="scheduled")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(CommandError, match="missing.html"):
        create(html=str(tmp_path / "missing.html"))
    (tmp_path / "latin.html").write_bytes(b"\xe9t\xe9")
    with pytest.raises(CommandError, match="not UTF-8"):
        create(html=str(tmp_path / "latin.html"))
