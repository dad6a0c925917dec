"""What the address of the queue asks for, and what of it cannot be had, in words beside the field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import prints
from comments.models import PostComment

MAX_PAGE = 50_000  # a million rows; beyond it an offset means nothing
MAX_QUERY = 200  # characters of a search
PINGS = tuple(kind for kind in PostComment.Kind.values if kind != PostComment.Kind.COMMENT)
STATUSES = tuple(status for status in PostComment.Status.values if status != PostComment.Status.ERASED)
REPORTED = "reported"  # no status: what readers have reported, whatever else it is
KINDS = ("comment", "ping", *PINGS)
JUDGED = (
    "pending",
    "approved",
    "spam",
)  # tabs whose rows the filters may look at; the trash is nobody's to judge
VERDICTS = (
    ("", gettext_lazy("Any verdict")),
    ("ham", gettext_lazy("Ham")),
    ("spam", gettext_lazy("Spam")),
    ("discard", gettext_lazy("Blatant spam")),
    ("unavailable", gettext_lazy("Not known yet")),
)
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)


class Narrowing(forms.Form):
    """The fields that narrow a list; what is wrong in one is left out, said beside it, and stays as it was typed."""

    host = forms.CharField(
        required=False, max_length=255, label=gettext_lazy("Site"), strip=True,
        widget=forms.TextInput(attrs={"placeholder": "blog.example"}),
    )  # fmt: skip
    address = forms.CharField(
        required=False, max_length=49, label=gettext_lazy("IP address or range"),
        widget=forms.TextInput(attrs={"placeholder": "192.0.2.7, 192.0.2.0/24"}),
    )  # fmt: skip
    verdict = forms.ChoiceField(required=False, choices=VERDICTS, label=gettext_lazy("Verdict"))
    post = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, label=gettext_lazy("Post, by its number")
    )
    since = forms.DateField(
        required=False, label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        required=False, label=gettext_lazy("To"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_host(self) -> str:
        """A whole address may be pasted as well."""
        typed = str(self.cleaned_data["host"]).strip().lower()
        return prints.host_of(typed if "//" in typed else f"//{typed}") if typed else ""

    def clean_address(self) -> str:
        typed = str(self.cleaned_data["address"]).strip()
        network = prints.network_of(typed.partition("/")[0])
        if typed and (not network or ("/" in typed and typed != network)):
            raise forms.ValidationError(_("This is neither an IP address nor a range such as 192.0.2.0/24."))
        return typed

    def clean_since(self) -> date | None:
        return _day(self.cleaned_data["since"])

    def clean_until(self) -> date | None:
        return _day(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day is before the first one."))
        return self.cleaned_data


def _day(day: date | None) -> date | None:
    if day and not FIRST_DAY <= day <= LAST_DAY:
        raise forms.ValidationError(_("The blog has no such day."))
    return day


@dataclass(frozen=True)
class Filters:
    """What is asked for and can be had; `problems` say what could not, `form` what was typed."""

    status: str = ""
    kind: str = ""
    q: str = ""
    page: int = 1
    apart: bool = False  # without what belongs to a campaign
    narrow: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    form: Narrowing = field(default_factory=Narrowing)

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        form = Narrowing(query)
        form.is_valid()
        words = {name: query.get(name, "")[:MAX_QUERY].replace("\0", "") for name in ("status", "kind")}
        known = {"status": (*STATUSES, REPORTED), "kind": KINDS}
        chosen: dict[str, Any] = {name: word if word in known[name] else "" for name, word in words.items()}
        problems = [_unknown(name, word) for name, word in words.items() if word != chosen[name]]
        problems += [_("There is no filter “%(name)s”.") % {"name": name[:40]} for name in _strange(query)]
        q = query.get("q", "").replace("\0", "").strip()
        if len(q) > MAX_QUERY:
            problems.append(_("Only the first %(n)d characters were searched for.") % {"n": MAX_QUERY})
        page, odd = _page(query.get("page", ""))
        problems += [odd] if odd else []
        narrow = {name: value for name, value in form.cleaned_data.items() if value}
        chosen |= {"q": q[:MAX_QUERY], "page": page, "apart": query.get("apart") == "1", "narrow": narrow}
        return cls(**chosen, problems=tuple(problems), form=form)

    def address(self, **changes: Any) -> str:
        """The query string of the same list with something changed, from its first page unless told otherwise."""
        own = {"status": self.status, "kind": self.kind, "q": self.q, "apart": "1" if self.apart else ""}
        wanted = {**own, "page": "", **self.narrow, **changes}
        return "?" + urlencode({name: value for name, value in wanted.items() if value})

    @property
    def here(self) -> str:
        return self.address(page=self.page if self.page > 1 else "")

    @property
    def kinds(self) -> tuple[str, ...]:
        if self.kind == "ping":
            return PINGS
        return (self.kind,) if self.kind else ()

    @property
    def is_exact(self) -> bool:
        """Whether all that was asked for is known, of one tab whose rows may be judged unread."""
        return not (self.problems or self.form.errors) and self.status in JUDGED

    @property
    def is_narrow(self) -> bool:
        """Whether the counters say nothing about how many rows it leaves."""
        return bool(self.narrow or self.q or self.apart)

    @property
    def is_counted(self) -> bool:
        """Whether the counters know exactly how many rows there are, and an index has them all in order."""
        return not self.is_narrow and self.status != REPORTED and bool(self.status or not self.kind)

    def conditions(self) -> dict[str, Any]:
        """The narrowing as conditions on the columns that indexes begin with."""
        asked = dict(self.narrow)
        found: dict[str, Any] = {"from_host": asked.get("host"), "verdict": asked.get("verdict")}
        found |= {"post": asked.get("post"), "network": prints.network_of(_first(asked.get("address")))}
        if "/" not in asked.get("address", "/"):
            found["address"] = asked["address"]
        if "since" in asked:
            found["created__gte"] = _midnight(asked["since"])
        if "until" in asked:
            found["created__lt"] = _midnight(asked["until"] + timedelta(days=1))
        return {name: value for name, value in found.items() if value}


def _strange(query: QueryDict) -> list[str]:
    """Names that the queue does not know, and `apart` where it would be read as its opposite."""
    known = {"status", "kind", "q", "page", "check", *Narrowing.base_fields}
    return sorted(set(query) - known - ({"apart"} if query.get("apart") in ("", "1") else set()))


def _first(address: str | None) -> str:
    return (address or "").partition("/")[0]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone()).astimezone(UTC)


def _unknown(name: str, word: str) -> str:
    known = {
        "status": _("There is no tab “%(word)s”, so all are shown."),
        "kind": _("There is no kind “%(word)s”, so all are shown."),
    }
    return known[name] % {"word": word[:40]}


def _page(typed: str) -> tuple[int, str]:
    """The number of a page, and what to say where it is none."""
    if not typed:
        return 1, ""
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0
    if 1 <= number <= MAX_PAGE:
        return number, ""
    return 1, _("There is no such page, so this is the first.")
