"""The chores of mail about posts: one tells all subscribers of a post, one asks an address whether it meant it."""

from jobs.chores import handles
from posts import announcing
from posts.mail import Patience
from posts.models import Post, Subscriber
from posts.models.subscriber import CONFIRM


@handles("announce")
def announce(object_id: str) -> None:
    """A post was published: each subscriber gets one mail, once, however often it is published."""
    post = Post.objects.filter(pk=int(object_id)).first()
    if post:
        announcing.announce(post)


@handles(CONFIRM)
def ask(object_id: str) -> None:
    subscriber = Subscriber.objects.filter(pk=int(object_id)).first()
    if subscriber:
        with Patience(CONFIRM, object_id):
            announcing.ask(subscriber)
