"""Erased is erased: afterwards no column of any table holds the address, the name, the IP or anything else of them."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from blogsite import personal
from comments import judging
from comments.models import Lesson, ModerationBatch, PostComment, Report, WordCount
from comments.personal.finding import rows_of
from jobs.models import Chore
from posts.models import Hit, SiteSettings, Subscriber
from posts.personal import Who
from tests.akismet_server import AkismetServer
from tests.comments.forming import send
from tests.factories import make_comment, make_ping, make_post, make_user, set_site
from tests.flows import run_jobs
from tests.neighbour import Neighbour
from trackbacks.models import IncomingPing

pytestmark = pytest.mark.django_db
EMAIL, TYPED = "Bob.Beanstalk@Mailhouse.Example", "bob.beanstalk@mailhouse.example"
IP, AGENT, SITE, FROM = (
    "192.0.2.77",
    "Beanbrowser/9.1",
    "https://beanstalks.example/me",
    "https://cameby.example/",
)
TRACES = ["mailhouse", "beanstalk", "beanbrowser", "cameby", IP, "192.0.2.0/24", "beanwords"]


def everywhere(*words):
    """Table and column of each place that holds one of the words, in any column of any table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                name, where = connection.ops.quote_name(column.name), connection.ops.quote_name(table)
                cursor.execute(f"SELECT CAST({name} AS TEXT) FROM {where}")  # noqa: S608
                held = "\n".join(str(value) for (value,) in cursor.fetchall()).lower()
                found += [f"{table}.{column.name}: {word}" for word in words if word.lower() in held]
    return found


def gardens():
    set_site(confirm_by_mail=False, hold_first_timers=False)
    return make_post("Gardens")


@pytest.fixture
def post():
    return gardens()


def leave_everything(post, moderator):
    """What Bob does, and what is done with it."""
    client, sender = Client(), {"REMOTE_ADDR": IP, "HTTP_USER_AGENT": AGENT, "HTTP_REFERER": FROM}
    for email, text in ((EMAIL, f"I sow in May. Write to {TYPED}!"), (TYPED, "And I reap in autumn.")):
        facts = {"name": "Bob Beanstalk", "email": email, "url": SITE, "comment": text, "followup": "on"}
        client.defaults.update(sender)
        assert send(client, post, **facts).status_code == 302
    run_jobs()
    client.post("/subscribe/", {"email": EMAIL})
    client.defaults.clear()
    first, second = PostComment.objects.order_by("pk")
    other = make_comment(post)
    Report.file(other, IP, "other", "beanwords of a report")
    Report.file(first, "198.51.100.1", "private", "Bob Beanstalk, I know him")
    client.force_login(moderator)
    ModerationBatch.rewrite(moderator, second, {"comment": "I reap in autumn."})
    first.hold("system")
    first.approve(moderator)
    second.mark_spam(moderator)
    ModerationBatch.act(moderator, "trash", [second], about=IP)
    second.refresh_from_db()
    second.mark_spam(moderator)
    run_jobs()
    broken = Chore.request("mail:confirm", first.pk)
    Chore.objects.filter(pk=broken.pk).update(last_error=f"550 <{EMAIL}>: no such mailbox", due_at=None)
    kind = ContentType.objects.get_for_model(Subscriber)
    LogEntry.objects.create(user=moderator, content_type=kind, object_repr=TYPED, action_flag=CHANGE)
    assert Lesson.objects.count() == 2 and WordCount.objects.filter(word="name:beanstalk").exists()
    assert Hit.objects.exists() and first.payload["comment_author_email"]


class TestBob:
    @pytest.fixture(scope="class")
    @classmethod
    def stored(cls, kept):
        """Bob was everywhere: said, edited, decided on, learned, reported, followed, subscribed, counted."""
        with (
            kept(),
            AkismetServer() as akismet,
            override_settings(RATE_LIMITS=True, AKISMET_API_KEY="test-key", AKISMET_API_URL=akismet.url),
        ):
            leave_everything(gardens(), make_user("alice", role="administrator"))
            yield

    @pytest.fixture
    def bobs(self, stored):
        """His two comments."""
        return list(PostComment.objects.filter(user_email__in=[EMAIL, TYPED]).order_by("pk"))

    def test_before_it_is_in_many_places(self, bobs):
        assert len({place.partition(":")[0] for place in everywhere(*TRACES)}) > 20

    @pytest.mark.parametrize("texts", [False, True])
    @pytest.mark.parametrize("typed", [EMAIL, TYPED, TYPED.upper()])
    def test_afterwards_no_column_of_any_table_holds_any_of_it(self, bobs, texts, typed):
        assert personal.erase(personal.who(typed), texts=texts) == 2
        assert everywhere(*TRACES) == []
        assert not personal.report(personal.who(typed))

    def test_what_runs_afterwards_brings_nothing_back(self, bobs):
        personal.erase(personal.who(EMAIL), texts=False)
        for comment in bobs:
            for kind in ("judge", "learn", "feedback", "follow-up"):
                Chore.request(kind, comment.pk)
        run_jobs()
        assert everywhere(*TRACES) == []

    def test_a_filter_that_was_at_work_meanwhile_brings_nothing_back(self, bobs):
        """It has read the row before, and writes down what it said of it afterwards."""
        second, site = PostComment.objects.get(pk=bobs[1].pk), SiteSettings.load()
        facts = judging.facts_of(second, site)
        verdict = judging.look(facts)
        personal.erase(personal.who(EMAIL), texts=False)
        assert not judging.keep(second, facts, verdict)
        assert everywhere(*TRACES) == []

    def test_both_at_once_are_both(self, bobs):
        make_ping(bobs[0].post, source_url="https://letters.example/p/")
        assert rows_of(Who(EMAIL, "letters.example")).count() == 3
        assert personal.erase(Who(EMAIL, "letters.example"), texts=True) == 3

    def test_what_others_left_stays(self, bobs):
        other = make_comment(
            bobs[0].post, user_name="Charlie", user_email="charlie@charlie.example", address="198.51.100.9"
        )
        personal.erase(personal.who(EMAIL), texts=True)
        other.refresh_from_db()
        assert (other.user_name, other.user_email, other.address) == (
            "Charlie",
            "charlie@charlie.example",
            "198.51.100.9",
        )

    def test_what_was_erased_by_time_is_erased_all_the_same(self, bobs):
        PostComment.objects.update(erased_at=timezone.now())
        personal.erase(personal.who(EMAIL), texts=False)
        assert everywhere(*TRACES) == []


def test_a_pings_host_leaves_nothing_either(client, post, settings):
    set_site(approve_verified_pings=True)
    with Neighbour() as bob:
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({bob.pair})
        words = f"<title>Beanstalk</title><p>I wrote on <a href='{post.full_url}'>gardens</a> as Bob Beanstalk.</p>"
        source = bob.writes("/beanstalk/", words)
        sender = {"REMOTE_ADDR": IP, "HTTP_USER_AGENT": AGENT}
        facts = {"url": source, "title": "Beanstalk", "blog_name": "Beanstalk's", "excerpt": "Of beanstalks"}
        client.post(post.trackback_url, facts, **sender)
        run_jobs()
    assert IncomingPing.objects.get().comment.status == "approved"
    host = IncomingPing.objects.get().host
    assert everywhere("beanstalk", host, IP)
    assert personal.erase(personal.who(f"http://{host}/x"), texts=True) == 1
    assert everywhere("beanstalk", IP) == []


def test_a_ping_that_is_made_anonymous_keeps_its_words_and_no_way_to_its_page(client, post):
    ping = make_ping(
        post, source_url="https://beanstalk.example/p/", title="Answer", comment="Said of gardens."
    )
    personal.erase(personal.who("beanstalk.example"), texts=False)
    ping.refresh_from_db()
    assert (ping.status, ping.user_name, ping.comment, ping.source_url) == (
        "approved",
        "Anonymous",
        "Said of gardens.",
        "",
    )
    page = client.get(post.get_absolute_url()).content.decode()
    assert "Said of gardens." in page and "beanstalk" not in page and "Charlie" not in page


@pytest.mark.parametrize(
    ("typed", "index"), [(EMAIL, "comments_by_email"), ("bob.example", "comments_by_host")]
)
def test_an_index_finds_it_among_very_many(typed, index):
    sql, values = rows_of(personal.who(typed)).values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which weighs the indexes by what is in the table
            for number in range(60):
                make_ping(source_url=f"https://{number}.example/")
            cursor.execute("ANALYZE comments_postcomment")
            cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} {sql}", values)
        assert index in str(cursor.fetchall())
