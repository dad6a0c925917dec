"""The status of a ping as steps that its sender can watch; made from the status word alone: it tells no more."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trackbacks.models import IncomingPing

STEPS = (
    _("We have it"),
    _("We read your page"),
    _("Your page links to this post"),
    _("It is looked at"),
    _("It is shown"),
)
# word -> how many steps are done, and how the next one stands
STANDS: dict[str, tuple[int, str]] = {
    "waiting": (1, "later"),
    "being checked": (1, "now"),
    "not confirmed": (1, "failed"),
    "link not found": (2, "failed"),
    "withdrawn": (2, "failed"),
    "awaiting review": (3, "now"),
    "shown": (5, ""),
}
MARKS = {"done": _("done"), "now": _("now"), "failed": _("not so"), "later": _("later"), "never": "–"}
SOON, SELDOM = 3, 30  # seconds until the page looks again: while the ping is young, and when it takes long
YOUNG = timedelta(minutes=2)


@dataclass(frozen=True)
class Step:
    """One line of the page; ``mark`` says in a word how it stands."""

    words: str
    state: str

    @property
    def mark(self) -> str:
        return str(MARKS[self.state])


def steps(word: str) -> list[Step]:
    """How each step stands for one of status.WORDS."""
    done, following = STANDS[word]
    states = ["done"] * done + [following] + ["never" if following == "failed" else "later"] * len(STEPS)
    return [Step(str(words), state) for words, state in zip(STEPS, states, strict=False)]


def looks_again_after(ping: IncomingPing, word: str) -> int:
    """Seconds until something may have changed; 0 once the answer is final."""
    checking = ping.comment is not None and ping.comment.is_being_checked
    if word not in ("waiting", "being checked") and not checking:
        return 0
    return SOON if ping.created > timezone.now() - YOUNG else SELDOM
