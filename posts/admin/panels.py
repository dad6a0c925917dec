"""Panels that the apps above hang into the page of a post: registered in their ``ready()``, shown in that order."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from posts.models import Post

Panel = Callable[[HttpRequest, Post], SafeString]
Reader = Callable[[Post], object]
_panels: list[Panel] = []
_readers: list[Reader] = []


def register(panel: Panel) -> Panel:
    """Show what this function renders on the admin page of each saved post; an empty string shows nothing."""
    if panel not in _panels:
        _panels.append(panel)
    return panel


def shown(request: HttpRequest, post: Post) -> list[SafeString]:
    return [text for panel in _panels if (text := panel(request, post))]


def reads(reader: Reader) -> Reader:
    """Call this function with each post whose text was saved here, in the same transaction: it writes job rows."""
    if reader not in _readers:
        _readers.append(reader)
    return reader


def saved(post: Post) -> None:
    for reader in _readers:
        reader(post)
