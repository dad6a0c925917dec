"""The moderators' queue on the real PostgreSQL: the same tests once more."""

import pytest

from tests.services.again import passes_on

pytestmark = pytest.mark.services
SAME = [
    f"tests/comments/test_{name}.py"
    for name in (
        "queue",
        "queue_undo",
        "queue_at_once",
        "queue_campaigns",
        "queue_filters",
        "counters",
        "one_door",
        "purging",
        "emptying",
        "check_again",
        "notices",
        "deciding",
        "akismet_account",
        "figures_counting",
    )
]
SAME += [f"tests/blogsite/test_personal_{name}.py" for name in ("nowhere", "page")]
SAME += ["tests/services/told_at_once.py", "tests/services/counted_at_once.py"]


def test_the_queue_does_the_same_on_postgresql(postgres_url):
    passes_on(postgres_url, SAME)
