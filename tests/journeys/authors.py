"""An author at work in the admin, as a browser without scripts: cookies are kept, and forms sent as they are shown."""

import http.cookiejar
import urllib.request
from urllib.parse import urlencode, urljoin

from bs4 import BeautifulSoup


class Author:
    """`Author(blog, username, password)` is signed in; `page` is what stands before them."""

    def __init__(self, blog, username, password):
        self.blog = blog
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)
        self.open("/admin/login/")
        self.send("#login-form", username=username, password=password)

    def open(self, path):
        return self._read(urljoin(self.blog.url, path))

    def send(self, form, *, button="", **fields):
        """Fill in the form of this selector and press a button, which is `name=value` or an address."""
        found = self.page.select_one(form)
        pressed = found.select_one(button) if button else None
        action = (pressed and pressed.get("formaction")) or found.get("action") or self.address
        filled = [pair for pair in filled_in(found) if pair[0] not in fields]
        filled += [(name, value) for name, value in fields.items() if value is not None]
        if pressed is not None and pressed.get("name"):
            filled.append((pressed["name"], pressed.get("value", "")))
        return self._read(urljoin(self.address, action), urlencode(filled).encode())

    def _read(self, address, data=None):
        with self.opener.open(address, data, timeout=10) as answer:
            self.address = answer.url
            self.page = BeautifulSoup(answer.read(), "lxml")
        return self.page

    @property
    def panel(self):
        """The words of the pings panel."""
        return " ".join(self.page.select_one("[data-pings]").get_text(" ").split())


def filled_in(form):
    """What a browser would send of a form as it stands, but for its buttons."""
    for field in form.select("input[name], textarea[name], select[name]"):
        kind = field.get("type", "text")
        if field.name == "select":
            for option in field.select("option[selected]"):
                yield field["name"], option.get("value", "")
        elif field.name == "textarea":
            yield field["name"], field.get_text().removeprefix("\n")
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                yield field["name"], field.get("value", "on")
        elif kind not in ("submit", "button", "file"):
            yield field["name"], field.get("value", "")
