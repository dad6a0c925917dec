"""Every setting does something: each is changed, and what somebody sees, sends or is answered has to change with it.

A setting without a row here fails, and so does one whose row sees no difference.
"""

from datetime import timedelta
from itertools import count

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from comments import checks, expiry
from comments.facts import Facts, Signal
from comments.judging import rules_of
from comments.models import Notice, PostComment
from jobs.models import Chore
from posts.models import Page, Post, SiteSettings
from tests.comments.forming import send
from tests.factories import make_author, make_comment, make_ping, make_post, make_user, run_chores, set_site
from trackbacks import switches
from trackbacks.models import IncomingPing

pytestmark = pytest.mark.django_db
NAMES = [field.name for field in SiteSettings._meta.concrete_fields if not field.primary_key]
number = count(1)
LONG_AGO = timezone.now() - timedelta(days=5)
GERMAN = "Das ist der schönste Garten, den ich je gesehen habe, und die Rosen sind auch nicht schlecht."
LINKS = (
    "See https://charlie.example/1 and https://charlie.example/2 and https://charlie.example/3 for my garden."
)


@pytest.fixture(scope="module")
def stored(kept):
    """A post of some days ago with two threads, a ping and a reply, which every page below shows."""
    with kept():
        alice = make_author(user=make_user("alice", role="author"))
        post = make_post("A garden", author=alice, at=LONG_AGO, html="<p>Words.</p>")
        first = make_comment(post, comment="The first.")
        make_comment(parent=first, comment="A reply.")
        make_ping(post)
        make_comment(post, comment="The last.")
        make_post("Another", at=LONG_AGO)
        yield post.pk


@pytest.fixture
def talk(stored):
    return Post.objects.get(pk=stored)


def page(path="", user=None):
    def look(post):
        client = Client()
        return client.get(path or post.get_absolute_url()).content

    return look


def verdict(text="A word about gardens.", *, seconds=60.0, known=True):
    """What becomes of a comment that comes in now: of somebody who was approved, unless told otherwise."""

    def look(post):
        who = {"user_name": f"Bob {next(number)}"}
        if known:
            make_comment(post, **who)
        words = f"{text} Number {next(number)} of many."
        comment = make_comment(post, status="pending", comment=words, seconds_to_write=seconds, **who)
        run_chores("judge")
        comment.refresh_from_db()
        return comment.status, [(reason["check"], reason["verdict"]) for reason in comment.reasons]

    return look


def mailed(*, known):
    """Whom the blog writes to about a comment that comes in now."""

    def look(post):
        mail.outbox.clear()
        Notice.objects.all().delete()  # else the second mail would wait, as the pace of mails has it
        Chore.objects.all().delete()
        verdict(known=known)(post)
        run_chores()
        return sorted(letter.to for letter in mail.outbox)

    return look


def new_ping(_post):
    n = next(number)
    ping = make_ping(status="pending", source_url=f"http://site{n}.example/", comment=f"I read it {n} times.")
    run_chores("judge")
    ping.refresh_from_db()
    return ping.status


def sent(**fields):
    """A comment through the form: the answer, and what was stored."""

    def look(post):
        answer = send(Client(), post, comment=f"Thought {next(number)}.", **fields)
        last = PostComment.objects.order_by("-pk").first()
        return answer.status_code, last.status, last.depth, sorted(answer.cookies)

    return look


def twice(post):
    return sent()(post)[0], sent()(post)[0]


def reply_of_a_reply(post):
    deepest = PostComment.objects.shown().filter(post=post).order_by("-depth").first()
    return sent(reply_to=str(deepest.pk))(post)[2]


def two_pings(post):
    IncomingPing.objects.all().delete()
    client = Client(REMOTE_ADDR=f"203.0.113.{next(number)}")
    host = f"site{next(number)}.example"
    sources = [f"http://{host}/{n}/" for n in range(2)]
    return [
        client.post("/webmention/", {"source": source, "target": post.full_url}).status_code
        for source in sources
    ]


def outgoing(_post):
    return [protocol.NAME for protocol in switches.sending(Post(), SiteSettings.load())]


def begun(name):
    return lambda _post: getattr(Post.begin(), name)


def blatant(_post):
    class Blatant:
        name, firm, asks_outside = "blatant", False, False

        def look(self, facts):
            return Signal("blatant", "discard", 100, "made for a test")

    return checks.judge(Facts("comment", rules=rules_of(SiteSettings.load())), [Blatant()]).status


def thrown(status):
    def look(post):
        made = make_comment(post, status=status)
        PostComment.objects.filter(pk=made.pk).update(thrown_at=LONG_AGO)
        expiry.purge()
        return PostComment.objects.filter(pk=made.pk).exists()

    return look


def erased(post):
    made = make_comment(post, address="203.0.113.9", created=LONG_AGO)
    expiry.erase_personal_data()
    return PostComment.objects.get(pk=made.pk).address


# Setting -> another value, and where somebody notices.
EFFECTS = {
    "title": ("My garden", page("/")),
    "tagline": ("Nothing but plants", page("/")),
    "language": ("de", page("/")),
    "front_page": (lambda: Page.objects.create(title="Welcome"), page("/")),
    "posts_per_page": (1, page("/")),
    "mail_subscriptions": (False, lambda _post: Client().get("/subscribe/").status_code),
    "new_posts_take_comments": (False, begun("comments_open")),
    "new_posts_take_pings": (False, begun("pings_open")),
    "new_posts_tell_others": (False, begun("tells_others")),
    "comments_allowed": (False, page()),
    "pings_allowed": (False, page()),
    **{f"{name}_in": (False, page()) for name in ("trackback", "pingback", "webmention")},
    **{f"{name}_out": (False, outgoing) for name in ("trackback", "pingback", "webmention")},
    "close_comments_after_days": (4, page()),
    "close_pings_after_days": (4, page()),
    "discussion_layout": ("together", page()),
    "trackbacks_first": (True, page()),
    "newest_first": (True, page()),
    "comments_per_page": (1, page()),
    "thread_depth": (2, reply_of_a_reply),
    "faces": (False, page()),
    "name_required": (False, sent(name="", email="")),
    "members_only": (True, page()),
    "offer_to_remember": (False, page()),
    "confirm_by_mail": (True, sent()),
    "edit_minutes": (0, sent()),
    "comment_limit": (1, twice),
    "ping_minute_limit": (1, two_pings),
    "ping_hour_limit": (1, two_pings),
    "ping_site_limit": (1, two_pings),
    "hold_everything": (True, verdict()),
    "hold_first_timers": (False, verdict(known=False)),
    "approve_verified_pings": (True, new_ping),
    "mail_held": ("nobody", mailed(known=False)),
    "mail_new": ("author", mailed(known=True)),
    "mail_pace": ("daily", mailed(known=False)),
    "max_links": (9, verdict(LINKS)),
    "min_seconds": (600, verdict()),
    "hold_words": ("gardens", verdict()),
    "spam_words": ("gardens", verdict()),
    "trash_words": ("gardens", verdict()),
    "allow_list": ("bob@bob.example", verdict(LINKS)),
    "checks_off": ("links", verdict(LINKS)),
    "languages": ("en", verdict(GERMAN)),
    "discard_spam": (True, blatant),
    "spam_kept_for_days": (4, thrown("spam")),
    "trash_kept_for_days": (4, thrown("trash")),
    "erase_after_days": (4, erased),
}


def test_every_setting_has_a_row():
    assert set(EFFECTS) == set(NAMES)


@pytest.mark.parametrize("name", EFFECTS)
def test_a_changed_setting_is_noticed(name, talk):
    other, look = EFFECTS[name]
    other = other() if callable(other) else other
    assert getattr(SiteSettings.load(), name) != other
    before = look(talk)
    assert look(talk) == before, "it is not the setting that makes the difference"
    set_site(**{name: other})
    assert look(talk) != before


def test_who_is_signed_in_may_comment_where_only_they_may():
    set_site(members_only=True)
    client, post = Client(), make_post()
    assert "Sign in to comment" in client.get(post.get_absolute_url()).content.decode()
    client.force_login(make_user("bob"))
    assert "Sign in to comment" not in client.get(post.get_absolute_url()).content.decode()
    assert send(client, post).status_code == 302
