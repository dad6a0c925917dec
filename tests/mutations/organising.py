"""Categories, tags and series: merged, renamed and moved without losing a post or an address; and put in order."""

from tests.mutations.row import row

MERGING, OLD, TAXONOMY = "posts/merging.py", "posts/models/old_archive.py", "posts/models/taxonomy.py"
OF_MERGING, OF_MOVES, NAMING = (
    "posts/test_merging.py",
    "posts/test_moved_archives.py",
    "admin/test_naming_tags.py",
)

ROWS = [
    row("the address of what is merged leads on", f"{OF_MERGING}::test_every_post_carries_what_stays_once",
        (MERGING, "        OldArchive.leave(place, into, other.name)\n", "")),
    row("its older addresses do too", f"{OF_MERGING}::test_addresses_that_led_to_the_others_lead_to_what_stays",
        (MERGING, "        other.old_archives.update(**{into.kind: into})\n", "")),
    row("the posts come along", f"{OF_MERGING}::test_every_post_carries_what_stays_once",
        (MERGING, "isinstance(into, Series) else _move_links(into, other)", "isinstance(into, Series) else None")),
    row("merged parts come last", f"{OF_MERGING}::test_the_parts_of_a_series_come_after_those_that_are_there",
        (MERGING, 'F("series_position") + last', 'F("series_position")')),
    row("what stood below is not deleted", f"{OF_MERGING}::test_what_stood_below_a_category_stands_below_what_stays",
        (MERGING, "            _move_below(into, other)\n", "            pass\n")),
    row("no category stands below itself", f"{OF_MERGING}::test_what_stays_may_stand_below_none_of_the_others",
        (MERGING, "if Category.branch(other.path).filter(pk=into.pk).exists():", "if False:")),
    row("a merge makes no tree too deep", f"{OF_MERGING}::test_nothing_is_done_where_it_would_be_too_deep",
        (MERGING, "        child.clean()\n", "")),
    row("half a merge is none", f"{OF_MERGING}::test_nothing_is_done_where_one_of_several_cannot_be",
        (MERGING, "@transaction.atomic\n", "")),
    row("what is somewhere itself is read there", f"{OF_MOVES}::test_there_and_back_leads_nowhere",
        (TAXONOMY, "            OldArchive.take(self)\n", "            pass\n")),
    row("a rename leaves an address", f"{OF_MOVES}::test_a_series_leads_on",
        (TAXONOMY, "            OldArchive.leave(before.place, self)\n", "            pass\n")),
    row("a name of drafts is told to nobody", f"{OF_MOVES}::test_a_name_of_drafts_alone_is_told_to_nobody",
        ("posts/moved.py", "if now is None or not archives.BY_NAME[kind](now.place).posts.exists():", "if now is None:")),
    row("a browser does not keep a redirect for ever", f"{OF_MOVES}::test_its_pages_and_feeds_lead_on[feed/]",
        ("posts/moved.py", '    answer["Cache-Control"] = KEPT\n', "")),
    row("a merged name brings no tag back", f"{NAMING}::test_a_form_that_was_open_during_a_merge_does_not_bring_the_old_tag_back[Color]",
        (TAXONOMY, '            found |= OldArchive.of_names("tag", missing)\n', "            pass\n")),
    row("in any case", f"{NAMING}::test_a_form_that_was_open_during_a_merge_does_not_bring_the_old_tag_back[COLOR]",
        (OLD, '"name": name.casefold()}', '"name": name}')),
    row("two names of one tag are one", f"{NAMING}::test_a_post_names_what_was_merged_and_what_stayed_once",
        (TAXONOMY, "return list({tag.name.casefold(): tag for tag in tags}.values())", "return tags")),
    row("no second tag of a name", f"{NAMING}::test_a_second_tag_of_a_name_is_refused_beside_the_field[rose]",
        (TAXONOMY, "and other.pk != self.pk:", "and False:")),
    row("only who may delete merges", "admin/test_merging.py::test_nobody_else_merges[author]",
        ("posts/admin/taxonomy.py", "return self.has_change_permission(request) and self.has_delete_permission(request)", "return True")),
    row("who was given the number of another goes there", "admin/test_series.py::test_a_number_leads_to_that_place[numbers0-dabc]",
        ("posts/admin/ordering.py", "(place > n) - (place < n)", "0")),
]  # fmt: skip
