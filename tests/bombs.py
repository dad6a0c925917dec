"""Markup of a megabyte each, made to cost a reader as much time or memory as it can."""

SIZE = 1 << 20
TARGET = "http://me.example/2026/11/post/"
LINK = f'<a href="{TARGET}">x</a>'

BOMBS = {
    "tags": "<a>" * (SIZE // 3),
    "our host": "".join(f"<a href=//me.example/{n:x}>" for n in range(SIZE // 26)),
    "deep": "<div>" * (SIZE // 5),
    "deep inline": "<b><i>" * (SIZE // 6),
    "links in links": "<a href=x><div>" * (SIZE // 15),
    "attributes": "<a " + " ".join(f"a{n}" for n in range(SIZE // 8)) + ">",
    "templates": "<template>" * (SIZE // 10),
    "metas": "<meta name=x content=y>" * (SIZE // 23),
    "endless base": f"<base href='{'a' * (SIZE // 2)}'>" + "<a href=x>" * 40_000,
    "rdf": "trackback" + "<rdf:Description " * (SIZE // 18),
    "rdf attributes": "trackback<rdf:Description " + "a:ping='x' " * (SIZE // 12) + ">",
    "stops": f"<p>{LINK}" + ". " * (SIZE // 3),
    "empty elements": "<b></b>" * 20_000 + LINK + "<b></b>" * 20_000,
    "signs": "<" * SIZE,
    "nothing": "\0" * SIZE,
}
