"""The owner's lists: what one line means, which field it is held against, and that no line can do harm."""

import time

import pytest

from comments.checks.entries import parse
from comments.checks.regexes import MAX_TEXT, TooSlow, compile_safely, matches
from comments.checks.words import AllowList, Words
from comments.facts import Facts, Rules

COMMENT = Facts(
    kind="comment",
    author="Bob",
    email="Bob@Mail.Example",
    url="https://blog.bob.example/about",
    text="Cheap   PILLS! See http://deals.shop.example/x and bücher.example, naïve friend.",
    address="203.0.113.9",
)


def verdict(facts, **lists):
    signal = Words().look(Facts(**{**vars(facts), "rules": Rules(**lists)}))
    return signal and signal.verdict


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("pills", True),
        ("Cheap Pills", True),
        ("cheap-pills", True),
        ("pill", False),
        ("ﾠ", False),
        ("NAÏVE", True),
        ("/pil+s/", True),
        ("/PILLS.*see/i", True),
        ("/^nothing$/", False),
        ("shop.example", True),
        ("*.shop.example", True),
        ("hop.example", False),
        ("bob.example", True),
        ("mail.example", True),
        ("bücher.example", True),
        ("xn--bcher-kva.example", True),
        ("bob@mail.example", True),
        ("@mail.example", True),
        ("@example", False),
        ("ob@mail.example", False),
        ("203.0.113.9", True),
        ("203.0.113.0/24", True),
        ("203.0.113.8/24", True),
        ("203.0.113.1", False),
        ("2001:db8::/32", False),
        ("# pills", False),
        ("   ", False),
        ("!", True),
    ],
)
def test_a_line_is_held_against_the_right_field(line, found):
    assert (verdict(COMMENT, hold_words=f"other\n{line}\n") == "hold") is found


def test_a_long_address_pushes_no_text_out_of_sight():
    facts = Facts(kind="comment", url="https://x.example/" + "x" * 9_000, text="cheap pills")
    assert verdict(facts, spam_words="/cheap.pills/") == "spam"


def test_an_address_in_the_text_is_not_the_senders():
    facts = Facts(kind="comment", text="ping 203.0.113.9 from bob@mail.example", address="198.51.100.1")
    assert verdict(facts, spam_words="203.0.113.9\nbob@mail.example") is None


def test_a_mapped_address_is_in_the_range_of_the_old_one():
    facts = Facts(kind="comment", address="::ffff:203.0.113.9")
    assert verdict(facts, spam_words="203.0.113.0/24") == "spam"


def test_scripts_without_spaces_match_inside_a_sentence():
    assert verdict(Facts(kind="comment", text="欢迎来到赌场网站吧"), spam_words="赌场") == "spam"


def test_full_width_letters_are_no_disguise():
    assert verdict(Facts(kind="comment", text="ｖｉａｇｒａ"), spam_words="viagra") == "spam"


def test_the_hardest_list_speaks():
    both = {"hold_words": "pills", "spam_words": "cheap"}
    assert verdict(COMMENT, **both) == "spam"
    assert verdict(COMMENT, **both, trash_words="friend") == "trash"


def test_a_moderator_reads_which_line_of_which_list_matched():
    facts = Facts(kind="comment", text="pills", rules=Rules(spam_words="x\npills"))
    assert Words().look(facts).reason == "the spam list has “pills”"


@pytest.mark.parametrize("line", ["bob.example", "bob@mail.example", "203.0.113.0/28", "Bob", "/^bob$/"])
def test_the_allow_list_knows_senders(line):
    facts = Facts(**{**vars(COMMENT), "author": "Bob", "rules": Rules(allow_list=line)})
    found = AllowList().look(facts)
    assert (found is not None) is (line != "/^bob$/")


@pytest.mark.parametrize("line", ["pills", "shop.example", "/cheap/"])
def test_no_text_can_allow_itself(line):
    assert AllowList().look(Facts(**{**vars(COMMENT), "rules": Rules(allow_list=line)})) is None


@pytest.mark.parametrize(
    "line", ["/(/", "/[a/", "/*/", "/a{99999999999}/", "/(?P<x/", "/\\/", "/" + "(" * 5000 + "/", "//", "/"]
)
def test_a_bad_expression_never_raises(line):
    assert verdict(COMMENT, spam_words=line) is None


@pytest.mark.parametrize(
    "source",
    [
        "(a+)+$", "(a*)*b", "(a|aa)+$", "(.*)*", "(\\w+\\s?)*$", "([a-z]+)*=", "(a|b|ab)*c",
        "(?:a?){30}a{30}",
        "((a{1,9}){1,9}){1,9}", "(x+x+)+y", "(.+)\\1", ".*a.*b.*c", "(?=(a+))*b",
        "a?" * 40 + "a" * 40, "a{0,8}" * 12 + "b", "(?:a|aa|aaa)" * 20 + "b", "\\w*\\d*\\w*!",
    ],
)  # fmt: skip
def test_an_expression_that_could_take_for_ever_is_refused(source):
    assert compile_safely(source) is None


@pytest.mark.parametrize(
    "source",
    [
        "pills?",
        "\\bcheap\\b.*\\bpills\\b",
        "https?://\\S+\\.(?:ru|xyz)",
        "a\\s+b\\s+c\\s+d",
        "(?:foo|bar)",
        "(ab)+",
        "(?:casino|poker|slots)+",
        "(?:\\d{1,3}\\.){3}\\d{1,3}",
        "buy.*(?:pills|watches|bags).*(?:now|here)",
        "x{2,5}y{2,5}",
    ],
)
def test_the_expressions_that_people_write_are_taken(source):
    assert compile_safely(source) is not None


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("\\w+!", "a" * 100_000),
        ("a*a*b", "a" * 100_000),
        (".*foo.*bar", "foo" * 50_000),
        ("\\s+$", " " * 100_000 + "x"),
        ("[a-z]*[a-z0-9]*@", "a" * 100_000),
    ],
)
def test_no_text_keeps_an_expression_busy(monkeypatch, source, text):
    monkeypatch.setattr("comments.checks.regexes.MAX_SECONDS", 0.2)
    start = time.process_time()
    try:
        assert not matches(source, text)
    except TooSlow:
        pass
    assert time.process_time() - start < 2


def test_an_expression_that_matches_everything_matches_nothing():
    assert verdict(COMMENT, spam_words="/x*/\n/(?:a|)/\n/^/") is None


def test_a_list_that_was_too_slow_holds(monkeypatch):
    monkeypatch.setattr("comments.checks.regexes.MAX_SECONDS", -1)
    signal = Words().look(Facts(kind="comment", text="x" * 400, rules=Rules(spam_words="/a.*b.*c/")))
    assert (signal.verdict, "took too long" in signal.reason) == ("hold", True)


def test_a_long_list_of_slow_lines_holds_too(monkeypatch):
    monkeypatch.setattr("comments.checks.words.MAX_SECONDS", -1)
    rules = Rules(spam_words="weeds\npills", allow_list="weeds\nBob")
    assert Words().look(Facts(kind="comment", text="pills", rules=rules)).verdict == "hold"
    assert AllowList().look(Facts(kind="comment", author="Bob", rules=rules)) is None


def test_only_the_first_characters_are_looked_at():
    assert matches("end", "x" * (MAX_TEXT - 3) + "end")
    assert not matches("end", "x" * (MAX_TEXT - 2) + "end")


def test_a_piece_boundary_hides_no_short_match():
    for before in range(250, 290):
        assert matches("b.*u.*y", "x" * before + "buy now")


def test_a_list_is_bounded():
    assert len(parse("\n".join(f"word{n}" for n in range(21_000)))) == 20_000
