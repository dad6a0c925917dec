"""Dates and numbers as each language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from posts import local

AFTERNOON = datetime(2026, 10, 3, 14, 5, tzinfo=UTC)
SPOKEN = [
    ("en", local.day, "3 October 2026"),
    ("en", local.moment, "3 October 2026, 14:05"),
    ("en", local.month, "October 2026"),
    ("en", local.brief, "3 Oct 2026, 14:05"),
    ("de", local.day, "3. Oktober 2026"),
    ("de", local.moment, "3. Oktober 2026, 14:05"),
    ("de", local.month, "Oktober 2026"),
    ("de", local.brief, "3. Okt. 2026, 14:05"),
]


@pytest.mark.parametrize(("language", "write", "expected"), SPOKEN)
def test_a_moment_is_written_as_the_language_has_it(language, write, expected):
    with translation.override(language):
        assert write(AFTERNOON) == expected


@pytest.mark.parametrize("language", ["en", "de", "ar", "he", "fr", "ja"])
def test_the_quick_way_writes_the_same(language):
    with translation.override(language):
        assert local.moments()(AFTERNOON) == local.moment(AFTERNOON)


@pytest.mark.parametrize(("language", "expected"), [("en", "2 days, 3 hours"), ("de", "2 Tage, 3 Stunden")])
def test_a_span_of_time_is_said_as_people_say_it(language, expected):
    with translation.override(language):
        assert local.span(51 * 60 * 60 + 59) == expected


@pytest.mark.parametrize(("language", "expected"), [("en", "12,345"), ("de", "12.345")])
def test_thousands_are_set_apart(language, expected):
    with translation.override(language):
        assert local.number(12345) == expected


def test_templates_write_them_too_and_nothing_where_nothing_is():
    page = Template("{% load blog %}{{ at|moment }}; {{ first|month }}; {{ none|day }}")
    with translation.override("de"):
        shown = page.render(Context({"at": AFTERNOON, "first": date(2026, 10, 1), "none": None}))
    assert shown == "3. Oktober 2026, 14:05; Oktober 2026; "
