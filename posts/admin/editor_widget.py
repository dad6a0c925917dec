"""The editor on the page: a text area that works by itself, and around it the toolbar that its scripts start."""

from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import ImportMap, Media, Script

from posts import embeds, highlighting, pictures, reading

MAX_BYTES = (
    2 * 1024 * 1024
)  # of a text: some 350,000 words; encoded in a form it grows to three times that at most
FOLDER = "admin_theme/editor"
# The parts import each other by these names, for a collected file's own name changes with what is in it.
PARTS = (
    "clean",
    "dialogs",
    "focus",
    "nodes",
    "paste",
    "picture",
    "pictures",
    "source",
    "toolbar",
    "uploads",
    "word",
    "words",
)
SHEETS = ("editor", "toolbar", "picture", "dialogs")
IMPORTS = {
    "django-prose-editor/editor": "django_prose_editor/editor.js",
    "django-prose-editor/configurable": "django_prose_editor/configurable.js",
    **{f"writing/{part}": f"{FOLDER}/{part}.js" for part in PARTS},
}


class EditorWidget(ProseEditorWidget):
    """Django Prose Editor's field in our own frame: templates/admin/posts/editor.html."""

    @property
    def media(self) -> Media:
        # The desk before what makes the editor: that says once that it is ready, to whoever listens by then.
        scripts = (
            "django_prose_editor/editor.js",
            f"{FOLDER}/desk.js",
            "django_prose_editor/configurable.js",
        )
        return Media(
            importmap=ImportMap(IMPORTS),
            css={"all": [f"{FOLDER}/{sheet}.css" for sheet in SHEETS]},
            js=[Script(script, type="module") for script in scripts],
        )

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        return config | {"js_modules": [static(path) for path in config["js_modules"]]}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = {
            "area": super().render(name, value, attrs, renderer),
            "languages": highlighting.LANGUAGES,
            "sites": ", ".join(provider.name for provider in embeds.PROVIDERS),
            "accepted": ",".join(f"image/{kind.lower()}" for kind in pictures.FORMATS),
            "most_bytes": pictures.MAX_BYTES,
            "most_text": MAX_BYTES,
            "words_a_minute": reading.WORDS_A_MINUTE,
        }
        return render_to_string("admin/posts/editor.html", context)
