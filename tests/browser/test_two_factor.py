"""Two-factor sign-in as one does it: the key into the app, a code, signing in with it, and off again."""

import base64
import re
import time

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import expect

from tests.browser.pages import PASSWORD

pytestmark = pytest.mark.browser
NAME = "charlie-two"


def code_of(key, steps):
    """What an app with this key shows, so many half minutes from now: one more is taken, and each only once."""
    clock = TOTP(base64.b32decode(key.replace(" ", "")))
    clock.time = time.time() + 30 * steps
    return f"{clock.token():06d}"


def sign_in(page):
    page.fill("[name=username]", NAME)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def prove(page, code, button):
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=code]", code)
    page.get_by_role("button", name=button).click()


def test_it_is_set_up_used_and_turned_off(window, blog):
    blog.manage("create_user", "--role=author", f"--username={NAME}", f"--password={PASSWORD}")
    page = window("sign-in")
    sign_in(page)
    page.get_by_role("link", name="Your profile").click()
    page.get_by_role("link", name="Set it up").click()
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("img", name="The key as a QR code")).to_have_js_property("complete", True)
    key = page.locator(".key").inner_text()
    prove(page, "000", "Turn it on")
    expect(page.locator(".errorlist")).to_contain_text("This code is not right")
    prove(page, code_of(key, 0), "Turn it on")
    expect(page.locator(".codes code")).to_have_count(10)
    codes = page.locator(".codes code").all_inner_texts()
    assert all(re.fullmatch("[a-z2-9]{5}-[a-z2-9]{5}", code) for code in codes)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()

    page.goto(f"{blog.url}/admin/login/?next=/admin/profile/")
    sign_in(page)
    expect(page.locator("[name=code]")).to_be_focused()
    page.keyboard.type(code_of(key, 1))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{blog.url}/admin/profile/")

    page.get_by_role("link", name="Recovery codes").click()
    prove(page, codes[0], "Turn it off")
    expect(page.locator(".messagelist")).to_contain_text("is off")
