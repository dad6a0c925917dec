"""Small words of the pings panel and of the lists of pings."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from trackbacks.words import reason_words

register = template.Library()


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping has for this key; empty where it has nothing."""
    return values.get(key, "")


@register.filter
def seconds_left(until: datetime) -> int:
    return max(0, round((until - timezone.now()).total_seconds()))


@register.filter
def reason(words: str) -> str:
    """Why a page could not be read or told, as its author is told."""
    return reason_words(words)
