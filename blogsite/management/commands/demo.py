"""``demo``: two blogs talk, live; PORT and PORT+1, and ONCE=1 stops both at the end."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from blogsite.demo import stage
from blogsite.demo.blog import DemoFailed


class Command(BaseCommand):
    help = "Start two blogs and show a post on one appear under a post on the other."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        once = os.environ.get("ONCE", "0") not in ("", "0")
        try:
            stage.run(settings.PORT, settings.VAR_DIR / "demo", once=once, say=self._say)
        except DemoFailed as error:
            raise CommandError(f"The demo failed: {error}") from error
        except KeyboardInterrupt:
            if once:
                raise CommandError("The demo was interrupted.") from None
        self._say("Both blogs are stopped.")

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
