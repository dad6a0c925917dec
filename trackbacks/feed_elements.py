"""What a feed says of each post's pings: where to send one, and whom the post has told (TB-R15)."""

from collections.abc import Sequence

from posts.models import Post, SiteSettings
from trackbacks.models import OutgoingPing
from trackbacks.switches import takes_pings


def of_posts(posts: Sequence[Post]) -> dict[int, list[tuple[str, str]]]:
    """Key of a post -> elements of RSS's trackback module."""
    site = SiteSettings.load()
    elements = {
        post.pk: [("trackback:ping", post.trackback_url)]
        for post in posts
        if takes_pings(post, site, "trackback")
    }
    talking = [post.pk for post in posts if post.talks]
    told = OutgoingPing.objects.filter(post__in=talking, state="delivered", protocol="trackback")
    for post_id, endpoint in told.order_by("pk").values_list("post_id", "endpoint"):
        elements.setdefault(post_id, []).append(("trackback:about", endpoint))
    return elements
