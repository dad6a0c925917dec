"""Search and lists on the real PostgreSQL: the same tests once more."""

import pytest

from tests.services.again import passes_on

pytestmark = pytest.mark.services
SAME = [
    "tests/posts/search",
    *(
        f"tests/posts/test_{name}.py"
        for name in ("search_page", "related", "archive_lists", "odd_addresses", "sitemap")
    ),
]


def test_search_finds_the_same_on_postgresql(postgres_url):
    passes_on(postgres_url, SAME)
