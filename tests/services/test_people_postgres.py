"""Signing in and roles on the real PostgreSQL: the same tests once more, and what happens at once."""

import pytest

from tests.services.again import passes_on

pytestmark = pytest.mark.services
CASES = [
    *(f"tests/blogsite/test_{name}.py" for name in ("second_factor", "sign_in_code", "users", "profile")),
    "tests/services/people_cases.py",
]


def test_people_do_the_same_on_postgresql(postgres_url):
    passes_on(postgres_url, CASES)
