"""The rich editor: one configuration for what it offers and for which texts it can hold without losing anything."""

import re
from typing import Any

import nh3
from django import forms
from django_prose_editor.config import allowlist_from_extensions
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import ProseEditorWidget

from posts import html

EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Code": True,
    "CodeBlock": {"languageClassPrefix": "language-"},
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    # Links in posts are followed: the other blog gets its link. Tiptap's own default says nofollow.
    "Link": {
        "enableTarget": False,
        "protocols": ["http", "https", "mailto", "tel"],
        "HTMLAttributes": {"rel": None, "target": None},
    },
    "Image": True,
    "Figure": True,
    "Caption": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HTML": True,
    "Placeholder": {"placeholder": "Write…"},
    "NoSpellCheck": False,
}
READ_AS_OTHERS = {"b", "i", "del", "strike"}  # the editor reads them as strong, em and s
_SPAN = re.compile(r"</?span[^>]*>")


def allowed() -> dict[str, Any]:
    """What the editor can hold, as arguments of nh3."""
    rules = allowlist_from_extensions(
        {name: config for name, config in EXTENSIONS.items() if config is not False}
    )
    rules["attributes"]["a"] -= {"target", "rel"}
    return rules


def holds(text: str) -> bool:
    """Whether the editor would keep all of this text; else it is edited as HTML, for nothing may get lost."""
    plain = _SPAN.sub("", text)  # the colours of code are made anew when the post is saved
    rules = allowed()
    known = nh3.clean(plain, **(rules | {"tags": rules["tags"] | READ_AS_OTHERS}))
    everything = nh3.clean(
        plain, tags=set(html.TAGS), attributes=html.ATTRIBUTES, url_schemes=html.SCHEMES, link_rel=None
    )
    return known == everything


def field(text: str, **options: Any) -> forms.CharField:
    """The form field for this text; sanitising is the model's, on every way in (posts.html)."""
    if holds(text):
        return ProseEditorFormField(
            config={"extensions": EXTENSIONS}, sanitize=False, widget=ProseEditorWidget, **options
        )
    widget = forms.Textarea(attrs={"rows": 30, "class": "html-source", "spellcheck": "false"})
    note = "This text holds HTML that the visual editor does not know, so it is edited as HTML."
    return forms.CharField(widget=widget, help_text=note, **options)
