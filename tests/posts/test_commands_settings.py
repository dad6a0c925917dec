"""`settings`: every setting as KEY=VALUE, all set or none."""

import io

import pytest
from django.core.management import CommandError, call_command

from posts.models import SiteSettings

pytestmark = pytest.mark.django_db


def run(*pairs):
    out = io.StringIO()
    call_command("settings", *pairs, stdout=out)
    return dict(line.split("=", 1) for line in out.getvalue().splitlines())


def test_all_are_printed():
    printed = run()
    assert printed["approve_verified_pings"] == "0"
    assert printed["comments_per_page"] == "50"
    assert set(printed) == {field.name for field in SiteSettings._meta.concrete_fields} - {"id"}


def test_what_is_set_is_printed_and_kept():
    assert run("approve_verified_pings=1", "comments_per_page=0") == {
        "approve_verified_pings": "1",
        "comments_per_page": "0",
    }
    site = SiteSettings.load()
    assert site.approve_verified_pings is True
    assert site.comments_per_page == 0


@pytest.mark.parametrize(("value", "kept"), [("1", True), ("true", True), ("0", False), ("False", False)])
def test_a_switch_is_0_1_true_or_false(value, kept):
    run(f"hold_first_timers={value}")
    assert SiteSettings.load().hold_first_timers is kept


def test_what_was_printed_can_be_set_again():
    run("spam_words=casino\\n/pills?/", "tagline=a=b")
    assert SiteSettings.load().spam_words == "casino\n/pills?/"
    run(*(f"{name}={value}" for name, value in run().items()))
    assert SiteSettings.load().spam_words == "casino\n/pills?/"
    assert SiteSettings.load().tagline == "a=b"


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("nothing=1", "there are: title, tagline"),
        ("thread_depth=11", "thread_depth: "),
        ("posts_per_page=many", "posts_per_page: "),
        ("discussion_layout=round", "discussion_layout: "),
        ("hold_everything=perhaps", "0 or 1"),
        ("hold_everything", "not KEY=VALUE"),
    ],
)
def test_one_wrong_pair_sets_nothing(pair, words):
    with pytest.raises(CommandError, match=words):
        run("title=New", pair)
    assert SiteSettings.load().title == "Crosstalk"
