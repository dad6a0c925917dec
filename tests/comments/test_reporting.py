"""A reader reports a comment: moderators see by how many and why; nothing is hidden by itself."""

import pytest
from django.core import mail as django_mail
from django.test import Client

from comments.models import ModerationBatch, Report
from tests.factories import make_author, make_comment, make_ping, make_post, make_user, run_chores

pytestmark = pytest.mark.django_db
QUEUE = "/admin/discussion/"


@pytest.fixture
def comment():
    return make_comment(comment="Buy pills.")


@pytest.fixture
def moderator(client):
    mo = make_user("mo", role="moderator")
    client.force_login(mo)
    return mo


def report(comment, address="192.0.2.1", **fields):
    answers = {"reason": "spam", "words": "", **fields}
    return Client(REMOTE_ADDR=address).post(f"/comment/{comment.pk}/report/", answers)


def reported(client, **query):
    return client.get(QUEUE, {"status": "reported", **query}).content.decode()


def test_every_comment_and_ping_has_a_link_to_its_form(client, comment):
    ping = make_ping(comment.post)
    page = client.get(comment.post.get_absolute_url()).content.decode()
    for row in (comment, ping):
        assert f'href="/comment/{row.pk}/report/"' in page
        assert client.get(f"/comment/{row.pk}/report/").status_code == 200


def test_a_report_hides_nothing(client, comment):
    for number in range(5):
        assert report(comment, f"192.0.2.{number}").status_code == 200
    comment.refresh_from_db()
    assert comment.status == "approved"
    assert b"Buy pills." in client.get(comment.post.get_absolute_url()).content


def test_moderators_see_by_how_many_readers_and_why(client, comment, moderator):
    report(comment, "192.0.2.1", words="He sells <pills>.")
    report(comment, "192.0.2.2", reason="other")
    make_comment(comment.post, comment="Nobody minds me.")
    page = reported(client)
    assert "Reported by 2 readers" in page
    assert "He sells &lt;pills&gt;." in page
    assert "Something else" in page
    assert "Nobody minds me." not in page


def test_one_reader_counts_once_and_is_thanked_twice(comment):
    first, second = report(comment), report(comment, reason="abuse")
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert Report.objects.count() == 1


def test_who_reported_is_kept_as_a_hash_only(comment):
    report(comment, "192.0.2.1")
    assert "192.0.2.1" not in str(Report.objects.values().get())


def test_opening_the_form_reports_nothing(client, comment):
    client.get(f"/comment/{comment.pk}/report/", {"reason": "spam"})
    assert not Report.objects.exists()


def test_a_form_of_another_site_reports_nothing(comment):
    answer = Client(enforce_csrf_checks=True).post(f"/comment/{comment.pk}/report/", {"reason": "spam"})
    assert answer.status_code == 403
    assert not Report.objects.exists()


@pytest.mark.parametrize("fields", [{"reason": ""}, {"reason": "dull"}, {"words": "x" * 501}])
def test_what_is_no_reason_comes_back_filled_in(comment, fields):
    answer = report(comment, **{"words": "Listen", **fields})
    assert answer.status_code == 422
    assert fields.get("words", "Listen").encode() in answer.content
    assert not Report.objects.exists()


def test_one_place_reports_few_comments_in_an_hour(comment):
    others = [make_comment(comment.post) for _ in range(10)]
    for other in others:
        assert report(other).status_code == 200
    answer = report(comment, words="Listen")
    assert (answer.status_code, "Retry-After" in answer) == (429, True)
    assert b"Listen" in answer.content
    assert not Report.objects.filter(comment=comment).exists()


@pytest.mark.parametrize("status", ["pending", "spam", "trash", "unconfirmed"])
def test_what_is_not_shown_cannot_be_reported(status):
    assert report(make_comment(status=status)).status_code == 404


def test_a_moderator_who_lets_it_stand_has_answered(client, comment, moderator):
    report(comment)
    client.post(f"{QUEUE}?status=reported", {"action": "keep", "ids": comment.pk})
    comment.refresh_from_db()
    assert comment.status == "approved"
    assert "Buy pills." not in reported(client)
    report(comment, "192.0.2.9")
    assert "Reported by 1 reader<" in reported(client)


def test_what_became_spam_is_dealt_with_and_comes_back_with_the_undo(client, comment, moderator):
    report(comment)
    comment.mark_spam(moderator)
    assert "Buy pills." not in reported(client)
    ModerationBatch.undo_rows(moderator, [comment])
    assert "Buy pills." in reported(client)


def test_an_author_sees_reports_under_their_own_posts_only(client):
    alice = make_user("alice", role="author")
    mine = make_comment(make_post(author=make_author(user=alice)), comment="Mine")
    foreign = make_comment(comment="Foreign")
    report(mine), report(foreign)
    client.force_login(alice)
    assert "Mine" in reported(client)
    assert "Foreign" not in reported(client)
    client.post(QUEUE, {"action": "keep", "ids": foreign.pk})
    assert Report.objects.filter(comment=foreign, answered=False).exists()


def test_the_tab_is_searched_and_filtered_like_any_other(client, comment, moderator):
    ping = make_ping(comment.post, title="Charlie answers")
    report(comment), report(ping)
    assert "Buy pills." not in reported(client, q="charlie")
    assert "Charlie answers" in reported(client, q="charlie")
    assert "Charlie answers" not in reported(client, kind="comment")


def test_moderators_get_one_mail_about_it(comment):
    make_user("root", role="administrator")
    report(comment, words="He sells pills."), report(comment, "192.0.2.2")
    run_chores()
    run_chores()
    [message] = [message for message in django_mail.outbox if message.subject.startswith("Reported")]
    assert message.to == ["root@root.example"]
    assert "He sells pills." in message.body
    assert "discussion/?status=reported" in message.body


def test_what_was_dealt_with_in_time_is_not_mailed(comment):
    make_user("root", role="administrator")
    report(comment)
    comment.mark_spam("system")
    run_chores()
    assert not [message for message in django_mail.outbox if message.subject.startswith("Reported")]


def test_the_queue_needs_few_queries_however_many_are_reported(
    client, moderator, django_assert_max_num_queries
):
    for _ in range(5):
        report(make_comment())
    client.get(QUEUE)
    with django_assert_max_num_queries(13):
        reported(client)
