"""The switches of the spam checks on the settings page: a tick for each that is to be off, with what it does.

Ticks switch off, not on: a form that comes back without them, for whatever reason, leaves every check at work.
"""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from posts.discussion_rules import known_checks


class ChecksField(forms.MultipleChoiceField):
    """Ticks for the names that the setting keeps one a line."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "switches"})

    def prepare_value(self, value: Any) -> Any:
        return value.split() if isinstance(value, str) else value

    def to_python(self, value: Any) -> list[str]:
        return [name for name in super().to_python(value) if name]

    def clean(self, value: Any) -> str:
        return "\n".join(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), self.prepare_value(data))


def switches() -> ChecksField:
    """The form's field: every check there is, with what it does."""
    words = "<span>{} <br><small>{}</small></span>"
    choices = [(check.name, format_html(words, check.title, check.explains)) for check in known_checks()]
    return ChecksField(required=False, label=_("Switch off"), choices=choices)
