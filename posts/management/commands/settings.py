"""``settings``: the site's and its discussion's settings, printed or set as KEY=VALUE."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models, transaction

from posts.models import Page, SiteSettings

SWITCH = {"0": False, "1": True, "false": False, "true": True}


class Command(BaseCommand):
    help = (
        "Print every setting as KEY=VALUE, or set the given ones. In texts of several lines \\n ends a line."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pairs", nargs="*", metavar="KEY=VALUE")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = dict(_pair(text) for text in options["pairs"])
        site = _set(wanted) if wanted else SiteSettings.load()
        for name in wanted or _fields():
            self.stdout.write(f"{name}={_shown(getattr(site, name))}")


def _fields() -> dict[str, models.Field]:
    return {field.name: field for field in SiteSettings._meta.concrete_fields if not field.primary_key}


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise CommandError(f"{text!r} is not KEY=VALUE.")
    if name not in _fields():
        raise CommandError(f"There is no setting {name!r}; there are: {', '.join(_fields())}.")
    return name, value


@transaction.atomic
def _set(wanted: dict[str, str]) -> SiteSettings:
    """Store all of them, or none where one is wrong."""
    SiteSettings.objects.select_for_update().filter(pk=1).first()
    site = SiteSettings.read()
    for name, value in wanted.items():
        setattr(site, name, _value(name, value))
    try:
        site.full_clean()
    except ValidationError as error:
        problems = [f"{name}: {' '.join(words)}" for name, words in error.message_dict.items()]
        raise CommandError(" ".join(problems)) from error
    site.save()
    return site


def _value(name: str, text: str) -> Any:
    """What the model's own check is given: a switch as a truth, a page by its slug, everything else as text."""
    if isinstance(_fields()[name], models.ForeignKey):
        page = Page.objects.filter(slug=text).first()
        if text and page is None:
            raise CommandError(f"{name}: there is no page {text!r}.")
        return page
    if not isinstance(_fields()[name], models.BooleanField):
        return text.replace("\\n", "\n")
    if text.lower() not in SWITCH:
        raise CommandError(f"{name} is a switch: it must be 0 or 1, not {text!r}.")
    return SWITCH[text.lower()]


def _shown(value: Any) -> str:
    if value is None or isinstance(value, Page):
        return value.slug if value else ""
    return str(int(value)) if isinstance(value, bool) else str(value).replace("\n", "\\n")
