"""Tags in a form: one line of names with commas, which a script turns into chips, and the names that it suggests."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from posts.cleaning import one_line
from posts.models import Tag

MOST = 50  # tags of a post: each is a row, and a reader has long stopped reading
LONGEST_NAME = Tag._meta.get_field("name").max_length or 0
LONGEST_LINE = 10_000  # characters, before anything looks at them
SUGGESTED = 8  # names that are seen at once, and gone through by arrow keys
COMMAS = str.maketrans({"，": ",", "،": ",", "、": ",", "\n": ","})  # as other scripts write them


class TagsInput(forms.TextInput):
    """Says to the script where suggestions are, and the words that it needs."""

    def __init__(self) -> None:
        words = {
            "data-remove": gettext_lazy("Remove {name}"),
            "data-added": gettext_lazy("{name} added"),
            "data-removed": gettext_lazy("{name} removed"),
            "data-found": gettext_lazy("Suggestions: {n}"),
            "data-suggest": reverse_lazy("admin:posts_tag_suggest"),
        }
        super().__init__({"autocomplete": "off", **words})


class TagsField(forms.CharField):
    """Cleans to tags in the order of their names; what no tag is called yet is one that is not stored."""

    widget = TagsInput

    def __init__(self, most: int = MOST, **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("help_text", gettext_lazy("With commas."))
        super().__init__(required=False, max_length=LONGEST_LINE, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else ", ".join(str(tag) for tag in value or ())

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, now = (set(parted(self.prepare_value(value) or "")) for value in (initial, data))
        return before != now

    def clean(self, value: Any) -> list[Tag]:
        line = super().clean(value)
        names = parted(line)
        if line and not names:
            raise forms.ValidationError(_("There is no name between the commas."))
        if len(names) > self.most:
            raise forms.ValidationError(_("Name at most %d tags at once.") % self.most)
        long = next((name for name in names if len(name) > LONGEST_NAME), None)
        if long:
            words = {"most": LONGEST_NAME, "name": f"{long[:30]}…"}
            raise forms.ValidationError(_("A tag has at most %(most)d characters: “%(name)s”.") % words)
        return Tag.called(names)


def parted(line: str) -> list[str]:
    """The names between the commas, each once however it is written."""
    names = (one_line(name) for name in line.translate(COMMAS).split(","))
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    return [name for name in found.values() if name]


def known_only(tags: Iterable[Tag]) -> list[Tag]:
    """Raises ValidationError for a name that no tag has."""
    tags = list(tags)
    unknown = next((tag for tag in tags if tag.pk is None), None)
    if unknown:
        raise forms.ValidationError(_("There is no tag “%(name)s”.") % {"name": unknown.name})
    return tags


@require_safe
def suggest(request: HttpRequest, admin: Any) -> JsonResponse:
    """Names that begin like this."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    found = Tag.beginning(one_line(request.GET.get("q", "")[:LONGEST_NAME]))
    return JsonResponse({"names": list(found.values_list("name", flat=True)[:SUGGESTED])})
