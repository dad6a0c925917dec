"""From an address in a form to a confirmed subscriber, and out again: only by its owner's POST; nobody is flooded."""

import re
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from posts import announcing
from posts.models import Page, Subscriber
from tests.factories import make_post, make_subscriber, make_user, run_chores, set_site

pytestmark = pytest.mark.django_db
ALICE = "alice@alice.example"


def sign_up(client, email=ALICE, **fields):
    return client.post("/subscribe/", {"email": email, **fields})


def mails():
    return django_mail.outbox


def link_in(message, word):
    return re.search(rf"http://testserver(/subscribe/{word}/\S+)", message.body)[1]


def test_an_address_is_asked_by_mail_and_gets_nothing_before_it_says_yes(client):
    sign_up(client)
    run_chores()
    assert [message.to for message in mails()] == [[ALICE]]
    assert Subscriber.objects.get().confirmed_at is None
    make_post("Beans")
    run_chores()
    announce_all()
    assert len(mails()) == 1


def announce_all():
    from tests.flows import run_jobs

    run_jobs()


def test_the_button_behind_the_link_confirms_and_the_link_alone_does_not(client):
    sign_up(client)
    run_chores()
    link = link_in(mails()[0], "confirm")
    assert client.get(link).status_code == 200
    assert client.head(link).status_code == 200
    assert Subscriber.objects.get().confirmed_at is None
    assert b"You are subscribed" in client.post(link).content
    first = Subscriber.objects.get().confirmed_at
    assert first is not None
    client.post(link)
    assert Subscriber.objects.get().confirmed_at == first


def test_confirming_needs_the_token_of_its_page(client):
    subscriber = make_subscriber(confirmed=False)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(confirm_link(subscriber)).status_code == 403
    assert strict.post("/subscribe/", {"email": ALICE}).status_code == 403
    page = strict.get(confirm_link(subscriber))
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]
    assert strict.post(confirm_link(subscriber), {"csrfmiddlewaretoken": token}).status_code == 200
    assert Subscriber.objects.confirmed().exists()


def confirm_link(subscriber):
    announcing.ask(subscriber)
    return link_in(mails()[-1], "confirm")


def leave_link(subscriber):
    announcing.send_post(make_post(), subscriber)
    return link_in(mails()[-1], "leave")


def test_a_link_that_is_old_forged_or_of_another_purpose_confirms_nothing(client):
    subscriber = make_subscriber(confirmed=False)
    good = confirm_link(subscriber)
    foreign = leave_link(subscriber).replace("/leave/", "/confirm/")
    for link in (good[:-2] + "x/", foreign, "/subscribe/confirm/x/", f"/subscribe/confirm/{'x' * 5000}/"):
        assert client.post(link).status_code == 404
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time", lambda: (timezone.now() + timedelta(days=3, minutes=1)).timestamp())
        assert client.post(good).status_code == 404
    assert not Subscriber.objects.confirmed().exists()


def test_the_answer_is_the_same_for_a_known_an_unknown_and_a_robots_address(client):
    make_subscriber(ALICE)
    answers = [sign_up(client), sign_up(client, "bob@bob.example"), sign_up(client, website="x")]
    assert {(answer.status_code, answer["Location"], answer.content) for answer in answers} == {
        (302, "/subscribe/?sent=1", b"")
    }
    run_chores()
    assert {message.subject for message in mails()} == {"New posts of Crosstalk"}
    assert sorted(message.to[0] for message in mails()) == [ALICE, "bob@bob.example"]


def test_one_address_is_asked_once_a_day_from_however_many_places(client):
    for number in range(6):
        client.post("/subscribe/", {"email": ALICE.upper()}, REMOTE_ADDR=f"192.0.2.{number}")
        run_chores()
    assert len(mails()) == 1
    Subscriber.objects.update(asked_at=timezone.now() - timedelta(hours=24, minutes=1))
    sign_up(client)
    run_chores()
    assert len(mails()) == 2


def test_one_place_asks_for_few_addresses_and_gets_its_form_back_filled_in(client):
    for number in range(5):
        assert sign_up(client, f"bob{number}@bob.example").status_code == 302
    answer = sign_up(client, "bob6@bob.example")
    assert (answer.status_code, "Retry-After" in answer) == (429, True)
    assert b'value="bob6@bob.example"' in answer.content
    assert not Subscriber.objects.filter(email="bob6@bob.example").exists()


@pytest.mark.parametrize(
    "email", ["", "alice", "a@b", "alice@alice.example\r\nBcc: bob@bob.example", "a\0@b.example", "x" * 300]
)
def test_what_is_no_address_comes_back_with_a_word(client, email):
    answer = sign_up(client, email)
    assert answer.status_code == 422
    assert b'aria-invalid="true"' in answer.content
    assert not Subscriber.objects.exists()


def test_one_post_without_cookies_or_token_is_enough_to_leave(client):
    link = leave_link(make_subscriber())
    assert client.get(link).status_code == 200
    assert Subscriber.objects.exists()
    machine = Client(enforce_csrf_checks=True)
    answer = machine.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert not Subscriber.objects.exists()
    assert machine.post(link).status_code == 200


def test_a_foreign_link_makes_nobody_leave(client):
    subscriber = make_subscriber()
    foreign = confirm_link(subscriber).replace("/confirm/", "/leave/")
    for link in (foreign, "/subscribe/leave/x/", leave_link(subscriber)[:-2] + "x/"):
        client.post(link)
    assert Subscriber.objects.exists()


def test_an_address_that_never_answered_is_forgotten():
    long_ago = timezone.now() - timedelta(days=3, minutes=1)
    make_subscriber("bob@bob.example", confirmed=False, asked_at=long_ago)
    make_subscriber("charlie@charlie.example", confirmed=False, asked_at=timezone.now())
    make_subscriber(ALICE, asked_at=long_ago)
    announcing.forget_unconfirmed()
    assert set(Subscriber.objects.values_list("email", flat=True)) == {ALICE, "charlie@charlie.example"}


def test_where_the_owner_switched_it_off_there_is_no_form(client):
    set_site(mail_subscriptions=False)
    assert client.get("/subscribe/").status_code == 404
    assert sign_up(client).status_code == 404
    assert b"/subscribe/" not in client.get("/").content


def test_no_page_of_the_owners_takes_its_address():
    page = Page.objects.create(title="Subscribe")
    assert page.get_absolute_url() == "/subscribe-2/"


def test_editors_see_subscribers_and_authors_do_not(client):
    subscriber = make_subscriber()
    address = "/admin/posts/subscriber/"
    client.force_login(make_user("alice", role="author"))
    assert client.get(address).status_code == 403
    client.force_login(make_user("edna", role="editor"))
    assert subscriber.email in client.get(address).content.decode()
    assert client.get(f"{address}?confirmed=no").content.decode().count(subscriber.email) == 0
    assert client.get(f"{address}add/").status_code == 403
    assert client.post(f"{address}{subscriber.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Subscriber.objects.exists()
