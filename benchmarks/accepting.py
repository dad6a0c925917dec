"""CPU of the web process for each accepted trackback, over HTTP, with rate limits on; no worker runs."""

import http.client
import time
import urllib.parse

from benchmarks.measuring import blog, cpu_seconds, leave, result, scratch

WARM_UP, PINGS = 50, 500
LIMIT_MS = 5.0


def main() -> None:
    with scratch() as folder, blog(folder, "web", TRUSTED_PROXIES="127.0.0.0/8") as here:
        target = here.write("A target", "<p>Write about this garden.</p>")["trackback_url"]
        path = urllib.parse.urlsplit(target).path
        web = here.running["web"].pid
        send(here.port, path, range(WARM_UP))
        cpu, clock = cpu_seconds(web), time.perf_counter()
        send(here.port, path, range(WARM_UP, WARM_UP + PINGS))
        cpu, clock = cpu_seconds(web) - cpu, time.perf_counter() - clock
        kept = here.doctor()["jobs"]["incomingping"]["queued"]
        if kept != WARM_UP + PINGS:
            raise SystemExit(f"{WARM_UP + PINGS} pings were accepted, but {kept} are kept")
        leave(
            result(
                "accepting a ping",
                1000 * cpu / PINGS,
                LIMIT_MS,
                "ms of CPU",
                f"{1000 * clock / PINGS:.1f} ms from outside",
            )
        )


def send(port: int, path: str, numbers: range) -> None:
    """One ping after the other, each from an address and a site of its own, as a proxy hands them on."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for n in numbers:
        form = {
            "url": f"http://blog{n}.example/2026/11/answer/",
            "title": "An answer to your post",
            "excerpt": "I read this and it would not leave me alone, so here is what I think of it. " * 3,
            "blog_name": f"Blog {n}",
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "X-Forwarded-For": f"198.51.{n // 250}.{n % 250 + 1}",
            "User-Agent": "benchmark",
        }
        link.request("POST", path, urllib.parse.urlencode(form), headers)
        answer = link.getresponse().read().decode()
        if "<error>0</error>" not in answer:
            raise SystemExit(f"ping {n} was refused: {answer}")
    link.close()


if __name__ == "__main__":
    main()
