"""Colours for code, put in when a post is saved: readers need no script for them."""

from bs4 import BeautifulSoup, Tag
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

MAX_CHARACTERS = 50_000  # of one code block; longer ones stay plain


def highlighted(html: str) -> str:
    """The same HTML with every ``<pre><code class="language-x">`` coloured; already coloured ones stay as they are."""
    if "language-" not in html:
        return html
    soup = BeautifulSoup(html, "lxml")
    for code in soup.select("pre > code[class*=language-]"):
        _colour(code)
    body = soup.body
    return body.decode_contents() if body else html


def _colour(code: Tag) -> None:
    language = next(
        name[9:] for name in code.get_attribute_list("class") if str(name).startswith("language-")
    )
    text = code.get_text()
    try:
        lexer = get_lexer_by_name(str(language), stripnl=False)
    except ClassNotFound:
        return
    if len(text) > MAX_CHARACTERS:
        return
    marked = highlight(text, lexer, HtmlFormatter(nowrap=True))
    # Within <pre>, for elsewhere the parser makes one space of several and the indentation is lost.
    fresh = BeautifulSoup(f"<pre><code>{marked}</code></pre>", "lxml").code
    code.clear()
    for node in list(fresh.contents) if fresh else []:
        code.append(node.extract())
