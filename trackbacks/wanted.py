"""Whom a text would tell: the pages that it links to and the Trackback URLs that its author pasted, each once."""

from dataclasses import dataclass

from trackbacks import links
from trackbacks.canonical import source_key
from trackbacks.targets import is_own

MAX_TARGETS = 500  # of one post; a list of links longer than this is a directory, not a conversation


@dataclass(frozen=True)
class Wanted:
    """A page as it is linked, or a URL that was pasted."""

    url: str
    pasted: bool = False

    @property
    def is_own(self) -> bool:
        return is_own(self.url)


def wanted(markup: str, base_url: str, pasted: str = "") -> dict[str, Wanted]:
    """Key of the target -> what it is, in the order of the text; what was pasted as well counts as pasted."""
    found = {source_key(link.url): Wanted(link.url) for link in links.outbound(markup, base_url)}
    return found | {source_key(url): Wanted(url, pasted=True) for url in lines_of(pasted)}


def lines_of(pasted: str) -> list[str]:
    return [line.strip() for line in pasted.splitlines() if line.strip()]
