"""What the editor's own nodes and marks may leave in a text, in the form that django-prose-editor asks for.

Each stands instead of the package's of the same name; its other half is in static/admin_theme/editor/nodes.js.
"""

from collections.abc import Callable
from typing import Any

from django_prose_editor.config import add_tags_and_attributes, html_tags

Processor = Callable[[Any, dict[str, Any]], None]


def _link(config: Any, rules: dict[str, Any]) -> None:
    """Which words `rel` may hold is decided by the sanitiser (posts.html.LINK_WORDS)."""
    rules["link_rel"] = None
    rules["url_schemes"] = set(config["protocols"])
    add_tags_and_attributes(rules, ["a"], {"a": ["href", "rel", "title"]})


PROCESSORS: dict[str, Processor] = {
    "Link": _link,
    "Image": html_tags(["img"], {"img": ["src", "alt", "title", "width", "height"]}),
    "Figure": html_tags(["figure"]),
    "OrderedList": html_tags(["ol"], {"ol": ["start", "type"]}),
    "CodeBlock": html_tags(["pre", "code"], {"code": ["class"]}),
    "Table": html_tags(
        ["table", "tbody", "tr", "th", "td"],
        {"th": ["rowspan", "colspan"], "td": ["rowspan", "colspan"]},
    ),
    "More": html_tags(["hr"], {"hr": ["class"]}),
    "Embed": html_tags(["p", "a"], {"p": ["class"], "a": ["href"]}),
    "Uploads": html_tags([]),
    "CleanPaste": html_tags([]),
    "Shortcuts": html_tags([]),
}
