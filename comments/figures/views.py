"""The Statistics page: for whoever moderates the whole discussion."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from comments.figures import charts, words
from comments.figures.reading import SPANS, Figures, read
from comments.models import DayCount
from posts import local


def page(request: HttpRequest, site: Any) -> HttpResponse:
    if not request.user.has_perm("comments.moderate_all"):
        raise PermissionDenied
    span = request.GET.get("span", "")
    span = span if span in SPANS else SPANS[0]
    figures = read(span)
    context = {
        **site.each_context(request),
        "title": _("Statistics"),
        "span": span,
        "figures": figures,
        "since": DayCount.first_day(),
        "kinds": group(figures, span, "kind", words.KINDS),
        "outcomes": group(figures, span, "outcome", words.OUTCOMES),
        "people": people(figures),
        "checks": checks(figures),
        "chart": {"width": charts.WIDTH, "height": charts.HEIGHT},
    }
    return render(request, "admin/figures/page.html", context)


def group(figures: Figures, span: str, what: str, names: Mapping[str, str | Promise]) -> dict[str, Any]:
    """A chart for each name, and the one table behind them, the latest first."""
    steps = [local.month(step) if span == "months" else local.day(step) for step in figures.steps]
    columns = [(str(title), figures.of(what, name)) for name, title in names.items()]
    rows = [(step, [numbers[n] for _, numbers in columns]) for n, step in enumerate(steps)]
    return {
        "what": what,
        "titles": [title for title, _ in columns],
        "charts": [chart(title, numbers, steps) for title, numbers in columns],
        "rows": [(step, row, sum(row)) for step, row in reversed(rows)],
        "sums": [sum(numbers) for _, numbers in columns],
    }


def chart(title: str, numbers: list[int], steps: list[str]) -> dict[str, Any]:
    most = max(numbers)
    return {
        "title": title,
        "n": sum(numbers),
        "bars": charts.bars(numbers, steps),
        "most": most,
        "when": steps[numbers.index(most)],
        "first": steps[0],
        "last": steps[-1],
    }


def people(figures: Figures) -> list[tuple[str, str, str]]:
    """(name, share, what it means) of each measure against what people decided."""
    spam, wrong = figures.person("spam")
    missed, right = figures.person("passed")
    held, fine = figures.person("held")
    return [
        (_("Decided by a person"), words.share(figures.decided, figures.came),
         _("How much of what came in a person approved or called spam. All else counts for nothing below.")),
        (_("Wrongly called spam"), words.share(wrong, spam + wrong),
         _("Of what the checks called spam and a person decided on: how much the person approved.")),
        (_("Missed spam"), words.share(missed, missed + right),
         _("Of what the checks let pass and a person decided on: how much the person called spam.")),
        (_("Held for good reason"), words.share(held, held + fine),
         _("Of what the checks held and a person decided on: how much the person called spam.")),
    ]  # fmt: skip


def checks(figures: Figures) -> list[dict[str, Any]]:
    """Each check that had something to say, the busiest first."""
    deciders, spam, fine = (figures.sums[what] for what in ("decider", "spam", "fine"))
    most = max([*deciders.values(), 1])
    rows = [
        {
            "name": words.check(name),
            "decided": deciders[name],
            "width": f"{100 * deciders[name] / most:.1f}",
            "right": words.share(spam[name], spam[name] + fine[name]),
            "noticed": words.share(spam[name], figures.all_spam) if spam[name] or fine[name] else "–",
        }
        for name in {*deciders, *spam, *fine}
        if deciders[name] or spam[name] or fine[name]
    ]
    return sorted(rows, key=lambda row: (-row["decided"], row["name"]))
