"""“Answer on my blog”: a draft with link and quotation in place, from a ping, a comment or any page of the web."""

import pytest

from posts.admin import editor
from posts.models import Post
from tests.factories import make_author, make_comment, make_ping, make_post, make_user

pytestmark = pytest.mark.django_db
ANSWER = "/admin/answer/"
PAGE = {
    "url": "https://bob.example/gardens/?a=1&b=2",
    "title": "Bob's <b>gardens</b>",
    "text": "I dig.\nYou <i>dig</i>.",
}


def drafts():
    return Post.objects.filter(state="draft")


def test_the_bookmarklet_opens_a_page_that_stores_nothing(client, alice):
    page = client.get(ANSWER, PAGE).content.decode()
    assert "Start the draft" in page
    assert "<p>You &lt;i&gt;dig&lt;/i&gt;.</p>" in page
    assert not Post.objects.exists()


def test_its_button_makes_a_draft_that_says_what_it_answers(client, alice):
    answer = client.post(ANSWER, PAGE)
    post = drafts().get()
    assert answer["Location"] == f"/admin/posts/post/{post.pk}/change/"
    assert post.title == "Re: Bob's <b>gardens</b>"
    assert post.author.user == alice
    assert 'class="u-in-reply-to h-cite"' in post.html
    assert 'href="https://bob.example/gardens/?a=1&amp;b=2"' in post.html
    assert "<blockquote><p>I dig.</p>" in post.html.replace("\n", "")
    assert "<i>" not in post.html


def test_the_draft_opens_in_the_visual_editor(client, alice):
    client.post(ANSWER, PAGE)
    assert editor.holds(drafts().get().html)


def test_the_queue_offers_it_to_who_writes(client, alice):
    comment = make_comment(make_post(author=make_author(user=alice)))
    button = f'form="blog-answer" name="comment" value="{comment.pk}"'
    assert button in client.get("/admin/discussion/").content.decode()
    client.force_login(make_user("bob", role="moderator"))
    assert button not in client.get("/admin/discussion/").content.decode()


def test_what_it_answers_survives_being_saved_again(client, alice):
    client.post(ANSWER, PAGE)
    post = drafts().get()
    before = post.html
    post.write()
    assert Post.objects.get(pk=post.pk).html == before


def test_a_ping_is_answered_where_it_was_written(client, alice):
    ping = make_ping(
        make_post(author=make_author(user=alice)),
        source_url="https://bob.example/letter/",
        comment="Well said.",
    )
    client.post(ANSWER, {"comment": ping.pk})
    html = drafts().get().html
    assert 'href="https://bob.example/letter/"' in html
    assert "<blockquote><p>Well said.</p></blockquote>" in html


def test_a_comment_is_answered_where_it_stands(client, alice):
    comment = make_comment(make_post("Gardens", author=make_author(user=alice)), comment="Well said.")
    client.post(ANSWER, {"comment": comment.pk})
    post = drafts().get()
    assert post.title == "Re: Bob on “Gardens”"
    assert f'href="http://testserver{comment.get_absolute_url()}"' in post.html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "bob.example",
        "http://",
        "ftp://bob.example/",
        "https://x:y@bob.example/",
        "http://[",
        "https://bob.example/" + "x" * 2000,
        "",
        "https://bob.example/\0",
    ],
)
def test_what_is_no_address_of_a_page_is_said_beside_the_field(client, alice, url):
    answer = client.post(ANSWER, {**PAGE, "url": url})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert "You &lt;i&gt;dig&lt;/i&gt;." in answer.content.decode()
    assert client.get(ANSWER, {**PAGE, "url": url}).status_code == 200
    assert not Post.objects.exists()


def test_endless_words_are_cut(client, alice):
    client.post(ANSWER, {"url": PAGE["url"], "title": "t" * 5000, "text": "w" * 50_000})
    post = drafts().get()
    assert len(post.title) <= 255
    assert post.html.count("w") < 1100


def test_a_comment_elsewhere_is_out_of_reach(client, alice):
    assert client.post(ANSWER, {"comment": make_comment().pk}).status_code == 404
    assert client.post(ANSWER, {"comment": "x"}).status_code == 404
    assert not drafts().exists()


def test_who_does_not_write_has_nothing_to_answer_with(client):
    client.force_login(make_user("bob", role="moderator"))
    assert client.get(ANSWER).status_code == 403
    assert client.post(ANSWER, PAGE).status_code == 403
    assert "bookmarklet" not in client.get("/admin/pings/").content.decode()


def test_the_bookmarklet_is_offered_on_the_pings_page(client, alice):
    page = client.get("/admin/pings/").content.decode()
    assert "javascript:(()=&gt;{const s=String(getSelection()).slice(0,1000);" in page
    assert "http://testserver/admin/answer/?" in page
