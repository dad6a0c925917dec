"""The blog speaks the language that its owner chose, in answers and in mail."""

import pytest
from django.db import OperationalError
from django.utils import translation

from posts.languages import choices, direction, spoken
from posts.models import SiteSettings
from tests.factories import make_post, set_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("chosen", "words", "way"),
    [
        ("en", "en", "ltr"),
        ("de", "de", "ltr"),
        ("de-AT", "de", "ltr"),
        ("he", "en", "rtl"),
        ("fr", "en", "ltr"),
    ],
)
def test_a_language_without_a_catalogue_keeps_its_direction_and_speaks_english(chosen, words, way):
    assert (spoken(chosen), direction(chosen)) == (words, way)


def test_pages_speak_the_owners_language_and_forget_it_afterwards(client):
    make_post("Garden")
    set_site(language="de")
    shown = client.get("/").content.decode()
    assert '<html lang="de" dir="ltr">' in shown
    assert translation.get_language() == "en"


def test_a_404_speaks_it_too(client):
    set_site(language="de")
    assert '<html lang="de"' in client.get("/nothing/here/").content.decode()


def test_what_was_saved_in_a_request_is_what_it_reads_afterwards():
    with set_site(title="Before").kept():
        set_site(title="After")
        assert SiteSettings.load().title == "After"
    assert SiteSettings.load().title == "After"


def test_a_probe_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_a_database_that_does_not_answer_is_said_at_once(client, monkeypatch):
    def down():
        raise OperationalError("down")

    monkeypatch.setattr(SiteSettings, "read", down)
    answer = client.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


def test_the_owner_chooses_among_all_and_keeps_one_that_is_in_no_list():
    groups = choices("de-AT")
    assert groups[0][1] == [("en", "English"), ("de", "Deutsch")]
    others = dict(groups[1][1])
    assert others["he"] == "עברית"
    assert others["de-AT"] == "de-AT"


@pytest.mark.parametrize("code", ["", "e", "en_GB", 'en"><b>', "en-", "1en"])
def test_what_is_no_language_is_refused(code):
    with pytest.raises(Exception, match="language"):
        SiteSettings(pk=1, language=code).full_clean()
