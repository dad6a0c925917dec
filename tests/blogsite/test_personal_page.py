"""The page of personal data: what is kept is shown, handed out as a file, and erased after a question with numbers."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.expiry import erase_personal_data
from comments.models import PostComment
from comments.personal.finding import rows_of
from posts.models import Subscriber
from posts.personal import Who
from tests.factories import make_comment, make_ping, make_post, make_subscriber, make_user
from tests.pings import received_ping

pytestmark = pytest.mark.django_db
PAGE = "/admin/personal-data/"
BOB = "bob@bob.example"


@pytest.fixture(autouse=True)
def administrator(client):
    user = make_user("alice", role="administrator")
    client.force_login(user)
    return user


@pytest.fixture
def bobs():
    post = make_post("Gardens")
    made = [make_comment(post, address="192.0.2.7", comment=f"Beans <b>grow</b> {n}") for n in range(3)]
    make_subscriber(BOB)
    make_comment(post, user_name="Charlie", user_email="charlie@charlie.example")
    return made


def ask(client, action="", email=BOB.upper(), site="", **data):
    return client.post(PAGE, {"email": email, "site": site, "action": action, **data})


def test_it_asks_of_whom(client):
    page = client.get(PAGE).content.decode()
    assert 'name="email"' in page and 'name="site"' in page and "90 days" in page


def test_what_is_older_is_found_where_its_e_mail_is_still_kept_and_the_page_says_so(client, bobs):
    PostComment.objects.update(created=timezone.now() - timedelta(days=91))
    kept = make_comment(bobs[0].post, followup=True, created=timezone.now() - timedelta(days=91))
    erase_personal_data()
    assert [row.pk for row in rows_of(Who(email=BOB))] == [kept.pk]
    page = client.get(PAGE).content.decode()
    assert "By e-mail address all comments are found that still have it." in page
    assert "search the queue for the name" in page


def test_it_shows_what_is_kept_with_numbers_whatever_the_case_of_the_address(client, bobs):
    page = ask(client).content.decode()
    for words in ("<strong>3</strong> Comments and pings", "<strong>1</strong> Subscription to new posts",
                  "Comment on “Gardens”", "192.0.2.7"):  # fmt: skip
        assert words in page
    assert "<b>grow" not in page and "Charlie" not in page


def test_of_whom_nothing_is_kept_it_says_so(client):
    page = ask(client, email="nobody@nowhere.example").content.decode()
    assert "Nothing." in page and "Erase" not in page


def test_a_pings_site_is_looked_for_by_its_host_or_its_address(client):
    received_ping(source="https://www.bob.example/answer/")
    make_ping(source_url="https://bob.example/another/")
    for typed in ("bob.example", "https://www.bob.example/answer/", "BOB.example"):
        page = ask(client, email="", site=typed).content.decode()
        assert "<strong>1</strong> Comments and pings" in page
        assert "<strong>1</strong> Pings as they were sent" in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": "bob"}, "Enter a valid email address."),
        ({"email": ""}, "Type an e-mail address or a site."),
        ({"email": "", "site": "///"}, "This is no site, such as blog.example."),
        ({"email": "", "site": "\0"}, "Null characters are not allowed."),
    ],
)
def test_what_is_no_address_is_said_beside_the_field_and_stays_typed(client, typed, words):
    response = ask(client, **typed)
    assert response.status_code == 422 and words in response.content.decode()
    assert all(
        f'value="{value}"' in response.content.decode() for value in typed.values() if value != "\0" and value
    )


def test_the_file_for_programs_holds_everything(client, bobs):
    response = ask(client, "json")
    assert response["Content-Disposition"] == 'attachment; filename="personal-data.json"'
    kept = json.loads(response.content)["kept"]
    assert [row["comment"] for row in kept["comments"]] == [f"Beans <b>grow</b> {n}" for n in range(3)]
    assert kept["comments"][0]["address"] == "192.0.2.7" and kept["comments"][0]["user_email"] == BOB
    assert kept["subscriptions"][0]["email"] == BOB
    assert [row["to"] for row in kept["history"]].count("approved") == 3


def test_the_file_to_read_is_a_page_without_scripts_that_escapes_what_was_typed(client, bobs):
    response = ask(client, "html")
    page = response.content.decode()
    assert response["Content-Disposition"].startswith("attachment")
    assert "Beans &lt;b&gt;grow&lt;/b&gt; 0" in page and "<script" not in page and "style" not in page


@pytest.mark.parametrize("mode", ["anonymise", "delete"])
def test_before_it_erases_it_asks_and_says_how_much(client, bobs, mode):
    page = ask(client, mode).content.decode()
    assert "<strong>3</strong> Comments and pings" in page and "Erase for good" in page
    assert PostComment.objects.filter(user_email=BOB).count() == 3 and Subscriber.objects.exists()


def test_anonymous_texts_stay_under_the_post(client, bobs):
    ask(client, "erase", mode="anonymise")
    rows = PostComment.objects.filter(pk__in=[row.pk for row in bobs])
    assert {(row.user_name, row.user_email, row.address, row.status) for row in rows} == {
        ("Anonymous", "", None, "approved")
    }
    page = client.get(bobs[0].post.get_absolute_url()).content.decode()
    assert "Beans" in page and "Charlie" in page and ">Bob<" not in page
    assert not Subscriber.objects.exists()


def test_with_the_texts_the_comments_go_and_replies_stay(client, bobs):
    reply = make_comment(parent=bobs[0], user_name="Charlie", user_email="charlie@charlie.example")
    ask(client, "erase", mode="delete")
    assert not PostComment.objects.filter(pk__in=[row.pk for row in bobs]).exists()
    reply.post.refresh_from_db()
    assert PostComment.objects.filter(pk=reply.pk).exists() and reply.post.comment_count == 2


def test_an_account_is_told_of_and_stays(client, bobs):
    make_user("bob", email=BOB)
    assert "stays: an administrator changes accounts" in ask(client).content.decode()
    ask(client, "erase", mode="delete")
    assert "<strong>1</strong> Accounts of this blog" in ask(client).content.decode()


@pytest.mark.parametrize("data", [{"action": "erase"}, {"action": "erase", "mode": "odd"}, {"action": "odd"}])
def test_an_unknown_button_erases_nothing(client, bobs, data):
    assert ask(client, **data).status_code == 200
    assert PostComment.objects.filter(user_email=BOB).count() == 3


def test_a_get_erases_nothing(client, bobs):
    client.get(PAGE, {"email": BOB, "action": "erase", "mode": "delete"})
    assert PostComment.objects.filter(user_email=BOB).count() == 3


@pytest.mark.parametrize("role", ["author", "editor", "moderator"])
def test_only_administrators_may(client, bobs, role):
    client.force_login(make_user(f"one-{role}", role=role))
    for action in ("", "json", "delete"):
        assert ask(client, action).status_code == 403
    assert ask(client, "erase", mode="delete").status_code == 403
    assert PostComment.objects.filter(user_email=BOB).count() == 3


def test_much_costs_no_more_queries_and_the_page_shows_the_first(client, bobs):
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = ask(client).content.decode()
        asked.append(len(queries))
        for n in range(30):
            make_comment(bobs[0].post, comment=f"More {n}")
    assert asked[0] == asked[1] < 40
    assert "13 more are in the file." in page
