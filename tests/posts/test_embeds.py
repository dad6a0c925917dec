"""Players of other sites: which links become cards, what is stored of them, and what their page may load."""

import pytest

from posts import embeds, html
from tests.factories import make_post

VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"
CARD = (
    f'<p class="embed"><a href="{VIDEO}" data-frame="https://www.youtube-nocookie.com/embed/abcdefghijk">'
    f"{VIDEO}</a></p>"
)


@pytest.mark.parametrize(
    ("link", "frame"),
    [
        (VIDEO, "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://m.youtube.com/watch?list=x&v=abcdefghijk#t", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://youtu.be/abcdefghijk?t=4", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://www.youtube.com/shorts/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456?dnt=1"),
        ("https://framatube.org/w/abcdefgh1", "https://framatube.org/videos/embed/abcdefgh1"),
        ("https://www.youtube.com/@alice", ""),
        ("https://youtube.com.evil.example/watch?v=abcdefghijk", ""),
        ("https://evil.example/?https://youtu.be/abcdefghijk", ""),
        ("javascript:alert(1)//https://vimeo.com/123456", ""),
        ("https://vimeo.com/123456\nhttps://evil.example/", ""),
        ("https://youtu.be/abc\u0665\u0665\u0665\u0665", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_only_links_to_videos_of_the_sites_listed_have_a_player(link, frame):
    assert embeds.frame_of(link) == frame


@pytest.mark.parametrize(
    "written",
    [f'<p><a href="{VIDEO}">{VIDEO}</a></p>', f"<p>{VIDEO}</p>", f"<p> {VIDEO} </p>", CARD],
)
def test_such_a_link_alone_on_its_line_is_kept_as_a_card(written):
    assert html.sanitise(written) == CARD
    assert html.sanitise(CARD) == CARD


def test_a_card_may_have_words_of_its_own():
    titled = CARD.replace(f"{VIDEO}</a>", "A talk &amp; more</a>")
    assert html.sanitise(titled) == titled


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (f'<p>See <a href="{VIDEO}">{VIDEO}</a></p>',) * 2,
        (f'<p><a href="{VIDEO}">the talk</a></p>',) * 2,
        (f'<p><a href="{VIDEO}" rel="nofollow">{VIDEO}</a></p>',) * 2,
        ("<p>https://bob.example/</p>",) * 2,
        ('<p class="embed"><a href="https://bob.example/">x</a></p>', '<p><a href="https://bob.example/">x</a></p>'),
        ('<p class="embed">x</p>', "<p>x</p>"),
        (f'<p><a href="{VIDEO}" data-frame="https://evil.example/">talk</a></p>', f'<p><a href="{VIDEO}">talk</a></p>'),
    ],
)  # fmt: skip
def test_any_other_line_is_no_card(written, stored):
    assert html.sanitise(written) == stored


@pytest.mark.django_db
def test_the_page_of_a_card_may_load_players_and_no_other_page(client):
    with_card, without = make_post(html=CARD), make_post()
    assert "frame-src" not in client.get(without.get_absolute_url())["Content-Security-Policy"]
    policy = client.get(with_card.get_absolute_url())["Content-Security-Policy"]
    directive = next(part for part in policy.split("; ") if part.startswith("frame-src"))
    assert directive.split()[1:] == list(embeds.FRAMES)
    assert len(embeds.FRAMES) == 3


@pytest.mark.django_db
def test_a_page_that_its_reader_has_keeps_the_policy_it_came_with(client):
    path = make_post(html=CARD).get_absolute_url()
    page = client.get(path)
    again = client.get(path, headers={"If-None-Match": page["ETag"]})
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers
