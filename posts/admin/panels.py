"""Panels that the apps above hang into the page of a post: registered in their ``ready()``, shown in that order."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from posts.models import Post

Panel = Callable[[HttpRequest, Post], SafeString]
Reader = Callable[[Post], object]
Promise = Callable[[Post], int]
_panels: list[Panel] = []
_readers: list[Reader] = []
_promises: list[Promise] = []


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


def register_promise(count: Promise) -> Promise:
    """Ask this function how many other blogs would hear of a post, as it stands, if it were public now."""
    if count not in _promises:
        _promises.append(count)
    return count


def told(post: Post) -> int:
    """How many blogs hear of this post at most; what the button beside it promises."""
    return sum(count(post) for count in _promises)
