"""Every form of request that names one post, or one comment under it, from outside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from xmlrpc.client import dumps

from django.test import Client

SOURCE = "http://bob.example/answer/"
SITE = "http://testserver"
Ask = Callable[[Client], Any]


@dataclass(frozen=True)
class Named:
    """What an address can say of a post: its path, its number, and the number of a comment under it."""

    path: str
    number: int
    comment: int
    token: str = "none"


def reading(post: Named) -> Iterator[tuple[str, str]]:
    """Name -> address of what is asked by GET and HEAD."""
    yield "permalink", post.path
    yield "permalink without its slash", post.path.rstrip("/")
    for tab in ("comments", "trackbacks", "together"):
        yield f"tab {tab}", f"{post.path}?tab={tab}"
    yield "awaiting", f"{post.path}?awaiting={post.token}"
    yield "number", f"/?p={post.number}"
    yield "comment page 1", f"{post.path}comment-page-1/"
    yield "comment page 2", f"{post.path}comment-page-2/"
    for form in ("", "atom/", "json/"):
        yield f"feed {form}", f"{post.path}feed/{form}"
    yield "form", f"{post.path}respond/"
    yield "form of a reply", f"{post.path}respond/?reply_to={post.comment}"
    yield "comment", f"/comment/{post.comment}/"
    yield "report", f"/comment/{post.comment}/report/"
    yield "own comment", f"/comment/{post.comment}/edit/"
    yield from (("trackback " + address, address) for address in trackback_addresses(post))
    yield "trackbacks as RSS", f"{post.path}trackback/?__mode=rss"
    yield "trackbacks as RSS by number", f"/wp-trackback.php?p={post.number}&__mode=rss"


def trackback_addresses(post: Named) -> list[str]:
    return [
        f"{post.path}trackback/",
        f"{post.path}trackback",
        f"/wp-trackback.php?p={post.number}",
        f"/wp-trackback.php/{post.number}",
        f"/wp-trackback.php/{post.number}/",
    ]


def targets(post: Named) -> list[str]:
    """As senders write them."""
    paths = (
        post.path,
        post.path.rstrip("/"),
        f"/?p={post.number}",
        f"{post.path}#comment-{post.comment}",
        f"{post.path}comment-page-1/",
        f"/comment/{post.comment}/",
    )
    return [SITE + path for path in paths]


def ask(method: str, address: str, data: Any = None, **options: Any) -> Ask:
    return lambda client: client.generic(method, address, data or b"", **options)


def post_form(address: str, data: dict[str, str]) -> Ask:
    return lambda client: client.post(address, data)


def xml(method: str, *arguments: str) -> Ask:
    return ask("POST", "/xmlrpc.php", dumps(arguments, method), content_type="text/xml")


def pings(post: Named) -> Iterator[tuple[str, Ask]]:
    """All three protocols, to every address."""
    for address in trackback_addresses(post):
        yield f"TrackBack to {address}", post_form(address, {"url": SOURCE, "title": "An answer"})
    for target in targets(post):
        mention = {"source": SOURCE, "target": target}
        yield f"Webmention of {target}", post_form("/webmention/", mention)
        yield f"Webmention by the page's form of {target}", post_form("/webmention/?answer=page", mention)
        yield f"Pingback of {target}", xml("pingback.ping", SOURCE, target)
        yield f"list of Pingbacks of {target}", xml("pingback.extensions.getPingbacks", target)


def requests(post: Named) -> list[tuple[str, Ask]]:
    """Every form there is."""
    forms = [
        (f"{method} {name}", ask(method, address))
        for name, address in reading(post)
        for method in ("GET", "HEAD")
    ]
    forms += [(f"{method} permalink", ask(method, post.path)) for method in ("PUT", "DELETE", "OPTIONS")]
    forms.append(("form as JSON", ask("GET", f"{post.path}respond/", headers={"accept": "application/json"})))
    forms.append(("password", post_form(post.path, {"password": "sesame"})))
    forms.append(("report sent", post_form(f"/comment/{post.comment}/report/", {"reason": "spam"})))
    forms.append(("comment sent", post_form(f"{post.path}respond/", {"comment": "Hello.", "name": "Bob"})))
    return forms + list(pings(post))
