"""The links of a post: what a reader can follow, and nothing else."""

import random

import pytest

from trackbacks import links
from trackbacks.links import Link, outbound

BASE = "http://me.example/2026/11/post/"


def urls(markup):
    return [link.url for link in outbound(markup, BASE)]


def test_links_come_in_order_with_their_words():
    found = outbound(
        '<p><a href="http://bob.example/1">Bob <b>wrote</b></a> and <a href=https://charlie.example>x</a>',
        BASE,
    )
    assert found == [Link("http://bob.example/1", "Bob wrote"), Link("https://charlie.example", "x")]


@pytest.mark.parametrize(
    "markup",
    [
        "<!-- <a href='http://bob.example/'>x</a> -->",
        "<script>'<a href=\"http://bob.example/\">x</a>'</script>",
        "<style><a href='http://bob.example/'>x</a></style>",
        "<template><p><a href='http://bob.example/'>x</a></p></template>",
        "<noscript><a href='http://bob.example/'>x</a></noscript>",
        "<textarea><a href='http://bob.example/'>x</a></textarea>",
        "http://bob.example/ as text",
        "&lt;a href='http://bob.example/'&gt;",
        "<a name='http://bob.example/'>x</a>",
        "<link rel=next href='http://bob.example/'>",
        "<a href='mailto:bob@bob.example'>x</a>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='data:text/html,x'>x</a>",
        "<a href='http://[::1'>x</a>",
        "<a>x</a>",
        "<a href='http://bob.example/" + "x" * 2000 + "'>x</a>",
    ],
)
def test_what_no_reader_can_follow_is_no_link(markup):
    assert urls(markup) == []


def test_one_page_is_one_link_whatever_its_spelling():
    assert urls('<a href="http://bob.example/a">1</a><a href="http://BOB.example:80/a#part">2</a>') == [
        "http://bob.example/a"
    ]


def test_relative_links_are_made_absolute():
    assert urls('<a href="../other/">x</a>') == ["http://me.example/2026/11/other/"]


def test_nofollow_is_told_but_counts():
    assert outbound('<a rel="NoFollow noopener" href="http://bob.example/">x</a>', BASE)[0].nofollow


def test_entities_in_urls_are_decoded_once():
    assert urls('<a href="http://bob.example/?a=1&amp;b=2&amp;amp;c">x</a>') == [
        "http://bob.example/?a=1&b=2&amp;c"
    ]


def test_links_read_from_parts_are_those_of_the_whole_page(monkeypatch):
    """Of pages put together at random, with what is never closed or closed in another order."""
    chance = random.Random(5)
    names = "p div em script template noscript svg textarea title select object table td head body form li".split()
    pieces = [f"<{mark}{name}>" for name in names for mark in ("", "/")] + ["</a>", "words", "<a>"] * 3
    pieces += ['<a href="/1">', '<a href="/2" rel="nofollow">', '<a href="/3"/>', "<A HREF=/4>"] * 3
    pieces += ['<base href="http://b.example/x/">', '<!-- <a href="/c"> -->', '<![CDATA[<a href="/d">]]>']
    pages = ["".join(chance.choices(pieces, k=chance.randint(1, 25))) for _ in range(500)]
    found = [outbound(page, BASE) for page in pages]
    monkeypatch.setattr(links, "PARTS", None)
    assert found == [outbound(page, BASE) for page in pages]
