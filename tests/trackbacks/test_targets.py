"""Which of our own posts, and which comment under it, a URL names."""

import pytest

from tests.factories import make_comment, make_post
from trackbacks.targets import is_own, is_post_address, key, own_comment, own_post

OURS = [
    "http://testserver", "http://testserver/", "http://testserver:80/x", "https://testserver/x", "HTTP://TESTSERVER/x",
    "http://testserver./x", "http://testserver/?q#f", "http://u:p@testserver/", "https://testserver:443/",
]  # fmt: skip
OTHERS = [
    "http://testserver.example/", "http://testserver:8080/", "http://www.testserver/", "http://other/http://testserver/",
    "http://testserver@other/", "ftp://testserver/", "//testserver/", "testserver", "", "http://[::1", "http://testserver:x/",
]  # fmt: skip


@pytest.mark.parametrize("url", OURS)
def test_a_url_on_this_site_is_our_own_however_it_is_spelt(url):
    assert is_own(url)


@pytest.mark.parametrize("url", OTHERS)
def test_a_url_elsewhere_is_not(url):
    assert not is_own(url)


@pytest.mark.django_db
class TestOwnPosts:
    def test_a_post_is_known_by_its_address_in_every_form(self):
        post = make_post("Gardens")
        address = post.full_url
        forms = [
            address,
            address + "#respond",
            address + "?x=1",
            address.removesuffix("/"),
            f"http://testserver/?p={post.pk}",
        ]
        forms += [f"{address}comment-page-2/", f"http://testserver/comment/{make_comment(post).pk}/"]
        for url in forms:
            assert own_post(url) == post, url
            assert is_post_address(url), url

    @pytest.mark.parametrize("title", ["日本語の記事", "Grüße an alle", "Садовник"])
    def test_a_slug_in_any_alphabet_may_be_escaped_or_not(self, title):
        from urllib.parse import unquote

        post = make_post(title)
        for url in (post.full_url, unquote(post.full_url), post.full_url.lower()):
            assert own_post(url) == post, url
            assert is_post_address(url), url

    def test_what_is_no_post_names_none(self):
        post = make_post()
        paths = [
            "/",
            "/about/",
            "/2026/",
            "/feed/",
            "/?p=0",
            "/?p=x",
            f"/?p={'9' * 40}",
            f"/?p={post.pk}x",
            "/?p=",
        ]
        paths += [
            "/2026/13/x/",
            "/2026/11/nothing/",
            "/comment/999999/",
            "/comment/x/",
            "/%00/",
            "/2026/11/%ff/",
        ]
        for path in paths:
            assert own_post(f"http://testserver{path}") is None, path

    def test_a_hidden_comment_names_no_post(self):
        held = make_comment(make_post(), status="spam")
        assert own_post(f"http://testserver/comment/{held.pk}/") is None

    def test_the_month_and_year_belong_to_the_address(self):
        post = make_post("Gardens")
        assert own_post(f"http://testserver/1999/01/{post.slug}/") is None

    def test_a_comment_is_known_by_fragment_and_by_permalink(self):
        post, comment = make_post(), None
        comment, other = make_comment(post), make_comment()
        held = make_comment(post, status="pending")
        assert own_comment(f"{post.full_url}#comment-{comment.pk}", post) == comment
        assert own_comment(f"http://testserver/comment/{comment.pk}/", post) == comment
        for pk in (other.pk, held.pk, 0, 999_999, "9" * 30, "x", "-1"):
            assert own_comment(f"{post.full_url}#comment-{pk}", post) is None
            assert own_comment(f"http://testserver/comment/{pk}/", post) is None
        assert own_comment(post.full_url, post) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("", 0),
        ("-1", 0),
        ("1e3", 0),
        ("٣", 0),
        ("²", 0),
        ("9" * 18, 0),
        ("9" * 17, int("9" * 17)),
    ],
)
def test_a_key_is_one_that_a_row_may_have(text, number):
    assert key(text) == number
