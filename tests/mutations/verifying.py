"""Looking at the source: a parsed link, bounded trees, plain text, what is withdrawn and when (PROMISES 4, 6, 15, 16)."""

from tests.mutations.row import row

SOURCE, HTML, VERIFYING = "trackbacks/source.py", "trackbacks/html.py", "trackbacks/verifying.py"
MENTIONED = "trackbacks/test_source.py::test_TRAP_2_a_page_that_only_mentions_the_url_does_not_link"
MEDIA = "trackbacks/test_source.py::test_WM_R5_other_media_types_have_rules_of_their_own"
SHOWING = "trackbacks/test_showing_pings.py"
TESTS = "trackbacks/test_verifying.py"

ROWS = [
    row("a parser that fails says nothing of links", f"{TESTS}::test_a_page_that_the_parser_gives_up_on_is_unknown_and_not_without_a_link",
        (HTML, 'raise Unreadable(gettext_noop("its HTML could not be read")) from error', "return BeautifulSoup.__new__(BeautifulSoup)"),
        (VERIFYING, "if page.status < 400 else Source()", "if False else Source()")),
    # The link
    row("a link, not a substring", MENTIONED, (SOURCE, "links=link is not None,", "links=target in page.text,")),
    row("the exact target", MENTIONED, (SOURCE, "(host_of(url) == self._host and same(url, self._target))", "host_of(url) == self._host")),
    row("no link in scripts and templates", MENTIONED, (HTML, "if id(tag) not in inside)", "if True)")),
    row("a whole value of JSON", MEDIA, (SOURCE, "isinstance(value, str) and is_target(value)", "isinstance(value, str) and target in value")),
    row("a whole URL of plain text", MEDIA, (SOURCE, "return any(is_target(url) or is_target(url.rstrip(_STOPS)) for url in urls)", "return target in text")),
    row("HTML, JSON and plain text only", MEDIA, ("trackbacks/page.py", 'self.media_type in ("text/html", "application/xhtml+xml")', "True")),
    # Bombs
    row("50,000 tags a tree", "trackbacks/test_source_bombs.py::test_the_first_tags_of_a_page_with_too_many_are_read",
        (HTML, "if markup.count(\"<\") <= MARKUP_TAGS:", "if True:")),
    row("no endless URL is joined", "trackbacks/test_source_bombs.py::test_what_is_too_long_for_a_url_is_not_even_joined",
        (HTML, "if len(href) > URL_CHARACTERS or len(base) > URL_CHARACTERS:", "if False:")),
    row("a link's words are bounded", "trackbacks/test_source_bombs.py::test_the_words_of_an_element_are_bounded",
        (HTML, "islice(tag.descendants, TEXT_NODES)", "tag.descendants")),
    row("a tree is let go", "trackbacks/test_source_bombs.py::test_a_page_lets_go_of_its_tree",
        ("trackbacks/page.py", 'self.__dict__.pop("soup").decompose()', 'self.__dict__["soup"]')),
    row("no recursion over JSON", "trackbacks/test_source_bombs.py::test_a_deep_document_of_json_is_no_failure",
        (SOURCE, "    except (ValueError, RecursionError):\n        return False\n    is_target", "    except ValueError:\n        return False\n    is_target")),
    row("values of JSON are bounded", "trackbacks/test_source_bombs.py::test_only_so_many_values_of_json_are_looked_at",
        (SOURCE, "while waiting and seen < JSON_VALUES:", "while waiting:")),
    row("microformats of a bounded page", "trackbacks/test_source_bombs.py::test_microformats_are_read_of_a_bounded_page",
        ("trackbacks/microformats.py", 'if len(markup) > MARKUP_CHARACTERS or not ("h-entry"', 'if not ("h-entry"')),
    # URLs and text
    row("only http URLs come in", "trackbacks/test_source.py::test_MF_5_only_http_urls_survive",
        (HTML, 'return url if url[:8].lower().startswith(("http://", "https://")) else ""', "return url")),
    row("only http URLs go out", f"{SHOWING}::test_an_address_that_is_not_of_the_web_is_not_written",
        ("comments/rendering.py", 'return url if url.startswith(("http://", "https://")) else ""', "return url")),
    row("a title is escaped", "trackbacks/test_webmention_receiving.py::test_WM_R10_what_the_source_says_is_plain_text",
        ("comments/rendering.py", "title=escape(row.title or row.source_url)", "title=row.title or row.source_url")),
    row("a name is escaped", "trackbacks/test_webmention_receiving.py::test_WM_R10_what_the_source_says_is_plain_text",
        ("comments/rendering.py", "            name=escape(name),\n            host", "            name=name,\n            host")),
    row("a source's URL is escaped", f"{SHOWING}::test_no_part_of_a_ping_breaks_out_of_its_place",
        ("comments/rendering.py", "url=escape(safe_url(row.source_url))", "url=safe_url(row.source_url)")),
    row("ugc nofollow noopener", f"{SHOWING}::test_its_links_are_the_senders_own",
        ("comments/text.py", 'LINK_REL = "ugc nofollow noopener"', 'LINK_REL = "noopener"')),
    row("the status page escapes", f"{SHOWING}::test_the_status_page_reflects_nothing",
        ("templates/trackbacks/status.html", 'noopener">{{ ping.source }}</a>', 'noopener">{{ ping.source|safe }}</a>')),
    row("spam reads as awaiting review", f"{SHOWING}::test_the_status_of_spam_reads_as_awaiting_review",
        ("trackbacks/status.py", 'return "awaiting review" if comment.verified else', 'return "link not found" if comment.verified else')),
    row("nothing invisible is stored", "trackbacks/test_bad_pings.py::test_nothing_invisible_is_stored",
        ("trackbacks/charsets.py", '_UNWANTED.sub("", text[: limit * RAW_FACTOR])', "text[: limit * RAW_FACTOR]")),
    # What becomes of it
    row("what the guard refuses is refused for good", f"{TESTS}::test_what_the_guard_refuses_is_refused_for_good_without_a_row",
        (VERIFYING, "    elif final:\n", "    elif False:\n")),
    row("an unread source is never approved", f"{TESTS}::test_an_unreachable_source_is_tried_again_and_then_held_never_approved",
        (VERIFYING, '"verified": None if found is None else found.links', '"verified": found is None or found.links')),
    row("a TrackBack without its link is spam", f"{TESTS}::test_a_trackback_whose_source_does_not_link_is_spam",
        ("trackbacks/checks/not_found.py", 'return Signal(self.name, "spam", SPAM_SCORE, NOT_FOUND)', "return None")),
    row("the others are refused without a row", "trackbacks/test_webmention_receiving.py::test_WM_R4_WM_R5_without_it_the_ping_is_refused_and_leaves_no_comment",
        (VERIFYING, 'if ping.protocol != "trackback":', "if False:")),
    row("TRAP-5: a passing failure withdraws nothing", f"{TESTS}::test_a_passing_failure_takes_nothing_down",
        (VERIFYING, '        unreadable(ping, post, gettext_noop("the source answered {}").format(page.status))', "        absent(ping, post, at_once=True)")),
    row("a missing page is looked at twice", f"{TESTS}::test_a_missing_page_withdraws_only_after_a_second_look_a_day_later",
        (VERIFYING, "absent(ping, post, at_once=page.status == GONE)", "absent(ping, post, at_once=True)")),
    row("a day apart", "trackbacks/test_clocks_of_jobs.py::test_a_second_look_that_comes_too_soon_withdraws_nothing",
        (VERIFYING, "ping.missing_since <= timezone.now() - SECOND_LOOK + EARLY", "True")),
    row("spam stays spam", f"{TESTS}::test_what_a_moderator_marked_spam_stays_spam",
        (VERIFYING, "    if comment.is_withdrawn:", "    if True:")),
    row("what a moderator trashed stays there", "trackbacks/test_clocks_of_jobs.py::test_what_a_moderator_trashed_does_not_come_back_with_its_link",
        (VERIFYING, "    if comment.is_withdrawn:", "    if comment.status == PostComment.Status.TRASH:")),
    row("a post withdrawn meanwhile takes nothing", f"{TESTS}::test_a_post_that_was_withdrawn_meanwhile_refuses",
        (VERIFYING, "if not post.talks and ping.comment_id is None:", "if False:")),
    row("an author's page passes the guard", "trackbacks/test_microformats.py::test_MF_3_the_authors_page_passes_the_guard_too",
        ("trackbacks/guard.py", "            if not is_public(address):", "            if False:"),
        ("trackbacks/guard.py", "if port not in PORTS and not is_allowed(host, port):", "if False:")),
    row("a source is asked three times more", f"{TESTS}::test_an_unreachable_source_is_tried_again_and_then_held_never_approved",
        (VERIFYING, "RETRY_MINUTES = (1, 10, 60)", "RETRY_MINUTES = (1, 10, 60, 60)")),
]  # fmt: skip
