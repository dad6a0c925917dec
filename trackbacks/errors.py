"""The ways in which asking another site can fail: raised by guard, wire and fetch, read by all that fetch."""


class FetchError(Exception):
    """A request that brought no page. `reason` is a few plain words; `temporary`: asking again may help."""

    temporary = False

    def __init__(self, reason: str, temporary: bool | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        if temporary is not None:
            self.temporary = temporary


class Forbidden(FetchError):
    """The guard refused the URL or one of its addresses. For good."""


class Unreachable(FetchError):
    """No name, no connection, no TLS, or no answer that is HTTP."""

    temporary = True


class TooSlow(FetchError):
    """One of the time limits ran out."""

    temporary = True


class TooLarge(FetchError):
    """More headers, or more bytes on the wire, than any honest answer has."""


class Unreadable(FetchError):
    """The page came, but the parser gave up on it: what it says is not known."""

    temporary = True


class TooManyRedirects(FetchError):
    """More redirects than we follow."""
