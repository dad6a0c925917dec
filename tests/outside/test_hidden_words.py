"""PROMISES 14: a word that stands only in what is hidden is found nowhere: no page, feed, search, ping or mail."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from comments.models import PostComment
from posts.models import Author, Category, Page, Post, Series, Tag
from tests.factories import make_author, make_comment, make_ping, make_post, make_user, run_chores
from tests.flows import run_jobs
from tests.neighbour import Neighbour
from tests.outside.forms import Named, requests
from trackbacks.models import IncomingPing, LinkScan, OutgoingPing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HIDDEN = "zyxwvuq"  # every hidden word begins so; too long to come up in a random token
NEVER = ("draft", "review", "scheduled", "private", "trash")
LINKS = re.compile(r'(?:href|src|action|content)="(?:http://testserver)?(/[^"]*)"')
FEED_LINKS = re.compile(r">http://testserver(/[^<]*)<")
NEVER_COUNT = len(NEVER)
MOST_PAGES = 400


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.RATE_LIMITS = False


@pytest.fixture
def bob(settings):
    with Neighbour() as blog:
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({blog.pair})
        yield blog


@pytest.fixture
def blog(bob):
    """Public posts and hidden ones, tied to each other by links, tags, series, comments and pings."""
    public = make_post("Garden", html="<p>All about beans.</p>", author=make_author("Alice", bio="Grows."))
    make_comment(public, followup=True, user_email="charlie@charlie.example")
    make_comment(public)
    linked = bob.post_with_trackback()
    html = (
        f'<p>Of beans {HIDDEN}text <a href="{public.full_url}">here</a> and <a href="{linked}">there</a>.</p>'
    )
    hidden = [make_hidden(state, html) for state in NEVER]
    hidden.append(make_hidden("published", html, password="sesame", title="Locked"))
    for state in NEVER:
        gone = make_hidden("published", "<p>Beans.</p>", title=f"{HIDDEN}gone")
        gone.withdraw(state)
        hidden.append(gone)
    for post in hidden:
        under(post)
    make_post(
        "Answer", html=f'<p>Beans, <a href="{hidden[0].full_url}">that</a>, <a href="{linked}">b</a>.</p>'
    )
    run_jobs(LinkScan, OutgoingPing)
    run_chores()
    return hidden


def make_hidden(state, html, title=f"{HIDDEN}title", password=""):
    """A password post shows that it exists: its title, author and tags are no secret."""
    prefix = "" if password else HIDDEN
    number = Post.objects.count()
    return make_post(
        title,
        slug=f"plan-{number}",
        state=state,
        at=timezone.now() + timedelta(days=9) if state == "scheduled" else None,
        html=html,
        excerpt=f"Beans {HIDDEN}excerpt",
        password=password,
        author=make_author(f"{prefix}author"),
        categories=[named(Category, f"{prefix}category")],
        tags=[named(Tag, "beans"), named(Tag, f"{prefix}tag{number}")],
        series=named(Series, f"{prefix}series"),
    )


def named(kind, name):
    return kind.objects.get_or_create(name=name)[0]


def under(post):
    asked = make_comment(post, comment=f"Beans {HIDDEN}comment", user_name=f"{HIDDEN}name", followup=True)
    make_comment(parent=asked, comment=f"{HIDDEN}reply", user_email="bob@charlie.example")
    make_ping(post, title=f"{HIDDEN}pingtitle", comment=f"{HIDDEN}ping", blog_name=f"{HIDDEN}blog")
    IncomingPing.accept(
        post,
        f"http://charlie.example/{post.pk}/",
        protocol="trackback",
        target=post.full_url,
        title=f"{HIDDEN}received",
    )


def addresses(hidden):
    """Every address that the database lets one think of."""
    yield from ("/", "/feed/", "/feed/atom/", "/feed/json/", "/comments/feed/", "/sitemap.xml", "/robots.txt")
    yield from (
        "/archives/",
        "/comments/feed/json/",
        "/subscribe/",
        "/search/?q=beans",
        "/?s=beans",
        "/nowhere/",
        "/healthz",
        "/readyz",
        "/sitemap-1.xml",
    )
    for kind in (Category, Tag, Series, Author, Page):
        for one in kind.objects.all():
            yield from (
                one.get_absolute_url(),
                f"{one.get_absolute_url()}feed/",
                f"{one.get_absolute_url()}page/2/",
            )
    for post in Post.objects.all():
        day = post.date_in_address()
        for archive in (f"/{day:%Y}/", f"/{day:%Y/%m}/"):
            yield from (archive, f"{archive}feed/")
    for comment in PostComment.objects.all():
        yield from (
            f"/comment/{comment.pk}/",
            f"/comment/{comment.pk}/report/",
            f"/comment/{comment.pk}/edit/",
        )
    for ping in IncomingPing.objects.all():
        yield from (f"/pings/{ping.uuid}/", f"/pings/{ping.uuid}/?format=json")


def walk(client, start):
    """Every page that can be reached from these, with its address and everything that it says."""
    waiting, seen = list(dict.fromkeys(start)), set()
    while waiting:
        address = waiting.pop(0)
        if address in seen or address.startswith("/static/"):
            continue
        seen.add(address)
        assert len(seen) < MOST_PAGES, "pages without end"
        answer = client.get(address)
        said = answer.content.decode() + str(dict(answer.items()))
        yield address, said
        found = LINKS.findall(said) + FEED_LINKS.findall(said) + [answer.get("Location", "")]
        waiting += [unescape(link).split("#")[0] for link in found if link.startswith("/")]


def client_of(role):
    client = Client()
    if role:
        client.force_login(make_user("bob", role=role))
    return client


@pytest.mark.parametrize("role", ["", "reader", "author"])
def test_no_page_that_can_be_reached_holds_a_hidden_word(blog, role):
    for address, said in walk(client_of(role), addresses(blog)):
        assert HIDDEN not in said.lower(), address


def test_no_answer_about_a_locked_or_withdrawn_post_holds_its_words(blog, client):
    """What never was public answers like what is missing, byte by byte: test_never_public."""
    for post in (blog[NEVER_COUNT], blog[-1]):
        for form, ask in requests(Named(post.get_absolute_url(), post.pk, post.discussion.first().pk)):
            answer = ask(client)
            assert HIDDEN not in answer.content.decode() + str(dict(answer.items())), (post.state, form)


def test_a_search_for_a_hidden_word_finds_what_a_search_for_nonsense_finds(blog, client):
    for part in ("title", "text", "excerpt", "comment", "ping", "tag", "author"):
        word = f"{HIDDEN}{part}"
        found = client.get("/search/", {"q": word}).content.decode()
        nonsense = client.get("/search/", {"q": "q" * len(word)}).content.decode()
        assert found.replace(word, "") == nonsense.replace("q" * len(word), ""), part


def test_no_ping_that_was_sent_holds_a_hidden_word(blog, bob):
    told = [fields for _, fields in bob.told]
    assert [fields["title"] for fields in told] == ["Answer"]
    assert HIDDEN not in str(told).lower()


def test_nobody_who_follows_a_hidden_post_gets_mail_about_it(blog):
    assert [message.to for message in mail.outbox] == [["charlie@charlie.example"]]
    assert HIDDEN not in mail.outbox[0].message().as_string()


def test_the_words_are_there_to_be_found(blog, client):
    """The walk would see them: one hidden post made public is found in all its parts."""
    post = blog[0]
    post.publish()
    said = " ".join(text for _, text in walk(client, ["/", "/feed/", "/comments/feed/"])).lower()
    for part in (
        "title",
        "text",
        "excerpt",
        "comment",
        "reply",
        "ping",
        "tag",
        "category",
        "series",
        "author",
    ):
        assert f"{HIDDEN}{part}" in said, part
