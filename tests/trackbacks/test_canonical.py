"""Two spellings of one URL are one key (PROMISES 9)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackbacks.canonical import canonical, host_of, same, source_key

SAME = [
    ("http://blog.example/a", "HTTP://BLOG.example:80/a"),
    ("https://blog.example", "https://blog.example:443/"),
    ("http://blog.example/a#comment-3", "http://blog.example/a"),
    ("http://blog.example/?b=2&a=1", "http://blog.example/?a=1&b=2"),
    ("http://blog.example/ü", "http://blog.example/%C3%BC"),
    ("http://blog.example/%c3%bc", "http://blog.example/%C3%BC"),
    ("http://bücher.example/", "http://xn--bcher-kva.example/"),
    ("http://blog.example./a", "http://blog.example/a"),
    (" http://blog.example/a ", "http://blog.example/a"),
    ("http://[2606:4700::1111]:80/", "http://[2606:4700::1111]/"),
]
DIFFERENT = [
    ("http://blog.example/a", "https://blog.example/a"),
    ("http://blog.example/a", "http://blog.example/a/"),
    ("http://blog.example/a", "http://blog.example/A"),
    ("http://blog.example/?p=1", "http://blog.example/?p=2"),
    ("http://blog.example/?p", "http://blog.example/"),
    ("http://blog.example:8080/", "http://blog.example/"),
    ("http://www.blog.example/", "http://blog.example/"),
    ("http://blog.example/%2F", "http://blog.example//"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_page_have_one_key(one, other):
    assert same(one, other)
    assert source_key(one) == source_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_pages_have_different_keys(one, other):
    assert not same(one, other)
    assert source_key(one) != source_key(other)


def test_a_key_is_sha256_in_hex():
    assert len(source_key("http://blog.example/")) == 64


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://Blog.Example:8080/x", "blog.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("http://[::1]:80/", "::1"),
        ("http://[::1/", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_the_host_of_a_url(url, host):
    assert host_of(url) == host


@given(st.text(max_size=200))
def test_no_text_makes_it_fail(text):
    for url in (text, f"http://{text}", f"http://blog.example/{text}", f"http://blog.example:{text}/"):
        canonical(url)
        source_key(url)
        host_of(url)


@given(
    st.from_regex(
        r"https?://[a-z]{1,8}\.example(:[0-9]{2,4})?/[a-zA-Z0-9/%._-]{0,30}(\?[a-z=&+]{0,20})?",
        fullmatch=True,
    )
)
def test_the_canonical_spelling_is_its_own(url):
    assert canonical(canonical(url)) == canonical(url)


def test_hostile_urls_cost_little():
    began = time.process_time()
    for url in ("http://" + "ü" * 300_000, "http://x/" + "%" * 1_000_000, "http://x/?" + "&" * 500_000):
        canonical(url)
        host_of(url)
    assert time.process_time() - began < 1
