"""What happened to a ping, attempt by attempt: a short list on its row, written as each attempt ends."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from jobs.models import Job

STEPS_KEPT = 30  # of one ping: the first, which tells how it began, and the newest
WORDS_KEPT = 300  # characters of an answer; the row itself has the last one whole


class Traced(Job):
    """A job whose outcomes are remembered one by one."""

    trail = models.JSONField(default=list, blank=True, editable=False)

    class Meta(Job.Meta):
        abstract = True

    def finish(self, state: str, *, said: str = "", **fields: Any) -> bool:
        """As Job's; `said` is what this attempt found, for the trail alone."""
        return super().finish(state, **fields, trail=self._with_step(state, said, fields))

    def retry(
        self, at: datetime, error: str, *, state: str = "retrying", said: str = "", **fields: Any
    ) -> None:
        trail = self._with_step(state, said or error, {**fields, "next": at.isoformat()})
        super().retry(at, error, state=state, **fields, trail=trail)

    def step_facts(self, fields: dict[str, Any]) -> dict[str, Any]:
        """What a kind of ping adds to each step of its trail."""
        return {}

    def _with_step(self, state: str, said: str, fields: dict[str, Any]) -> list[dict[str, Any]]:
        """The trail with this attempt at its end; only who holds the lease writes it, so that none is lost."""
        words = said or fields.get("message") or fields.get("last_error") or ""
        step = {"at": timezone.now().isoformat(), "state": state, "words": words[:WORDS_KEPT]}
        if "next" in fields:
            step["next"] = fields["next"]
        trail = [*self.trail, {**step, **self.step_facts(fields)}]
        return trail if len(trail) <= STEPS_KEPT else [trail[0], *trail[-STEPS_KEPT + 1 :]]
