"""A page as another site answered it: what fetch returns and discovery, source and the protocols read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from bs4 import BeautifulSoup
from django.utils.http import parse_header_parameters
from urllib3 import HTTPHeaderDict

from trackbacks import charsets, html


@dataclass(frozen=True)
class Page:
    """An answer. `url` is the final one, `history` the ones that led to it, oldest first.

    `headers` ignore case; `headers.getlist(name)` keeps repeated ones apart. `truncated`: the body is only
    its first part, because it was longer than the cap or broke off.
    """

    url: str
    status: int
    headers: HTTPHeaderDict = field(default_factory=HTTPHeaderDict)
    body: bytes = b""
    history: tuple[str, ...] = ()
    truncated: bool = False

    @cached_property
    def _content_type(self) -> tuple[str, dict[str, str]]:
        try:
            return parse_header_parameters(self.headers.get("Content-Type", "")[:1000])
        except ValueError:
            return "", {}

    @property
    def media_type(self) -> str:
        """Such as "text/html", in lower case; "" when the answer does not say."""
        return self._content_type[0].strip()

    @property
    def charset(self) -> str:
        """What the Content-Type header declares, as it stands there; "" when it does not."""
        return self._content_type[1].get("charset", "")

    @property
    def is_html(self) -> bool:
        if self.media_type:
            return self.media_type in ("text/html", "application/xhtml+xml")
        return b"<" in self.body[:1024]

    @cached_property
    def text(self) -> str:
        return charsets.decode_page(self.body, self.charset)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page, parsed; an empty one when it is no HTML. Wrap the use of it in `opened()`."""
        return html.parse(self.text if self.is_html else "")

    @contextmanager
    def opened(self) -> Iterator[BeautifulSoup]:
        """Use the parsed page and let go of its tree at the end. May be nested."""
        with html.one_tree_at_a_time:
            outermost = "soup" not in self.__dict__
            try:
                yield self.soup
            finally:
                if outermost and "soup" in self.__dict__:
                    self.__dict__.pop("soup").decompose()
