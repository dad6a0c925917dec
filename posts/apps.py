"""The app of posts, pages and the site's own settings."""

from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "posts"

    def ready(self) -> None:
        from posts import chores, chores_mail, receivers  # noqa: F401 - they register themselves
