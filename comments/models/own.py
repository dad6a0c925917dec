"""What its author may do with a comment: confirm it by mail, rewrite it or take it back for some minutes."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from comments.models import door
from comments.models.history import ModerationEvent
from jobs.models import Chore

THROWN_AWAY = ("trash", "erased")


class Own:
    """Mixed into PostComment. Each verb may be repeated without harm."""

    def changeable_until(self: Any, minutes: int) -> datetime:
        return self.created + timedelta(minutes=minutes)

    def is_changeable(self: Any, minutes: int) -> bool:
        """Whether its author may still change it: while it is fresh, and nobody has thrown it away."""
        fresh = timezone.now() < self.changeable_until(minutes)
        return fresh and not self.is_ping and self.status not in THROWN_AWAY

    @transaction.atomic
    def confirm(self: Any) -> bool:
        """The owner of its e-mail address stands by it: now it goes through the checks."""
        if self._stored_status() != self.Status.UNCONFIRMED:
            return False
        self.set_status(self.Status.PENDING, "author", gettext_noop("confirmed by e-mail"))
        Chore.request("judge", self.pk)
        return True

    @transaction.atomic
    def rewrite(self: Any, words: str) -> None:
        """Other words, which go through the checks as new ones do; what a person called spam stays spam."""
        status = self._stored_status()
        fresh = {"comment": words, "verdict": "", "reasons": [], "payload": {}, "checks_done": 0}
        for name, value in fresh.items():
            setattr(self, name, value)
        self.render()
        self.save(update_fields=[*fresh, *self.RENDERED])
        called_spam = status == self.Status.SPAM and self.was_decided_by_a_person()
        if status == self.Status.UNCONFIRMED or called_spam:
            return
        if not self.set_status(self.Status.PENDING, "author", "rewritten"):
            said = door.signed("author", "rewritten")
            ModerationEvent.objects.create(comment=self, old=status, new=status, **said)
        Chore.request("judge", self.pk)

    def take_back(self: Any) -> bool:
        """To the trash, where a moderator still finds it."""
        return self.trash("author", gettext_noop("taken back by its author"))

    def _stored_status(self: Any) -> str:
        """As it stands in the database, and locked until this transaction ends."""
        rows = type(self).objects.select_for_update(of=("self",)).filter(pk=self.pk)
        return rows.values_list("status", flat=True).first() or ""
