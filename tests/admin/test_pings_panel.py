"""The pings panel of a post: what will be told, the undo window, the ledger, and what its buttons do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_author, make_ping, make_post, run_chores
from tests.pings import received_ping, sent_ping
from trackbacks import rehearsing
from trackbacks.models import LinkScan, OutgoingPing, Rehearsal

pytestmark = pytest.mark.django_db
BOB = "https://bob.example/gardens/"
LINKING = f'<p>I like <a href="{BOB}">what Bob wrote</a> a lot.</p>'
IN_PLACE = {"HTTP_X_FRAGMENT": "pings"}


@pytest.fixture
def draft(alice):
    return rehearsed(make_post("Letters", author=make_author(user=alice), state="draft", html=LINKING))


@pytest.fixture
def published(alice, settings):
    settings.PINGS_UNDO_SECONDS = 60
    return rehearsed(make_post("Letters", author=make_author(user=alice), html=LINKING))


def rehearsed(post, **fields):
    """Its links were looked at, and their pages answered."""
    rehearsing.rehearse(post, post.html, post.send_trackbacks)
    offers = {"trackback": "https://bob.example/tb"}
    facts = {"state": "asked", "due_at": None, "asked_at": timezone.now(), "offers": offers}
    Rehearsal.objects.filter(post=post).update(**{**facts, **fields})
    return post


def panel(client, post):
    return client.get(f"/admin/pings/post/{post.pk}/", **IN_PLACE).content.decode()


def press(client, post, verb, fields=None, **headers):
    return client.post(f"/admin/pings/post/{post.pk}/{verb}/", fields or {}, **headers)


def choose(client, post, text=None, tell=True, **headers):
    row = Rehearsal.objects.get(post=post)
    fields = {"row": row.pk, **({"tell": row.pk} if tell else {})}
    if text is not None:
        fields[f"excerpt-{row.pk}"] = text
    return press(client, post, "choose", fields, **headers)


# Before publishing


def test_a_draft_shows_whom_publishing_tells_and_what_they_read(client, draft):
    page = client.get(f"/admin/posts/post/{draft.pk}/change/").content.decode()
    for words in (
        "Publishing tells up to 1 blog",
        "TrackBack",
        "I like what Bob wrote a lot.",
        'data-told="1"',
    ):
        assert words in page


def test_webmention_reads_the_page_itself_so_there_is_nothing_to_edit(client, draft):
    rehearsed(draft, offers={"webmention": "https://bob.example/wm"})
    page = panel(client, draft)
    assert "They read your page themselves, and find this passage there:" in page
    assert "textarea" not in page


def test_an_edited_passage_is_kept_for_that_page(client, draft):
    answer = choose(client, draft, "Bob   has the best map.")
    assert answer["Location"] == f"/admin/posts/post/{draft.pk}/change/#pings"
    assert Rehearsal.objects.get().excerpt == "Bob has the best map."
    assert "They read what you wrote for them:" in panel(client, draft)


@pytest.mark.parametrize("text", ["", "I like what Bob wrote a lot."])
def test_an_emptied_or_unchanged_passage_is_that_of_the_text(client, draft, text):
    choose(client, draft, "Mine.")
    choose(client, draft, text)
    assert Rehearsal.objects.get().excerpt == ""


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_a_passage_that_is_too_long_comes_back_with_what_is_wrong(client, draft, headers):
    assert choose(client, draft, "x" * 252).status_code == 302
    answer = choose(client, draft, "<y>" * 100, **headers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "At most 252 characters, please" in page
    assert "&lt;y&gt;" * 100 in page
    assert Rehearsal.objects.get().excerpt == "x" * 252


def test_a_blog_without_its_tick_is_left_out(client, draft):
    page = choose(client, draft, tell=False, **IN_PLACE).content.decode()
    assert "Left out. This blog is not told." in page
    assert "Publishing tells nobody" in page
    assert 'data-told="0"' in page


def test_a_row_of_another_post_is_not_touched(client, draft):
    foreign = rehearsed(make_post("Foreign", state="draft", html=LINKING))
    row = Rehearsal.objects.get(post=foreign)
    press(client, draft, "choose", {"row": row.pk})
    row.refresh_from_db()
    assert not row.left_out


def test_what_is_typed_is_looked_at_before_it_is_saved(client, draft):
    html = '<p>See <a href="https://charlie.example/">Charlie</a>.</p>'
    page = press(client, draft, "look", {"html": html, "send_trackbacks": ""}, **IN_PLACE).content.decode()
    assert "charlie.example" in page
    assert "bob.example" not in page
    draft.refresh_from_db()
    assert "bob.example" in draft.html


@pytest.mark.parametrize(
    "html",
    [
        "\0<a href='http://[",
        "<a href='http://x.example/\ud800'>x</a>".encode("utf-8", "replace").decode(),
        "<a " * 60_000,
    ],
)
def test_no_text_is_too_odd_to_be_looked_at(client, draft, html):
    assert press(client, draft, "look", {"html": html}, **IN_PLACE).status_code == 200


def test_without_a_script_the_stored_text_is_looked_at_in_the_background(client, draft):
    Rehearsal.objects.all().delete()
    assert "Look at the links" in panel(client, draft)
    press(client, draft, "look")
    run_chores("rehearse")
    assert Rehearsal.objects.get().target == BOB


def test_saving_has_the_text_looked_at(client, alice):
    client.post("/admin/posts/post/add/", {"title": "New", "html": LINKING, "state": "draft", "_save": "1"})
    run_chores("rehearse")
    assert Rehearsal.objects.get().target == BOB


def test_ask_again_makes_the_pages_due(client, draft):
    assert "1 page is being asked again." in press(client, draft, "ask", **IN_PLACE).content.decode()
    assert Rehearsal.objects.get().due_at


# The undo window


def test_within_the_window_the_panel_counts_down(client, published):
    page = panel(client, published)
    assert "Nobody has been told yet." in page
    assert "Cancel: tell nobody" in page
    assert "Up to 1 blog will be told" in page


def test_cancel_within_the_window_tells_nobody(client, published):
    page = press(client, published, "call-off", **IN_PLACE).content.decode()
    assert "Nobody is told of this post" in page
    assert "will be told</strong>" not in page
    scan = LinkScan.objects.get(post=published)
    LinkScan.objects.update(due_at=timezone.now())
    LinkScan.run(scan.pk)
    assert not OutgoingPing.objects.exists()


def test_after_the_window_cancel_comes_too_late_and_says_so(client, published):
    LinkScan.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert "It was too late for that" in press(client, published, "call-off", **IN_PLACE).content.decode()
    published.refresh_from_db()
    assert published.tells_others


def test_what_was_called_off_can_be_told_after_all(client, published):
    press(client, published, "call-off")
    press(client, published, "tell")
    published.refresh_from_db()
    assert published.tells_others
    assert LinkScan.objects.get(post=published).due_at > timezone.now() + timedelta(seconds=50)


def test_who_may_not_publish_may_not_call_off(client, published, alice):
    alice.groups.clear()
    from tests.factories import Permission

    for name in ("change_post", "change_outgoingping", "view_outgoingping"):
        alice.user_permissions.add(Permission.objects.get(codename=name))
    assert press(client, published, "call-off").status_code == 403
    assert press(client, published, "tell").status_code == 403


# The ledger


def test_the_ledger_says_how_each_stands_and_what_was_seen(client, published):
    now = timezone.now()
    sent_ping(
        published,
        target="https://bob.example/1/",
        protocol="webmention",
        message="Thanks.",
        attempts=1,
        sent_at=now,
        seen_at=now,
    )
    sent_ping(
        published, "retrying", target="https://bob.example/2/", attempts=2, due_at=now + timedelta(hours=2)
    )
    sent_ping(published, "cancelled", target="https://bob.example/3/", left_out=True)
    page = panel(client, published)
    for words in ("Thanks.", "seen on their page since", "2 attempts", "next try", "You left this blog out"):
        assert words in page


def test_what_moves_soon_is_asked_for_and_what_waits_for_hours_is_not(client, published):
    LinkScan.objects.all().delete()
    ping = sent_ping(published, "retrying", due_at=timezone.now() + timedelta(hours=2))
    assert "data-moving" not in panel(client, published)
    OutgoingPing.objects.filter(pk=ping.pk).update(due_at=timezone.now())
    assert "data-moving" in panel(client, published)


def test_a_button_of_the_ledger_answers_in_place(client, published):
    ping = sent_ping(published, "refused")
    answer = client.post(f"/admin/pings/sent/{ping.pk}/resend/", {"back": "post"}, **IN_PLACE)
    assert "bob.example will be told again." in answer.content.decode()
    assert "Cancel for bob.example" in answer.content.decode()


def test_who_answered_can_be_answered(client, published):
    comment = make_ping(published)
    received_ping(published, comment=comment)
    page = panel(client, published)
    assert "Who answered" in page
    assert f'name="comment" value="{comment.pk}"' in page


# Whose, and how much


@pytest.mark.parametrize("verb", ["look", "ask", "choose", "call-off", "tell"])
def test_the_panel_of_anothers_post_is_out_of_reach(client, alice, verb):
    foreign = make_post("Foreign")
    assert client.get(f"/admin/pings/post/{foreign.pk}/").status_code == 404
    assert press(client, foreign, verb).status_code == 404


@pytest.mark.parametrize("verb", ["look", "ask", "choose", "call-off", "tell"])
def test_nothing_changes_by_get(client, draft, verb):
    assert client.get(f"/admin/pings/post/{draft.pk}/{verb}/").status_code == 405


def test_a_verb_that_there_is_none_of_is_not_found(client, draft):
    assert press(client, draft, "delete").status_code == 404


def test_the_queries_do_not_grow_with_the_links(client, alice):
    def queries(n):
        html = "".join(f'<p><a href="https://bob.example/{k}/">x</a></p>' for k in range(n))
        post = rehearsed(make_post(f"Of {n}", author=make_author(user=alice), html=html))
        for k in range(n):
            sent_ping(post, target=f"https://charlie.example/{k}/")
        panel(client, post)
        with CaptureQueriesContext(connection) as asked:
            panel(client, post)
        return len(asked)

    assert queries(1) == queries(150) <= 14


def test_of_many_links_the_panel_shows_fifty_and_its_own_page_three_hundred(client, alice):
    html = "".join(f'<p><a href="https://bob.example/{k}/">x</a></p>' for k in range(400))
    post = rehearsed(make_post("Many", author=make_author(user=alice), state="draft", html=html))
    page = panel(client, post)
    assert page.count('name="row"') == 50
    assert "And 350 more links" in page
    assert client.get(f"/admin/pings/post/{post.pk}/?all=1").content.count(b'name="row"') == 300
