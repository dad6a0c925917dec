"""``update_post``: change a post from the command line; what is left out stays as it is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from posts.management import post_options
from posts.models import Post


class Command(BaseCommand):
    help = "Change a post and print one line of JSON: id, url, trackback_url. --status trash withdraws it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("post", metavar="ID|URL")
        post_options.add_arguments(parser, new=False)

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            found = post_options.find_post(options["post"])
            post = Post.objects.select_for_update().get(pk=found.pk)
            post_options.apply(post, options)
        self.stdout.write(post_options.as_json(post))
