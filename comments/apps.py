"""The app of comments and pings as readers and moderators see them."""

from django.apps import AppConfig
from django.db.models.signals import pre_save


class CommentsConfig(AppConfig):
    name = "comments"

    def ready(self) -> None:
        from comments import chores, chores_mail, receivers  # noqa: F401 - they register themselves
        from comments.models import PostComment
        from comments.queue import again, background, emptying  # noqa: F401 - they register their chores

        _disconnect_xtd_receiver(PostComment)


def _disconnect_xtd_receiver(model: type) -> None:
    """The library's receiver would publish held and spam replies below any parent that is saved."""
    from django_comments_xtd.models import publish_or_unpublish_on_pre_save

    if not pre_save.disconnect(publish_or_unpublish_on_pre_save, sender=model):
        raise RuntimeError(
            "django-comments-xtd no longer connects its pre_save receiver; look at what replaced it"
        )
