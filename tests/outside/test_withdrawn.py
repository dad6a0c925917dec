"""PROMISES 14: once public and now withdrawn is 410 with the body of a 404; to the ping endpoints it is missing."""

import pytest

from tests.factories import make_comment, make_post
from tests.outside.forms import Named, pings, reading

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STATES = ("draft", "review", "private", "trash")


@pytest.fixture(params=STATES)
def withdrawn(request):
    post = make_post("Plan", slug="plan-1")
    shown = make_comment(post)
    post.withdraw(request.param)
    return Named(post.get_absolute_url(), post.pk, shown.pk)


def test_readers_are_told_that_it_is_gone_and_nothing_else(client, withdrawn):
    missing = client.get("/2001/01/nothing/").content
    for form, address in reading(withdrawn):
        if "trackback" in form or form == "own comment":  # which is missing to whoever did not write it
            continue
        answer = client.get(address, follow="slash" in form)
        assert (answer.status_code, answer.content) == (410, missing), form


def test_to_who_sends_pings_it_is_missing(client, withdrawn):
    never = Named("/2001/01/plan-1/", 999999, 888888)
    for (form, of_withdrawn), (_, of_missing) in zip(pings(withdrawn), pings(never), strict=True):
        seen, expected = of_withdrawn(client), of_missing(client)
        assert (seen.status_code, seen.content) == (expected.status_code, expected.content), form


@pytest.mark.parametrize("form", ["trackback/", "trackback", "trackback/?__mode=rss"])
def test_a_trackback_address_that_is_merely_read_says_missing(client, withdrawn, form):
    seen, expected = client.get(withdrawn.path + form), client.get("/2001/01/nothing/trackback/")
    assert (seen.status_code, seen.content) == (404, expected.content)


def test_an_old_address_of_a_withdrawn_post_is_gone_too(client):
    post = make_post("Plan")
    old = post.get_absolute_url()
    post.slug = "moved"
    post.write()
    post.withdraw()
    assert client.get(old).status_code == 410


def test_a_draft_that_takes_an_old_address_hides_nobodys_way(client):
    """Neither readers nor pings learn of the draft: the address still leads where it led."""
    post = make_post("Plan")
    old = post.get_absolute_url()
    post.slug = "moved"
    post.write()
    make_post("Plan", slug="plan", state="draft")
    assert client.get(old).headers["Location"] == post.get_absolute_url()
    ping = {"source": "http://bob.example/", "target": f"http://testserver{old}"}
    assert client.post("/webmention/", ping).status_code == 201


def test_published_again_it_is_there_again(client):
    post = make_post("Plan")
    post.trash()
    post.restore()
    assert client.get(post.get_absolute_url()).status_code == 200
