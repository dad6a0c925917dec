"""Where a linked page wants to be told: one endpoint a target, by the first protocol that finds one."""

import html as entities
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urldefrag

from trackbacks import html
from trackbacks.canonical import same
from trackbacks.page import Page
from trackbacks.protocols import Endpoint, Protocol

BLOCKS_READ = 500  # an archive page has one RDF block a post

# Quoted values may hold ">", no value may hold "<"; possessive, so that a hostile page costs one pass.
_DESCRIPTION = re.compile(
    r"<(?:[\w.-]{1,40}:)?Description\s((?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)/?>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"\b[\w.-]{1,40}:(identifier|ping)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
# Without a semicolon "&copy=1" is part of a query.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)


def endpoints(page: Page, target: str, protocols: Iterable[Protocol]) -> dict[str, str]:
    """Protocol -> endpoint, for each that the page offers for `target` (the URL as linked), in the given order."""
    with page.opened():
        found = {protocol.NAME: protocol.discover(page, target) for protocol in protocols}
    return {name: url for name, url in found.items() if url}


def found(page: Page, target: str, protocols: Iterable[Protocol]) -> dict[str, dict[str, str]]:
    """As the rows of pings keep it: `offers` as above, and `found_in`, where on the page each stood."""
    offers = endpoints(page, target, protocols)
    return {"offers": offers, "found_in": {name: place_of(url) for name, url in offers.items()}}


def place_of(endpoint: str) -> str:
    """Where on the page it stood: one of protocols.PLACES, or "" where a protocol does not say."""
    return getattr(endpoint, "where", "")


def trackback_url(page: Page, target: str) -> Endpoint | None:
    """The ping URL for this target: TB-S9 `rel="trackback"`, else TB-S8 the RDF block with its identifier."""
    by_rel = _rel_urls(page)
    if len(by_rel) == 1:
        return by_rel[0]
    # Several, as on an archive page: only the RDF says which post is whose.
    by_rdf = rdf_url(page, target)
    return Endpoint(by_rdf, "rdf") if by_rdf else next(iter(by_rel), None)


def _rel_urls(page: Page) -> list[Endpoint]:
    """The different targets of `rel="trackback"`: of link elements, or where there are none of a elements."""
    with page.opened() as soup:
        base = html.base_of(soup, page.url)
        found: dict[str, list[Endpoint]] = {"link": [], "a": []}
        for tag in html.live_tags(soup, ["link", "a"]):
            if "trackback" in html.words_of(tag, "rel"):
                url = html.link_of(tag, "href", base)
                if url and url not in found[tag.name]:
                    found[tag.name].append(Endpoint(url, tag.name))
    return found["link"] or found["a"]


def rdf_url(page: Page, target: str) -> str | None:
    """The ping URL of the block whose identifier is the target; fragments tell posts of one page apart."""
    blocks = list(_rdf_blocks(page))
    for wanted in (target, page.url):
        for identifier, ping in blocks:
            if same(identifier, wanted) and urldefrag(identifier).fragment == urldefrag(wanted).fragment:
                return ping
        whole_page = {ping for identifier, ping in blocks if same(identifier, wanted)}
        if len(whole_page) == 1:
            return whole_page.pop()
    return None


def _rdf_blocks(page: Page) -> Iterator[tuple[str, str]]:
    """(identifier, ping URL) of each RDF description in the page's text, be it in a comment or not."""
    if page.media_type.partition("/")[0] in ("image", "audio", "video", "font"):
        return
    for count, match in enumerate(_DESCRIPTION.finditer(page.text)):
        if count == BLOCKS_READ:
            return
        facts = {
            name.lower(): _unescaped(double or single)
            for name, double, single in _ATTRIBUTE.findall(match[1])
        }
        if facts.get("ping") and facts.get("identifier"):
            identifier, ping = (html.resolved(page.url, facts[name]) for name in ("identifier", "ping"))
            if ping:
                yield identifier, ping


def _unescaped(value: str) -> str:
    return _ENTITY.sub(lambda match: entities.unescape(match[0]), value).strip()
