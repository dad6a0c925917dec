"""``setup_demo``: something to look at in a new blog, and somebody to sign in as; a second run does no harm."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from blogsite.demo_content import logins, making
from blogsite.environment import is_loopback


class Command(BaseCommand):
    help = "Fill a new blog on this machine with demo content and logins."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_loopback(settings.SITE_URL):
            raise CommandError(
                f"Demo content and logins are for this machine alone, and SITE_URL is {settings.SITE_URL}."
                " Make your own login with create_user."
            )
        made = {} if logins.exist() else logins.make()
        if making.is_new():
            making.make_content()
        self.stdout.write(f"The blog: {settings.SITE_URL}/\nThe admin: {settings.SITE_URL}/admin/")
        if not made:
            self.stdout.write("The demo logins exist; their passwords were shown when they were made.")
            self.stdout.write(
                "A new one: manage.py create_user --role administrator --username … --password …"
            )
        for name, (role, password) in made.items():
            self.stdout.write(f"  {role:14} {name:8} {password}")
        if made:
            self.stdout.write("These passwords are random and shown this once.")
