"""Writing and publishing: what is nobody else's, what is not yet public, and what nobody may overwrite (PROMISES 2, 3, 17)."""

from tests.mutations.row import row

FORM, RIGHTS, CHECKS = "posts/admin/post_form.py", "posts/admin/post_rights.py", "posts/admin/post_checks.py"
COPIES, SHARING, DUE = "posts/models/autosave.py", "posts/sharing.py", "posts/publishing.py"
LISTED, SAVED = "admin/test_post_list.py", "admin/test_autosave.py"
SHARED, PANEL = "admin/test_preview_and_share.py", "admin/test_publish_panel.py"

ROWS = [
    row("what is newer is not written over", f"{LISTED}::TestQuickEdit::test_a_newer_version_is_not_written_over",
        (FORM, "if stored and str(stored.version) not in seen:", "if False:")),
    row("who may not publish hands in for review", f"{PANEL}::test_who_may_not_publish_hands_in_for_review",
        (FORM, "State.PUBLISHED if self.may_publish else State.REVIEW", "State.PUBLISHED")),
    row("a public state is chosen by who may publish", f"{LISTED}::TestQuickEdit::test_a_public_state_is_no_choice_without_the_permission",
        (FORM, "        if self.may_publish:", "        if True:")),
    row("a slug leads to one post", f"{PANEL}::test_a_slug_in_use_is_refused_with_a_free_one",
        (CHECKS, "if kept and is_taken(kept, post, at):", "if False:")),
    row("readers who are led to a post stay led", f"{PANEL}::test_an_address_from_which_readers_are_led_elsewhere_is_in_use",
        (CHECKS, "or then.is_anothers(slug)", "")),
    row("a date has a year that can be stored", f"{PANEL}::test_an_impossible_date_is_refused_beside_its_field",
        (CHECKS, "if at and at.year not in YEARS:", "if False:")),
    row("posts of others stay as they are", f"{LISTED}::TestBulkEdit::test_posts_of_others_stay_as_they_are",
        (RIGHTS, "Post.objects.editable_by(request.user).order_by(", "Post.objects.order_by(")),
    row("a copy is its author's alone", f"{SAVED}::test_a_copy_is_its_authors_alone",
        (COPIES, "return self.filter(user_id=user.pk)", "return self.all()")),
    row("a copy's key is one that we made", f"{SAVED}::test_a_made_up_key_is_refused",
        ("posts/admin/autosaving.py", "not _KEY.fullmatch(key)", "False")),
    row("a clock that runs ahead is not believed", f"{SAVED}::test_a_browsers_clock_that_runs_ahead_is_not_believed",
        (COPIES, "min(at or timezone.now(), timezone.now())", "at or timezone.now()")),
    row("the link to a draft ends", f"{SHARED}::test_the_link_ends_after_seven_days",
        (SHARING, "and timezone.now() < post.shared_at + SHARED", "")),
    row("a link that was taken back stays so", f"{SHARED}::test_a_link_is_taken_back_and_a_new_one_is_another",
        (SHARING, ' and _stamp(post) == said.get("at")', "")),
    row("a draft in the trash is not shared", f"{SHARED}::test_a_trashed_draft_is_no_longer_shared",
        (SHARING, "if ours and post and post.state != Post.State.TRASH", "if ours")),
    row("a revision belongs to its post", "admin/test_revisions_page.py::test_a_revision_of_another_post_is_not_restored",
        ("posts/admin/post_pages.py", "get_object_or_404(Revision, post=post, pk=number)", "get_object_or_404(Revision, pk=number)")),
    row("nothing is published before its minute", "posts/test_publishing.py::test_nothing_is_published_before_its_minute",
        (DUE, ", published_at__lte=timezone.now())", ")")),
    row("what left the schedule meanwhile stays hidden", "posts/test_publishing.py::test_a_post_that_is_taken_back_while_others_are_published_stays_hidden",
        (DUE, "post = due.select_for_update()", "post = Post.objects.select_for_update()")),
    row("a page that changes makes the front stale", "page_cache/test_front_page.py::test_what_is_stored_follows_each_change",
        ("posts/models/page.py", "class Page(ShownToReaders):", "class Page(models.Model):")),
]  # fmt: skip
