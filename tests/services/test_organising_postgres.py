"""Categories, tags, series, menus and the library on the real PostgreSQL: the same tests once more."""

import pytest

from tests.services.again import passes_on

pytestmark = pytest.mark.services
SAME = [
    *(f"tests/posts/test_{name}.py" for name in ("merging", "moved_archives", "taxonomy", "series")),
    *(f"tests/admin/test_{name}.py" for name in ("merging", "naming_tags", "series", "menus")),
    *(f"tests/admin/test_{name}.py" for name in ("library_list", "picture_page")),
]


def test_organising_does_the_same_on_postgresql(postgres_url):
    passes_on(postgres_url, SAME)
