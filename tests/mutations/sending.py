"""Telling others: once, in good time, to nobody who must not be told (PROMISES 4, 17 to 19)."""

from tests.mutations.row import row

SENDING, PROTOCOLS = "trackbacks/sending.py", "trackbacks/protocols/__init__.py"
OUTGOING = "trackbacks/models/outgoing.py"
TRACKBACK, PINGBACK = "trackbacks/protocols/trackback.py", "trackbacks/protocols/pingback.py"
TESTS, CLOCKS = "trackbacks/test_sending.py", "trackbacks/test_clocks_of_jobs.py"
ANSWERS = "trackbacks/test_trackback_protocol_sending.py::test_TB_S7_TRAP_1_every_answer_has_one_meaning_and_its_words_are_kept"
WAITS = f"{CLOCKS}::test_six_attempts_over_a_day"

ROWS = [
    row("6 attempts: 1, 5, 30 min, 2 h, 8 h", f"{TESTS}::test_a_dead_host_is_tried_six_times_over_the_day_and_then_failed",
        (SENDING, "RETRY_MINUTES = (1, 5, 30, 120, 480)", "RETRY_MINUTES = (1, 5, 30, 120, 480, 480)")),
    row("each time longer", WAITS, (SENDING, "RETRY_MINUTES[ping.attempts])", "RETRY_MINUTES[0])")),
    row("plus or minus a fifth", WAITS, (SENDING, "random.uniform(1 - SPREAD, 1 + SPREAD)", "1")),
    row("Retry-After is obeyed", f"{TESTS}::test_retry_after_is_obeyed", (SENDING, "    if retry_after is not None:", "    if False:")),
    row("for a day at most", f"{CLOCKS}::test_nobody_puts_us_off_for_longer_than_a_day",
        (PROTOCOLS, "RETRY_AFTER_SECONDS = 24 * 3600 ", "RETRY_AFTER_SECONDS = 240 * 3600 ")),
    row("also by a date", f"{CLOCKS}::test_nobody_puts_us_off_for_longer_than_a_day",
        (PROTOCOLS, "return min(max(int(seconds), 0), RETRY_AFTER_SECONDS)", "return max(int(seconds), 0)")),
    row("408, 425, 429 are asked again", ANSWERS, (PROTOCOLS, "frozenset({408, 425, 429})", "frozenset({408, 425})")),
    row("a 404 is final", f"{TESTS}::test_every_answer_ends_in_a_named_state_with_their_words",
        (PROTOCOLS, "frozenset({408, 425, 429})", "frozenset({404, 408, 425, 429})")),
    row("TRAP-1: error 1 is a refusal", ANSWERS, (TRACKBACK, 'delivered = error == 0 or "already" in words.lower()', "delivered = True")),
    row("already, inside a 2xx only", ANSWERS,
        (TRACKBACK, '    if page.status >= 500 and not error:', '    if "already" in words.lower():\n        return Answer("delivered", words)\n    if page.status >= 500 and not error:')),
    row("an answer that is none is no success", ANSWERS, (TRACKBACK, "        if error is None:\n            return Answer(\n                \"refused\"", "        if error is None:\n            return Answer(\n                \"delivered\"")),
    row("a fault is final", "trackbacks/test_pingback_sending.py::test_PB_S8_a_fault_is_final_and_its_words_are_kept",
        (PINGBACK, '"delivered" if number == str(ALREADY) else "refused"', '"delivered" if number == str(ALREADY) else "temporary"')),
    row("TRAP-4: a fault's code is no success", "trackbacks/test_pingback_sending.py::test_TRAP_4_a_fault_code_returned_as_the_value_of_success_is_a_fault",
        (PINGBACK, "if type(value) is int:", "if False:")),
    row("told once", f"{CLOCKS}::test_a_target_is_told_once_however_often_its_job_runs",
        (SENDING, 'elif ping.sent_at and chosen != "webmention":', "elif False:")),
    row("one row a post and target", f"{CLOCKS}::test_there_is_one_row_a_post_and_target",
        ("trackbacks/migrations/0001_initial.py", 'fields=("post", "target_key"), name="trackbacks_one_ping_a_target"',
         'fields=("post", "target_key", "created"), name="trackbacks_one_ping_a_target"')),
    row("hidden posts tell nobody", f"{CLOCKS}::test_a_post_withdrawn_while_its_ping_is_under_way_tells_nobody",
        (SENDING, "if not post.talks and not (ping.sent_at and ping.hears_of_changes):", "if False:")),
    row("who was left out is not told", "trackbacks/test_choices.py::test_who_was_left_out_is_not_told_and_stands_in_the_ledger",
        (OUTGOING, "        if ping.left_out:\n            ping.state, ping.due_at", "        if False:\n            ping.state, ping.due_at")),
    row("what is edited is what is sent", "trackbacks/test_choices.py::test_the_edited_passage_is_what_is_sent",
        (SENDING, "passage = ping.excerpt or ", "passage = ")),
    row("called off only within the window", "admin/test_pings_panel.py::test_after_the_window_cancel_comes_too_late_and_says_so",
        (OUTGOING, 'state="queued", due_at__gt=timezone.now())', 'state="queued")')),
    row("called off, nobody is told", "admin/test_pings_panel.py::test_cancel_within_the_window_tells_nobody",
        ("trackbacks/scanning.py", "if post.talks and not post.tells_others:", "if False:")),
    row("the panel of another's post is out of reach", "admin/test_pings_panel.py::test_the_panel_of_anothers_post_is_out_of_reach",
        ("trackbacks/ledger/of_post.py", "Post.objects.editable_by(request.user)", "Post.objects.all()")),
    row("their page is looked at twice", "trackbacks/test_seeing.py::test_it_is_looked_for_once_more_a_day_later_and_then_no_more",
        ("trackbacks/seeing.py", "    ping.looks += 1", "    ping.looks = 1")),
    row("a draft answers only http and https", "admin/test_answering.py::test_what_is_no_address_of_a_page_is_said_beside_the_field",
        ("trackbacks/ledger/answer.py", '            guard.plain_url(self.cleaned_data["url"])', "            pass"),
        ("trackbacks/answering.py", "        guard.plain_url(self.url)", "        pass")),
    row("our own endpoint is never told", f"{CLOCKS}::test_a_page_that_names_our_own_endpoint_is_not_told",
        (SENDING, "    if is_own(endpoint):", "    if False:")),
    row("an endpoint found in a page passes the guard", "trackbacks/test_pingback_sending.py::test_a_loopback_endpoint_outside_the_allow_list_is_never_told",
        ("trackbacks/guard.py", "            if not is_public(address):", "            if False:"),
        ("trackbacks/guard.py", "if port not in PORTS and not is_allowed(host, port):", "if False:")),
    row("two heartbeats at once are one", f"{CLOCKS}::test_two_schedulers_beat_as_one",
        ("jobs/tasks.py", "if time.monotonic() - _last_tick < TICK_SECONDS or not", "if not")),
    row("a post is published once", f"{CLOCKS}::test_two_schedulers_publish_a_post_once",
        ("posts/publishing.py", "post = due.select_for_update().filter(pk=pk).first()", "post = Post.objects.filter(pk=pk).first()")),
]  # fmt: skip
