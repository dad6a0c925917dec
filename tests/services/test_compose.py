"""docker-compose.yml is tried: the very commands it names run here, on the local PostgreSQL and Redis."""

import re

import pytest
import yaml

from tests.running import ENOUGH_SECONDS, ROOT, RunningBlog, answer, until

pytestmark = [pytest.mark.services, pytest.mark.journey]

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
# Names of the compose network, and what they are called on this machine.
SET_BY_HAND = {"SECRET_KEY": "only-for-tests-" * 4, "POSTGRES_PASSWORD": "unused"}


def value(text: str) -> str:
    """One value as docker compose would fill it in from an .env with nothing but what must be set."""

    def fill(match: re.Match) -> str:
        name, rest = match.group(1), match.group(2) or ""
        return SET_BY_HAND[name] if rest.startswith(":?") else rest.removeprefix(":-")

    return re.sub(r"\$\{([A-Z_]+)(:[-?][^}]*)?\}", fill, text)


def environment(service: str, postgres_url: str, redis_url: str) -> dict[str, str]:
    filled = {name: value(text) for name, text in COMPOSE[service]["environment"].items()}
    assert filled["DATABASE_URL"].startswith("postgresql://")
    assert filled["REDIS_URL"].startswith("redis://")
    return filled | {"DATABASE_URL": postgres_url, "REDIS_URL": redis_url}


def command(service: str, python: str) -> list[str]:
    return [
        word.replace("python ", f"{python} ") if word != "python" else python
        for word in COMPOSE[service]["command"]
    ]


def test_every_service_of_the_blog_gets_the_same_environment():
    blog = [COMPOSE[name]["environment"] for name in ("migrate", "web", "worker", "scheduler")]
    assert all(each == blog[0] for each in blog)


def test_redis_appends_and_postgresql_is_waited_for():
    assert COMPOSE["redis"]["command"][1:3] == ["--appendonly", "yes"]
    assert COMPOSE["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert COMPOSE["web"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_commands_it_names_make_a_blog(tmp_path, free_port, postgres_url, redis_url):
    import subprocess
    import sys

    filled = environment("web", postgres_url, redis_url) | {"PORT": str(free_port), "VAR_DIR": str(tmp_path)}
    with RunningBlog(tmp_path, free_port, **filled) as blog:
        subprocess.run(
            command("migrate", sys.executable), cwd=ROOT, env=blog.environment, check=True, timeout=60
        )
        for name in ("web", "worker", "scheduler"):
            blog.start(name, command(name, sys.executable))
        blog.wait_until_ready()
        assert answer(f"{blog.url}/")[0] == 200, blog.logs()
        blog.manage("shell", "-c", "from jobs.models import Chore; Chore.request('unheard-of', 1)")
        wait_for_the_worker(blog)
        assert all(child.poll() is None for child in blog.children.values()), blog.logs()


def wait_for_the_worker(blog: RunningBlog) -> None:
    until(
        lambda: '"failed": 1' in blog.manage("doctor", "--json", code=0),
        ENOUGH_SECONDS,
        f"the chore is seen to\n{blog.logs()}",
    )
