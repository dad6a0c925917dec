"""Jobs on the real PostgreSQL: the whole suite of the app once more, and what only a server can show."""

import pytest

from tests.services.again import passes_on

pytestmark = pytest.mark.services


def test_the_jobs_suite_passes_on_postgresql(postgres_url):
    passes_on(postgres_url, ["tests/jobs", "tests/services/postgres_cases.py"])
