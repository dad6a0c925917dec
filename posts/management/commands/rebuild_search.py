"""``rebuild_search``: index every post anew, for example after rows were written past the verbs."""

from typing import Any

from django.core.management.base import BaseCommand

from posts import search


class Command(BaseCommand):
    help = "Write the search index anew, while the blog runs."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for done in search.rebuild():
            if done % 10_000 == 0:
                self.stdout.write(f"{done:,} posts")
        self.stdout.write(f"The index knows {done:,} {'post' if done == 1 else 'posts'}.")
