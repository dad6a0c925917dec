"""A post of a megabyte is saved; a longer one is refused beside its field with everything typed still there."""

import pytest

from blogsite import larger_texts
from posts.admin.editor_widget import MAX_BYTES
from posts.models import Autosave, Post
from tests.admin.test_posts import ADD, fields
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def alice(client):
    client.force_login(make_user("alice", role="author"))


def encoded(**changes):
    from urllib.parse import urlencode

    return urlencode(fields(**changes), doseq=True)


def text_of(size, letter="ä"):
    line = f"<p>{letter * 500}</p>"
    return line * (size // len(line.encode()))


@pytest.mark.parametrize("letter", ["a", "ä", "庭"])
def test_a_text_of_a_megabyte_is_saved(client, letter):
    text = text_of(1024 * 1024, letter)
    assert client.post(ADD, encoded(title="Long", html=text), content_type=FORM).status_code == 302
    assert Post.objects.get(title="Long").html == text


def test_the_longest_text_is_saved_however_it_is_encoded(client):
    answer = client.post(ADD, encoded(title="Long", html=text_of(MAX_BYTES, "庭")), content_type=FORM)
    assert answer.status_code == 302


def test_a_copy_may_be_as_long_as_what_is_saved(client):
    text = text_of(MAX_BYTES, "庭")
    sent = encoded(key="new-abcdefghijkl", base="0", post="", text="1", html=text)
    assert client.post("/admin/posts/post/autosave/", sent, content_type=FORM).status_code == 200
    assert Autosave.objects.get().data["html"] == [text]


def test_a_longer_one_is_refused_beside_its_field_and_stays_there(client):
    answer = client.post(ADD, encoded(title="Too long", html=text_of(MAX_BYTES + 2000)), content_type=FORM)
    assert answer.status_code == 200
    assert "This text is longer than 2 MB." in answer.text
    assert "ä" * 500 in answer.text
    assert "Too long" in answer.text
    assert not Post.objects.exists()


def test_what_is_larger_than_any_text_is_not_read(client):
    body = "html=" + "a" * larger_texts.MAX_BYTES
    assert client.post(ADD, body, content_type=FORM).status_code == 400


def test_no_other_form_and_nobody_else_may_send_as_much(client):
    body = "text=" + "a" * (2 * 1024 * 1024)
    assert client.post("/admin/password_change/", body, content_type=FORM).status_code == 400
    client.logout()
    assert client.post(ADD, body, content_type=FORM).status_code in (302, 400)
    post = make_post()
    assert client.post(f"{post.get_absolute_url()}respond/", body, content_type=FORM).status_code in (
        400,
        413,
    )
