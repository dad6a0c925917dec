"""What the filter learns from moderators: once a decision, undone with it, from both sides or not at all."""

import pytest

from comments import teaching
from comments.checks.learned import Learned
from comments.facts import Counts, Facts
from comments.learning.tokens import MAX_TOKENS, tokens_of, vocabulary
from comments.learning.weighing import ENOUGH
from comments.models import Lesson, ModerationBatch, PostComment, WordCount
from comments.models import learned as learned_module
from tests.factories import make_comment, make_ping, make_post, make_user, run_chores

pytestmark = pytest.mark.django_db

SPAM, HAM = "Win at the casino now, roulette online", "The roses in this garden smell of summer"


def counts(word):
    row = WordCount.objects.filter(word=word).first()
    return row and (row.spam_even + row.spam_odd, row.ham_even + row.ham_odd)


def taught(spam=ENOUGH, ham=ENOUGH):
    """What the filter knows after so many lessons of either kind, half of them under each half of the posts."""
    table = {"": Counts(spam - spam // 2, ham - ham // 2, spam // 2, ham // 2)}
    for text, is_spam in ((SPAM, True), (HAM, False)):
        n = spam if is_spam else ham
        for word in vocabulary(Facts(kind="comment", text=text)):
            halves = (n - n // 2, 0, n // 2, 0) if is_spam else (0, n - n // 2, 0, n // 2)
            table[word] = Counts(*halves)
    return table


def said(text, **facts):
    return Learned().look(Facts(kind="comment", text=text, learned=taught(), **facts))


def test_a_persons_decision_is_learned_by_a_chore():
    comment = make_comment(status="pending", comment=SPAM)
    comment.mark_spam(make_user())
    assert counts("casino") is None
    run_chores("learn")
    assert counts("casino") == (1, 0)
    assert counts("") == (1, 0)


def test_what_the_filters_decide_themselves_teaches_nothing():
    comment = make_comment(status="pending", comment=SPAM)
    comment.mark_spam("filter")
    comment.approve("system")
    run_chores("learn")
    assert not WordCount.objects.exists()


def test_a_decision_is_learned_once_however_often_the_chore_runs():
    comment = make_comment(status="pending", comment=SPAM)
    comment.mark_spam(make_user())
    run_chores("learn")
    before = counts("casino")
    teaching.teach(comment)
    assert counts("casino") == before
    assert Lesson.objects.count() == 1


def test_a_change_of_mind_unlearns_the_first_decision():
    comment, mo = make_comment(status="pending", comment=SPAM), make_user()
    comment.mark_spam(mo)
    run_chores("learn")
    comment.approve(mo)
    run_chores("learn")
    assert counts("casino") == (0, 1)
    assert counts("") == (0, 1)


def test_what_is_put_back_among_the_waiting_is_unlearned():
    comment, mo = make_comment(status="pending", comment=SPAM), make_user()
    comment.mark_spam(mo)
    run_chores("learn")
    ModerationBatch.undo_rows(mo, [comment])
    run_chores("learn")
    assert counts("casino") == (0, 0)
    assert not Lesson.objects.exists()


def test_what_an_undo_gives_back_to_the_filter_is_unlearned_and_to_a_person_learned_again():
    mo = make_user()
    by_filter, by_person = (make_comment(status="pending", comment=SPAM) for _ in range(2))
    by_filter.mark_spam("filter")
    by_person.mark_spam(mo)
    for comment in (by_filter, by_person):
        comment.approve(mo)
    ModerationBatch.undo_rows(mo, [by_filter, by_person])
    run_chores("learn")
    assert [lesson.comment for lesson in Lesson.objects.filter(spam=True)] == [by_person]


def test_the_trash_neither_teaches_nor_unlearns():
    comment, mo = make_comment(status="pending", comment=SPAM), make_user()
    comment.mark_spam(mo)
    comment.trash(mo)
    run_chores("learn")
    assert counts("casino") == (1, 0)


def test_exactly_what_was_learned_is_unlearned_though_the_text_has_changed_since():
    comment, mo = make_comment(status="pending", comment=SPAM), make_user()
    comment.mark_spam(mo)
    run_chores("learn")
    PostComment.objects.filter(pk=comment.pk).update(comment="something else")
    PostComment.objects.get(pk=comment.pk).approve(mo)
    run_chores("learn")
    assert counts("casino") == (0, 0)
    assert counts("something") == (0, 1)


def test_of_the_blogs_own_people_nothing_is_learned():
    mo = make_user(role="moderator")
    PostComment.submit(post=make_post(), by=mo, user=mo, user_name="Mo", user_email="", comment=HAM)
    run_chores("learn")
    assert not WordCount.objects.exists()


def test_pings_teach_as_comments_do():
    ping = make_ping(status="pending", comment=SPAM, source_url="http://pills.example/a")
    ping.mark_spam(make_user())
    run_chores("learn")
    assert counts("host:pills.example") == (1, 0)


def test_the_table_is_bounded_and_the_rarest_words_go_first(monkeypatch):
    monkeypatch.setattr(learned_module, "MAX_WORDS", 30)
    monkeypatch.setattr(learned_module, "KEPT", 20)
    mo = make_user()
    for n in range(4):
        make_comment(status="pending", comment=f"casino {n}aa {n}bb {n}cc").mark_spam(mo)
    run_chores("learn")
    assert WordCount.objects.count() <= 31
    assert counts("casino") == (4, 0)
    assert counts("") == (4, 0)


def test_unlearning_a_word_that_was_pruned_never_counts_below_nothing():
    comment, mo = make_comment(status="pending", comment=SPAM), make_user()
    comment.mark_spam(mo)
    run_chores("learn")
    WordCount.objects.filter(word="casino").update(spam_even=0, spam_odd=0)
    comment.hold(mo)
    run_chores("learn")
    assert counts("casino") == (0, 0)


def test_words_seen_in_spam_hold_and_are_named():
    signal = said("roulette at the casino")
    assert signal.verdict == "hold"
    assert signal.reason.startswith("words seen in spam before: ")
    assert "casino" in signal.reason


@pytest.mark.parametrize("text", ["The roses smell of summer", "Words never seen anywhere", ""])
def test_words_of_ham_and_words_never_seen_say_nothing(text):
    assert said(text) is None


@pytest.mark.parametrize(
    ("spam", "ham"), [(1000, 0), (0, 1000), (1000, ENOUGH - 1), (ENOUGH - 1, 1000), (0, 0)]
)
def test_fed_from_one_side_it_says_nothing(spam, ham):
    facts = Facts(kind="comment", text=SPAM, learned=taught(spam, ham))
    assert Learned().look(facts) is None


@pytest.mark.parametrize("n", [ENOUGH, ENOUGH * 50])
def test_with_enough_of_both_it_speaks(n):
    assert Learned().look(Facts(kind="comment", text=SPAM, learned=taught(n, n))).score == 100


@pytest.mark.parametrize(
    ("lessons", "spam"), [(Counts(spam_even=2), False), (Counts(spam_even=1, spam_odd=1), True)]
)
def test_what_the_posts_of_one_half_taught_alone_holds_and_counts_half(lessons, spam):
    text = "roulette at the casino"
    table = taught() | dict.fromkeys(vocabulary(Facts("comment", text=text)), lessons)
    signal = Learned().look(Facts("comment", text=text, learned=table))
    assert (signal.verdict, signal.score >= 100) == ("hold", spam)


def test_a_word_on_which_the_halves_contradict_each_other_says_nothing():
    disputed = Counts(spam_even=ENOUGH, ham_odd=ENOUGH // 2)
    table = taught() | dict.fromkeys(vocabulary(Facts("comment", text="casino")), disputed)
    assert Learned().look(Facts("comment", text="casino", learned=table)) is None


def test_a_long_word_is_known_by_its_stem_and_a_short_one_only_as_it_is():
    one, other = (
        set(vocabulary(Facts("comment", text=text))) for text in ("subscribe", "Roses, Subscribers!")
    )
    assert {word for word in one | other if "…" in word} == one & other - {"no link"} == {"subsc…"}


@pytest.mark.parametrize(
    ("links", "how_many"),
    [(0, "no link"), (1, "one link"), (2, "two links"), (3, "many links"), (9, "many links")],
)
def test_how_many_links_there_are_is_learned_and_so_is_that_there_are_none(links, how_many):
    learned = vocabulary(Facts("comment", text="Roses " + "http://a.example/ " * links))
    assert set(learned) & {"no link", "one link", "two links", "many links"} == {how_many}


def test_a_text_in_a_script_without_spaces_is_learned_by_its_characters():
    assert {"オン", "ンラ", "カジ"} <= set(vocabulary(Facts(kind="comment", text="オンラインカジノ")))


def test_a_long_hostile_text_gives_few_short_tokens():
    hostile = " ".join(f"{'x' * 300}{n} http://{'a.' * 100}example/{'b' * 5000}" for n in range(3000))
    tokens = tokens_of(Facts(kind="comment", text=hostile, author="y" * 10_000, url="http://" + "z" * 9000))
    assert len(tokens) <= MAX_TOKENS
    assert all(len(token.word) <= 100 for token in tokens)


def test_what_is_known_of_an_items_words_is_one_query(django_assert_num_queries):
    words = vocabulary(Facts(kind="comment", text=" ".join(f"word{n}" for n in range(600))))
    with django_assert_num_queries(1):
        WordCount.table(words)
