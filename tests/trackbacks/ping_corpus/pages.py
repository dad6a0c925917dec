"""The pages behind the pings: how blogs, old and new, look in HTML, and how those look that are made for spam."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

LINK = '<a href="{target}">'


@dataclass(frozen=True)
class Shape:
    """What a page is made of; `more` are other texts in its language, `own` is the text of our post."""

    language: str
    blog: str
    title: str
    passage: str
    own: str
    more: tuple[str, ...]
    name: str

    def linked(self) -> str:
        """The passage with its link to us; without one where it has no braces."""
        return escape(self.passage, quote=False).replace("}", "</a>").replace("{", LINK)

    def other(self, n: int) -> str:
        return escape(self.more[n % len(self.more)], quote=False) if self.more else ""

    def links(self, n: int, words: str = "") -> list[str]:
        """So many links to so many other sites, the same for the same page."""
        start = zlib.crc32(self.name.encode()) % 1000
        return [
            f'<a href="http://site{start + at}.example/{at}">{words or self.other(at)[:40] or "site"} {at}</a>'
            for at in range(n)
        ]


def _page(shape: Shape, body: str, head: str = "") -> str:
    title = " – ".join(part for part in (shape.title, shape.blog) if part)
    return (
        f'<!doctype html><html lang="{shape.language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def wordpress(shape: Shape) -> str:
    blogroll = "".join(f"<li>{link}</li>" for link in shape.links(6))
    return _page(
        shape,
        f'<header><h1><a href="/">{escape(shape.blog)}</a></h1><nav><a href="/about/">About</a></nav></header>'
        f'<main><article class="post hentry"><h2 class="entry-title">{escape(shape.title)}</h2>'
        f'<div class="entry-content"><p>{shape.linked()}</p><p>{shape.other(1)}</p><p>{shape.other(4)}</p></div>'
        '<footer class="entry-meta"><a rel="author" href="/author/me/">me</a></footer></article></main>'
        f'<aside class="widget-area"><h3>Blogroll</h3><ul>{blogroll}</ul></aside><footer>WordPress</footer>',
        f'<meta property="og:site_name" content="{escape(shape.blog)}"><meta name="generator" content="WordPress">',
    )


def hentry(shape: Shape) -> str:
    return _page(
        shape,
        f'<div class="h-entry"><h1 class="p-name">{escape(shape.title)}</h1><a class="p-author h-card" href="/">'
        f'{escape(shape.blog)}</a><div class="e-content"><p>{shape.linked()}</p><p>{shape.other(2)}</p></div></div>',
    )


def note(shape: Shape) -> str:
    return _page(
        shape,
        '<div class="h-entry"><a class="p-author h-card" href="/">Charlie</a>'
        f'<p class="e-content p-name">{shape.linked()}</p><a class="u-url" href="">#</a></div>',
    )


def bare(shape: Shape) -> str:
    return _page(shape, f"<h1>{escape(shape.title)}</h1><p>{shape.linked()}<p>{shape.other(3)}")


def roundup(shape: Shape) -> str:
    items = "".join(f"<li>{link} – {shape.other(at)}" for at, link in enumerate(shape.links(14)))
    return _page(
        shape, f"<h1>{escape(shape.title)}</h1><ul>{items}<li>{shape.linked()}</ul><p>{shape.other(1)}</p>"
    )


def old(shape: Shape) -> str:
    return _page(
        shape,
        f"<TABLE width=700><TR><TD><FONT size=5>{escape(shape.title)}</FONT><BR>{shape.linked()}<BR><BR>"
        f"{shape.other(1)}<TD valign=top><FONT size=2>{'<BR>'.join(shape.links(4))}</FONT></TABLE>",
    )


def newsletter(shape: Shape) -> str:
    return _page(
        shape,
        f'<table style="width:600px"><tr><td><h2>{escape(shape.title)}</h2><p style="margin:0">{shape.linked()}</p>'
        f"<p>{shape.other(1)}</p><p>{shape.other(2)} {shape.links(3)[0]}</p></td></tr>"
        '<tr><td style="font-size:11px"><a href="/unsubscribe">unsubscribe</a></td></tr></table>',
    )


def photo(shape: Shape) -> str:
    return _page(
        shape, f'<figure><img src="/1.jpg" alt=""><figcaption>{shape.linked()}</figcaption></figure>'
    )


def quote(shape: Shape) -> str:
    first = " ".join(shape.own.split()[:40])
    return _page(
        shape,
        f"<article><h1>{escape(shape.title)}</h1><p>{shape.linked()}</p><blockquote><p>{first}</p></blockquote>"
        f"<p>{shape.other(1)}</p></article>",
    )


def forum(shape: Shape) -> str:
    answers = "".join(f"<div class=post><b>user{at}</b><p>{shape.other(at)}</p></div>" for at in range(3))
    return _page(
        shape,
        f"<h1>{escape(shape.title)}</h1>{answers}<div class=post><b>Bob</b><p>{shape.linked()}</p></div>"
        f"<footer>{' '.join(shape.links(5))}</footer>",
    )


def nolink(shape: Shape) -> str:
    return _page(shape, f"<h1>{escape(shape.title)}</h1><p>{shape.linked()}</p><p>{shape.other(1)}</p>")


def elsewhere(shape: Shape) -> str:
    """Their own shop: what the ping praises stands nowhere on it."""
    return _page(shape, f"<h1>{escape(shape.blog)}</h1><p>{shape.other(2)}</p>{' '.join(shape.links(8))}")


def farm(shape: Shape) -> str:
    items = [f"<li>{link}</li>" for link in shape.links(160, "www")]
    items.insert(83, f"<li>{shape.linked()}</li>")
    return _page(shape, f"<h1>{escape(shape.title)}</h1><ul>{''.join(items)}</ul>")


def scraped(shape: Shape) -> str:
    return _page(
        shape,
        f"<h1>{escape(shape.title)}</h1><div class=ad>{shape.links(1)[0]}</div><p>{escape(shape.own)} "
        f"{shape.linked()}</p><div class=ad>{' '.join(shape.links(4))}</div>",
    )


def stuffed(shape: Shape) -> str:
    return _page(shape, f"<h1>{escape(shape.title)}</h1><p>{shape.linked()}</p><p>{escape(shape.title)}</p>")


def shop(shape: Shape) -> str:
    offers = "".join(f'<li><a href="/buy/{at}">{escape(shape.title)} {at}</a>' for at in range(20))
    return _page(shape, f"<h1>{escape(shape.title)}</h1><ul>{offers}</ul><p>{shape.linked()}</p>")


def parked(shape: Shape) -> str:
    listed = "".join(f"<li>{link}</li>" for link in shape.links(12, "Sponsored"))
    return _page(shape, f"<h1>{escape(shape.title)}</h1><p>{shape.linked()}</p><ul>{listed}</ul>")


def sitewide(shape: Shape) -> str:
    friends = " | ".join([*shape.links(15), f"{LINK}{escape(shape.own.split('.')[0])}</a>", *shape.links(15)])
    return _page(
        shape, f"<h1>{escape(shape.title)}</h1><p>{shape.linked()}</p><div id=footer><p>{friends}</p></div>"
    )


def aggregator(shape: Shape) -> str:
    first = " ".join(shape.own.split()[:40])
    items = [f"<li>{link}<p>{shape.other(at)} […]</p></li>" for at, link in enumerate(shape.links(30))]
    items.insert(11, f"<li><p>{first} […] {shape.linked()}</p></li>")
    return _page(shape, f"<h1>{escape(shape.title)}</h1><ul>{''.join(items)}</ul>")


def cloaked(shape: Shape) -> str:
    words, _, link = shape.linked().partition(LINK)
    return _page(
        shape,
        f"<h1>{escape(shape.title)}</h1><p>{words}</p><p>{shape.other(1)}</p>"
        f'<div style="position:absolute; left:-9999px"><p>{LINK}{link}</p></div>',
    )


PAGES: dict[str, Callable[[Shape], str]] = {
    page.__name__: page
    for page in (
        *(wordpress, hentry, note, bare, roundup, old, newsletter, photo, quote, forum),
        *(nolink, elsewhere, farm, scraped, stuffed, shop, parked, sitewide, aggregator, cloaked),
    )
}
