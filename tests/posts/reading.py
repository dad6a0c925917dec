"""Pages as readers get them, taken apart."""

from datetime import UTC, datetime, timedelta

from bs4 import BeautifulSoup

from tests.factories import make_post

FIRST_DAY = datetime(2024, 3, 1, 12, tzinfo=UTC)


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return BeautifulSoup(answer.content, "lxml")


def titles(soup):
    """Of the posts in a list, in order."""
    return [heading.get_text(strip=True) for heading in soup.select("article.post-row h2")]


def many_posts(n, **fields):
    """Post 1 to Post n, a day apart, the last one the newest."""
    return [make_post(f"Post {i}", at=FIRST_DAY + timedelta(days=i), **fields) for i in range(1, n + 1)]
