"""What `create_post` and `update_post` share: options of the command line, applied by the model's own verbs."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.urls import Resolver404, resolve

from posts.models import Author, OldAddress, Post

Options = dict[str, Any]
PLAIN = ("title", "excerpt", "password")
DOORS = {"comments": "comments_open", "pings": "pings_open"}
LONGEST_KEY = 18  # digits; more than any database's key has


def add_arguments(parser: CommandParser, *, new: bool) -> None:
    """Title, text and status are required of a new post; what is left out of an update stays as it is."""
    parser.add_argument("--title", required=new)
    parser.add_argument("--html", required=new, metavar="FILE", help="the text; - reads standard input")
    parser.add_argument("--status", required=new, choices=Post.State.values)
    parser.add_argument("--slug")
    parser.add_argument("--excerpt")
    parser.add_argument("--password")
    parser.add_argument(
        "--at", metavar="TIME", help="ISO 8601 with an offset, such as 2026-11-24T18:00:00+01:00"
    )
    parser.add_argument(
        "--ping", action="append", default=[], metavar="URL", help="a Trackback URL; may be repeated"
    )
    parser.add_argument("--author", metavar="U", help="a user name, or the slug of an author's page")
    parser.add_argument("--comments", choices=["open", "closed"])
    parser.add_argument("--pings", choices=["open", "closed"])


def apply(post: Post, options: Options) -> None:
    """Set what was given and store the post in its state.

    Raises:
        CommandError: a value is not one that the post may have; nothing is stored.
    """
    at = time_of(options["at"])
    _set_fields(post, options)
    if at and (options["status"] or post.state) not in (Post.State.PUBLISHED, Post.State.SCHEDULED):
        post.published_at = at
    try:
        post.full_clean()
        if post.pk and not options["status"] and not at:
            post.write()
        else:
            post.become(options["status"] or post.state, at)
    except ValidationError as error:
        raise CommandError(_one_line(error)) from error
    except ValueError as error:
        raise CommandError(f"{error} Give one with --at.") from error


def _set_fields(post: Post, options: Options) -> None:
    for name in PLAIN:
        if options[name] is not None:
            setattr(post, name, options[name])
    for name, field in DOORS.items():
        if options[name]:
            setattr(post, field, options[name] == "open")
    if options["html"] is not None:
        post.html = text_of(options["html"])
    if options["author"] is not None:
        post.author = author_named(options["author"])
    if options["slug"] is not None:
        post.take_slug(options["slug"])
    elif not post.slug:
        post.take_slug(post.title)
    post.send_trackbacks = _with_pings(post.send_trackbacks, options["ping"])


def _with_pings(before: str, urls: list[str]) -> str:
    lines = [line.strip() for line in before.splitlines() if line.strip()]
    for url in urls:
        if not url.strip() or len(url.split()) > 1:
            raise CommandError(f"--ping takes one URL, not {url!r}.")
        lines += [] if url.strip() in lines else [url.strip()]
    return "\n".join(lines)


def text_of(name: str) -> str:
    """The text of a file, or of standard input where its name is ``-``. Raises CommandError."""
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"The file {name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"The file {name} is not UTF-8.") from error


def time_of(text: str | None) -> datetime | None:
    """A point in time. Raises CommandError where the offset is missing, for then nobody knows which is meant."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--at is {text!r}, but must be like 2026-11-24T18:00:00+01:00.") from None
    if at.tzinfo is None:
        raise CommandError(f"--at is {text!r}, but lacks an offset such as +01:00 or Z.")
    return at


def author_named(name: str) -> Author:
    """The profile of a user, or the one with this slug. Raises CommandError."""
    user = get_user_model().objects.filter(username=name).first()
    author = Author.of(user) if user else Author.objects.filter(slug=name).first()
    if author is None:
        raise CommandError(f"There is no user and no author named {name!r}.")
    return author


def default_author() -> Author:
    """The administrator, else whoever wrote first, else a profile made for the blog itself."""
    user = get_user_model().objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    if user:
        return Author.of(user)
    return Author.objects.order_by("pk").first() or Author.objects.create(display_name="The editors")


def find_post(name: str) -> Post:
    """The post with this id or address (absolute, a path, or ``/?p=ID``), public or not. Raises CommandError."""
    number = name
    if not name.isdecimal():
        parts = urlsplit(name)
        if parts.netloc and f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL:
            raise CommandError(f"{name} is not an address of this blog, {settings.SITE_URL}.")
        number = parse_qs(parts.query).get("p", [""])[0]
    if number.isascii() and number.isdecimal():
        post = Post.objects.filter(pk=int(number[:LONGEST_KEY])).first()
    else:
        post = _at_path(urlsplit(name).path)
    if post is None:
        raise CommandError(f"There is no post {name}.")
    return post


def _at_path(path: str) -> Post | None:
    try:
        match = resolve(unquote(path))
    except Resolver404:
        return None
    path = quote(unquote(path))
    post = Post.objects.filter(slug=match.kwargs.get("slug", "")).first()
    if post and post.get_absolute_url() == path:
        return post
    old = OldAddress.objects.select_related("post").filter(path=path).first()
    return old.post if old else None


def as_json(post: Post) -> str:
    """The one line that both commands print."""
    return json.dumps({"id": post.pk, "url": post.full_url, "trackback_url": post.trackback_url})


def _one_line(error: ValidationError) -> str:
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return " ".join(f"{name}: {' '.join(problems)}".removeprefix(": ") for name, problems in fields.items())
