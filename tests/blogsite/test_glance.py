"""The admin's first page: what each role sees of it, its quick draft, and what is done on it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from blogsite import checkup
from comments.models import PostComment
from jobs import sweeping
from jobs.models import Chore, Finding
from posts.models import Post
from tests.comments.queueing import waiting
from tests.factories import make_author, make_comment, make_ping, make_post, make_user
from trackbacks.models import IncomingPing, OutgoingPing

pytestmark = pytest.mark.django_db
PAGE, QUEUE = "/admin/", "/admin/discussion/"
DAY = timezone.timedelta(days=1)
ROLES = ("author", "editor", "moderator", "administrator")


@pytest.fixture(autouse=True)
def on_this_machine(settings):
    settings.SITE_URL = "http://127.0.0.1:8000"


@pytest.fixture
def sign_in(client):
    def signed_in(role):
        user = make_user("alice", role=role)
        client.force_login(user)
        return user

    return signed_in


def headings(client):
    page = client.get(PAGE).content.decode()
    return re.findall(r"<h2[^>]*>([^<]+)</h2>", page.partition('id="content"')[2])


class TestWhatEachSees:
    def test_an_author_sees_what_is_their_own(self, client, sign_in):
        alice = sign_in("author")
        mine, theirs = make_post("Mine", author=make_author(user=alice)), make_post("Theirs")
        make_comment(mine, comment="Under mine.")
        make_comment(theirs, comment="Under theirs.")
        page = client.get(PAGE).content.decode()
        assert "Under mine." in page and "Under theirs." not in page
        assert "Mine" in page and "Theirs" not in page
        assert "Answer on my blog" in page

    def test_a_moderator_sees_the_discussion_alone(self, client, sign_in):
        sign_in("moderator")
        make_comment(make_post("A secret draft", state="draft"), comment="Said there.")
        assert "waiting in the queue" in client.get(PAGE).content.decode()
        assert headings(client) == ["Waiting for you", "Said lately", "Pings in the last day"]
        assert "Said there." in client.get(PAGE).content.decode()

    def test_spam_is_for_the_queue(self, client, sign_in):
        sign_in("editor")
        make_comment(make_post(), comment="Cheap online.", status="spam")
        assert "Cheap online." not in client.get(PAGE).content.decode()

    def test_posts_stand_in_the_list_of_their_state(self, client, sign_in):
        sign_in("editor")
        for n in range(7):
            make_post(f"Draft {n}", state="draft")
        make_post("Out", state="published")
        make_post("Gone", state="trash")
        shown = client.get(PAGE).context
        assert [row["title"] for row in shown["drafts"]] == [f"Draft {n}" for n in (6, 5, 4, 3, 2)]
        assert [row["title"] for row in shown["published"]] == ["Out"]
        assert shown["upcoming"] == []
        assert (shown["counts"]["draft"], shown["counts"]["trash"]) == (7, 1)

    def test_pings_of_the_last_day_are_counted_by_what_became_of_them(self, client, sign_in):
        sign_in("editor")
        post = make_post()
        for n, state in enumerate(("delivered", "delivered", "failed")):
            OutgoingPing.objects.create(
                post=post, target=f"https://bob.example/{n}", target_key=str(n), state=state
            )
        IncomingPing.accept(post, "http://charlie.example/", protocol="trackback", target=post.full_url)
        shown = client.get(PAGE).context
        assert [(state, n) for state, _, n in shown["sent"]] == [("delivered", 2), ("failed", 1)]
        assert [(state, n) for state, _, n in shown["received"]] == [("queued", 1)]

    @pytest.mark.parametrize("role", ROLES)
    def test_nobody_s_page_asks_more_than_twelve_times(
        self, client, sign_in, role, django_assert_max_num_queries
    ):
        author = make_author(user=sign_in(role))
        for state in Post.State.values:
            make_comment(make_post(author=author, state=state, at=timezone.now() + DAY))
        for _ in range(7):
            make_ping(make_post(author=author))
            waiting(make_comment(make_post(author=author), status="pending"))
        Finding.keep(checkup.NAME, {"mail": ["The mail server is gone."]})
        Chore.objects.create(kind="index", object_id="1", state=Chore.FAILED_STATE)
        client.get(PAGE)
        with django_assert_max_num_queries(12):
            client.get(PAGE)


class TestANewBlog:
    def test_it_says_how_to_begin(self, client, sign_in):
        sign_in("administrator")
        assert headings(client)[0] == "Welcome. Here is how to begin"
        make_post(state="draft")
        assert "Welcome. Here is how to begin" not in headings(client)

    def test_it_offers_only_what_one_may_do(self, client, sign_in):
        sign_in("author")
        page = client.get(PAGE).content.decode()
        assert "Write your first post" in page and "Give the blog its name" not in page


class TestWarnings:
    @pytest.mark.parametrize("role", ROLES)
    def test_what_the_doctor_found_is_for_administrators(self, client, sign_in, role):
        sign_in(role)
        Finding.keep(checkup.NAME, {"mail": ["The mail <server> is gone."], "pingable": []})
        said = "The mail &lt;server&gt; is gone." in client.get(PAGE).content.decode()
        assert said == (role == "administrator")

    def test_a_silent_worker_is_named(self, client, sign_in, monkeypatch):
        sign_in("administrator")
        sweeping.beat()
        assert "This needs you" not in headings(client)
        Finding.objects.update(at="2020-01-01T00:00Z")
        assert headings(client)[0] == "This needs you"


class TestQuickDraft:
    def test_it_keeps_a_draft_and_leads_on(self, client, sign_in):
        alice = sign_in("author")
        response = client.post(
            PAGE, {"title": " A  thought ", "text": "One <b>line</b>.\n\nAnother."}, follow=True
        )
        post = Post.objects.get()
        assert (post.title, post.state, post.author.user, post.updated_by) == (
            "A thought",
            "draft",
            alice,
            alice,
        )
        assert post.html == "<p>One &lt;b&gt;line&lt;/b&gt;.</p>\n\n<p>Another.</p>"
        assert response.redirect_chain == [(PAGE, 302)]
        page = response.content.decode()
        assert "“A thought” is kept as a draft." in page
        assert f'<a href="{reverse("admin:posts_post_change", args=[post.pk])}">Go on writing</a>' in page

    def test_a_title_is_text_wherever_it_is_shown(self, client, sign_in):
        sign_in("author")
        page = client.post(PAGE, {"title": "<i>A thought</i>"}, follow=True).content.decode()
        assert "<i>A thought" not in page

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"title": "", "text": "Kept words"}, "This field is required."),
            ({"title": "a" * 256, "text": "Kept words"}, "at most 255 characters"),
            ({"title": "a\0b", "text": "Kept words"}, "Null characters are not allowed."),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, client, sign_in, sent, said):
        sign_in("author")
        response = client.post(PAGE, sent)
        page = response.content.decode()
        assert response.status_code == 422
        assert said in page and "Kept words</textarea>" in page
        assert re.search(r'name="title"[^>]*autofocus', page)
        assert not Post.objects.exists()

    def test_it_needs_the_permission(self, client, sign_in):
        sign_in("moderator")
        assert client.post(PAGE, {"title": "A thought"}).status_code == 403
        assert not Post.objects.exists()

    def test_a_get_keeps_nothing(self, client, sign_in):
        sign_in("author")
        client.get(PAGE, {"title": "A thought", "text": "Words"})
        assert not Post.objects.exists()


class TestPresses:
    def test_what_waits_is_approved_there_and_can_be_taken_back_there(self, client, sign_in):
        sign_in("moderator")
        (row,) = waiting(make_comment(status="pending"))
        page = client.get(PAGE).content.decode()
        assert f'formaction="{QUEUE}?only={row.pk}"' in page
        sent = {"back": "glance", "action": "approve", "seen": f"{row.pk}:{row.version}"}
        response = client.post(f"{QUEUE}?only={row.pk}", sent, follow=True)
        assert response.redirect_chain == [(PAGE, 302)]
        assert PostComment.objects.get().status == "approved"
        batch = re.search(r'name="batch" value="(\d+)"', response.content.decode())[1]
        undone = client.post(QUEUE, {"back": "glance", "action": "undo", "batch": batch}, follow=True)
        assert undone.redirect_chain == [(PAGE, 302)]
        assert PostComment.objects.get().status == "pending"

    def test_what_is_being_checked_has_no_buttons(self, client, sign_in):
        sign_in("moderator")
        row = make_comment(status="pending")
        page = client.get(PAGE).content.decode()
        assert row.comment in page and f"only={row.pk}" not in page
