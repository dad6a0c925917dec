"""The owner chooses the blog's language from a list."""

import pytest

from posts.models import SiteSettings

pytestmark = pytest.mark.django_db
FORM = "/admin/posts/sitesettings/general/"


def filled(page):
    form = page.context["adminform"].form
    return {name: "" if value is None or value is False else value for name, value in form.initial.items()}


def test_german_is_chosen_and_spoken(admin_client):
    fields = filled(admin_client.get(FORM)) | {"language": "de"}
    page = admin_client.post(FORM, fields)
    assert page.status_code == 302, page.context["adminform"].form.errors
    assert SiteSettings.load().language == "de"
    assert '<html lang="de"' in admin_client.get(FORM).content.decode()


def test_what_is_in_no_list_is_refused_beside_the_field(admin_client):
    fields = filled(admin_client.get(FORM)) | {"language": "xx", "title": "Typed"}
    page = admin_client.post(FORM, fields)
    assert "language" in page.context["adminform"].form.errors
    assert SiteSettings.load().language == "en"
