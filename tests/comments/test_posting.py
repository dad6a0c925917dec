"""From the form to the page: what is stored, what its author is shown, and what is refused."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments import tokens
from comments.models import PostComment
from jobs.models import Chore
from tests.comments.forming import filled_in, respond, send
from tests.factories import make_author, make_comment, make_post, make_user, set_site

pytestmark = pytest.mark.django_db


def test_a_comment_is_stored_and_held_until_it_is_checked(client):
    post = make_post()
    answer = send(client, post, url="https://bob.example/")
    comment = PostComment.objects.get()
    assert answer.status_code == 302
    assert (comment.post, comment.status, comment.verdict) == (post, "pending", "")
    assert (comment.user_name, comment.user_email, comment.user_url) == (
        "Bob",
        "bob@bob.example",
        "https://bob.example/",
    )
    assert comment.address == "127.0.0.1"
    assert Chore.objects.filter(kind="judge", object_id=str(comment.pk)).count() == 1


def test_its_author_is_led_to_the_post_with_a_token(client):
    post = make_post()
    answer = send(client, post)
    comment = PostComment.objects.get()
    path, _, rest = answer["Location"].partition("?awaiting=")
    token, _, anchor = rest.partition("#")
    assert path == post.get_absolute_url()
    assert anchor == f"comment-{comment.pk}"
    assert waiting(token, post) == comment


def waiting(token, post=None):
    from django.test import RequestFactory

    return tokens.awaiting(RequestFactory().get("/", {"awaiting": token}), post)


@pytest.mark.parametrize(
    "status, seen", [("pending", True), ("spam", True), ("approved", False), ("trash", False)]
)
def test_the_token_shows_what_is_not_shown_yet(status, seen):
    comment = make_comment(status=status)
    assert (waiting(tokens.awaiting_token(comment)) is not None) == seen


def test_the_token_is_good_for_one_comment_a_day_and_its_own_post():
    comment = make_comment(status="pending")
    token = tokens.awaiting_token(comment)
    assert waiting(token, make_post()) is None
    assert waiting(token + "x") is None
    assert waiting(tokens.mute_token(comment)) is None
    assert waiting("x" * 10_000) is None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time", lambda: (timezone.now() + timedelta(hours=25)).timestamp())
        assert waiting(token) is None


def test_the_blogs_own_people_need_no_check(client):
    alice = make_user("alice", role="author")
    post = make_post(author=make_author(user=alice))
    client.force_login(alice)
    answer = client.post(respond(post), filled_in(post, name="", email="", comment="Thank you all."))
    comment = PostComment.objects.get()
    assert (comment.status, comment.user, comment.user_name) == ("approved", alice, "alice")
    assert answer["Location"] == f"{post.get_absolute_url()}#comment-{comment.pk}"
    assert not Chore.objects.filter(kind="judge").exists()
    assert comment.events.get(new="approved").by_user == alice
    post.refresh_from_db()
    assert post.comment_count == 1


def test_a_moderator_is_trusted_and_another_author_is_not(client):
    post = make_post()
    for username, role, status in [("mo", "moderator", "approved"), ("carol", "author", "pending")]:
        client.force_login(make_user(username, role=role))
        client.post(respond(post), filled_in(post, name="", email=""))
        assert PostComment.objects.get(user__username=username).status == status


def test_who_is_signed_in_cannot_send_under_another_name(client):
    post = make_post()
    client.force_login(make_user("charlie"))
    send(client, post, name="Alice", email="alice@alice.example")
    comment = PostComment.objects.get()
    assert (comment.user_name, comment.user_email) == ("charlie", "charlie@charlie.example")


def test_the_same_comment_sent_twice_is_one(client):
    post = make_post()
    first, second = send(client, post), send(client, post)
    assert PostComment.objects.count() == 1
    assert first["Location"].partition("#")[2] == second["Location"].partition("#")[2]


def test_the_same_words_elsewhere_by_another_or_a_day_later_are_comments_of_their_own(client):
    post = make_post()
    send(client, post)
    send(client, make_post())
    send(client, post, name="Charlie", email="charlie@charlie.example")
    assert PostComment.objects.count() == 3
    PostComment.objects.update(created=timezone.now() - timedelta(hours=25))
    send(client, post)
    assert PostComment.objects.count() == 4


def test_the_same_thanks_to_two_people_are_two(client):
    post = make_post()
    alice, charlie = make_comment(post, user_name="Alice"), make_comment(post, user_name="Charlie")
    for parent in (alice, charlie):
        send(client, post, reply_to=parent.pk, comment="Thanks!")
    assert PostComment.objects.filter(comment="Thanks!").count() == 2


def test_a_preview_shows_the_html_and_stores_nothing(client):
    post = make_post()
    answer = send(client, post, comment="It is *here* <script>alert(1)</script>", preview="1")
    assert answer.status_code == 200
    assert answer.context["preview"] == "<p>It is <em>here</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    assert not PostComment.objects.exists()


def test_a_preview_keeps_the_time_at_which_the_form_was_opened(client):
    post = make_post()
    data = filled_in(post, preview="1")
    answer = client.post(respond(post), data)
    assert str(answer.context["form"]["timestamp"].value()) == data["timestamp"]


def test_who_asks_for_it_is_remembered_in_a_cookie(client):
    post = make_post()
    answer = send(client, post, name="Zoë Bär", url="https://bob.example/", consent="on")
    cookie = answer.cookies[tokens.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "bob@bob.example" not in cookie.value
    form = client.get(respond(post)).context["form"]
    assert [form[name].value() for name in ("name", "email", "url")] == [
        "Zoë Bär",
        "bob@bob.example",
        "https://bob.example/",
    ]


def test_who_does_not_ask_is_forgotten(client):
    post = make_post()
    assert tokens.COOKIE not in client.get(respond(post)).cookies
    send(client, post, consent="on")
    answer = send(client, post, comment="Something else.")
    assert answer.cookies[tokens.COOKIE]["max-age"] == 0
    assert client.get(respond(post)).context["form"]["name"].value() is None


def test_a_cookie_that_was_tampered_with_is_ignored(client):
    client.cookies[tokens.COOKIE] = "WyJFdmUiXQ:1:x"
    assert client.get(respond(make_post())).context["form"]["name"].value() is None


def test_the_form_page_sets_the_csrf_cookie_and_is_never_cached(client):
    answer = client.get(respond(make_post()))
    assert "csrftoken" in answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_the_form_page_shows_what_is_answered(client):
    parent = make_comment(comment="Beans need sun.")
    answer = client.get(respond(parent.post), {"reply_to": parent.pk})
    assert answer.context["parent"] == parent
    assert answer.context["form"]["reply_to"].value() == parent.pk
    assert b"Beans need sun." in answer.content


@pytest.mark.parametrize("number", ["999", "x", "-1", "²", "9" * 5000])
def test_what_cannot_be_answered_is_not_found(client, number):
    assert client.get(respond(make_post()), {"reply_to": number}).status_code == 404


def test_a_held_comment_cannot_be_quoted_by_its_number(client):
    held = make_comment(status="pending")
    assert client.get(respond(held.post), {"reply_to": held.pk}).status_code == 404


def test_a_script_gets_the_tokens_as_json_and_can_send_with_them(client):
    post = make_post()
    browser = Client(enforce_csrf_checks=True)
    given = json.loads(browser.get(respond(post), headers={"accept": "application/json"}).content)
    assert given.pop("open") is True
    assert given.pop("remembered") == {}
    answer = browser.post(
        respond(post), {**given, "name": "Bob", "email": "bob@bob.example", "comment": "Beans."}
    )
    assert answer.status_code == 302
    assert PostComment.objects.count() == 1


def test_without_the_csrf_token_nothing_is_stored():
    post = make_post()
    assert send(Client(enforce_csrf_checks=True), post).status_code == 403
    assert not PostComment.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(respond(make_post())).status_code == 405


@pytest.mark.parametrize("state", ["draft", "review", "private", "trash"])
def test_a_hidden_post_has_no_form(client, state):
    post = make_post(state=state)
    assert client.get(respond(post)).status_code == 404
    assert client.post(respond(post), filled_in(post)).status_code == 404


def test_a_withdrawn_post_is_gone(client):
    post = make_post()
    post.withdraw()
    assert send(client, post).status_code == 410
    assert not PostComment.objects.exists()


def test_a_locked_post_asks_for_its_password_first(client):
    post = make_post(password="secret")
    answer = send(client, post)
    assert (answer.status_code, answer["Location"]) == (302, post.get_absolute_url())
    assert not PostComment.objects.exists()


def test_an_eleventh_comment_within_ten_minutes_waits(client):
    post = make_post()
    for number in range(10):
        assert send(client, post, comment=f"Thought {number}").status_code == 302
    answer = send(client, post, comment="One more")
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    assert answer.context["form"]["comment"].value() == "One more"
    assert PostComment.objects.count() == 10
    assert (
        client.post(respond(post), filled_in(post, comment="Other"), REMOTE_ADDR="192.0.2.7").status_code
        == 302
    )


def test_the_limit_can_be_switched_off(client, settings):
    settings.RATE_LIMITS = False
    post = make_post()
    for number in range(12):
        assert send(client, post, comment=f"Thought {number}").status_code == 302


def test_a_closed_post_says_so_and_stores_nothing(client):
    post = make_post(comments_open=False)
    answer = send(client, post)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == ["Comments on this post are closed."]
    assert not PostComment.objects.exists()
    set_site(comments_allowed=False)
    assert send(client, make_post()).status_code == 422


def test_comments_close_after_the_days_that_the_owner_chose(client):
    set_site(close_comments_after_days=14)
    young, old = (make_post(at=timezone.now() - timedelta(days=days)) for days in (13, 15))
    assert send(client, young).status_code == 302
    assert send(client, old).status_code == 422


def test_a_filled_honeypot_is_no_error_and_is_seen_by_the_filter(client):
    from tests.factories import run_chores

    assert send(client, make_post(), honeypot="http://pills.example").status_code == 302
    run_chores("judge")
    comment = PostComment.objects.get()
    assert (comment.honeypot, comment.status) == ("http://pills.example", "spam")
    assert comment.reasons[0]["check"] == "honeypot"


def test_the_seconds_that_it_took_are_kept(client):
    send(client, make_post(), seconds_ago=75)
    assert 75 <= PostComment.objects.get().seconds_to_write < 80


def test_an_error_keeps_the_text_and_the_time_at_which_the_form_was_opened(client):
    post = make_post()
    data = filled_in(post, email="bob", comment="Long and good.")
    answer = client.post(respond(post), data)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.errors) == ["email"]
    assert form["comment"].value() == "Long and good."
    assert str(form["timestamp"].value()) == data["timestamp"]
    assert b"Long and good." in answer.content


def test_a_form_that_was_open_for_too_long_can_be_sent_once_more(client):
    post = make_post()
    answer = send(client, post, seconds_ago=30 * 3600, comment="Slept over it.")
    assert answer.status_code == 422
    assert b"open for too long" in answer.content
    again = {field.html_name: field.value() or "" for field in answer.context["form"]}
    assert client.post(respond(post), again).status_code == 302
    assert PostComment.objects.get().comment == "Slept over it."


def test_its_author_sees_the_held_comment_on_the_page_and_nobody_else_does(client):
    post = make_post()
    page = client.get(send(client, post, comment="Held back for now.")["Location"])
    assert b"being checked" in page.content
    assert b"Held back for now." in page.content
    assert "no-store" in page["Cache-Control"]
    assert b"Held back for now." not in client.get(post.get_absolute_url()).content
    PostComment.objects.update(verdict="ham")
    again = client.get(
        f"{post.get_absolute_url()}?awaiting={tokens.awaiting_token(PostComment.objects.get())}"
    )
    assert b"awaiting moderation" in again.content


def test_the_form_page_shows_the_preview_and_can_be_sent_from_there(client):
    post = make_post()
    page = client.post(respond(post), filled_in(post, preview="1", comment="It is *here*", consent="on"))
    assert b"<p>It is <em>here</em></p>" in page.content
    assert b'name="preview"' in page.content


def test_the_form_page_of_a_closed_post_has_no_form(client):
    page = client.get(respond(make_post(comments_open=False)))
    assert b"data-respond-form" not in page.content
    assert b"closed" in page.content


def test_where_names_are_not_asked_for_the_nameless_are_anonymous(client):
    set_site(name_required=False)
    post = make_post()
    assert send(client, post, name="", email="").status_code == 302
    comment = PostComment.objects.get()
    comment.approve("system")
    assert "Anonymous" in client.get(post.get_absolute_url()).content.decode()
    assert client.get("/comments/feed/").content.decode().count("Anonymous") >= 1


def test_who_wants_mail_has_to_say_where(client):
    set_site(name_required=False)
    answer = send(client, make_post(), name="", email="", followup="on")
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["email"]


def test_who_is_asked_by_mail_needs_an_address_whatever_else_is_asked_for(client):
    set_site(name_required=False, confirm_by_mail=True)
    answer = send(client, make_post(), name="", email="")
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["email"]


def test_only_who_is_signed_in_may_comment_where_the_owner_wants_it(client):
    set_site(members_only=True)
    post = make_post()
    answer = send(client, post)
    assert answer.status_code == 422 and "Please sign in" in answer.content.decode()
    assert not PostComment.objects.exists()
    for page in (post.get_absolute_url(), respond(post)):
        shown = client.get(page).content.decode()
        assert "Sign in to comment" in shown and 'name="comment"' not in shown
    client.force_login(make_user("bob"))
    assert send(client, post).status_code == 302


def test_a_closed_post_asks_nobody_to_sign_in(client):
    set_site(members_only=True)
    post = make_post(comments_open=False)
    assert "Sign in to comment" not in client.get(post.get_absolute_url()).content.decode()
