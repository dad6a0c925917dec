"""The settings stand on five pages; each shows and saves its own part, and together they show every setting once."""

from collections import Counter

import pytest
from django.contrib import admin

from posts.admin.site import PAGES
from posts.models import SiteSettings
from tests.admin.test_site_language import filled
from tests.factories import set_site

pytestmark = pytest.mark.django_db
OLD = "/admin/posts/sitesettings/1/change/"


def test_every_setting_stands_on_exactly_one_page():
    shown = Counter(name for page in PAGES for _, _, fields in page.sections for name in fields)
    assert shown == Counter(f.name for f in SiteSettings._meta.concrete_fields if not f.primary_key)


@pytest.mark.parametrize("address", [OLD, "/admin/posts/sitesettings/", "/admin/posts/sitesettings/1/"])
def test_where_all_once_stood_leads_to_the_first_page(admin_client, address):
    answer = admin_client.get(address, follow=True)
    assert answer.request["PATH_INFO"] == "/admin/posts/sitesettings/general/"


@pytest.mark.parametrize("tab", PAGES, ids=lambda tab: tab.name)
def test_each_page_shows_its_own_fields_and_a_way_to_the_others(admin_client, tab):
    answer = admin_client.get(tab.address)
    own = {name for _, _, fields in tab.sections for name in fields}
    assert set(answer.context["adminform"].form.fields) == own
    for other in PAGES:
        assert f'href="{other.address}"' in answer.content.decode()
    assert (
        answer.content.decode().count('aria-current="page"') == 2
    )  # the tab, and Settings in the navigation


@pytest.mark.parametrize("tab", PAGES, ids=lambda tab: tab.name)
def test_what_is_saved_unchanged_changes_nothing_and_comes_back_here(admin_client, tab):
    before = SiteSettings.read().__dict__ | {"_state": None}
    answer = admin_client.post(tab.address, filled(admin_client.get(tab.address)))
    assert answer.status_code == 302 and answer["Location"] == tab.address
    assert SiteSettings.read().__dict__ | {"_state": None} == before


def test_one_page_leaves_the_settings_of_the_others_alone(admin_client):
    set_site(title="Before", max_links=7)
    general = PAGES[0].address
    assert (
        admin_client.post(general, filled(admin_client.get(general)) | {"title": "After"}).status_code == 302
    )
    assert (SiteSettings.read().title, SiteSettings.read().max_links) == ("After", 7)


def test_what_is_saved_elsewhere_while_a_page_is_open_stays(admin_client, monkeypatch):
    """The row is read for the form, then somebody saves another page, then this one is saved."""
    general = PAGES[0].address
    typed = filled(admin_client.get(general)) | {"title": "After"}
    set_site(title="Before", max_links=7)
    its_admin = type(admin.site.get_model_admin(SiteSettings))
    reading = its_admin.get_object

    def read(*args):
        site = reading(*args)
        SiteSettings.objects.filter(pk=1).update(max_links=9)
        return site

    monkeypatch.setattr(its_admin, "get_object", read)
    admin_client.post(general, typed)
    assert (SiteSettings.read().title, SiteSettings.read().max_links) == ("After", 9)


def test_the_first_save_makes_the_row(admin_client):
    assert not SiteSettings.objects.exists()
    admin_client.post(PAGES[0].address, filled(admin_client.get(PAGES[0].address)) | {"title": "New"})
    assert SiteSettings.objects.get().title == "New"
