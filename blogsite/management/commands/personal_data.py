"""``personal_data``: what is kept of one person, printed as JSON or HTML, or erased."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from blogsite import personal


class Command(BaseCommand):
    help = "Print what is kept of an e-mail address or of a site that sent pings, or erase it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["export", "erase"])
        parser.add_argument("address", help="an e-mail address, or a host such as blog.example")
        parser.add_argument("--format", choices=["json", "html"], default="json", help="of export")
        parser.add_argument(
            "--texts", action="store_true", help="erase the texts of comments and pings as well"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            who = personal.who(options["address"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if not who:
            raise CommandError("This is neither an e-mail address nor a host.")
        if options["verb"] == "export":
            self.stdout.write((personal.as_html if options["format"] == "html" else personal.as_json)(who))
        else:
            n = personal.erase(who, texts=options["texts"])
            left = "are deleted" if options["texts"] else "stay, by nobody"
            self.stdout.write(f"Erased. Comments and pings that {left}: {n}.")
