"""Where a comment can be read: the page and the tab that hold it."""

from django.http import Http404, HttpRequest, HttpResponse

from comments.models import PostComment
from comments.paths import SEGMENT
from comments.threads import page_of
from posts.finding import gone, reader
from posts.models import Post, SiteSettings

LONGEST_KEY = 10  # digits; the library's keys have 32 bits


def shown_comment(request: HttpRequest, number: str) -> PostComment | HttpResponse:
    """The comment of this number, or 410 where it stood under a post that was withdrawn.

    The reader is asked for before the comment: that a session was looked at shows in the answer's headers.

    Raises:
        Http404: there is none that this reader may see; a hidden one is as good as none.
    """
    readable = Post.objects.visible_to(reader(request))
    if len(number) > LONGEST_KEY:
        raise Http404
    comment = PostComment.objects.shown().select_related("post").filter(pk=int(number)).first()
    if comment and readable.filter(pk=comment.post_id).exists():
        return comment
    if comment and comment.post.was_public:
        return gone(request)
    raise Http404


def location(comment: PostComment) -> str:
    """The path of the page on which it stands, with the tab where that is not the first one, and its anchor."""
    site = SiteSettings.load()
    page = page_of(comment, site.comments_per_page, newest_first=site.newest_first)
    path = comment.post.get_absolute_url() + (f"comment-page-{page}/" if page > 1 else "")
    return f"{path}{_tab(comment, site)}#comment-{comment.pk}"


def _tab(comment: PostComment, site: SiteSettings) -> str:
    """As a query; empty for the tab that opens by itself, because a page without a query comes from the cache."""
    if site.discussion_layout != SiteSettings.Layout.TABS:
        return ""
    among_pings = comment.is_ping or _begun_by_ping(comment)
    if among_pings == site.trackbacks_first:
        return ""
    return "?tab=trackbacks" if among_pings else "?tab=comments"


def _begun_by_ping(comment: PostComment) -> bool:
    """A reply to a ping stands in the ping's tab."""
    root = PostComment.objects.filter(post=comment.post_id, path=comment.path[:SEGMENT]).only("kind").first()
    return bool(root and root.is_ping)
