"""PROMISES 16 and 25: words of others are only ever read, on every page, feed and mail that shows them."""

from html import escape
from xml.etree.ElementTree import fromstring

import pytest
from django.core import mail

from comments.forms import PostCommentForm
from comments.models import PostComment, Report
from tests.comments.forming import send
from tests.factories import make_comment, make_ping, make_post, make_user, run_chores, set_site
from tests.flows import run_jobs
from tests.neighbour import Neighbour
from tests.outside.markup import would_run
from trackbacks.ledger.answer import bookmarklet
from trackbacks.models import IncomingPing, OutgoingPing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOSTILE = {
    "script": "<script>zap()</script>",
    "script that closes": "</script></title></textarea></blockquote><script>zap()</script>",
    "picture": "<img src=x onerror=zap()>",
    "drawing": "<svg/onload=zap()>",
    "attribute": '" onmouseover="zap()" zap="',
    "attribute in single quotes": "' onfocus='zap()' autofocus zap='",
    "entities": "&lt;script&gt;zap()&lt;/script&gt;",
    "entities twice": "&amp;lt;img src=x onerror=zap()&amp;gt;",
    "comment": "--><script>zap()</script><!--",
    "end of data": "]]><script>zap()</script>",
    "template": "{{ zap }}{% zap %}<zap>",
    "markdown link": "[zap](javascript:zap())",
    "markdown picture": '![zap](x"onerror="zap())',
    "markdown reference": "[a]: javascript:zap()\n\n[a]",
    "address": "javascript:zap()//",
    "header": "Bob\r\nBcc: zap@zap.example",
    "right to left": "\u202e<script>zap()</script>\u2066",
}
each = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)


@pytest.fixture(autouse=True)
def settled(settings):
    settings.RATE_LIMITS = False
    settings.SPAM_CHECKS = ()  # most of it would be spam, and never be shown
    set_site(approve_verified_pings=True, hold_first_timers=False, max_links=9, min_seconds=0)


@pytest.fixture
def bob(settings):
    with Neighbour() as blog:
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({blog.pair})
        yield blog


def pages(post, pings):
    """Every place where they are shown, to readers and to who works here."""
    at = post.get_absolute_url()
    yield from (at, f"{at}?tab=trackbacks", f"{at}?tab=together", f"{at}respond/", "/admin/")
    yield from (
        "/admin/discussion/",
        "/admin/discussion/?kind=ping",
        "/admin/pings/",
        "/admin/pings/received/",
    )
    for ping in pings:
        yield from (f"/pings/{ping.uuid}/", f"{at}respond/?reply_to={ping.comment_id}")
        yield from (f"/admin/pings/received/{ping.pk}/", f"/comment/{ping.comment_id}/report/")


def looks_harmless(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = answer.content.decode().replace(
        escape(bookmarklet()), ""
    )  # the one script in a link, and it is ours
    assert would_run(page) == [], address


def feed_is_harmless(client, address):
    """Well-formed; and what a reader takes for HTML runs nothing."""
    channel = fromstring(client.get(address).content)
    for element in channel.iter():
        if element.tag.endswith(("description", "encoded", "summary", "content")):
            assert would_run(element.text or "") == [], (address, element.tag)


@pytest.mark.slow
def test_what_pings_and_their_sources_say_is_only_read(client, bob):
    post = make_post("Garden")
    for number, text in enumerate(HOSTILE.values()):
        source = bob.writes(f"/{number}/", source_that_says(escape(text), post.full_url))
        words = {"url": source, "title": text, "excerpt": text, "blog_name": text}
        assert b"<error>0" in client.post(post.trackback_url, words).content
    run_jobs()
    shown_everywhere(client, post)


def source_that_says(said, target):
    return (
        f'<html><head><title>{said}</title><meta name="author" content="{said}">'
        f'<meta property="og:site_name" content="{said}"></head>'
        f'<body><p>{said} <a href="{target}">{said}</a> {said}</p></body></html>'
    )


@pytest.mark.slow
def test_whatever_was_stored_is_only_read(client):
    """Rows that no check has seen, as an import or an older version may have left them."""
    post = make_post("Garden")
    for number, text in enumerate(HOSTILE.values()):
        source, words = f"http://bob.example/{number}/", {"title": text, "blog_name": text}
        ping = IncomingPing.accept(
            post, source, protocol="trackback", target=text, excerpt=text, user_agent=text, **words
        )
        ping.comment = make_ping(
            post, source_url=source, comment=text, user_name=text, user_url=text, linked_words=text, **words
        )
        ping.save()
    shown_everywhere(client, post)


def shown_everywhere(client, post):
    pings = list(IncomingPing.objects.select_related("comment"))
    assert {ping.comment.status for ping in pings} == {"approved"}
    assert len(pings) == len(HOSTILE)
    client.force_login(make_user("alice", role="administrator"))
    for address in pages(post, pings):
        looks_harmless(client, address)
    at = post.get_absolute_url()
    for feed in ("/comments/feed/", f"{at}feed/", "/feed/", "/feed/atom/"):
        feed_is_harmless(client, feed)
    fromstring(
        client.get(f"{at}trackback/?__mode=rss").content
    )  # RSS 0.91, whose descriptions are plain text


def test_what_comments_say_is_only_read(client):
    post = make_post("Garden")
    for number, text in enumerate(HOSTILE.values()):
        send(client, post, comment=f"{text}\n\n{number}", name=text[:50])
    comments = list(PostComment.objects.all())
    assert len(comments) == len(HOSTILE)
    for comment in comments:
        comment.set_status("approved", "system", "for a test")
    for comment, text in zip(comments, HOSTILE.values(), strict=True):
        client.post(f"/comment/{comment.pk}/report/", {"reason": "other", "words": text})
    assert Report.objects.count() == len(HOSTILE)
    client.force_login(make_user("alice", role="administrator"))
    at = post.get_absolute_url()
    for address in (at, "/admin/", "/admin/discussion/"):
        looks_harmless(client, address)
    for comment in comments:
        looks_harmless(client, f"{at}respond/?reply_to={comment.pk}")
        looks_harmless(client, f"/comment/{comment.pk}/report/")
    feed_is_harmless(client, "/comments/feed/")
    feed_is_harmless(client, f"{at}feed/")


@each
def test_what_is_sent_back_in_a_form_is_only_read(client, text):
    post = make_post("Garden")
    everywhere = dict.fromkeys(("name", "email", "url", "comment", "reply_to", "timestamp", "honeypot"), text)
    for answers in ({"comment": text, "name": text[:50], "preview": "1"}, everywhere):
        answer = send(client, post, **answers)
        assert would_run(answer.content.decode()) == [], answers


@each
def test_what_is_sent_back_of_a_pasted_address_is_only_read(client, text):
    target = make_post("Garden").full_url
    for mention in ({"source": text, "target": target}, {"source": target, "target": text}):
        answer = client.post("/webmention/?answer=page", mention)
        assert answer.status_code == 400
        assert would_run(answer.content.decode()) == []


@each
def test_what_is_sent_back_of_an_address_is_only_read(client, text):
    address = f"{make_post().get_absolute_url()}respond/"
    for asked, query in ((address, {"comment": text}), ("/search/", {"q": text, "page": "1"})):
        answer = client.get(asked, query)
        assert answer.status_code == 200
        assert would_run(answer.content.decode()) == [], asked
    assert would_run(client.get("/search/", {"q": "a", "page": text}).content.decode()) == []


def test_what_other_blogs_answered_is_only_read(client):
    post = make_post("Garden")
    for number, text in enumerate(HOSTILE.values()):
        ping = OutgoingPing.to(post, f"http://bob.example/{number}/", pasted=False)
        ping.state, ping.protocol, ping.message, ping.endpoint = "refused", "trackback", text, text
        ping.last_error, ping.excerpt, ping.due_at = text, text, None
        ping.save()
    client.force_login(make_user("alice", role="administrator"))
    for address in (f"/admin/posts/post/{post.pk}/change/", "/admin/pings/", "/admin/pings/sent/"):
        looks_harmless(client, address)
    for ping in OutgoingPing.objects.all():
        looks_harmless(client, f"/admin/pings/sent/{ping.pk}/")


def test_a_mail_runs_nothing_and_none_of_its_headers_is_anothers():
    make_user("alice", role="administrator")
    post = make_post("Garden")
    make_comment(post, followup=True, user_email="charlie@charlie.example", user_name=HOSTILE["header"])
    for text in HOSTILE.values():
        make_comment(post, comment=text, user_name=text, user_url=text)
        make_ping(post, title=text, user_name=text, blog_name=text, comment=text)
    run_chores()
    assert len(mail.outbox) == 2 * len(HOSTILE)
    for sent in mail.outbox:
        message = sent.message()
        text, page = message.get_payload()
        assert text.get_content_type() == "text/plain"
        assert would_run(page.get_payload(decode=True).decode()) == []
        assert "zap" not in "".join(f"{name}: {value}" for name, value in message.items())


def test_a_name_or_website_that_could_break_a_header_is_refused():
    """PROMISES 25"""
    post = make_post()
    for field in ("name", "email", "url"):
        form = PostCommentForm(post, {field: "bob@bob.example\r\nBcc: all@all.example"})
        form.is_valid()
        assert "\n" not in form.cleaned_data.get(field, "")
