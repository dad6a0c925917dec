"""404 and 410: one body, which searches, and says nothing of what was asked."""

import pytest

from tests.factories import make_post
from tests.posts.reading import page

pytestmark = pytest.mark.django_db


def test_it_offers_a_search_and_the_way_home(client):
    soup = page(client, "/nothing/at/all/", 404)
    assert soup.select_one("form[role=search] input[name=q]")
    assert soup.select_one('main a[href="/"]')
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"


@pytest.mark.parametrize(
    "address", ["/x/", "/2001/01/x/", "/tag/x/", "/feed/x/", "/comment/9/", "/page/9/", "/x.php"]
)
def test_it_is_the_same_wherever_nothing_is(client, address):
    expected = client.get("/nothing/at/all/").content
    answer = client.get(address)
    assert (answer.status_code, answer.content) == (404, expected)


def test_what_was_withdrawn_is_gone_in_the_same_words(client):
    post = make_post()
    post.withdraw()
    answer = client.get(post.get_absolute_url())
    assert (answer.status_code, answer.content) == (410, client.get("/nothing/at/all/").content)
