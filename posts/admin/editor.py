"""The rich editor: one configuration for what it offers and for which texts it can hold without losing anything."""

import re
from typing import Any

import nh3
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_prose_editor.config import allowlist_from_extensions
from django_prose_editor.fields import ProseEditorFormField

from posts import embeds, html
from posts.admin.editor_widget import MAX_BYTES, EditorWidget

EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Code": True,
    "CodeBlock": {"languageClassPrefix": "language-", "enableTabIndentation": False},
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "More": True,
    "HardBreak": True,
    # Links in posts are followed unless their author ticks otherwise: the other blog gets its link.
    "Link": {
        "enableTarget": False,
        "protocols": ["http", "https", "mailto", "tel"],
        "HTMLAttributes": {"rel": None, "target": None},
        "words": sorted(html.LINK_WORDS),
    },
    "Image": True,
    "Figure": True,
    "Caption": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Embed": {"providers": embeds.for_editor()},
    "Uploads": True,
    "CleanPaste": True,
    "Shortcuts": True,
    "Placeholder": {"placeholder": ""},  # in the owner's language, by the field
    "NoSpellCheck": False,
    "Menu": False,  # the toolbar is templates/admin/posts/editor.html
}
READ_AS_OTHERS = {"b", "i", "del", "strike", "thead"}  # the editor reads them as strong, em, s and tbody
_SPAN = re.compile(r"</?span[^>]*>")
_FIGURE = re.compile(r"<figure>\s*<img[^>]*>\s*(?:<figcaption>.*?</figcaption>\s*)?</figure>", re.DOTALL)
_LINKED_PICTURE = re.compile(r"<a [^>]*>\s*<img")


def allowed() -> dict[str, Any]:
    """What the editor can hold, as arguments of nh3."""
    return allowlist_from_extensions(EXTENSIONS)


def holds(text: str) -> bool:
    """Whether the editor would keep all of this text; else it is edited as HTML, for nothing may get lost."""
    plain = _SPAN.sub("", text)  # the colours of code are made anew when the post is saved
    rules = allowed()
    known = nh3.clean(plain, **(rules | {"tags": rules["tags"] | READ_AS_OTHERS}))
    everything = nh3.clean(
        plain, tags=set(html.TAGS), attributes=html.ATTRIBUTES, url_schemes=html.SCHEMES, link_rel=None
    )
    plain_figures = known.count("<figure") == len(_FIGURE.findall(known))
    return known == everything and plain_figures and not _LINKED_PICTURE.search(known)


def short_enough(text: str) -> None:
    """A text that is too long is refused beside its field, with everything typed still there."""
    if len(text.encode()) > MAX_BYTES:
        raise ValidationError(_("This text is longer than 2 MB. Divide it into several posts."))


def field(text: str, **options: Any) -> forms.CharField:
    """The form field for this text; sanitising is the model's, on every way in (posts.html)."""
    options["validators"] = [short_enough]
    if holds(text):
        extensions = EXTENSIONS | {"Placeholder": {"placeholder": _("Write…")}}
        return ProseEditorFormField(
            config={"extensions": extensions}, sanitize=False, widget=EditorWidget, **options
        )
    widget = forms.Textarea(attrs={"rows": 30, "class": "html-source", "spellcheck": "false"})
    note = _("This text holds HTML that the visual editor does not know, so it is edited as HTML.")
    return forms.CharField(widget=widget, help_text=note, **options)
