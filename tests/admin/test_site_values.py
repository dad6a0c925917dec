"""A value that cannot be is refused beside its field, on whichever page; everything else typed is still there."""

import pytest
from django.db import models
from django.test import Client

from comments.checks.entries import MAX_ENTRIES
from posts.admin.site import PAGES
from posts.models import SiteSettings
from tests.admin.test_site_language import filled
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE_OF = {name: page for page in PAGES for _, _, fields in page.sections for name in fields}
FIELDS = {field.name: field for field in SiteSettings._meta.concrete_fields if not field.primary_key}
NUMBERS = [name for name, field in FIELDS.items() if isinstance(field, models.PositiveSmallIntegerField)]
LISTS = ["hold_words", "spam_words", "trash_words", "allow_list"]
TOO_MANY = "\n".join(f"word{n}" for n in range(MAX_ENTRIES + 1))


@pytest.fixture(scope="module")
def fresh(kept):
    """What the fields of each page hold on a new blog, by its address."""
    with kept():
        client = Client()
        client.force_login(make_user("charlie", role="administrator"))
        yield {page.address: filled(client.get(page.address)) for page in PAGES}


def refused(client, fresh, name, value):
    """The page that comes back; nothing of it was saved."""
    address = PAGE_OF[name].address
    other = next(word for word in FIELDS if PAGE_OF[word].address == address and word != name)
    typed = fresh[address] | {name: value}
    answer = client.post(address, typed)
    assert answer.status_code == 200, f"{name}={value[:40]!r} was taken"
    form = answer.context["adminform"].form
    assert list(form.errors) == [name]
    assert form[name].value() == value
    assert form[other].value() == typed.get(other, False) or not form[other].value()
    assert not SiteSettings.objects.exists()
    return answer.content.decode()


@pytest.mark.parametrize("value", ["-1", "1000000000000", "9" * 400, "many", "1.5", "", "NaN", "٣٠٠٠٠"])
@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_has_sane_bounds(admin_client, fresh, name, value):
    page = refused(admin_client, fresh, name, value)
    assert f'id="id_{name}_error"' in page


@pytest.mark.parametrize(
    "line", ["/(a+)+$/", "/(a|aa)+$/", "/(.*)*x/", "/[/", "0.0.0.0/0", "::/0", "x" * 2_000, TOO_MANY],
    ids=lambda line: line[:12],
)  # fmt: skip
@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_could_do_harm_is_refused(admin_client, fresh, name, line):
    refused(admin_client, fresh, name, line)


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", ""), ("title", "x" * 121), ("tagline", "x" * 201), ("language", "xx"), ("languages", "x" * 201),
     ("languages", "en, english"),
     ("discussion_layout", "round")],
)  # fmt: skip
def test_words_have_their_bounds_as_well(admin_client, fresh, name, value):
    refused(admin_client, fresh, name, value)


@pytest.mark.parametrize("name", NUMBERS)
def test_the_largest_number_that_is_taken_breaks_no_page(admin_client, client, fresh, name):
    largest = min(v.limit_value for v in FIELDS[name].validators if v.code == "max_value")
    address = PAGE_OF[name].address
    typed = fresh[address] | {name: str(largest)}
    assert admin_client.post(address, typed).status_code == 302
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("value", ["", "en", "en, de", "en;pt-br de ", " en"])
def test_expected_languages_are_codes_however_they_are_set_apart(admin_client, fresh, value):
    address = PAGE_OF["languages"].address
    typed = fresh[address] | {"languages": value}
    assert admin_client.post(address, typed).status_code == 302
