"""The checks on the settings page: a tick switches one off, and a list that cannot be used is told beside its field."""

import pytest

from posts.models import SiteSettings
from tests.admin.test_site_language import filled

pytestmark = pytest.mark.django_db
FORM = "/admin/posts/sitesettings/discussion/"


def test_each_check_is_shown_with_what_it_does(admin_client):
    page = admin_client.get(FORM).content.decode()
    assert page.count('name="checks_off"') == 22
    assert "Whether the page of a ping really links here." in page


def test_a_tick_switches_a_check_off_and_is_there_again(admin_client):
    fields = filled(admin_client.get(FORM)) | {"checks_off": ["trades", "learned"]}
    assert admin_client.post(FORM, fields).status_code == 302
    assert SiteSettings.load().checks_off.split() == ["trades", "learned"]
    assert admin_client.get(FORM).content.decode().count("checked") >= 2


def test_a_form_without_its_ticks_leaves_every_check_at_work(admin_client):
    fields = filled(admin_client.get(FORM))
    del fields["checks_off"]
    assert admin_client.post(FORM, fields).status_code == 302
    assert SiteSettings.load().checks_off == ""


@pytest.mark.parametrize("line", ["/(a+)+$/", "0.0.0.0/0", "/(/"])
def test_a_list_that_cannot_be_used_is_refused_and_still_there(admin_client, line):
    typed = f"casino\n{line}"
    page = admin_client.post(FORM, filled(admin_client.get(FORM)) | {"allow_list": typed, "max_links": 7})
    form = page.context["adminform"].form
    assert "Line 2" in form.errors["allow_list"][0]
    assert form["allow_list"].value() == typed
    assert form["max_links"].value() == "7"
    assert SiteSettings.load().allow_list == ""
