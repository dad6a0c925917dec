"""Comments of any length and alphabet, forged and replayed forms: a clear answer, nothing lost, never an error page."""

import time

import pytest
from django.test import Client

from comments.models import PostComment
from tests.comments.forming import filled_in, respond, send
from tests.comments.test_threads_order import bulk_replies
from tests.factories import make_comment, make_post, set_site

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ALPHABETS = {
    "Arabic": "أزرع الفول في حديقتي كل ربيع.",
    "Hebrew": "אני מגדל שעועית בגינה.",
    "Chinese": "我在花园里种豆子。",
    "Thai": "ฉันปลูกถั่วในสวน",
    "Devanagari": "मैं बगीचे में सेम उगाता हूँ।",
    "emoji": "👩🏽‍🌾🌱🫘 👨‍👩‍👧‍👦 🏳️‍🌈",
    "zalgo": "b" + "\u0301\u0323\u0353\u0489" * 40 + "eans",
    "mixed": "Beans, أزرع 2 kg 豆, and 🫘.",
    "mathematical": "𝓫𝓮𝓪𝓷𝓼 ℬ ﷽ ꧅",
}


@pytest.mark.parametrize("words", ALPHABETS.values(), ids=ALPHABETS)
def test_every_alphabet_is_kept_and_shown(client, words):
    post = make_post()
    assert send(client, post, comment=words, name=words[:40]).status_code == 302
    comment = PostComment.objects.get()
    comment.approve("system")
    assert comment.comment == words
    page = client.get(post.get_absolute_url()).content.decode()
    assert '<div class="comment__body e-content" dir="auto"><p>' in page
    assert words.split()[0] in page


LONG = {
    "one word": "x" * 20_000,
    "one word of four bytes": "🫘" * 20_000,
    "nested quotes": "> " * 5_000 + "beans",
    "nested lists": "- " * 5_000 + "beans",
    "brackets": "[" * 20_000,
    "emphasis": "*a **b " * 2_800,
    "backticks": "`" * 20_000,
    "addresses": "http://a.example/ " * 1_100,
    "lines": "a\n\n" * 6_600,
}


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_the_longest_comment_of_any_shape_is_taken_in_good_time(client, words):
    post, start = make_post(), time.process_time()
    assert send(client, post, comment=words[:20_000]).status_code == 302
    PostComment.objects.get().approve("system")
    assert client.get(post.get_absolute_url()).status_code == 200
    assert time.process_time() - start < 5  # seconds of CPU, of a slow machine


def test_what_is_longer_comes_back_whole_with_a_word(client):
    words = "beans " * 4_000
    answer = send(client, make_post(), comment=words)
    assert answer.status_code == 422
    assert words.strip() in answer.content.decode()
    assert "at most 20000 characters" in answer.content.decode()


FORGED = ["999", "-1", "x", "1e3", "²", "9" * 5000, "1 OR 1=1", "None", "\0"]


@pytest.mark.parametrize("parent", FORGED)
def test_a_forged_parent_is_refused_and_the_comment_comes_back(client, parent):
    answer = send(client, make_post(), reply_to=parent, comment="I grow beans.")
    assert answer.status_code == 422
    assert b"I grow beans." in answer.content
    assert not PostComment.objects.exists()


def test_a_parent_of_another_post_is_refused_and_the_comment_comes_back_without_it(client):
    post, foreign = make_post(), make_comment()
    answer = send(client, post, reply_to=foreign.pk, comment="I grow beans.")
    assert answer.status_code == 422
    assert b"I grow beans." in answer.content
    assert foreign.user_name.encode() not in answer.content.partition(b"<form")[0]


def test_a_parent_that_was_taken_down_meanwhile_loses_nothing(client):
    parent = make_comment()
    data = filled_in(parent.post, reply_to=parent.pk, comment="I disagree.")
    parent.mark_spam("system")
    answer = client.post(respond(parent.post), data)
    assert answer.status_code == 422
    assert b"I disagree." in answer.content
    assert b"no longer there" in answer.content
    assert answer.context["form"]["reply_to"].value() == ""
    assert client.post(respond(parent.post), {**data, "reply_to": ""}).status_code == 302


def test_a_form_that_is_replayed_after_an_hour_makes_no_second_comment(client):
    post = make_post()
    data = filled_in(post, seconds_ago=60)
    client.post(respond(post), data)
    later = filled_in(post, seconds_ago=3660)
    assert client.post(respond(post), later).status_code == 302
    assert PostComment.objects.count() == 1


def test_a_form_that_is_replayed_after_a_day_comes_back_filled_in_with_a_new_token(client):
    post = make_post()
    answer = client.post(respond(post), filled_in(post, seconds_ago=25 * 3600))
    assert answer.status_code == 422
    assert b"I grow beans myself." in answer.content
    assert not PostComment.objects.exists()


def test_a_form_whose_cookie_was_lost_comes_back_filled_in():
    post = make_post()
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(respond(post), filled_in(post, comment="I grow <beans>."))
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "I grow &lt;beans&gt;." in page
    assert 'value="bob@bob.example"' in page
    assert "csrftoken" in answer.cookies
    assert not PostComment.objects.exists()


def test_what_it_comes_back_with_can_be_sent(client):
    post = make_post()
    strict = Client(enforce_csrf_checks=True)
    data = filled_in(post)
    again = strict.post(respond(post), data)
    token = again.content.decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    assert strict.post(respond(post), {**data, "csrfmiddlewaretoken": token}).status_code == 302
    assert PostComment.objects.get().seconds_to_write >= 59


def test_another_form_without_its_cookie_is_refused_as_before():
    answer = Client(enforce_csrf_checks=True).post("/subscribe/", {"email": "bob@bob.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\0", b"comment=" + b"%ff" * 999, b"a=1&" * 3000, b"comment=%00%ed%a0%80"]
)
def test_what_is_no_form_is_no_error(client, body):
    answer = client.post(respond(make_post()), body, content_type="application/x-www-form-urlencoded")
    assert 400 <= answer.status_code < 500
    assert not PostComment.objects.exists()


def test_ten_thousand_replies_deep_are_shown_page_by_page(client):
    set_site(comments_per_page=50)
    root = make_comment(comment="The first.")
    bulk_replies(root, 10_000)
    type(root.post).objects.filter(pk=root.post_id).update(comment_count=10_001)
    last = PostComment.objects.order_by("-path").first()
    place = client.get(f"/comment/{last.pk}/")["Location"]
    assert "comment-page-201/" in place
    page = client.get(place.partition("#")[0])
    assert page.status_code == 200
    assert f'id="comment-{last.pk}"' in page.content.decode()
    assert len(page.content) < 100_000
    assert send(client, root.post, reply_to=last.pk, comment="Still here.").status_code == 302
