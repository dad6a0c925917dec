"""Each spam check by itself, as tables of facts and what is said about them."""

import pytest

from comments.checks.bbcode import BBCode
from comments.checks.duplicate import Duplicate
from comments.checks.first_time import FirstTime
from comments.checks.honeypot import Honeypot
from comments.checks.links import Links, count_links
from comments.checks.patterns import Patterns
from comments.checks.timing import Timing
from comments.checks.trades import Trades
from comments.facts import Facts, Rules
from trackbacks.checks.not_found import NotFoundAtSource


def said(check, **facts):
    signal = check.look(Facts(**{"kind": "comment", "text": "Thank you, Alice.", **facts}))
    return signal and signal.verdict


def links(count):
    return " ".join(f"http://site{n}.example/" for n in range(count))


@pytest.mark.parametrize(
    ("count", "verdict"), [(0, None), (2, None), (3, "hold"), (11, "hold"), (12, "spam"), (200, "spam")]
)
def test_more_links_than_allowed_hold_and_far_more_are_spam(count, verdict):
    assert said(Links(), text=links(count), rules=Rules(max_links=2)) == verdict


def test_no_link_allowed_means_that_one_is_held():
    assert said(Links(), text=links(1), rules=Rules(max_links=0)) == "hold"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("no link at all, example.org aside", 0),
        ('<a href="https://a.example/x">https://a.example/x</a>', 1),
        ("[https://a.example/](https://a.example/) and www.b.example", 2),
        ("HTTP://a.example/ " * 20, 10),
        ("https://a.example/1,https://a.example/2", 1),
        ("ahttps://[::1]/", 0),
    ],
)
def test_links_are_counted_however_they_are_written(text, count):
    assert count_links(text) == count


@pytest.mark.parametrize(
    ("times", "verdict"), [(0, None), (1, "hold"), (2, "hold"), (3, "spam"), (50, "spam")]
)
def test_the_same_text_again_is_held_and_a_third_time_is_spam(times, verdict):
    assert said(Duplicate(), text="Thank you, Alice and Bob.", same_before=times) == verdict
    assert said(Duplicate(), kind="trackback", same_before=times) == verdict


def test_a_few_words_that_many_people_say_are_never_a_campaign():
    assert said(Duplicate(), text="Thank you, Alice.", same_before=50) == "hold"


@pytest.mark.parametrize(("value", "verdict"), [("", None), ("  \n", None), ("http://x.example", "spam")])
def test_a_filled_honeypot_is_spam(value, verdict):
    assert said(Honeypot(), honeypot=value) == verdict


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [(None, None), (3.0, None), (900.0, None), (2.9, "hold"), (1.0, "hold"), (0.9, "spam"), (-5.0, "spam")],
)
def test_a_comment_sent_too_soon_is_held_or_spam(seconds, verdict):
    assert said(Timing(), seconds=seconds, rules=Rules(min_seconds=3)) == verdict


def test_pings_have_no_form_to_be_quick_with():
    assert said(Timing(), kind="trackback", seconds=0.1) is None


@pytest.mark.parametrize("kind", ["comment", "trackback", "pingback", "webmention"])
def test_first_timers_are_held_unless_approved_before_or_trusted(kind):
    assert said(FirstTime(), kind=kind, found=True) == "hold"
    assert said(FirstTime(), kind=kind, found=True, approved_before=True) is None
    assert said(FirstTime(), kind=kind, found=True, trusted=True) is None
    assert said(FirstTime(), kind=kind, found=True, rules=Rules(hold_first_timers=False)) is None


def test_a_ping_not_seen_at_its_source_has_one_reason_not_two():
    assert said(FirstTime(), kind="trackback", found=False) is None
    assert said(FirstTime(), kind="trackback", found=None) is None


@pytest.mark.parametrize("kind", ["trackback", "pingback", "webmention"])
@pytest.mark.parametrize(("found", "verdict"), [(True, None), (None, "hold"), (False, "spam")])
def test_a_ping_whose_source_does_not_link_is_spam(kind, found, verdict):
    assert said(NotFoundAtSource(), kind=kind, found=found) == verdict


def test_the_words_about_a_source_are_those_of_the_contract():
    look = NotFoundAtSource().look
    assert look(Facts(kind="trackback", found=False)).reason == "not found at source"
    assert look(Facts(kind="trackback", found=None)).reason == "could not be read at the source"


def test_a_comment_has_no_source_to_be_found_at():
    assert said(NotFoundAtSource(), found=None) is None


@pytest.mark.parametrize(
    ("facts", "score"),
    [
        ({"text": "My grandmother is a specialist in roulette tables of the 1900s."}, None),
        ({"text": "A list [1] and a [link] to nothing"}, None),
        ({"text": "see [url=http://x.example]here[/url]"}, 60),
        ({"text": "[LINK = http://x.example]"}, 60),
        ({"text": "Buy viagra here"}, 50),
        ({"text": "Buy Viagra, win at an online casino"}, 100),
        ({"author": "www.pills.example", "text": "nice"}, 40),
        ({"author": "Bob", "text": " https://x.example/a "}, 30),
        ({"title": "Cheap Jordans", "kind": "trackback"}, 50),
        ({"kind": "trackback", "author": "bob.com"}, None),
    ],
)
def test_the_usual_marks_of_spam_add_up(facts, score):
    facts = Facts(**{"kind": "comment", "text": "Thank you", **facts})
    signals = [signal for check in (Patterns(), BBCode(), Trades()) if (signal := check.look(facts))]
    assert (sum(signal.score for signal in signals) or None) == score
