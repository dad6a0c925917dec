"""The moderators' queue: what was seen is what is changed, undo takes back one's own, nothing is approved by accident."""

from tests.mutations.row import row

DOOR, BATCH, ACTIONS = "comments/models/door.py", "comments/models/batch.py", "comments/queue/actions.py"
UNDO, AT_ONCE = "comments/test_queue_undo.py", "comments/test_queue_at_once.py"
AGAIN = "comments/test_check_again.py"
CAMPAIGNS, ANSWERING = "comments/test_queue_campaigns.py", "comments/test_queue_answering.py"
PURGING = "comments/test_purging.py"

ROWS = [
    row("nothing but a person brings back what was deleted", "comments/test_one_door.py::test_what_a_moderator_deleted_comes_back_by_no_filter_source_or_author",
        (DOOR, "    if isinstance(by, str):\n        moved", "    if False:\n        moved")),
    row("a row is as it was seen", f"{AT_ONCE}::test_a_press_on_what_was_changed_meanwhile_does_nothing_and_says_who",
        (ACTIONS, "seen.get(row.pk, row.version) == row.version", "True")),
    row("the words are as they were seen", f"{AT_ONCE}::test_words_that_their_author_changed_meanwhile_are_not_approved_unread",
        ("comments/models/comment.py", 'return f"{self.status}.{self.text_hash[:8]}"', "return self.status")),
    row("what was deleted is in no press", f"{AT_ONCE}::test_what_was_deleted_meanwhile_is_not_brought_back",
        (ACTIONS, " and not row.is_erased", "")),
    row("an undo leaves alone what others did since", f"{UNDO}::test_what_somebody_else_changed_meanwhile_is_left_alone_and_named",
        (BATCH, "ours = [event for event in events if last[event.comment_id] == event.pk]", "ours = list(events)")),
    row("the rows' undo is of one's own", f"{UNDO}::test_the_rows_own_undo_takes_back_nothing_of_somebody_elses",
        (BATCH, "mine = [event for event in events if event.by_user_id == by.pk]", "mine = events")),
    row("a press is undone by who pressed", f"{UNDO}::test_nobody_undoes_the_press_of_somebody_else",
        (ACTIONS, "ModerationBatch.objects.filter(by=user, pk__in", "ModerationBatch.objects.filter(pk__in")),
    row("an undo has its day", f"{UNDO}::test_a_press_can_be_undone_for_a_day",
        (BATCH, "undone_at=None, at__gt=timezone.now() - UNDO_TIME)\n        if not", "undone_at=None)\n        if not")),
    row("no campaign is approved unread", f"{CAMPAIGNS}::test_no_press_approves_a_campaign",
        (ACTIONS, 'action not in ("spam", "trash") or ', "")),
    row("a campaign is what was seen", f"{CAMPAIGNS}::test_what_came_in_after_it_was_seen_is_left_waiting",
        ("comments/queue/campaigns.py", "rule.condition, pk__lte=upto", "rule.condition")),
    row("a private network says nothing", f"{CAMPAIGNS}::test_a_private_address_says_nothing",
        ("comments/prints.py", "bool(network) and ipaddress.ip_network(network).is_global", "bool(network)")),
    row("an answer is to what was seen", f"{ANSWERING}::test_what_was_changed_meanwhile_is_not_answered",
        ("comments/queue/answering.py", "if seen.get(row.pk, now) != now:", "if False:")),
    row("an author's own posts only", f"{ANSWERING}::test_an_author_answers_and_edits_under_their_own_posts_only",
        ("comments/queue/answering.py", "PostComment.objects.moderated_by(request.user)", "PostComment.objects.all()")),
    row("only rows of that status are erased", "comments/test_counters.py::test_what_leaves_the_tables_at_once_is_no_longer_counted",
        ("comments/models/erasing.py", "filter(pk__in=ids, status=status)", "filter(pk__in=ids)")),
    row("a purge never takes what was brought back", f"{PURGING}::test_what_was_brought_back_is_not_purged",
        (DOOR, "    return timezone.now() if status in PURGED else None", "    return timezone.now()"),
        ("comments/expiry.py", "filter(status=status, thrown_at__lt", "filter(thrown_at__lt"),
        ("comments/models/erasing.py", "filter(pk__in=ids, status=status)", "filter(pk__in=ids)")),
    row("a purge looks again at what it deletes", f"{PURGING}::test_what_was_approved_between_the_look_and_the_deletion_stays",
        ("comments/models/erasing.py", "filter(pk__in=ids, status=status)", "filter(pk__in=ids)")),
    row("the days count from when it was thrown away", f"{PURGING}::test_the_days_count_from_when_it_came_there_not_from_when_it_was_written",
        ("comments/expiry.py", "thrown_at__lt=timezone.now() - kept", "created__lt=timezone.now() - kept")),
    row("0 days keep spam and trash", f"{PURGING}::test_0_days_keep_it",
        ("comments/expiry.py", "for status, kept in days.items() if kept)", "for status, kept in days.items())")),
    row("a check again overturns no person", f"{AGAIN}::test_what_a_person_decided_stays_and_nobody_is_asked_about_it",
        ("comments/judging.py", '    if comment.was_decided_by_a_person():\n        return "left"\n', "")),
    row("a check again is about what it read", f"{AGAIN}::test_what_was_taken_back_while_the_filters_look_does_not_come_back",
        ("comments/judging.py", "text_hash=comment.text_hash, status=comment.status", "text_hash=comment.text_hash")),
    row("a check again is about what was seen", f"{AGAIN}::test_a_row_that_is_not_as_it_was_seen_is_left_alone",
        ("comments/queue/again.py", ' or version not in ("", row.version)', "")),
    row("a stop is heard", f"{AGAIN}::test_stop_ends_it_after_the_row_that_it_is_at",
        ("comments/models/progress.py", "mine.filter(stop_asked=False).exists()", "True")),
    row("one's own work in the background", f"{AGAIN}::test_nobody_sees_or_stops_what_somebody_else_asked_for",
        ("comments/queue/own_pages.py", "Progress, pk=pk, by=request.user", "Progress, pk=pk")),
]  # fmt: skip
