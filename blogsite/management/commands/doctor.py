"""``doctor``: is this blog well? For people, or as one JSON object for programs."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from blogsite import doctor, health


class Command(BaseCommand):
    help = "Print how many comments and jobs there are in which state, and every problem found."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one object")

    def handle(self, *args: Any, **options: Any) -> None:
        found = doctor.report()
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for name in ("comments", "jobs"):
            self.stdout.write(f"{name}:")
            for kind, states in sorted(found[name].items()):
                self.stdout.write(
                    f"  {kind}: {', '.join(f'{n} {state}' for state, n in sorted(states.items())) or 'none'}"
                )
        self.stdout.write(f"oldest due: {found['oldest_due_s']} s ago")
        self.stdout.write(f"token for /readyz from elsewhere: {health.token()}")
        self.stdout.write("\n".join(found["problems"]) or "No problem was found.")
