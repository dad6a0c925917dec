"""Running what the job rows ask for, here and now, as the workers would."""

from datetime import datetime

from django.utils import timezone

from jobs.models import Job
from jobs.sweeping import kinds


def run_jobs(*only: type[Job], now: datetime | None = None, most: int = 200) -> int:
    """Perform every job that is due, also those that come of it; returns how many runs that took."""
    runs = 0
    while True:
        due = [
            (kind, pk)
            for kind in (only or kinds())
            for pk in kind._base_manager.filter(due_at__lte=now or timezone.now()).values_list(
                "pk", flat=True
            )
        ]
        if not due:
            return runs
        for kind, pk in due:
            kind.run(pk)
            runs += 1
        assert runs < most, f"jobs without end: {due}"
