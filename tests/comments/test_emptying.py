"""Empty spam: much of it in the background, with how far it is, and a Stop that every moderator may press."""

import pytest

from comments.models import PostComment, Progress
from comments.models import progress as progress_module
from comments.queue import emptying
from tests.comments.queueing import IN_PLACE, press, told
from tests.comments.test_counters import assert_right
from tests.factories import make_author, make_comment, make_post, make_user, run_chores

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(monkeypatch):
    """With seven of spam, of which two go at once and two with each batch."""
    monkeypatch.setattr(emptying, "AT_ONCE", 2)
    monkeypatch.setattr(emptying, "BATCH", 2)
    post = make_post()
    for _ in range(7):
        make_comment(post, status="spam")
    return post


def left():
    return PostComment.objects.filter(status="spam").count()


def address():
    return f"/admin/discussion/progress/{Progress.objects.get().pk}/"


def stop_after(monkeypatch, batches, press_stop):
    """Somebody presses Stop while this batch is being erased."""
    erase, number = emptying.erase_batch, iter(range(1, 100))

    def erased(*args):
        n = erase(*args)
        if next(number) == batches:
            press_stop()
        return n

    monkeypatch.setattr(emptying, "erase_batch", erased)


def test_a_little_goes_at_once_and_the_rest_in_the_background(client, moderator, post):
    kept = make_comment(post)
    press(client, "empty_spam")
    assert left() == 5
    later = make_comment(post, status="spam")
    run_chores(emptying.KIND)
    assert set(PostComment.objects.values_list("pk", flat=True)) == {kept.pk, later.pk}
    assert_right(post)


def test_little_spam_needs_no_background(client, moderator):
    make_comment(status="spam")
    press(client, "empty_spam")
    assert "1 item of spam deleted for good." in told(client)
    assert not left() and not Progress.objects.exists()


def test_how_far_it_is_stands_on_the_page_also_after_a_reload(client, moderator, post):
    press(client, "empty_spam")
    for _ in range(2):
        assert "Deleting the spam for good: 2 of 7" in told(client, status="spam")
    run_chores(emptying.KIND)
    assert "7 items of spam deleted for good." in told(client, status="spam")


def test_without_a_script_a_link_looks_again(client, moderator, post):
    press(client, "empty_spam")
    page = client.get("/admin/discussion/?status=spam").content.decode()
    assert f'<noscript><p><a href="{address()}">See how far it is</a></p></noscript>' in page


def test_in_place_the_press_brings_the_progress(client, moderator, post):
    parts = press(client, "empty_spam", headers=IN_PLACE).content.decode()
    assert 'id="queue-progress" hx-swap-oob' in parts and "2 of 7" in parts


def test_a_second_moderator_sees_it_and_starts_no_other(client, moderator, post):
    press(client, "empty_spam")
    client.force_login(make_user("bob", role="moderator"))
    assert "Deleting the spam for good: 2 of 7" in told(client, status="spam")
    press(client, "empty_spam")
    assert Progress.objects.count() == 1 and left() == 5


def test_stop_stops_within_a_batch_and_says_what_is_gone_and_what_is_not(
    client, moderator, post, monkeypatch
):
    press(client, "empty_spam")
    stop_after(monkeypatch, 1, lambda: client.post(address()))
    run_chores(emptying.KIND)
    assert left() == 3
    assert_right(post)
    said = told(client, status="spam")
    assert "Stopped. 4 items of spam deleted for good. 3 are still there." in said


def test_a_second_moderator_may_stop_it(client, moderator, post, monkeypatch):
    press(client, "empty_spam")
    client.force_login(make_user("bob", role="moderator"))
    stop_after(monkeypatch, 1, lambda: client.post(address()))
    run_chores(emptying.KIND)
    assert left() == 3


def test_stop_before_the_first_batch_erases_nothing_more(client, moderator, post):
    press(client, "empty_spam")
    client.post(address())
    run_chores(emptying.KIND)
    assert left() == 5 and Progress.objects.get().ended_at


def test_after_a_stop_it_may_be_asked_for_again(client, moderator, post):
    press(client, "empty_spam")
    client.post(address())
    run_chores(emptying.KIND)
    press(client, "empty_spam")
    run_chores(emptying.KIND)
    assert left() == 0


def test_a_get_stops_nothing_and_leads_back_to_the_spam(client, moderator, post):
    press(client, "empty_spam")
    assert client.get(address())["Location"] == "/admin/discussion/?status=spam"
    run_chores(emptying.KIND)
    assert left() == 0


def test_it_goes_on_where_its_turn_ended(client, moderator, post, monkeypatch):
    monkeypatch.setattr(progress_module, "TURN_SECONDS", -1)
    press(client, "empty_spam")
    assert run_chores(emptying.KIND) > 2
    assert left() == 0 and Progress.objects.get().done == 7


def test_what_is_approved_meanwhile_stays(client, moderator, post, monkeypatch):
    press(client, "empty_spam")
    kept = PostComment.objects.filter(status="spam").last()
    stop_after(monkeypatch, 1, lambda: kept.approve("system"))
    run_chores(emptying.KIND)
    assert list(PostComment.objects.all()) == [kept]


def test_an_authors_emptying_is_their_own(client, moderator, post):
    bob = make_user("bob", role="author")
    own = make_post(author=make_author(user=bob))
    for _ in range(4):
        make_comment(own, status="spam")
    client.force_login(bob)
    press(client, "empty_spam")
    assert "2 of 4" in told(client, status="spam")
    client.force_login(moderator)
    assert "2 of 4" not in told(client, status="spam")
    assert client.post(address()).status_code == 404
    run_chores(emptying.KIND)
    assert left() == 7


def test_whoever_lost_the_right_meanwhile_erases_nothing_more(client, moderator, post):
    press(client, "empty_spam")
    moderator.groups.clear()
    run_chores(emptying.KIND)
    assert left() == 5
