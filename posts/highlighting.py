"""Colours for code, put in when a post is saved: readers need no script for them."""

import re
from html import unescape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

MAX_CHARACTERS = 50_000  # of one code block; longer ones stay plain
# What the editor offers; any other that Pygments knows is coloured as well.
LANGUAGES = (
    *(("bash", "Shell"), ("c", "C"), ("cpp", "C++"), ("csharp", "C#"), ("css", "CSS"), ("diff", "Diff")),
    *(("go", "Go"), ("html", "HTML"), ("ini", "INI"), ("java", "Java"), ("javascript", "JavaScript")),
    *(("json", "JSON"), ("kotlin", "Kotlin"), ("lua", "Lua"), ("make", "Makefile"), ("php", "PHP")),
    *(("python", "Python"), ("r", "R"), ("ruby", "Ruby"), ("rust", "Rust"), ("sql", "SQL")),
    *(("swift", "Swift"), ("toml", "TOML"), ("typescript", "TypeScript"), ("xml", "XML"), ("yaml", "YAML")),
)
# Safe HTML, as the sanitiser writes it: text has no bare "<", and attributes stand in double quotes.
_OTHERS = r'(?: [a-z-]+="[^"]*")*'
_BLOCK = re.compile(
    rf'(<pre{_OTHERS}>\s*<code{_OTHERS} class="(?:[^"]* )?language-([^" ]+)[^"]*"{_OTHERS}>)(.*?)(</code>)',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")


def highlighted(html: str) -> str:
    """The same safe HTML with every ``<pre><code class="language-x">`` coloured; coloured ones stay as they are."""
    return _BLOCK.sub(_coloured, html) if "language-" in html else html


def _coloured(block: re.Match[str]) -> str:
    start, language, inner, end = block.groups()
    text = unescape(_TAG.sub("", inner))
    if len(text) > MAX_CHARACTERS:
        return block[0]
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return block[0]
    marked = highlight(text, lexer, HtmlFormatter(nowrap=True))
    return start + (marked if text.endswith("\n") else marked.removesuffix("\n")) + end
