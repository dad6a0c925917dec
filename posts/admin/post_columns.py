"""The columns of the list of posts: which there are, which a user sees, and how many rows of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from posts.models import Post, Preferences

ROWS = (20, 50, 100)  # a page may have; more is slow to read and to send
FIRST = "named"  # the title, which leads on: never hidden
LABELS = {
    "shown_state": _("state"),
    "author": _("author"),
    "in_categories": _("categories"),
    "with_tags": _("tags"),
    "in_series": _("series"),
    "comments": _("comments"),
    "pings": _("pings received"),
    "length": _("words"),
    "date": _("published"),
    "changed": _("changed"),
}
USUAL = ("shown_state", "author", "in_categories", "comments", "pings", "date")


@dataclass(frozen=True)
class Column:
    """One that an app above adds; ``values`` is asked once for all posts of a page."""

    name: str
    label: Any
    values: Callable[[Sequence[Post]], dict[int, str]]


_added: dict[str, Column] = {}


def register(column: Column) -> Column:
    """Offer this column as well."""
    return _added.setdefault(column.name, column)


def labels() -> dict[str, Any]:
    """Every column that may be chosen, in the order in which they are shown."""
    return LABELS | {name: column.label for name, column in _added.items()}


@dataclass(frozen=True)
class Screen:
    """What one user sees of the list."""

    columns: tuple[str, ...] = USUAL
    rows: int = ROWS[0]

    @classmethod
    def of(cls, user: Any) -> "Screen":
        """Read once: the user lives as long as the request does."""
        if not hasattr(user, "_screen"):
            user._screen = cls.read(Preferences.of(user).get("posts"))
        screen: Screen = user._screen
        return screen

    @classmethod
    def read(cls, kept: Any) -> "Screen":
        """Whatever stands there: names that there are no more and other numbers are as if never chosen."""
        kept = kept if isinstance(kept, dict) else {}
        chosen, rows = kept.get("columns"), kept.get("rows")
        if not isinstance(chosen, list):
            chosen = USUAL
        return cls(tuple(name for name in labels() if name in chosen), rows if rows in ROWS else cls.rows)

    def keep(self, user: Any) -> None:
        Preferences.keep(user, posts={"columns": list(self.columns), "rows": self.rows})

    def display(self) -> list[Any]:
        """As ``ModelAdmin.list_display`` wants it."""
        return [FIRST, *(_shown(_added[name]) if name in _added else name for name in self.columns)]

    def fill(self, posts: Sequence[Post]) -> None:
        """Ask each added column once, and leave its answers with the posts."""
        for column in self.added():
            values = column.values(posts)
            for post in posts:
                post.__dict__.setdefault("shown_columns", {})[column.name] = values.get(post.pk, "")

    def added(self) -> Iterable[Column]:
        return (_added[name] for name in self.columns if name in _added)


def _shown(column: Column) -> Callable[[Post], str]:
    def show(post: Post) -> str:
        return str(post.__dict__.get("shown_columns", {}).get(column.name, ""))

    show.__name__ = column.name
    show.short_description = column.label  # type: ignore[attr-defined]
    return show
