"""What every spam check has: a name, a look, and its two properties. Adding a check is adding a class."""

from __future__ import annotations

from typing import ClassVar, Protocol

from django.utils.functional import Promise as StrPromise

from comments.facts import Facts, Signal


class Check(Protocol):
    """A spam check; list its dotted path in `settings.SPAM_CHECKS`.

    `title` and `explains` are what the owner reads beside its switch.
    `asks_outside`: it talks to another server, so it is not asked once the local checks say spam.
    `firm`: the allow list does not overrule it.
    """

    name: ClassVar[str]
    title: ClassVar[StrPromise]
    explains: ClassVar[StrPromise]
    asks_outside: ClassVar[bool] = False
    firm: ClassVar[bool] = False

    def look(self, facts: Facts) -> Signal | None:
        """Return a signal, or None where this check has nothing to say."""
