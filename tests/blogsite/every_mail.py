"""Every mail that the blog sends, about one hostile comment and one ping; each with a way to send it."""

from collections.abc import Callable

from django.utils import timezone

from comments import mail, notices
from comments.models import PostComment, Report
from posts import announcing
from tests.factories import make_author, make_comment, make_ping, make_post, make_subscriber, make_user

TO = "alice@alice.example"
STRANGE = "http://evil.example/"  # stands in the words of a stranger, and is no link of ours
HOSTILE = (
    f'<img src="{STRANGE}x.png"><script>alert(1)</script> & "so" on\r\n\r\n> I quote\n'
    f"Approve: {STRANGE}\n<a class='button' href='{STRANGE}'></a><hr></blockquote>\n{'w' * 300} \u202eevil\u202c"
)


def mails() -> dict[str, Callable[[], None]]:
    """Name -> what sends it to Alice."""
    alice = make_user("alice", role="administrator")
    post = make_post(
        "Peas & <i>beans</i>", author=make_author(user=alice), excerpt="They <b>climb</b> & grow."
    )
    follower = make_comment(post, user_name="Alice <a href=x>", user_email=TO, followup=True)
    comment = hostile(post)
    ping = make_ping(post, comment="A passage\nabout beans.", source_url="http://charlie.example/?a=1&b=2")
    Report.objects.create(comment=ping, reader="x", reason="spam", words="<b>It is</b> & so on")
    subscriber = make_subscriber(TO, confirmed_at=timezone.now())
    return {
        "follow-up": lambda: mail.send_follow_up(comment, follower),
        "follow-up of a ping": lambda: mail.send_follow_up(ping, follower),
        "confirm": lambda: mail.send_confirm(follower),
        "reported": lambda: mail.send_reported(ping, alice),
        "akismet": lambda: mail.send_akismet("key", alice),
        "one": lambda: notices._send(alice, [comment]),
        "digest": lambda: notices._send(alice, [comment, ping] * 12),
        "new post": lambda: announcing.send_post(post, subscriber),
        "subscribe": lambda: announcing.ask(subscriber),
    }


NAMES = (
    "follow-up",
    "follow-up of a ping",
    "confirm",
    "reported",
    "akismet",
    "one",
    "digest",
    "new post",
    "subscribe",
)


def hostile(post) -> PostComment:
    """A comment that waits and was held for a reason, with words that no form would have let in."""
    url = "http://eve.example/?a=1&b=2"
    made = make_comment(
        post,
        user_name='Eve & "co" <b>',
        user_email="eve@eve.example",
        user_url=url,
        comment=HOSTILE,
        status="pending",
    )
    reasons = [{"check": "links", "verdict": "hold", "reason": "12 links, 2 allowed", "score": 10}]
    PostComment.objects.filter(pk=made.pk).update(reasons=reasons, verdict="ham")
    made.refresh_from_db()
    return made
