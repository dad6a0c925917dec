"""The editor as the browser tests use it: keys, paste, drop, and what would be stored."""

import io
import struct
import zlib

from PIL import Image
from playwright.sync_api import Page

from posts import html
from tests.browser.blog import Browsed
from tests.running import until

SHEET = ".ProseMirror"
# A transfer as the clipboard or a drag would bring it; files are [name, type, bytes].
TRANSFER = """([kind, html, text, files]) => {
  const data = new DataTransfer(), sheet = document.querySelector('.ProseMirror');
  if (html) data.setData('text/html', html);
  if (text) data.setData('text/plain', text);
  for (const [name, type, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name, { type }));
  const box = sheet.getBoundingClientRect();
  const event = kind === 'paste'
    ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true,
                              clientX: box.x + 20, clientY: box.y + 20 });
  sheet.editor.view.focus(); // at once: the command waits for the next picture of the screen
  sheet.dispatchEvent(event);
}"""


class Desk:
    def __init__(self, page: Page, blog: Browsed) -> None:
        self.page, self.blog = page, blog
        self.troubles: list[str] = []
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda message: self._heard(message.type, message.text))

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and "status of 422" not in text:
            self.troubles.append(text)

    def open(self, path: str = "/admin/posts/post/add/") -> None:
        self.page.goto(f"{self.blog.url}{path}")
        self.ready()

    def ready(self) -> None:
        """The toolbar is shown by its script, last of all."""
        self.page.get_by_role("toolbar").wait_for()

    def focus(self) -> None:
        self.page.focus(SHEET)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def select_line(self) -> None:
        """Back to the line's start. Within a moment of typing the editor puts the cursor where it typed, so: until it
        is selected."""
        selected = "!document.querySelector('.ProseMirror').editor.state.selection.empty"
        until(lambda: self.keys("Shift+Home") or self.page.evaluate(selected), 5, "the line is selected")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def clear(self) -> None:
        self.page.evaluate(
            "document.querySelector('.ProseMirror').editor.commands.setContent('', { emitUpdate: true })"
        )

    def paste(self, html: str = "", text: str = "", files: list | None = None, kind: str = "paste") -> None:
        self.page.evaluate(TRANSFER, [kind, html, text, files or []])

    @property
    def text(self) -> str:
        """The HTML that the form would send."""
        return self.page.locator("[name=html]").input_value()

    @property
    def stored(self) -> str:
        return html.sanitise(self.text)

    def publish(self, title: str) -> str:
        """Send the form with its main button; the address of the post."""
        self.page.fill("[name=title]", title)
        with self.page.expect_navigation():
            self.page.locator("button[name=_publish]").first.click()
        slug = title.lower().replace(" ", "-")
        asked = f"from posts.models import Post; print(Post.objects.get(slug='{slug}').get_absolute_url())"
        return self.blog.url + self.blog.manage("shell", "--no-imports", "-c", asked).strip()


def png(width: int = 60, height: int = 40) -> list[int]:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (40, 120, 90)).save(out, format="PNG")
    return list(out.getvalue())


def huge_png() -> list[int]:
    """200 megapixels, as far as its header says."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 20000, 10000, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return list(start + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")))
