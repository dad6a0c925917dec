"""The looks of the self-test: each tries one form of discovery, or one endpoint, on this blog's own public page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from posts.languages import said
from posts.models import Post, SiteSettings
from trackbacks import charsets, discovery, fetch, html, protocols, switches
from trackbacks.page import Page
from trackbacks.protocols import pingback, trackback, webmention
from trackbacks.words import protocol_words

DOING = "trying whether this blog can be pinged"
FORM = "application/x-www-form-urlencoded"
XML = "text/xml; charset=utf-8"
CALL = '<?xml version="1.0"?><methodCall><methodName>{}</methodName><params></params></methodCall>'
REFUSED_METHODS = ("system.listMethods", "system.multicall")
WORDS = 160  # characters of an answer


@dataclass(frozen=True)
class Look:
    """One form of discovery, tried: whether it is as it should be (None: it could not be tried), and what was seen."""

    what: str
    ok: bool | None
    seen: str


@dataclass
class Stranger:
    """What was fetched once, for all the looks."""

    post: Post
    site: SiteSettings
    page: Page
    head: Page

    @property
    def expected(self) -> list[str]:
        """The protocols by which this post may be told."""
        return switches.receiving(self.post, self.site)


def webmention_header(at: Stranger) -> Look:
    urls = webmention.in_headers(at.head)
    return _present(_("The Webmention link in the header of the page"), webmention.NAME, urls, at)


def webmention_link(at: Stranger) -> Look:
    return _present(
        _("The Webmention link in the page"), webmention.NAME, _rels(at.page, webmention.NAME), at
    )


def pingback_header(at: Stranger) -> Look:
    """PB-R1: two of them stop WordPress's pings altogether; so would none on HEAD."""
    what = _("One X-Pingback header, on GET and on HEAD")
    got, head = (page.headers.getlist("X-Pingback") for page in (at.page, at.head))
    wanted = 1 if pingback.NAME in at.expected else 0
    seen = _("%(got)d on GET, %(head)d on HEAD") % {"got": len(got), "head": len(head)}
    seen += f": {got[0]}" if got else ""
    return Look(what, len(got) == len(head) == wanted and got == head, _switched(seen, pingback.NAME, at))


def pingback_no_http_link(at: Stranger) -> Look:
    header = ", ".join(at.page.headers.getlist("Link"))
    absent = pingback.NAME not in header.lower()
    return Look(
        _("No Pingback address in the Link header"), absent, _("None, as it should be.") if absent else header
    )


def pingback_link(at: Stranger) -> Look:
    urls = pingback.links_in(at.page)
    return _present(
        _("The Pingback link in the page, in the very form of its rules"), pingback.NAME, urls, at
    )


def trackback_link(at: Stranger) -> Look:
    return _present(_("The TrackBack link in the page"), trackback.NAME, _rels(at.page, trackback.NAME), at)


def trackback_rdf(at: Stranger) -> Look:
    url = discovery.rdf_url(at.page, at.post.full_url)
    return _present(_("The TrackBack block (RDF) in the page"), trackback.NAME, [url] if url else [], at)


def _rels(page: Page, name: str) -> list[str]:
    with page.opened() as soup:
        base = html.base_of(soup, page.url)
        tags = [tag for tag in html.live_tags(soup, ["link", "a"]) if name in html.words_of(tag, "rel")]
        return [html.link_of(tag, "href", base) for tag in tags]


def _present(what: str, name: str, urls: list[str], at: Stranger) -> Look:
    """It must be there once where the protocol is on, and not at all where it is off."""
    wanted = 1 if name in at.expected else 0
    return Look(what, len(urls) == wanted, _switched(", ".join(urls) or _("Not there."), name, at))


def _switched(seen: str, name: str, at: Stranger) -> str:
    if name in at.expected:
        return seen
    off = _("%(protocol)s is switched off for this post.") % {"protocol": protocol_words(name)}
    return f"{off} {seen}"


def webmention_answers(at: Stranger) -> Look:
    answer = _post(settings.SITE_URL + reverse("webmention"), b"", FORM)
    return _answered(webmention.NAME, answer, answer.status == 400 and not answer.is_html)


def trackback_answers(at: Stranger) -> Look:
    answer = _post(at.post.trackback_url, b"", FORM)
    parsed = trackback.parse_answer(answer.text)
    return _answered(trackback.NAME, answer, bool(parsed and parsed[0] == 1), parsed[1] if parsed else "")


def pingback_answers(at: Stranger) -> Look:
    answer = _post(settings.SITE_URL + reverse("pingback"), b"", XML)
    return _answered(pingback.NAME, answer, _fault(answer) is not None, pingback.read_answer(answer).message)


def system_methods(at: Stranger) -> Look:
    """Calls that would let anybody multiply pings, or learn what else is here."""
    url = settings.SITE_URL + reverse("pingback")
    codes = {name: _fault(_post(url, CALL.format(name).encode(), XML)) for name in REFUSED_METHODS}
    refused, answered = _("refused"), _("answered")
    seen = ", ".join(f"{name}: {refused if code else answered}" for name, code in codes.items())
    ok = all(code == pingback.NO_METHOD for code in codes.values())
    return Look(_("No system methods at the Pingback address"), ok, seen)


def _post(url: str, data: bytes, kind: str) -> Page:
    """What an endpoint answers; silence is an answer too."""
    try:
        return fetch.post(url, data, content_type=kind, agent=fetch.user_agent(DOING))
    except fetch.FetchError as error:
        return Page(url, 0, body=error.reason.encode())


def _answered(name: str, answer: Page, ok: bool, words: str = "") -> Look:
    answered = words or charsets.clean(answer.text, WORDS)
    status = f"{answer.status}: " if answer.status else ""
    what = _("An empty %(protocol)s is refused in its own words") % {"protocol": protocol_words(name)}
    return Look(what, ok, f"{status}{answered}")


def _fault(answer: Page) -> int | None:
    """The code of an XML-RPC fault; None for any other answer."""
    read = pingback.read_answer(answer)
    number = read.message.rpartition("(fault ")[2].rstrip(")")
    return int(number) if number.lstrip("-").isdecimal() else None


def closed_post(site: SiteSettings, posts: list[Post]) -> Look:
    """A post that takes no pings must not ask for them."""
    what = _("A post closed for pings asks for none")
    closed = next((post for post in posts if not switches.takes_pings(post, site)), None)
    if closed is None:
        return Look(what, None, _("No post is closed, so there is none to look at."))
    try:
        page = fetch.get(closed.full_url, agent=fetch.user_agent(DOING))
    except fetch.FetchError as error:
        unread = _("%(url)s could not be read: %(reason)s.")
        return Look(what, None, unread % {"url": closed.full_url, "reason": said(error.reason)})
    found = discovery.endpoints(page, closed.full_url, protocols.enabled())
    offers = _("%(url)s offers %(protocols)s.") if found else _("%(url)s offers nothing, as it should.")
    return Look(what, not found, offers % {"url": closed.full_url, "protocols": ", ".join(found)})


LOOKS: tuple[Callable[[Stranger], Look], ...] = (
    webmention_header, webmention_link, pingback_header, pingback_no_http_link, pingback_link, trackback_link,
    trackback_rdf, webmention_answers, trackback_answers, pingback_answers, system_methods,
)  # fmt: skip
