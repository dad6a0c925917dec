"""The page of revisions: a list, two of them side by side, and the way back."""

import pytest

from tests.factories import make_author, make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(alice):
    post = make_post("Roses", author=make_author(user=alice), html="<p>One old word.</p>", state="draft")
    for text in ("<p>One new word.</p>", "<p>One newest word.</p>"):
        post.html, post.by = text, alice
        post.write()
    return post


def address(post):
    return f"/admin/posts/post/{post.pk}/revisions/"


def test_the_newest_two_stand_side_by_side_with_their_words_marked(client, post):
    page = client.get(address(post)).content.decode()
    assert "One <del>new</del> word." in page
    assert "One <ins>newest</ins> word." in page
    assert "alice" in page


def test_any_two_are_compared(client, post):
    first, last = post.revisions.last(), post.revisions.first()
    page = client.get(address(post), {"from": first.pk, "to": last.pk}).content.decode()
    assert "<del>old</del>" in page and "<ins>newest</ins>" in page


@pytest.mark.parametrize("odd", ["x", "-1", "9" * 40, "99999"])
def test_a_made_up_number_is_as_good_as_none(client, post, odd):
    assert client.get(address(post), {"from": odd, "to": odd}).status_code == 200


def test_restoring_says_it_again_and_keeps_what_stood_there(client, post, alice):
    old = post.revisions.last()
    client.post(f"{address(post)}{old.pk}/restore/")
    post.refresh_from_db()
    assert post.html == "<p>One old word.</p>"
    assert post.revisions.count() == 4
    assert post.updated_by == alice


def test_a_revision_of_another_post_is_not_restored(client, post):
    other = make_post(html="<p>Other.</p>").revisions.get()
    assert client.post(f"{address(post)}{other.pk}/restore/").status_code == 404


def test_a_hundred_revisions_are_listed_in_a_few_queries(client, post, alice, django_assert_max_num_queries):
    for n in range(60):
        post.html = f"<p>{n}</p>"
        post.write()
    with django_assert_max_num_queries(12):
        assert client.get(address(post)).status_code == 200
