"""Who asked for new posts by mail, and which post was sent to whom: one row each, so that nobody gets one twice."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models import Chore, Job
from posts.models.post import Post

CONFIRM = "mail:subscribe"  # the chore that asks an address whether it meant it
# One address is asked once a day at most, whoever types it in and from how many places.
ASKED_AGAIN_AFTER = timedelta(days=1)
CONFIRM_WITHIN = timedelta(days=3)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def confirmed(self) -> Self:
        return self.exclude(confirmed_at=None)

    def forgotten(self) -> Self:
        """Asked, and never answered while the link was good."""
        return self.filter(confirmed_at=None, asked_at__lt=timezone.now() - CONFIRM_WITHIN)


class Subscriber(models.Model):
    """An address that wants new posts; it gets none before its owner has said so by the link in a mail."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    asked_at = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.email

    @classmethod
    def ask(cls, email: str) -> None:
        """Send a mail that asks whether it was meant; known addresses get the same, and none gets many."""
        subscriber, _ = cls.objects.get_or_create(email=email.lower())
        now = timezone.now()
        quiet = models.Q(asked_at=None) | models.Q(asked_at__lt=now - ASKED_AGAIN_AFTER)
        if cls.objects.filter(quiet, pk=subscriber.pk).update(asked_at=now):
            Chore.request(CONFIRM, subscriber.pk)

    def confirm(self) -> None:
        """The owner of the address has said yes; a repeated call is harmless."""
        Subscriber.objects.filter(pk=self.pk, confirmed_at=None).update(confirmed_at=timezone.now())

    def leave(self) -> None:
        """No more mail, and nothing is kept of the address."""
        self.delete()


class PostMail(Job):
    """One post to one subscriber: at most one mail ever, also when the post is withdrawn and published again."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mails")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="mails")
    handed_over_at = models.DateTimeField(null=True, editable=False)

    class Meta(Job.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["post", "subscriber"], name="posts_one_mail_per_subscriber")
        ]
        indexes = [*Job.Meta.indexes]

    def __str__(self) -> str:
        return f"post {self.post_id} to subscriber {self.subscriber_id}"

    def perform(self) -> None:
        from posts import announcing

        announcing.deliver(self)
