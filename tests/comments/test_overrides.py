"""What of django-comments-xtd is overridden, and that it still is; each was seen to go wrong."""

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.db.models.signals import pre_save
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django_comments_xtd.models import XtdComment

from comments.models import PostComment, erasing
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


def test_the_librarys_receiver_hears_nothing_of_our_model():
    from django_comments_xtd.models import publish_or_unpublish_on_pre_save

    receivers, _async = pre_save._live_receivers(PostComment)
    assert publish_or_unpublish_on_pre_save not in receivers


def test_the_start_fails_where_the_library_no_longer_connects_it():
    from comments.apps import _disconnect_xtd_receiver

    with pytest.raises(RuntimeError):
        _disconnect_xtd_receiver(PostComment)


def test_saving_a_parent_publishes_no_held_reply():
    parent = make_comment()
    held, spam = make_comment(parent=parent, status="pending"), make_comment(parent=parent, status="spam")
    PostComment.objects.get(pk=parent.pk).save()
    assert set(PostComment.objects.filter(status="approved")) == {parent}
    assert not XtdComment.norel_objects.filter(pk__in=[held.pk, spam.pk], is_public=True).exists()


def test_approving_a_parent_publishes_no_held_reply_and_inflates_no_count():
    parent = make_comment()
    held = make_comment(parent=parent, status="pending")
    parent.trash("system")
    parent.approve("system")
    held.refresh_from_db()
    parent.refresh_from_db()
    assert (held.status, held.is_public, parent.nested_count) == ("pending", False, 0)


def test_a_reply_renumbers_nobody():
    root = make_comment()
    replies = [make_comment(parent=root) for _ in range(3)]
    before = list(XtdComment.norel_objects.order_by("pk").values("pk", "order", "level", "nested_count"))
    with CaptureQueriesContext(connection) as queries:
        make_comment(parent=replies[0], status="pending")
    assert (
        list(XtdComment.norel_objects.order_by("pk").values("pk", "order", "level", "nested_count"))[:4]
        == before
    )
    assert not [query for query in queries if query["sql"].startswith('UPDATE "django_comments')]


def test_a_reply_below_the_librarys_deepest_level_is_no_error():
    comment = make_comment()
    for _ in range(12):
        comment = make_comment(parent=comment, max_depth=10)
    assert comment.depth == 10


def test_the_settings_which_the_library_copied_are_ours():
    from django_comments_xtd.conf import settings

    assert settings.COMMENTS_XTD_THREADED_EMAILS is False
    assert settings.COMMENTS_APP == "django_comments_xtd"
    assert settings.COMMENTS_XTD_MODEL == "comments.models.PostComment"
    assert settings.COMMENTS_XTD_FORM_CLASS == "comments.forms.PostCommentForm"


def test_the_model_has_a_name_that_clashes_with_nothing():
    from django_comments_xtd import get_model

    assert get_model() is PostComment
    assert PostComment.__name__ == "PostComment"
    assert not [problem for problem in run_checks() if problem.id == "fields.E303"]


@pytest.mark.parametrize(
    "name, args",
    [
        ("comments-post-comment", []),
        ("comments-xtd-sent", []),
        ("comments-xtd-confirm", ["x"]),
        ("comments-xtd-mute", ["x"]),
        ("comments-xtd-reply", [1]),
        ("comments-flag", [1]),
        ("comments-xtd-api-create", []),
    ],
)
def test_none_of_the_librarys_addresses_is_routed(name, args):
    with pytest.raises(NoReverseMatch):
        reverse(name, args=args)


def test_deleting_a_parent_keeps_its_replies():
    parent = make_comment()
    reply = make_comment(parent=parent)
    erasing.for_good([parent.pk], "approved")
    reply.refresh_from_db()
    assert (reply.status, reply.depth) == ("approved", 2)


def test_the_html_is_made_when_it_is_stored_and_not_again():
    comment = make_comment(comment="*here*")
    assert comment.html == "<p><em>here</em></p>\n"
    PostComment.objects.filter(pk=comment.pk).update(html="<p>kept</p>")
    again = PostComment.objects.get(pk=comment.pk)
    again.save()
    assert PostComment.objects.get(pk=comment.pk).html == "<p>kept</p>"


def test_a_comment_knows_its_post_as_the_library_expects():
    post = make_post()
    comment = make_comment(post)
    assert (comment.content_object, comment.object_pk) == (post, str(post.pk))
