"""What the filters may learn, and when they must keep silent."""

from tests.mutations.row import row

LEARNED, WEIGHING = "comments/models/learned.py", "comments/learning/weighing.py"
LEARNING = "comments/test_learning.py"
ACCOUNT, OF_ACCOUNT = "comments/test_akismet_account.py", "comments/akismet_account.py"
FIGURES = "comments/test_figures_counting.py"

ROWS = [
    row("only people teach", f"{LEARNING}::test_what_the_filters_decide_themselves_teaches_nothing",
        ("comments/models/door.py", "if not isinstance(by, str) and new in TEACHING:", "if new in TEACHING:"),
        (LEARNED, "comment.events.filter(by_user__isnull=False, new__in", "comment.events.filter(new__in")),
    row("a change of mind unlearns", f"{LEARNING}::test_a_change_of_mind_unlearns_the_first_decision",
        (LEARNED, "_column(comment, known.spam), -1)", "_column(comment, known.spam), 0)")),
    row("fed from one side it is silent", f"{LEARNING}::test_fed_from_one_side_it_says_nothing[1000-19]",
        (WEIGHING, "min(lessons.spam, lessons.ham) >= ENOUGH", "lessons.spam + lessons.ham >= ENOUGH")),
    row("what one half of the posts taught counts half", f"{LEARNING}::test_what_the_posts_of_one_half_taught_alone_holds_and_counts_half[lessons0-False]",
        (WEIGHING, "whole if agreed else ALONE * whole", "whole")),
    row("what a post is about is no spam", f"{LEARNING}::test_a_word_on_which_the_halves_contradict_each_other_says_nothing",
        (WEIGHING, "    if agreed < 0:\n        return NOTHING\n", "")),
    row("the table is bounded", f"{LEARNING}::test_the_table_is_bounded_and_the_rarest_words_go_first",
        (LEARNED, "            WordCount.prune()", "            pass")),
    row("a range of everybody is refused", "comments/test_checks_more.py::test_a_line_that_cannot_be_used_is_refused_with_its_number[0.0.0.0/0-everybody]",
        ("comments/checks/networks.py", "network.prefixlen < SHORTEST[network.version]", "False")),
    row("a list that is refused is not stored", "comments/test_checks_more.py::test_a_refused_list_changes_nothing",
        ("posts/discussion_rules.py", "        raise ValidationError(problems)", "        pass")),
    row("a switched-off check is silent", "comments/test_checks_more.py::test_a_check_that_is_switched_off_says_nothing",
        ("comments/checks/__init__.py", "if check.name not in facts.rules.switched_off]", "if check.name]")),
    row("a claimed address befriends nobody", "trackbacks/test_surroundings.py::test_a_blog_that_we_link_to_is_spoken_for_once_its_link_was_seen[False-None]",
        ("trackbacks/checks/befriended.py", "facts.linked_by_us and facts.found", "facts.linked_by_us")),
    row("a hidden link is seen as one", "trackbacks/test_surroundings.py::test_what_the_checks_make_of_it[check0-at_source0-says0]",
        ("trackbacks/checks/placing.py", 'if place == "hidden":', 'if place == "invisible":')),
    row("a wrong key is told once", f"{ACCOUNT}::test_it_is_told_again_only_after_it_was_good_again",
        (OF_ACCOUNT, 'told = state != VALID and bool(before.get("told"))', "told = False")),
    row("silence ends no alert", f"{ACCOUNT}::test_an_alert_does_not_go_because_akismet_is_silent",
        (OF_ACCOUNT, "    if alert or names:\n        _note_alert", "    if True:\n        _note_alert")),
    row("feedback is the payload as submitted", "comments/test_akismet_judging.py::test_a_decision_is_told_once_with_the_payload_as_it_was_submitted",
        ("comments/chores.py", "akismet.submit_spam(comment.payload)", "akismet.submit_spam(comment.payload | {'comment_content': comment.comment})")),
    row("Akismet's wish to wait is heard", "comments/test_akismet_judging.py::test_it_is_asked_again_when_it_wishes_and_not_before",
        ("comments/judging.py", "akismet.next_recheck(comment.checks_done, verdict.recheck_after)", "akismet.next_recheck(comment.checks_done)")),
    row("what is counted once is not counted again", f"{FIGURES}::test_a_comment_counts_once_however_often_it_is_judged",
        ("comments/figures/counting.py", "before = {(what, name) for what, name in counted}", "before: set[Mark] = set()")),
    row("a change of mind takes back what was counted", f"{FIGURES}::test_a_persons_word_counts_and_a_change_of_mind_moves_it",
        ("comments/figures/counting.py", "    found.update({(day, *mark): -1 for mark in before - now})\n", "")),
    row("only a person's word is held against a check", f"{FIGURES}::test_what_no_person_decided_counts_for_no_check",
        ("comments/figures/counting.py", "    if spam is None:\n        return found\n", "")),
    row("no percentage rests on a handful", "admin/test_statistics.py::test_a_share_says_what_it_rests_on_and_below_ten_no_percentage",
        ("comments/figures/words.py", "if whole < LEAST_FOR_PERCENT:", "if False:")),
    row("statistics are for moderators of everything", "admin/test_statistics.py::test_it_is_for_whoever_moderates_everything",
        ("comments/figures/views.py", '        raise PermissionDenied\n', '        pass\n')),
]  # fmt: skip
