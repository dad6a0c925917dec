"""Merging is asked for in the list, said first, and done by who may change and delete."""

import pytest

from posts.models import Category, Tag
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/posts/tag/"


@pytest.fixture
def tags():
    tags = [Tag.objects.create(name=name) for name in ("color", "colour")]
    make_post(tags=tags)
    make_post(tags=tags[1:])
    return tags


def sent(groups, **fields):
    return {"action": "merge", "_selected_action": [group.pk for group in groups], **fields}


@pytest.fixture
def editor(client):
    client.force_login(make_user(role="editor"))


def test_it_is_said_first_how_many_posts_it_is_about(client, editor, tags):
    page = client.post(LIST, sent(tags)).content.decode()
    assert "2 posts carry at least one of them." in page
    assert "colour · tag/colour/ · 2 posts" in page
    assert Tag.objects.count() == 2


def test_then_it_is_done_and_told(client, editor, tags):
    response = client.post(LIST, sent(tags, into=tags[0].pk, _sure="1"), follow=True)
    assert "“colour” merged into “color”" in response.content.decode()
    assert (Tag.objects.get(), tags[0].posts.count()) == (tags[0], 2)
    history = client.get(f"{LIST}{tags[0].pk}/history/").content.decode()
    assert "Merged with it: “colour”" in history


@pytest.mark.parametrize("into", ["", "x", "999", "\0"])
def test_a_choice_that_is_none_changes_nothing(client, editor, tags, into):
    response = client.post(LIST, sent(tags, into=into, _sure="1"))
    assert (response.status_code, Tag.objects.count()) == (422, 2)


def test_one_alone_is_not_merged(client, editor, tags):
    response = client.post(LIST, sent(tags[:1]), follow=True)
    assert "Choose at least two" in response.content.decode()


def test_what_cannot_be_is_said_beside_the_choice(client, editor):
    upper = Category.objects.create(name="Upper")
    lower = Category.objects.create(name="Lower", parent=upper)
    response = client.post("/admin/posts/category/", sent([upper, lower], into=lower.pk, _sure="1"))
    assert (response.status_code, Category.objects.count()) == (422, 2)
    assert "keep the upper one" in response.content.decode()


@pytest.mark.parametrize("role", ["author", "moderator", "reader"])
def test_nobody_else_merges(client, tags, role):
    client.force_login(make_user(role=role))
    client.post(LIST, sent(tags, into=tags[0].pk, _sure="1"))
    assert Tag.objects.count() == 2
