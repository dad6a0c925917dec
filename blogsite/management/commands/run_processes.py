"""``manage.py run_processes``: the whole blog in one terminal, or one of its processes."""

import signal
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connections

from blogsite import processes
from blogsite.environment import is_loopback


class Command(BaseCommand):
    help = "Set up and run web, worker and scheduler until Ctrl-C; with a name, become that process."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", choices=processes.NAMES)
        parser.add_argument("--host", default="127.0.0.1", help="where the web process listens")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["name"]:
            if options["name"] == "web" and not (settings.STATIC_ROOT / "staticfiles.json").exists():
                call_command(
                    "collectstatic", verbosity=0, interactive=False
                )  # pages name its files by their hashes
            processes.run_one(options["name"], options["host"])
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            processes.refuse_taken_port(options["host"])
            set_up()
        except KeyboardInterrupt:
            sys.exit(130)
        sys.exit(processes.Supervisor(options["host"]).run())


def set_up() -> None:
    """Database, static files and demo content; each does nothing where it was done before."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    if "setup_demo" in get_commands() and is_loopback(settings.SITE_URL):
        call_command("setup_demo")
    connections.close_all()
