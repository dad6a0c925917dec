"""Our real processes in a hostile world: sources and targets that do their worst, and well ones beside them."""

import json
import time
from collections import Counter

import pytest

from tests.journeys.hostile import PROTOCOLS, Answers, Reader, World, hostile_world_running, memory_kib, ping
from tests.running import RunningBlog, answer, until
from tests.trackbacks.test_bad_pings import BAD_FORMS, MALFORMED

pytestmark = pytest.mark.journey

NAMES = ("web", "worker", "scheduler")
EXCHANGE_SECONDS = 15
SLACK_SECONDS = 1  # the servers' clock begins and ends later than ours, on a busy machine
GROWTH_MIB = 200
HEALTHY_SECONDS = 30
ANSWER_SECONDS = 5
ALL_SECONDS = 420  # about 30 exchanges of 15 s, eight at a time, beside bombs of CPU
RECEIVED = {"approved", "pending", "spam", "refused", "queued"}  # queued: asked again at its minute
SENT = {"no_endpoint", "refused", "failed", "retrying", "sending", "delivered"}


def pings(blog: RunningBlog, way: str) -> list[dict]:
    return json.loads(blog.manage("pings", way, "--json"))


def publish(blog: RunningBlog, title: str, targets: list[str]) -> dict:
    page = blog.folder / f"{title}.html"
    page.write_text(
        "".join(f'<p>I read <a href="{url.replace("&", "&amp;")}">this</a>.</p>' for url in targets)
    )
    return json.loads(
        blog.manage("create_post", "--title", title, "--html", str(page), "--status", "published")
    )


def well(
    world: World, blog: RunningBlog, post: dict, name: str, answers: Answers
) -> tuple[set[str], set[str]]:
    """Bob tells us by all three protocols, and Alice links to three of his posts: (sources, targets)."""
    link = f'<p>On {name} I read <a href="{post["url"]}">what Alice wrote</a>.</p>'
    sources = {
        protocol: world.bob.writes(
            f"/{name}/{protocol}/", f"<title>{name} {protocol}</title>{protocol} {link}"
        )
        for protocol in PROTOCOLS
    }
    assert {ping(blog, post, source, protocol, answers) for protocol, source in sources.items()} <= {200, 201}
    targets = [world.bob.post_with_trackback(f"/{name}/{number}/") for number in range(3)]
    publish(blog, f"To Bob, {name}", targets)
    return set(sources.values()), set(targets)


def are_well(world: World, post: dict, sources: set[str], targets: set[str]) -> bool:
    page, told = answer(post["url"])[1], {path for path, _form in world.bob.told}
    return all(f'href="{source}"' in page for source in sources) and all(
        target.replace(world.bob.url, "/tb") + "?key=a" in told for target in targets
    )


def bad_requests(blog: RunningBlog, post: dict, answers: Answers) -> None:
    """What is sent to the endpoints that is no ping at all."""
    for body, _kind in BAD_FORMS.values():
        for url in (post["trackback_url"], f"{blog.url}/webmention/"):
            answers.ask(url, body)
    for text in MALFORMED.values():
        answers.ask(f"{blog.url}/xmlrpc.php", text.encode())


def attempted(blog: RunningBlog) -> bool:
    """Whether every ping has come to an outcome once at least."""
    waiting = [one for one in pings(blog, "--sent") if one["state"] in ("queued", "sending")]
    report = json.loads(blog.manage("doctor", "--json"))["jobs"]
    return not waiting and not report["incomingping"].get("queued") and not report["linkscan"].get("queued")


def test_hostile_pages_and_endpoints_harm_nobody(tmp_path, free_port):
    with hostile_world_running() as world:
        environment = {
            "PINGS_ALLOWED_PRIVATE_HOSTS": world.allowed,
            "PINGS_UNDO_SECONDS": "0",
            "RATE_LIMITS": "0",
        }
        with RunningBlog(tmp_path, free_port, **environment) as blog:
            travel(world, blog)


def travel(world: World, blog: RunningBlog) -> None:
    post, said = begin(blog), Answers()
    before = well(world, blog, post, "quiet", said)
    until(lambda: are_well(world, post, *before), 60, f"quiet pings\n{blog.logs()}")
    worker = blog.children["worker"].pid
    quiet = memory_kib(worker, "VmRSS")
    reader = Reader(f"{blog.url}/", post["url"])
    reader.start()
    healthy, everything = storm(world, blog, post, said)
    reader.enough.set()
    reader.join(30)
    growth = (memory_kib(worker, "VmHWM") - quiet) / 1024
    print(f"\nwell ones done after {healthy:.1f} s, all tried after {everything:.0f} s")
    print(f"the worker grew by {growth:.0f} MiB from {quiet / 1024:.0f}")
    print(f"answers to pings: {said}\nanswers to readers: {reader.answers}")
    look_at_the_answers(said, reader.answers)
    look_at_the_rows(blog)
    look_at_the_servers(world)
    logs = "".join(blog.log(name).read_text() for name in NAMES)
    assert "Traceback" not in logs and " ERROR " not in logs, logs[-5000:]
    assert growth < GROWTH_MIB and healthy < HEALTHY_SECONDS


def begin(blog: RunningBlog) -> dict:
    """Tables, a post to write about, and three processes."""
    blog.manage("migrate", "-v0")
    blog.manage("settings", "approve_verified_pings=1", "comments_per_page=0")
    post = publish(blog, "Target", [])
    for name in NAMES:
        blog.start(name)
    blog.wait_until_ready()
    return post


def storm(world: World, blog: RunningBlog, post: dict, said: Answers) -> tuple[float, float]:
    """(seconds until the well ones are done, until each of the others was tried)."""
    sources, targets = world.sources(), world.targets()
    print(f"\n{len(sources)} hostile sources, {len(targets)} hostile targets")
    publish(blog, "Links", targets)
    for n, source in enumerate(sources):
        ping(blog, post, source, PROTOCOLS[n % 3], said)
    bad_requests(blog, post, said)
    beside = well(world, blog, post, "stormy", said)
    began = time.monotonic()
    until(lambda: are_well(world, post, *beside), HEALTHY_SECONDS + 5, f"well ones beside\n{blog.logs()}")
    healthy = time.monotonic() - began
    until(lambda: attempted(blog), ALL_SECONDS, f"every ping has been tried\n{blog.logs()}")
    return healthy, time.monotonic() - began


def look_at_the_answers(said: Answers, read: Answers) -> None:
    assert said.odd == read.odd == [] and set(read.statuses) == {200}
    assert said.slowest < ANSWER_SECONDS


def look_at_the_rows(blog: RunningBlog) -> None:
    """Each ping is in a state that has a name, and what is to be tried again knows when."""
    received = Counter(one["status"] for one in pings(blog, "--received"))
    rows = pings(blog, "--sent")
    sent = Counter(one["state"] for one in rows)
    print(f"received: {dict(received)}; sent: {dict(sent)}")
    assert set(received) <= RECEIVED and set(sent) <= SENT
    again = [one for one in rows if one["state"] == "retrying"]
    assert all(one["attempts"] >= 1 and one["due_at"] and one["message"] for one in again)


def look_at_the_servers(world: World) -> None:
    longest, whose = world.longest()
    print(f"longest exchange: {longest:.1f} s ({whose}); canaries touched: {world.touched()}")
    assert longest < EXCHANGE_SECONDS + SLACK_SECONDS
    assert world.touched() == 0
    for bird in world.canaries:  # and each could have been
        answer(bird.url())
    assert world.touched() >= len(world.canaries) > 2
