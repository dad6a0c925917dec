"""“Paste your post's URL”: the form on the page, the door of a Webmention behind it, and the steps to watch."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import PostComment
from tests.factories import make_comment, make_post, set_site
from tests.flows import run_jobs
from trackbacks.models import IncomingPing
from trackbacks.status import WORDS
from trackbacks.steps import STEPS, steps

pytestmark = pytest.mark.django_db
SOURCE = "http://charlie.example/beans/"


def paste(post, source=SOURCE, client=None, **fields):
    client = client or Client(enforce_csrf_checks=True)
    body = urlencode({"source": source, "target": post.full_url, **fields})
    return client.post("/webmention/?answer=page", body, content_type="application/x-www-form-urlencoded")


def test_the_form_on_the_page_leads_to_the_status_page_and_needs_no_cookie(client):
    post = make_post()
    page = client.get(post.get_absolute_url()).content.decode()
    assert 'action="/webmention/?answer=page"' in page
    assert f'name="target" value="{post.full_url}"' in page
    answer = paste(post)
    ping = IncomingPing.objects.get()
    assert (ping.source, ping.post, ping.protocol) == (SOURCE, post, "webmention")
    assert (answer.status_code, answer["Location"]) == (302, ping.status_url)
    assert not answer.cookies


def test_it_and_a_webmention_from_the_same_page_are_one_ping(client):
    post = make_post()
    paste(post)
    client.post("/webmention/", {"source": SOURCE, "target": post.full_url})
    assert IncomingPing.objects.get().received == 2


def test_other_blogs_are_answered_as_before(client):
    post = make_post()
    answer = client.post("/webmention/", {"source": SOURCE, "target": post.full_url})
    assert (answer.status_code, answer["Content-Type"]) == (201, "text/plain; charset=utf-8")


@pytest.mark.parametrize("source", ["", "beans", "javascript:alert(1)", "http://c.example/ <b>"])
def test_what_is_refused_comes_back_with_the_reason_and_what_was_typed(source):
    post = make_post()
    answer = paste(post, source)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "source" in page
    assert 'id="paste-source"' in page
    assert post.title in page
    assert "<b>" not in page
    assert not IncomingPing.objects.exists()


def test_a_page_of_this_blog_and_a_closed_post_are_refused_in_words():
    post = make_post()
    assert b"A blog does not ping itself." in paste(post, "http://testserver/about/").content
    closed = make_post(pings_open=False)
    assert b"This post is closed" in paste(closed).content


def test_a_target_that_is_none_of_ours_or_hidden_is_named_nowhere():
    hidden = make_post("Secret beans", state="private")
    for target in (hidden.full_url, "http://charlie.example/", "", "http://testserver/nothing/"):
        answer = paste(hidden, target=target)
        assert answer.status_code in (400, 404)
        assert b"Secret beans" not in answer.content
        assert b"paste-source" not in answer.content


def test_what_is_no_form_at_all_is_answered_by_a_page():
    answer = Client().post("/webmention/?answer=page", b"\xff\0" * 100, content_type="text/plain")
    assert answer.status_code == 400
    assert b"That did not work" in answer.content


def test_too_many_are_told_to_wait():
    post = make_post()
    for number in range(30):
        assert paste(post, f"{SOURCE}{number}").status_code == 302
    answer = paste(post, f"{SOURCE}more")
    assert (answer.status_code, "Retry-After" in answer) == (429, True)
    assert f'value="{SOURCE}more"' in answer.content.decode()


def test_a_closed_post_and_a_site_without_webmentions_have_no_such_form(client):
    closed = make_post(pings_open=False)
    assert b"paste-source" not in client.get(closed.get_absolute_url()).content
    set_site(webmention_in=False)
    assert b"paste-source" not in client.get(make_post().get_absolute_url()).content


def test_the_status_page_looks_again_until_the_answer_is_final(client):
    paste(make_post())
    ping = IncomingPing.objects.get()
    page = client.get(f"/pings/{ping.uuid}/")
    assert page["Refresh"] == "3"
    assert b"looks again by itself" in page.content
    assert "Refresh" not in client.get(f"/pings/{ping.uuid}/?format=json")
    IncomingPing.objects.update(created=timezone.now() - timedelta(minutes=3))
    assert client.get(f"/pings/{ping.uuid}/")["Refresh"] == "30"
    IncomingPing.objects.update(state="refused", last_error="not found at source")
    page = client.get(f"/pings/{ping.uuid}/")
    assert "Refresh" not in page
    assert b"looks again" not in page.content


def test_it_also_looks_again_while_the_filters_look(client):
    post = make_post()
    paste(post)
    comment = make_comment(post, status="pending", kind="webmention", verified=True)
    IncomingPing.objects.update(state="done", due_at=None, comment=comment)
    address = f"/pings/{IncomingPing.objects.get().uuid}/"
    assert client.get(address)["Refresh"] == "3"
    PostComment.objects.update(verdict="ham")
    assert "Refresh" not in client.get(address)


def test_from_the_form_to_the_comment_step_by_step(client, bob):
    set_site(approve_verified_pings=True)
    post = make_post()
    source = bob.writes("/beans", f'<p>I read <a href="{post.full_url}">this</a>.</p>')
    status_page = paste(post, source)["Location"].removeprefix("http://testserver")
    assert states(client.get(status_page)) == ["done", "later", "later", "later", "later"]
    run_jobs()
    page = client.get(status_page)
    assert states(page) == ["done"] * 5
    assert f"#comment-{PostComment.objects.get().pk}" in page.content.decode()


def states(page):
    return [step.state for step in page.context["steps"]]


@pytest.mark.parametrize("word", WORDS)
def test_every_word_has_its_steps(word):
    made = steps(word)
    assert [step.words for step in made] == list(STEPS)
    assert [step.state for step in made].count("failed") <= 1
    assert all(step.mark for step in made)


@pytest.mark.parametrize("length, offered", [(1500, False), (1501, True)])
def test_a_long_comment_is_offered_a_link_to_quote(client, length, offered):
    from tests.comments.forming import send

    post = make_post("Beans & <peas>")
    page = send(client, post, comment="x" * length, preview="1").content.decode()
    hidden = '<div class="long-comment" data-long="1500" hidden>' in page
    assert hidden != offered
    link = f"&lt;a href=&quot;{post.full_url}&quot;&gt;Beans &amp;amp; &amp;lt;peas&amp;gt;&lt;/a&gt;"
    assert link in page
    assert post.trackback_url in page


def test_who_answers_a_comment_quotes_that_comment(client):
    from tests.comments.forming import respond

    parent = make_comment()
    page = client.get(respond(parent.post), {"reply_to": parent.pk, "comment": "x" * 1501}).content.decode()
    assert f"{parent.post.full_url}#comment-{parent.pk}&quot;" in page


def test_a_post_that_takes_no_pings_offers_nothing(client):
    from tests.comments.forming import send

    post = make_post(pings_open=False)
    assert "long-comment" not in send(client, post, comment="x" * 1501, preview="1").content.decode()
