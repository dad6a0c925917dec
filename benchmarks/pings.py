"""The checks on pings: 221 in fifteen languages, their pages on a real server, verified and judged as in the worker.

The rules for pings were tuned on one half, fixed by name; the targets are for the other. Told twice: with a filter that
has learned nothing yet, and with one that was taught the first half. Pings and rules are by the same hand: the figures
say that the rules work in languages and on kinds of page that they were not tuned on, not what the wild will bring.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from benchmarks.filtering import HAM_HELD, PRECISION, RECALL, Table, at_least, blog_without_processes, table
from benchmarks.measuring import leave, result, scratch
from tests.trackbacks.ping_corpus import POSTS, Ping, pings

REFUSED = "spam"  # what does not link is refused or filed as spam: either way no reader sees it


def main() -> None:
    with scratch(), pages() as port:
        blog_without_processes()
        from django.test import override_settings

        with override_settings(PINGS_ALLOWED_PRIVATE_HOSTS=frozenset({("127.0.0.1", port)})):
            facts = {ping: verified(ping, port) for ping in pings()}
        first = [ping for ping in pings() if ping.tuned_on]
        second = [ping for ping in pings() if not ping.tuned_on]
        tables = {
            "first half, nothing learned": judged(first, facts),
            "second half, nothing learned": judged(second, facts),
        }
        teach(first, facts)
        tables["second half, taught the first"] = judged(second, facts)
    show(tables)
    leave(*[met for name in list(tables)[1:] for met in held_to(name, tables[name])])


def held_to(name: str, row: Table) -> list[bool]:
    return [
        at_least(f"pings: precision, {name}", row.precision, PRECISION),
        at_least(f"pings: recall, {name}", row.recall, RECALL),
        result(f"pings: ham held, {name}", row.ham_held, HAM_HELD, "of it"),
    ]


@contextmanager
def pages() -> Iterator[int]:
    """A server of every ping's page, each linking to the post that its query names; its port."""
    by_name = {ping.name: ping for ping in pings()}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name, _, target = self.path.lstrip("/").partition("?")
            body = by_name[name].page(target).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()


def verified(ping: Ping, port: int) -> Any:
    """Accept it, have its source read over the network, and return what the checks may know; None where refused."""
    from comments.judging import facts_of
    from posts.models import SiteSettings
    from trackbacks.models import IncomingPing

    post = post_of(ping)
    target = post.full_url
    row = IncomingPing.accept(
        post,
        f"http://127.0.0.1:{port}/{ping.name}?{target}",
        protocol=ping.protocol,
        target=target,
        **(
            {"title": ping.title, "excerpt": ping.excerpt, "blog_name": ping.blog_name}
            if ping.protocol == "trackback"
            else {}
        ),
    )
    IncomingPing.run(row.pk)
    row.refresh_from_db()
    if row.comment is None:
        if row.state != "refused":
            raise SystemExit(f"{ping.name} is {row.state}: {row.last_error}")
        return None
    site = SiteSettings.load()
    site.hold_first_timers = False  # nobody is known here: everything would wait
    return facts_of(row.comment, site)


def post_of(ping: Ping) -> Any:
    from posts.models import Author, Post

    title, text = POSTS[ping.post]
    known = Post.objects.filter(title=title).first()
    if known:
        return known
    author = Author.objects.get_or_create(display_name="Alice", user=None)[0]
    post = Post(title=title, author=author, html=f"<p>{text}</p>")
    post.become("published", None)
    return post


def judged(some: list[Ping], facts: dict[Ping, Any]) -> Table:
    return table([(ping, status(facts[ping])) for ping in some])


def status(facts: Any) -> str:
    """Through every check of the settings, with what is known of its words by now."""
    from dataclasses import replace

    from comments import checks
    from comments.learning.tokens import vocabulary
    from comments.models import WordCount

    if facts is None:
        return REFUSED
    return checks.judge(replace(facts, learned=WordCount.table(vocabulary(facts)))).status


def teach(some: list[Ping], facts: dict[Ping, Any]) -> None:
    """As a moderator who decided on each of them; each of our posts is one, of either half."""
    from comments.learning.tokens import vocabulary
    from comments.models import WordCount

    for ping in some:
        if facts[ping] is not None:
            words = vocabulary(facts[ping])
            half = "odd" if list(POSTS).index(ping.post) % 2 else "even"
            WordCount.count(words, f"{'spam' if ping.spam else 'ham'}_{half}", 1)


def show(tables: dict[str, Table]) -> None:
    print("Pings, without Akismet; shares of the spam, and of the ham:")
    print(f"{'':30} precision  recall  spam held  spam shown  ham held")
    for name, row in tables.items():
        print(f"{name:30} {row[0]:9.3f} {row[1]:7.3f} {row[2]:10.3f} {row[3]:11.3f} {row[4]:9.3f}")


if __name__ == "__main__":
    main()
