"""One's own comment: for some minutes its author, and nobody else, rewrites it or takes it back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments import judging, tokens
from comments.models import PostComment
from jobs.errors import Retry
from jobs.models import Chore
from tests.comments.forming import send
from tests.factories import make_comment, make_ping, make_post, make_user, run_chores, set_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client):
    """Bob's comment, sent by the form from his browser."""
    send(client, make_post(), comment="I grow beens.")
    return PostComment.objects.get()


def address(comment, *, own=True, **given):
    token = tokens.awaiting_token(comment, own=own)
    return f"/comment/{comment.pk}/edit/?awaiting={given.get('token', token)}"


def fresh(comment):
    return PostComment.objects.get(pk=comment.pk)


def test_the_browser_that_sent_it_may_rewrite_it(client, own):
    page = f"/comment/{own.pk}/edit/"
    assert b"I grow beens." in client.get(page).content
    answer = client.post(page, {"comment": "I grow *beans*."})
    comment = fresh(own)
    assert (comment.comment, comment.html) == ("I grow *beans*.", "<p>I grow <em>beans</em>.</p>\n")
    assert answer["Location"].startswith(f"{own.post.get_absolute_url()}?awaiting=")


def test_a_preview_shows_the_new_words_and_changes_nothing(client, own):
    page = client.post(f"/comment/{own.pk}/edit/", {"comment": "I grow *beans* <b>here</b>.", "preview": "1"})
    assert page.context["preview"] == "<p>I grow <em>beans</em> &lt;b&gt;here&lt;/b&gt;.</p>\n"
    assert b"this is how it will look" in page.content
    assert b"I grow *beans* &lt;b&gt;here&lt;/b&gt;.</textarea>" in page.content
    assert (fresh(own).comment, page.status_code) == ("I grow beens.", 200)


@pytest.mark.parametrize("words", ["", "x" * 20_001])
def test_what_cannot_be_saved_has_no_preview(client, own, words):
    page = client.post(f"/comment/{own.pk}/edit/", {"comment": words, "preview": "1"})
    assert (page.status_code, page.context.get("preview")) == (422, None)


def test_the_cookie_goes_to_the_pages_of_this_comment_alone(client):
    answer = send(client, make_post())
    cookie = answer.cookies[tokens.OWN_COOKIE]
    assert cookie["path"] == f"/comment/{PostComment.objects.get().pk}/"
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 600)


def test_without_cookies_the_link_after_posting_leads_there(client, own):
    stranger = Client()
    after = send(Client(), own.post, comment="Another.")["Location"].partition("#")[0]
    page = stranger.get(after)
    assert page.context["own_page"].startswith(
        f"/comment/{PostComment.objects.latest('pk').pk}/edit/?awaiting="
    )
    assert b"Edit or delete it" in page.content
    assert b"Another." in stranger.get(page.context["own_page"]).content


def test_the_page_that_everybody_sees_has_no_such_link(client, own):
    own.approve("system")
    page = client.get(own.post.get_absolute_url())
    assert b"Edit or delete" not in page.content
    assert tokens.OWN_COOKIE not in page.cookies
    assert "Cookie" not in page.get("Vary", "")


def test_once_it_is_shown_its_author_still_finds_the_way(client, own):
    own.approve("system")
    token = tokens.awaiting_token(own, own=True)
    page = client.get(f"{own.post.get_absolute_url()}?awaiting={token}")
    assert b"Your comment is shown." in page.content
    assert "no-store" in page["Cache-Control"]


def test_nobody_else_learns_that_it_exists(client):
    comment = make_comment()
    other = tokens.awaiting_token(make_comment(), own=True)
    for given in ("", "x", other, tokens.awaiting_token(comment), tokens.mute_token(comment)):
        for method in (client.get, client.post):
            assert method(address(comment, token=given)).status_code == 404
    assert fresh(comment).status == "approved"
    assert client.get("/comment/987654/edit/").status_code == 404
    assert client.get(f"/comment/{'9' * 500}/edit/").status_code == 404


def test_who_sends_the_same_words_from_elsewhere_gets_no_hold_on_them(own):
    answer = Client(REMOTE_ADDR="192.0.2.7").post(*posted(own))
    assert PostComment.objects.count() == 1
    assert tokens.OWN_COOKIE not in answer.cookies
    page = answer["Location"].partition("#")[0]
    assert "own_page" not in Client().get(page).context


def posted(comment):
    from tests.comments.forming import filled_in, respond

    return respond(comment.post), filled_in(comment.post, comment=comment.comment)


def test_after_some_minutes_it_is_too_late(client, own):
    PostComment.objects.update(created=timezone.now() - timedelta(minutes=9, seconds=50))
    assert client.get(address(own)).status_code == 200
    PostComment.objects.update(created=timezone.now() - timedelta(minutes=10))
    for answer in (client.get(address(own)), client.post(address(own), {"take_back": "1"})):
        assert answer.status_code == 403
        assert b"can no longer be changed" in answer.content
    assert fresh(own).status == "pending"


def test_the_owner_of_the_blog_may_switch_it_off(client):
    set_site(edit_minutes=0)
    answer = send(client, make_post())
    assert tokens.OWN_COOKIE not in answer.cookies
    assert client.get(address(PostComment.objects.get())).status_code == 403


def test_taking_it_back_puts_it_into_the_trash(client, own):
    own.approve("system")
    answer = client.post(address(own), {"take_back": "1", "comment": ""})
    assert answer["Location"] == f"{own.post.get_absolute_url()}#comments"
    event = own.events.last()
    assert (event.new, event.by_what, event.by_user) == ("trash", "author", None)
    own.post.refresh_from_db()
    assert own.post.comment_count == 0
    assert client.get(address(own)).status_code == 403


def test_opening_the_page_changes_nothing(client, own):
    client.get(address(own) + "&take_back=1&comment=x")
    assert (fresh(own).comment, fresh(own).status) == ("I grow beens.", "pending")


def test_a_form_of_another_site_changes_nothing(own):
    assert Client(enforce_csrf_checks=True).post(address(own), {"take_back": "1"}).status_code == 403
    assert fresh(own).status == "pending"


def test_what_is_shown_is_hidden_and_checked_again(client, own):
    own.approve("filter")
    run_chores()
    client.post(address(own), {"comment": "Buy pills."})
    assert (fresh(own).status, fresh(own).verdict) == ("pending", "")
    assert Chore.objects.get(kind="judge", object_id=str(own.pk)).due_at is not None
    set_site(spam_words="pills")
    run_chores("judge")
    assert fresh(own).status == "spam"


def test_what_a_person_approved_waits_for_a_person_again(client, own):
    own.approve(make_user("mo", role="moderator"))
    client.post(address(own), {"comment": "I grow other beans."})
    run_chores("judge")
    assert (fresh(own).status, fresh(own).verdict) == ("pending", "ham")


def test_what_a_person_called_spam_stays_spam_and_its_author_is_not_told(client, own):
    own.mark_spam(make_user("mo", role="moderator"))
    answer = client.post(address(own), {"comment": "I grow other beans."})
    assert fresh(own).status == "spam"
    assert b"awaiting moderation" in client.get(answer["Location"].partition("#")[0]).content


def test_a_verdict_over_the_old_words_is_not_given_to_the_new_ones(own, monkeypatch):
    stale = fresh(own)
    own.rewrite("Buy pills.")
    with pytest.raises(Retry):
        judging.judge(stale)
    assert (fresh(own).status, fresh(own).verdict) == ("pending", "")


def test_the_same_words_again_are_no_change(client, own):
    own.approve("filter")
    client.post(address(own), {"comment": "I grow beens."})
    assert fresh(own).status == "approved"


@pytest.mark.parametrize("words", ["", "   ", "x" * 20_001])
def test_words_that_are_none_or_too_many_come_back(client, own, words):
    answer = client.post(address(own), {"comment": words})
    assert answer.status_code == 422
    assert b'aria-invalid="true"' in answer.content
    assert fresh(own).comment == "I grow beens."


def test_rewriting_is_counted_as_writing_is(client, own):
    for number in range(9):
        assert client.post(address(own), {"comment": f"Version {number}"}).status_code == 302
    answer = client.post(address(own), {"comment": "One too many"})
    assert (answer.status_code, "Retry-After" in answer) == (429, True)
    assert b"One too many" in answer.content


def test_a_ping_is_nobodys_comment(client):
    ping = make_ping()
    assert client.get(address(ping)).status_code == 403


def test_under_a_withdrawn_post_there_is_nothing(client, own):
    own.post.withdraw()
    assert client.get(address(own)).status_code == 404
