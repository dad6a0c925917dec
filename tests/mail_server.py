"""A real mail server on loopback: what it was given, and an address that it refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller

REFUSED = "nobody@charlie.example"


class Mailbox:
    """Keeps every mail, with the recipients that were named outside it."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address == REFUSED:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(
            (list(envelope.rcpt_tos), message_from_bytes(envelope.original_content, policy=default))
        )
        return "250 accepted"

    def to(self, address: str) -> list[EmailMessage]:
        """What came for one address, oldest first."""
        return [message for recipients, message in self.mails if address in recipients]


@contextmanager
def mail_server(port: int) -> Iterator[Mailbox]:
    """`with mail_server(port) as box:`; EMAIL_URL is then smtp://127.0.0.1:port."""
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
