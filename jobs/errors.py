"""How a job's ``perform()`` may end other than well; each error is named for what the queue then does."""

from datetime import datetime, timedelta

from jobs import clock


class LeaseLost(Exception):
    """The row carries another token: someone else has the job, and what we found out is not to be written."""


class Retry(Exception):
    """Try again at ``at`` (aware) or ``after`` seconds from now; counts an attempt and is kept as ``reason``."""

    def __init__(self, reason: str, *, at: datetime | None = None, after: float = 60) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at or clock.now() + timedelta(seconds=after)


class GiveUp(Exception):
    """End the job in its FAILED_STATE, with ``reason`` in ``last_error``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HostBusy(Exception):
    """All slots of ``host`` are taken: give the job back for a few seconds; counts no attempt."""

    def __init__(self, host: str) -> None:
        super().__init__(f"all slots of {host} are taken")
        self.host = host
