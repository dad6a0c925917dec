"""Whether a post still takes comments: its own switch, the site's, and its age."""

from datetime import timedelta

from django.utils import timezone

from posts.models import Post, SiteSettings


def takes_comments(post: Post, site: SiteSettings) -> bool:
    """Whether a reader may answer this post, now."""
    if not (post.is_public and post.comments_open and site.comments_allowed):
        return False
    days = site.close_comments_after_days
    return not days or bool(post.published_at and post.published_at > timezone.now() - timedelta(days=days))


def must_sign_in(post: Post, site: SiteSettings, *, signed_in: bool) -> bool:
    """Whether this reader could comment here if only they were signed in."""
    return site.members_only and not signed_in and takes_comments(post, site)
