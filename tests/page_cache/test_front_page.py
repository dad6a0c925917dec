"""A page comes to stand at the front and leaves it: what is stored for any address is what Django would say by now."""

import pytest

from posts.models import Page
from tests.factories import make_post, set_site
from tests.wsgi import get

pytestmark = pytest.mark.django_db
PATHS = ("/", "/blog/", "/page/2/", "/blog/page/2/", "/about/", "/garden/", "/sitemap.xml")
# What is done, and the page that stands at the front from then on; None: the latest posts do.
STEPS = {
    "one is chosen": (lambda about, garden: set_site(front_page=about), "About us"),
    "it is rewritten": (lambda about, garden: saved(about, title="About me"), "About me"),
    "another is chosen": (lambda about, garden: set_site(front_page=garden), "The garden"),
    "that is taken back": (lambda about, garden: saved(garden, published=False), None),
    "it is published again": (lambda about, garden: saved(garden, published=True), "The garden"),
    "a post is published": (lambda about, garden: make_post("Cucumbers"), "The garden"),
    "it is deleted": (lambda about, garden: garden.delete(), None),
    "the first is chosen again": (lambda about, garden: set_site(front_page=about), "About me"),
    "none is chosen": (lambda about, garden: set_site(front_page=None), None),
}


def saved(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


def said(path):
    answer = get(path)
    return answer.status_code, answer.get("Location"), answer.content


def test_what_is_stored_follows_each_change(committed, settings, built):
    with committed():
        pages = [Page.objects.create(title=title, slug=slug) for title, slug in
                 (("About us", "about"), ("The garden", "garden"))]  # fmt: skip
        set_site(posts_per_page=1)
        for title in ("Tomatoes", "Tulips"):
            make_post(title)
    before = [said(path) for path in PATHS]
    for step, (change, at_front) in STEPS.items():
        with committed():
            change(*pages)
        first, stored = [said(path) for path in PATHS], [said(path) for path in PATHS]
        settings.PAGE_CACHE = False
        assert first == stored == [said(path) for path in PATHS], step
        settings.PAGE_CACHE = True
        assert (at_front is None) == (stored[1][0] == 404), step
        assert at_front is None or at_front.encode() in stored[0][2], step
        assert stored != before, step
        before = stored


def test_both_addresses_are_answered_from_the_store(committed, built):
    with committed():
        set_site(front_page=Page.objects.create(title="About us", slug="about"))
        make_post("Tomatoes")
    first = [said(path) for path in ("/", "/blog/")]
    assert [said(path) for path in ("/", "/blog/")] == first
    assert built == ["/", "/blog/"]
