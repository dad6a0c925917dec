"""A reader without a mouse: presses keys only, and at each stop the focus is seen and on the screen."""

import pytest
from playwright.sync_api import Page

STOPS = 120  # more Tab presses than any way through a page with few answers needs
FOCUS = """() => {
  const at = document.activeElement, box = at.getClientRects()[0] ?? new DOMRect();
  const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.y + Math.min(box.height / 2, 20), 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const line = (width, colour) => parseFloat(width) >= 2 && !/, 0\\)|transparent/.test(colour);
  const framed = style => style.outlineStyle !== 'none' && line(style.outlineWidth, style.outlineColor);
  const beside = style => line(style.borderInlineStartWidth, style.borderInlineStartColor);
  const own = getComputedStyle(at);
  const others = [at.parentElement, at.nextElementSibling].filter(Boolean).map(other => getComputedStyle(other));
  const walked = window.walked ??= new Set(), again = walked.has(at) && walked.last !== at;
  const last = walked.last?.getBoundingClientRect() ?? new DOMRect();
  walked.add(walked.last = at);
  return {
    name: at.outerHTML.slice(0, 90),
    lost: at === document.body || at === document.documentElement,
    again,  // it was here before, and elsewhere meanwhile
    marked: framed(own) || beside(own) || own.boxShadow !== 'none' || others.some(framed),
    seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.y < innerHeight,
    covered: !(at.contains(top) || top?.contains(at)),
    upwards: walked.size > 1 && box.bottom <= last.top && box.left < last.right - 1,  // neither below nor beside
  };
}"""
IS_AT = "selector => document.activeElement.matches(selector)"


class Keys:
    """`keys.to("a.reply-link").press("Enter")`; nothing here can click."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focus(self) -> dict:
        """Where one is; fails where that cannot be seen."""
        found = self.page.evaluate(FOCUS)
        assert found["lost"] or (found["marked"] and found["seen"] and not found["covered"]), found
        return found

    def to(self, selector: str, key: str = "Tab") -> "Keys":
        """Tab until the focus is there."""
        for _ in range(STOPS):
            self.page.keyboard.press(key)
            self.focus()
            if self.page.evaluate(IS_AT, selector):
                return self
        pytest.fail(f"{key} does not reach {selector}")

    def back_to(self, selector: str) -> "Keys":
        return self.to(selector, "Shift+Tab")

    def press(self, *keys: str) -> "Keys":
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def go(self, key: str = "Enter") -> "Keys":
        """Press what leads to another page, and wait for that."""
        with self.page.expect_navigation():
            self.press(key)
        return self

    def change(self, *keys: str) -> "Keys":
        """Press what changes the page in place; the focus must not fall out of it."""
        self.press(*keys)
        assert not self.focus()["lost"], "the focus was lost"
        return self

    def type(self, words: str) -> "Keys":
        self.page.keyboard.type(words)
        return self

    def fill(self, **fields: str) -> "Keys":
        """Tab from field to field and type."""
        for name, words in fields.items():
            self.to(f"[name={name}]").type(words)
        return self
