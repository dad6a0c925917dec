"""What the owner sets for the filters, checked here below them: they are found by the dotted paths of the settings."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _


def known_checks() -> list[Any]:
    """The classes of all spam checks, in their order: `name`, `title` and `explains`."""
    return [import_string(path) for path in settings.SPAM_CHECKS]


def are_checks(text: str) -> None:
    """Names of checks, one a line. Raises ValidationError."""
    unknown = sorted(set(text.split()) - {check.name for check in known_checks()})
    if unknown:
        raise ValidationError(_("There is no check named %(names)s.") % {"names": ", ".join(unknown)})


def is_list(text: str) -> None:
    """A list of words, expressions, domains and addresses, each line of which can be used. Raises ValidationError."""
    problems = import_string(settings.SPAM_LIST_PROBLEMS)(text)
    if problems:
        raise ValidationError(problems)
