"""What the comment form lets through, and what it says about the rest."""

import time

import pytest
from django.contrib.auth.models import AnonymousUser

from comments.forms import FORM_VALID_SECONDS, PostCommentForm
from tests.comments.forming import filled_in
from tests.factories import make_author, make_comment, make_ping, make_post, make_user, set_site

pytestmark = pytest.mark.django_db


def form_of(post, **answers):
    return PostCommentForm(post, filled_in(post, **answers))


def errors(post, **answers):
    return {name: list(messages) for name, messages in form_of(post, **answers).errors.items()}


def test_a_complete_form_is_valid():
    assert errors(make_post(), url="bob.example") == {}


@pytest.mark.parametrize(
    "answers, field",
    [
        ({"name": ""}, "name"),
        ({"name": "\u202e\u2066 \x00"}, "name"),
        ({"name": "B" * 51}, "name"),
        ({"email": ""}, "email"),
        ({"email": "bob"}, "email"),
        ({"email": f"{'b' * 250}@bob.example"}, "email"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "ftp://bob.example/"}, "url"),
        ({"url": "data:text/html,x"}, "url"),
        ({"url": "http://bob.example/" + "x" * 200}, "url"),
        ({"comment": ""}, "comment"),
        ({"comment": " \n\t\x00\u202e "}, "comment"),
        ({"comment": "x" * 20_001}, "comment"),
        ({"reply_to": "x"}, "reply_to"),
        ({"reply_to": "9" * 5000}, "reply_to"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(answers, field):
    assert list(errors(make_post(), **answers)) == [field]


@pytest.mark.parametrize(
    "answers", [{"name": "B" * 50}, {"comment": "x" * 20_000}, {"url": "HTTPS://bob.example"}]
)
def test_the_very_limit_is_allowed(answers):
    assert errors(make_post(), **answers) == {}


def test_what_cannot_be_seen_is_taken_out_before_it_is_stored():
    form = form_of(
        make_post(), name="B\x00o\u202eb\r\nBcc: x", comment="one\x00\r\ntwo\u2066\r\r\r\r\r\rthree\ud800"
    )
    assert form.is_valid()
    data = form.get_comment_create_data()
    assert data["user_name"] == "Bob Bcc: x"
    assert data["comment"] == "one\ntwo\n\n\nthree"


def test_right_to_left_words_and_joined_signs_stay():
    words = "שלום 👩\u200d🌾 می\u200cخواهم"
    form = form_of(make_post(), comment=words)
    assert form.is_valid()
    assert form.cleaned_data["comment"] == words


def test_a_reply_needs_a_shown_comment_of_this_very_post():
    post = make_post()
    there = make_comment(post)
    assert errors(post, reply_to=there.pk) == {}
    assert errors(post, reply_to=make_ping(post).pk) == {}
    assert "reply_to" in errors(make_post(), reply_to=there.pk)
    assert "reply_to" in errors(post, reply_to=there.pk + 1000)


@pytest.mark.parametrize("status", ["pending", "spam", "trash", "unconfirmed"])
def test_a_comment_that_is_not_shown_cannot_be_answered(status):
    hidden = make_comment(status=status)
    assert "no longer there" in errors(hidden.post, reply_to=hidden.pk)["reply_to"][0]


@pytest.mark.parametrize("reply_to", ["", "0"])
def test_a_reply_to_nothing_begins_a_thread(reply_to):
    form = form_of(make_post(), reply_to=reply_to)
    assert form.is_valid()
    assert form.parent is None


@pytest.mark.parametrize(
    "age, valid", [(0, True), (FORM_VALID_SECONDS - 60, True), (FORM_VALID_SECONDS + 60, False)]
)
def test_a_form_is_good_for_a_day(age, valid):
    assert form_of(make_post(), seconds_ago=age).is_valid() == valid


def test_a_form_of_another_post_or_with_another_time_is_not_taken():
    post, other = make_post(), make_post()
    stolen = {
        name: filled_in(other)[name] for name in ("timestamp", "security_hash", "object_pk", "content_type")
    }
    assert list(PostCommentForm(post, filled_in(post) | stolen).errors) == ["security_hash"]
    assert "security_hash" in errors(post, timestamp=str(int(time.time()) - 3))


def test_a_form_that_was_too_old_comes_back_with_fresh_tokens_and_the_same_text():
    again = form_of(
        make_post(), seconds_ago=FORM_VALID_SECONDS + 60, comment="Long thought over."
    ).made_anew()
    assert again["comment"].value() == "Long thought over."
    assert again.non_field_errors() == ["The form was open for too long. Please send it once more."]
    assert not again.security_errors()
    assert PostCommentForm(again.target_object, again.data).is_valid()


def test_a_user_is_asked_for_neither_name_nor_address():
    post, charlie = make_post(), make_user("charlie", first_name="Charlie", last_name="C.")
    form = PostCommentForm(post, filled_in(post), user=charlie)
    assert not {"name", "email", "url", "consent"} & set(form.fields)
    assert form.is_valid()
    assert form.get_comment_create_data()["user_name"] == "Charlie C."


def test_a_user_with_a_profile_comments_under_its_name():
    post, alice = make_post(), make_user("alice")
    author = make_author(user=alice)
    author.display_name, author.website = "Alice Ashby", "https://alice.example/"
    author.save()
    form = PostCommentForm(post, filled_in(post), user=alice)
    assert form.is_valid()
    assert form.sender() == {
        "user": alice,
        "user_name": "Alice Ashby",
        "user_email": "alice@alice.example",
        "user_url": "https://alice.example/",
    }


def test_a_visitor_is_nobody_in_particular():
    assert PostCommentForm(make_post(), user=AnonymousUser()).user is None


def test_the_form_makes_the_librarys_promises(settings):
    from django_comments_xtd import get_form

    assert get_form() is PostCommentForm
    set_site(comments_allowed=False)
    assert "__all__" in errors(make_post())
