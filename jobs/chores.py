"""The registry of chores: each app says in its own ``chores.py`` which function does which kind."""

from collections.abc import Callable

from jobs.errors import GiveUp

Handler = Callable[[str], None]
_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register a function of the chore's object id; it may run twice and may raise the errors of jobs.errors."""

    def register(handler: Handler) -> Handler:
        if _handlers.get(kind, handler) is not handler:
            raise ValueError(f"two handlers for the chore {kind!r}")
        _handlers[kind] = handler
        return handler

    return register


def handler_of(kind: str) -> Handler:
    """The function for a kind.

    Raises:
        GiveUp: nothing is registered, for example after the feature was removed.
    """
    if kind not in _handlers:
        raise GiveUp(f"no handler for the chore {kind!r}")
    return _handlers[kind]
