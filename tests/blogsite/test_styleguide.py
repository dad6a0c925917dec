"""The styleguide shows every part by the site's own templates, to staff, over nothing that is stored."""

import re

import pytest

from blogsite import styleguide
from comments.models import PostComment
from posts.models import Post
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/admin/styleguide/"


@pytest.mark.parametrize(
    ("role", "status"),
    [("reader", 403), ("author", 200), ("editor", 200), ("moderator", 200), ("administrator", 200)],
)
def test_it_is_for_staff(client, role, status):
    client.force_login(make_user("bob", role=role))
    assert client.get(PAGE).status_code == status


def test_anonymous_is_asked_to_sign_in(client):
    answer = client.get(PAGE)
    assert answer.status_code == 302 and answer["Location"].startswith("/admin/login/")


@pytest.fixture
def state_of(client):
    client.force_login(make_user("bob", role="author"))
    return lambda state: client.get(PAGE, {"state": state}).content.decode()


PARTS = {
    "open": """post-row post-row__pin post-row__excerpt masthead facts kicker badge pager tabs tabs__count thread
        replies comment comment--gone comment--above ping ping__text ping__read initial--house reply-link report-link
        notice notice--error button button--quiet search-form copy write-back respond__form paste""",
    "closed": "closed comment ping tabs",
    "empty": "conversation__empty conversation__empty--comments respond__form",
    "errors": "notice--error field__error field check",
}


@pytest.mark.parametrize("state", styleguide.STATES)
def test_each_state_holds_its_parts(state_of, state):
    classes = set(" ".join(re.findall(r'class="([^"]+)"', state_of(state))).split())
    assert set(PARTS[state].split()) <= classes


def test_the_words_of_every_state_of_a_comment_stand_there(state_of):
    page = state_of("open")
    for words in (
        "is being checked",
        "is awaiting moderation",
        "look into your mailbox",
        "is shown.",
        "This comment is no longer here.",
        "This trackback was withdrawn.",
        "Liked this",
        "Page 2 of 3",
    ):
        assert words in page
    assert page.count('<details class="replies">') == 1 < page.count('<details class="replies" open>')


def test_a_closed_conversation_offers_no_reply(state_of):
    page = state_of("closed")
    assert "Comments are closed" in page and "reply-link" not in page and "id_comment" not in page


def test_no_such_state_is_not_found(client, state_of):
    assert client.get(PAGE, {"state": "x"}).status_code == 404


def test_nothing_is_stored(state_of):
    for state in styleguide.STATES:
        state_of(state)
    assert not Post.objects.exists() and not PostComment.objects.exists()
