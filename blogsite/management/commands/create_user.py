"""Make a user with a role, or give an existing one that role and password: `create_user --role author …`."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from blogsite import roles
from blogsite.user_forms import LAST


class Command(BaseCommand):
    help = "Make a user with a role, or change an existing one's role and password. May be run twice without harm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", required=True, choices=roles.NAMES)
        parser.add_argument("--username", required=True)
        parser.add_argument("--password", required=True)

    def handle(self, *args: Any, role: str, username: str, password: str, **options: Any) -> None:
        if not password:
            raise CommandError("The password is empty.")
        model = get_user_model()
        try:
            model(username=username).clean_fields(exclude=["password", "last_login"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            user, made = model.objects.get_or_create(username=username)
            if role != roles.ADMINISTRATOR and roles.is_last_administrator(user):
                raise CommandError(str(LAST))
            user.set_password(password)
            user.is_active = True
            roles.give(user, role)
        self.stdout.write(f"{role} {username} {'made' if made else 'changed'}")
