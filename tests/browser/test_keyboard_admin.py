"""The admin by keyboard alone: Tab comes by all that a mouse can press, in the order in which it stands there."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chrome import NARROW
from tests.browser.keys import Keys
from tests.browser.pages import EVERY

pytestmark = pytest.mark.browser
KINDS = [kind.name for kind in EVERY if kind.user]
MOST = 600  # stops; whoever presses Tab more often sits in a trap
FROM_THE_TOP = """() => {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const start = Object.assign(document.createElement('span'), { tabIndex: -1 });
  document.body.prepend(start);
  start.focus();
  start.remove();
  window.walked = new Set();
}"""
# What a mouse can press. One radio of a group and one button of a toolbar are a stop, arrows lead to the others.
PASSED_BY = """() => {
  const native = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const inner = ':is([contenteditable=true], .select2-hidden-accessible) *, .select2-hidden-accessible, :disabled';
  const bar = e => e.closest('[role=toolbar]')?.querySelectorAll(native);
  const one = e => e.type === 'radio' ? document.getElementsByName(e.name) : bar(e);
  const pressable = e => e.matches(`${native}, [contenteditable=true], [onclick], [role=button], [tabindex="0"]`)
    || getComputedStyle(e).cursor === 'pointer' && !e.closest(`${native}, label, [tabindex="0"]`);
  return [...document.body.querySelectorAll('*')]
    .filter(e => e.checkVisibility({ visibilityProperty: true }) && pressable(e) && !e.matches(inner))
    .filter(e => !e.closest('details:not([open])') || e.matches('details:not([open]) > summary'))
    .filter(e => ![...(one(e) ?? [e])].some(other => window.walked.has(other)))
    .map(e => e.outerHTML.slice(0, 120));
}"""
UNREACHABLE = """() => {
  const put = (tag, how) => document.querySelector('main').append(how(document.createElement(tag)));
  put('button', made => (made.tabIndex = -1, made.textContent = 'A', made));
  put('i', made => (made.setAttribute('onclick', ''), made.textContent = 'B', made));
  put('b', made => (made.style.cursor = 'pointer', made.textContent = 'C', made));
}"""


@pytest.fixture
def keys(look):
    """`keys("queue")`: that page in the one window that its user has, before the first press."""

    def opened(name: str) -> Keys:
        page = look(name, width=NARROW)
        page.emulate_media(reduced_motion="reduce")
        if page.locator(".desk").count():  # the editor comes, and then the pings panel anew
            page.get_by_role("toolbar").wait_for()
            page.wait_for_load_state("networkidle")
        page.evaluate(FROM_THE_TOP)
        return Keys(page)

    return opened


def walk(keys: Keys) -> None:
    """Tab out of the page or round it: every stop is seen, and stands below or beside the last one."""
    for _ in range(MOST):
        focus = keys.press("Tab").focus()
        if focus["lost"] or focus["again"]:
            return
        assert not focus["upwards"], focus
    pytest.fail(f"Tab does not lead out of {focus['name']}")


def passed_by(page: Page) -> list[str]:
    return page.evaluate(PASSED_BY)


@pytest.mark.parametrize("name", KINDS)
def test_tab_comes_by_everything_that_a_mouse_can_press(keys, name):
    person = keys(name)
    walk(person)
    assert passed_by(person.page) == []


def test_what_tab_passes_by_is_noticed(keys):
    person = keys("doctor")
    person.page.evaluate(UNREACHABLE)
    walk(person)
    assert [html[1:3] for html in passed_by(person.page)] == ["bu", "i ", "b "]


def test_the_first_stop_skips_to_the_text(keys):
    person = keys("posts").to(".skip-to-content-link").change("Enter")
    expect(person.page.locator("main")).to_be_focused()
    person.press("Tab")
    assert person.page.evaluate("document.activeElement.closest('main') !== null")
