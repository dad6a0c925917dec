"""No page that a reader sees has a word of the blog's own outside the catalogues."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import urlencode

import pytest
from django.core import mail as django_mail
from django.core import signing
from django.utils import timezone

from comments import mail, notices, tokens
from comments.models import Notice, PostComment, Report
from posts import announcing
from posts.models import Page
from tests.browser.pages import ADMIN, READERS
from tests.factories import make_comment, make_ping, make_subscriber, set_site
from tests.languages import pseudo
from tests.languages.greek import Blog
from trackbacks.models import IncomingPing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# Django's own pictures have no translated words; keys are named as keyboards name them.
OF_DJANGO = (
    "img alt: Search",
    "img alt: True",
    "img alt: False",
    "button data-keys:",
    "select data-ajax--type:",
)
IN_ADDRESSES = ("td: about", "label: Πράσινα · category/", "label: Φασόλια · category/")
AS_STORED = ("role", "personal-data-found")  # permissions as Django names them, and what is kept of a person
FORM = "application/x-www-form-urlencoded"
FEEDS = ["/feed/", "/feed/atom/", "/comments/feed/", "/tag/rain/feed/", "/series/winter/feed/", "{post}feed/"]


@pytest.fixture(autouse=True)
def bracketed(settings):
    settings.RATE_LIMITS = False
    with pseudo.spoken():
        yield


@pytest.fixture
def blog():
    return Blog()


def held(answer, status=200):
    """The page says something, and every word of it is translated."""
    assert answer.status_code == status
    page = answer.content.decode()
    assert pseudo.OPEN in page
    assert pseudo.untranslated(page) == []


@pytest.mark.parametrize("kind", READERS, ids=lambda kind: kind.name)
def test_every_kind_of_page_is_translated(client, blog, kind):
    if kind.front:
        set_site(front_page=Page.objects.get(slug=kind.front))
    path = re.sub(r"q=\w+", "q=λέξη" if kind.name != "search-nothing" else "q=ξένο", kind.path)
    held(client.get(path.format(**blog.places)), kind.status)


@pytest.mark.parametrize(
    "kind", [kind for kind in ADMIN if kind.name not in AS_STORED], ids=lambda kind: kind.name
)
def test_every_kind_of_page_of_the_admin_is_translated(client, blog, kind):
    client.force_login(blog.alice.user)
    path = re.sub(r"(title|text|q)=[^&]*", r"\1=λέξη", kind.path)
    sent = urlencode([(name, value.format(**blog.places)) for name, value in kind.sent])
    answer = client.get(path.format(**blog.places))
    if sent:
        answer = client.post(path.format(**blog.places), sent, FORM, follow=True)
    assert answer.status_code == kind.status
    left = pseudo.untranslated(answer.content.decode())
    assert [text for text in left if not text.startswith(OF_DJANGO + IN_ADDRESSES)] == []


@pytest.mark.parametrize("path", ["/", "/archives/", "/search/?q=ξένο", "/privacy/"])
def test_an_empty_blog_is_translated(client, path):
    set_site(language="de", title="Κήπος", tagline="")
    held(client.get(path))


def test_posts_that_are_closed_locked_or_silent_are_translated(client, blog):
    for post in (blog.closed, blog.locked, blog.make("Σιωπή", "silence")):
        held(client.get(post.get_absolute_url()))
    held(client.post(blog.locked.get_absolute_url(), {"password": "x"}), 403)


def form_of(client, post):
    path = f"{post.get_absolute_url()}respond/"
    fields = client.get(path, headers={"accept": "application/json"}).json()
    return path, {name: fields[name] for name in ("timestamp", "security_hash", "content_type", "object_pk")}


def test_the_comment_form_with_errors_and_preview_is_translated(client, blog):
    path, hidden = form_of(client, blog.plain)
    held(client.get(f"{path}?reply_to={blog.comment.pk}"))
    held(client.post(path, {}), 422)
    held(
        client.post(path, {**hidden, "name": "x" * 60, "email": "x", "url": "x:", "comment": "λ" * 20_001}),
        422,
    )
    held(
        client.post(
            path, {**hidden, "timestamp": "1", "name": "Bob", "email": "bob@bob.example", "comment": "λ"}
        ),
        422,
    )
    good = {**hidden, "name": "Bob", "email": "bob@bob.example", "comment": "λόγος"}
    held(client.post(path, {**good, "timestamp": "1"}), 422)
    held(client.post(path, {**good, "reply_to": "99999"}), 422)
    held(client.post(path, {**good, "preview": "1"}))
    held(client.get(f"{blog.closed.get_absolute_url()}respond/"))


@pytest.mark.parametrize("status", ["pending", "approved", "spam"])
def test_what_a_commenter_sees_of_a_new_comment_is_translated(client, blog, status):
    comment = make_comment(blog.plain, status=status, comment="λόγος")
    token = tokens.awaiting_token(comment, own=True)
    held(client.get(f"{blog.plain.get_absolute_url()}?awaiting={token}"))


def test_changing_ones_own_comment_is_translated(client, blog):
    comment = make_comment(blog.plain, status="pending", comment="λόγος")
    path = f"/comment/{comment.pk}/edit/?awaiting={tokens.awaiting_token(comment, own=True)}"
    held(client.get(path))
    held(client.post(path, {"comment": ""}), 422)
    set_site(edit_minutes=0)
    held(client.get(path), 403)


def test_reporting_is_translated(client, blog):
    path = f"/comment/{blog.comment.pk}/report/"
    held(client.get(path))
    held(client.post(path, {"reason": "x"}), 422)
    held(client.post(path, {"reason": "spam", "words": "λόγος"}))


def test_confirming_a_comment_is_translated(client, blog):
    set_site(confirm_by_mail=True)
    comment = make_comment(blog.plain, status="pending", comment="λόγος")
    PostComment.norel_objects.filter(pk=comment.pk).update(status="unconfirmed")
    path = f"/comment/confirm/{tokens.confirm_token(comment)}/"
    held(client.get(path))
    client.post(path)
    held(client.get(path))
    held(client.get("/comment/confirm/x/"), 404)


def test_muting_is_translated(client, blog):
    path = f"/comment/mute/{tokens.mute_token(blog.comment)}/"
    held(client.get(path))
    held(client.post(path))
    held(client.get("/comment/mute/x/"), 404)


def test_subscribing_and_leaving_is_translated(client, blog):
    held(client.post("/subscribe/", {"email": "x"}), 422)
    waiting = make_subscriber(confirmed=False, asked_at=timezone.now())
    path = f"/subscribe/confirm/{signing.dumps(waiting.pk, salt='posts.subscribe')}/"
    held(client.get(path))
    held(client.post(path))
    held(client.get("/subscribe/confirm/x/"), 404)
    path = f"/subscribe/leave/{signing.dumps(waiting.pk, salt='posts.leave')}/"
    held(client.get(path))
    held(client.post(path))


@pytest.mark.parametrize(
    ("state", "error"),
    [("queued", ""), ("retrying", "x"), ("refused", "not found at source"), ("withdrawn", ""), ("done", "")],
)
def test_the_status_page_of_a_ping_is_translated(client, blog, state, error):
    ping = IncomingPing.accept(
        blog.post, "http://charlie.example/", protocol="webmention", target=blog.post.full_url
    )
    IncomingPing.objects.filter(pk=ping.pk).update(state=state, last_error=error)
    held(client.get(f"/pings/{ping.uuid}/"))


@pytest.mark.parametrize("source", ["", "not a url", "ftp://charlie.example/", "http://testserver/x/"])
def test_a_pasted_address_that_is_refused_is_told_in_translated_words(client, blog, source):
    held(client.post("/webmention/?answer=page", {"source": source, "target": blog.post.full_url}), 400)


def test_signing_in_in_vain_is_translated(client, blog):
    held(client.post("/admin/login/", {"username": "bob", "password": "x"}))


def test_a_forged_form_is_answered_in_translated_words(blog):
    from django.test import Client

    held(Client(enforce_csrf_checks=True).post("/subscribe/", {"email": "bob@bob.example"}), 403)


def test_an_error_page_is_translated(client, blog, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("posts.archives.in_use.categories", broken)
    client.raise_request_exception = False
    held(client.get("/category/πράσινα/"), 500)


@pytest.mark.parametrize("path", FEEDS)
def test_the_words_of_feeds_are_translated(client, blog, path):
    feed = ET.fromstring(client.get(path.format(**blog.places)).content)
    said = [
        node.text
        for node in feed.iter()
        if re.sub(r"{.*}", "", node.tag) in ("title", "description", "summary")
    ]
    assert [
        text for text in said if text and pseudo.wordy(pseudo.bare(re.sub(r"<[^>]*>", "", text))[0])
    ] == []


def tell(user, *comments):
    """One mail to a moderator about these."""
    for comment in comments:
        Notice.objects.create(user=user, comment=comment)
    notices.send(user)


def test_every_mail_is_translated(blog):
    """Sent while no language is active, as the worker does."""
    comment = make_comment(blog.plain, comment="λόγος", user_url="")
    ping = make_ping(blog.plain, title="Απάντηση", blog_name="Αυλή", comment="Είδα τον κήπο.")
    Report.file(comment, "x", "spam", "Ανοησίες")
    for said in (comment, ping):
        mail.send_follow_up(said, blog.comment)
        tell(blog.alice.user, said)
        mail.send_reported(said, blog.alice.user)
    tell(blog.alice.user, make_ping(blog.plain, status="pending", comment="Ναι"), blog.comment)
    mail.send_confirm(comment)
    subscriber = make_subscriber("bob@bob.example")
    announcing.ask(subscriber)
    announcing.send_post(blog.plain, subscriber)
    assert len(django_mail.outbox) == 10
    for letter in django_mail.outbox:
        assert pseudo.OPEN in letter.body
        assert [text for text in (letter.subject, letter.body) if pseudo.wordy(pseudo.bare(text)[0])] == []


def test_a_word_outside_the_catalogues_is_found():
    assert pseudo.untranslated("<p>⟦Read⟧ it</p>") == ["p: ⟦Read⟧ it"]
    assert pseudo.untranslated('<img alt="A tree">') == ["img alt: A tree"]
    assert pseudo.untranslated("<p>⟦Read <a>it</a> there⟧, Alice: 3. Λόγια</p>") == []
