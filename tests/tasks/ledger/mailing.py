"""Mail servers with a memory of addresses, and an office that sends through them."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any, TypeVar

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select, update

from tasks.ledger import outbox as door
from tasks.ledger.database import Ledger
from tasks.ledger.holders import now
from tasks.ledger.schema import outbox
from tasks.mail.smtp import SmtpTransport
from tasks.office import Office
from tests.builders import RECEIVED_ON
from tests.tasks.mail.smtp_server import ACCEPTED, Mailbox, Server, free_port


@dataclass
class Town(Mailbox):
    """A server that answers each address in its own way: `replies` maps an address to the reply to RCPT."""

    replies: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.replies.get(address, ACCEPTED)
        return reply if reply != ACCEPTED else await super().handle_RCPT(server, session, envelope, address, options)

    @property
    def delivered(self) -> list[tuple[str, str]]:
        """(recipient, Message-ID) of each copy, in order."""
        return [
            (item.recipient, str(message_from_bytes(item.content, policy=default)["Message-ID"]))
            for item in self.received
        ]

    @property
    def subjects(self) -> list[tuple[str, str]]:
        return [
            (item.recipient, str(message_from_bytes(item.content, policy=default)["Subject"])) for item in self.received
        ]


AnyTown = TypeVar("AnyTown", bound=Town)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return Server(self.handler, **self.SMTP_kwargs)


@contextmanager
def serving(mailbox: AnyTown) -> Iterator[AnyTown]:
    """A server on localhost for the length of the block, on the port of `mailbox`."""
    controller = _Controller(mailbox, hostname="localhost", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def town(port: int = 0) -> AbstractContextManager[Town]:
    return serving(Town(port=port or free_port()))


def through_smtp(office: Office, port: int) -> Office:
    transport = SmtpTransport("localhost", port, "", "", office.config.organisation.email, "none", timeout=5)
    return replace(office, transport=transport)


def post(ledger: Ledger, recipient: str, number: int = 1, **over: Any) -> str:
    """Put a small e-mail in the outbox. Returns its Message-ID."""
    message_id = f"<{number}@certificateur.example>"
    row = {
        "message_id": message_id, "subject_ref": None, "template": "acknowledgement", "recipient": recipient,
        "subject": f"E-mail {number}", "text": "Bonjour.\n", "html": "<p>Bonjour.</p>", "attachments": "[]",
        "on_date": RECEIVED_ON, **over,
    }  # fmt: skip
    door.add(ledger, row)
    return message_id


def later(ledger: Ledger) -> None:
    """The delays before another try are over."""
    with ledger.writing() as connection:
        past = now() - timedelta(seconds=1)
        connection.execute(update(outbox).where(outbox.c.not_before.is_not(None)).values(not_before=past))


def fates(ledger: Ledger, *columns: str) -> list[tuple[Any, ...]]:
    """What became of each e-mail: its recipient, its status and the columns asked for."""
    with ledger.reading() as connection:
        wanted = [outbox.c[name] for name in ("recipient", "status", *columns)]
        return [tuple(row) for row in connection.execute(select(*wanted).order_by(outbox.c.id))]
