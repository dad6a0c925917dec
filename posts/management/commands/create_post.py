"""``create_post``: write a post from the command line, by the same verbs as the admin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from posts.management import post_options
from posts.models import Post


class Command(BaseCommand):
    help = "Make a new post and print one line of JSON: id, url, trackback_url."

    def add_arguments(self, parser: CommandParser) -> None:
        post_options.add_arguments(parser, new=True)

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            post = Post.begin(author=post_options.default_author())
            post_options.apply(post, options)
        self.stdout.write(post_options.as_json(post))
