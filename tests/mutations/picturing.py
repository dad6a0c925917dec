"""Pictures: what is kept of them, what readers get, what goes with them."""

from tests.mutations.row import row

SIZES, PICTURES, IMAGE = "posts/sizes.py", "posts/pictures.py", "posts/models/image.py"
OF_SIZES, OF_PICTURES = "posts/test_picture_sizes.py", "posts/test_pictures.py"
UPLOADS, USES, WORDS = "posts/admin/uploads.py", "posts/admin/image_uses.py", "posts/admin/image_words.py"
LIBRARY, LISTED, PAGE = (f"admin/test_{name}.py" for name in ("library", "library_list", "picture_page"))

ROWS = [
    row("no copy is larger than the picture", f"{OF_SIZES}::test_no_copy_is_as_large_as_the_picture[480-copies0]",
        (SIZES, "if smaller < width]", "if smaller <= width]")),
    row("a half-written copy is written anew", f"{OF_SIZES}::test_what_a_killed_run_left_is_written_anew",
        (IMAGE, "            self.file.storage.delete(name)  #", "            #")),
    row("files go with the picture", f"{OF_SIZES}::test_all_files_go_with_the_picture",
        ("posts/receivers.py", '    Chore.request("remove-files", instance.file.name)\n', "    pass\n")),
    row("copies of a deleted picture go", f"{OF_SIZES}::test_copies_made_of_a_picture_that_was_deleted_meanwhile_are_removed",
        (IMAGE, "        if not kept:\n", "        if False:\n")),
    row("no file is removed that a row holds", f"{OF_SIZES}::test_files_that_a_row_still_holds_are_left_alone",
        (IMAGE, "if cls.objects.filter(file=name).exists():", "if False:")),
    row("other sites' pictures are not ours", f"{OF_SIZES}::test_a_text_knows_its_pictures_in_every_size_and_as_links[make_post]",
        (SIZES, "unescape(address).removeprefix(settings.SITE_URL)", '"/media/" + unescape(address).partition("/media/")[2]')),
    row("a colour profile is honoured", f"{OF_PICTURES}::test_colours_are_those_that_the_profile_means[JPEG-RGB]",
        (PICTURES, "    if profile:\n", "    if False:\n")),
    row("pages know when sizes come", "page_cache/test_changes.py::test_it_makes_stored_pages_stale_and_leaves_a_chore[a picture comes to have its sizes]",
        (IMAGE, ".update(widths=wanted)\n            pages_changed()\n", ".update(widths=wanted)\n")),
    row("many at once have an end", f"{LIBRARY}::test_of_a_hundred_the_first_twenty_are_kept_and_the_others_named",
        (UPLOADS, "if number >= AT_ONCE:", "if False:")),
    row("words are given to one's own pictures", f"{LIBRARY}::test_a_picture_of_somebody_else_is_out_of_reach_by_its_address",
        (WORDS, "library(request).filter(pk__in=numbers)", "Image.objects.filter(pk__in=numbers)")),
    row("no draft of somebody else is named", f"{PAGE}::test_a_draft_of_somebody_else_is_counted_and_not_named",
        (USES, "objects.editable_by(user).filter(", "objects.filter(")),
    row("no hidden page is named", f"{PAGE}::test_a_draft_of_somebody_else_is_counted_and_not_named",
        (USES, "Q() if edits else Q(published=True)", "Q()")),
    row("a row tells a few uses", f"{LISTED}::test_where_it_is_used_is_named_but_no_draft_of_somebody_else",
        (USES, "if taken[image] <= most:", "if True:")),
    row("feeds offer no picture of 4096 pixels", "posts/test_feed_pictures.py::test_a_large_picture_comes_as_its_largest_copy[feed/]",
        ("posts/feeds.py", "sizes.in_one_size(open_text(post), pictures)", "open_text(post)")),
    row("nothing of a locked post is in a feed", "posts/test_feed_pictures.py::test_nothing_of_a_locked_post_is_looked_up_or_told",
        ("posts/feeds.py", 'return "" if post.is_protected else post.html', "return post.html")),
    row("the words of a search have an end", f"{LIBRARY}::test_words_and_captions_are_searched[words4-found4]",
        ("posts/admin/image_filters.py", ".split()[:MOST_WORDS]", ".split()")),
]  # fmt: skip
