"""The app of posts, pages and the site's own settings."""

from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "posts"
