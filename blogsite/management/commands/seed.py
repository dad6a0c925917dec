"""``seed``: fill the blog for trying out and measuring; absolute, repeatable, and safe while the blog runs."""

from collections.abc import Iterator
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blogsite.seeding import discussion, posts
from blogsite.seeding.discussion import Plan, shown
from comments.models import PostComment
from posts import months, planning
from posts.models import Post

PLAIN_COMMENTS = 20
AMOUNTS = {
    "posts": "posts besides the two named ones",
    "comments": "approved comments under those posts",
    "hot_comments": "approved comments under “Hot post”",
    "pings": "approved pings under “Hot post”",
    "spam": "comments and pings in Spam",
    "pending": "comments and pings in Pending",
}
Spam, Pending = PostComment.Status.SPAM, PostComment.Status.PENDING


class Command(BaseCommand):
    help = "Leave exactly as many posts, comments, pings and spam as asked for; what is not named stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, what in AMOUNTS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", type=int, metavar="N", help=f"so many {what}")
        parser.add_argument(
            "--seed", type=int, default=1, metavar="K", help="the same K makes the same words"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if any((options[name] or 0) < 0 for name in AMOUNTS):
            raise CommandError("Amounts are 0 or more.")
        hot, plain = posts.make(posts.HOT), posts.make(posts.PLAIN)
        random = Random(options["seed"])  # noqa: S311 - makes texts, guards nothing
        if options["posts"] is not None:
            self._follow("posts", posts.leave(options["posts"], random))
            months.recount()
            planning.learn()
        for name, plan in plans(options, hot, plain):
            self._follow(name.replace("_", " "), discussion.leave(plan, random))
        self.stdout.write(f"Hot post: {hot.full_url}\nPlain post: {plain.full_url}")

    def _follow(self, what: str, steps: Iterator[int]) -> None:
        """Do it, and say now and then how far it is."""
        for n, have in enumerate(steps, 1):
            if n % 50 == 0:
                self.stdout.write(f"{what}: {have:,}")
                self.stdout.flush()


def plans(options: dict[str, Any], hot: Post, plain: Post) -> Iterator[tuple[str, Plan]]:
    """What was asked for, and the 20 comments under "Plain post"."""
    rows, young, others = PostComment.objects.order_by(), discussion.HOT_SPAN, posts.others()
    yield "plain post", shown(rows.filter(post=plain), PLAIN_COMMENTS, [plain.pk], span=young)
    for name, pings in (("hot_comments", False), ("pings", True)):
        if options[name] is not None:
            yield name, shown(rows.filter(post=hot), options[name], [hot.pk], pings=pings, span=young)
    if options["comments"] is not None:
        if not others and options["comments"]:
            raise CommandError("--comments needs posts to stand under: give --posts as well.")
        yield "comments", shown(rows.filter(post__slug__startswith=posts.PREFIX), options["comments"], others)
    everywhere = [hot.pk, plain.pk, *others]
    for name in (Spam, Pending):
        if options[name] is not None:
            yield name, Plan(rows.filter(status=name), options[name], everywhere, name, discussion.PING_SHARE)
