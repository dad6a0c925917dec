"""For who lost phone and recovery codes: `reset_second_factor --username U`; the password alone is enough again."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from blogsite import second_factor


class Command(BaseCommand):
    help = "Turn somebody's second factor off. May be run twice without harm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", required=True)

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user {username}.")
        was_on = second_factor.is_on(user)
        second_factor.turn_off(user)
        self.stdout.write(f"second factor of {username} {'turned off' if was_on else 'was not on'}")
