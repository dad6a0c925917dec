"""What the filters may learn, and when they must keep silent."""

from tests.mutations.row import row

LEARNED, WEIGHING = "comments/models/learned.py", "comments/learning/weighing.py"
LEARNING = "comments/test_learning.py"

ROWS = [
    row("only people teach", f"{LEARNING}::test_what_the_filters_decide_themselves_teaches_nothing",
        ("comments/models/door.py", "if not isinstance(by, str) and new in TEACHING:", "if new in TEACHING:"),
        (LEARNED, "comment.events.filter(by_user__isnull=False, new__in", "comment.events.filter(new__in")),
    row("a change of mind unlearns", f"{LEARNING}::test_a_change_of_mind_unlearns_the_first_decision",
        (LEARNED, "_column(comment, known.spam), -known.times)", "_column(comment, known.spam), 0)")),
    row("fed from one side it is silent", f"{LEARNING}::test_fed_from_one_side_it_says_nothing[1000-19]",
        (WEIGHING, "min(lessons.spam, lessons.ham) >= ENOUGH", "lessons.spam + lessons.ham >= ENOUGH")),
    row("the table is bounded", f"{LEARNING}::test_the_table_is_bounded_and_the_rarest_words_go_first",
        (LEARNED, "            WordCount.prune()", "            pass")),
]  # fmt: skip
