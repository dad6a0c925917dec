"""What a browser would run in a page: nothing of it may come from words of others."""

from bs4 import BeautifulSoup

ADDRESSES = ("href", "src", "action", "formaction", "cite", "content", "data", "poster", "srcset")
BAD_SCHEMES = ("javascript:", "data:", "vbscript:")
MARK = "zap"  # each hostile text calls it, or names an element or attribute so


def would_run(html: str) -> list[str]:
    """Elements that hold a hostile text in a place where it acts; empty for a page on which it is only read."""
    found = []
    for tag in BeautifulSoup(html, "lxml").find_all(True):
        text = tag.string or "" if tag.name in ("script", "style") else ""
        acts = MARK in text or MARK in tag.name
        for name, value in tag.attrs.items():
            words = " ".join(value) if isinstance(value, list) else value
            acts |= name.startswith("on") or MARK in name
            acts |= name in ADDRESSES and "".join(words.split()).lower().startswith(BAD_SCHEMES)
            acts |= name == "style" and MARK in words
        if acts:
            found.append(str(tag)[:200])
    return found
