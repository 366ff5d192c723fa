"""A real SMTP server for the tests, which can be told to refuse, to put off, or to drop the connection."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

LOGIN = ("certiflow", "secret")
ACCEPTED = "250 OK"
DROP = "drop"
SLOW = "slow"
SILENCE = 1.0  # seconds that a slow server takes for one answer


def drop(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


@dataclass
class Received:
    sender: str
    recipient: str
    content: bytes


@dataclass
class Mailbox:
    """What arrived, and how to answer: `answers` maps a step (MAIL, RCPT, DATA, BODY) to a reply, `DROP` or `SLOW`."""

    answers: dict[str, str] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    connections: set[Any] = field(default_factory=set)
    port: int = 0

    def hang_up(self) -> None:
        """The server closes its idle connections."""
        for server in self.connections:
            server.loop.call_soon_threadsafe(drop, server)

    async def answer(self, server: SMTP, step: str) -> str:
        self.connections.add(server)
        reply = self.answers.get(step, ACCEPTED)
        if reply == DROP:
            drop(server)
        elif reply == SLOW:
            await asyncio.sleep(SILENCE)
            return ACCEPTED
        return reply

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = await self.answer(server, "MAIL")
        envelope.mail_from = address
        return reply

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = await self.answer(server, "RCPT")
        if reply == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        reply = await self.answer(server, "BODY")
        if reply in {ACCEPTED, DROP}:
            [recipient] = envelope.rcpt_tos
            assert isinstance(envelope.content, bytes)
            self.received.append(Received(envelope.mail_from or "", recipient, envelope.content))
        return reply


class Server(SMTP):
    """aiosmtpd has no hook on the command DATA itself: the reply before the text."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        reply = self.event_handler.answers.get("DATA", ACCEPTED)
        if reply == DROP:
            drop(self)
        elif reply == SLOW:
            await asyncio.sleep(SILENCE)
        elif reply != ACCEPTED:
            await self.push(reply)
        else:
            await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return Server(self.handler, **self.SMTP_kwargs)


def _authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: Any) -> AuthResult:
    given = (login.login.decode(), login.password.decode()) if isinstance(login, LoginPassword) else None
    return AuthResult(success=given == LOGIN, handled=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def smtp_server(tls: ssl.SSLContext | None = None, *, implicit: bool = False, login: bool = False) -> Iterator[Mailbox]:
    """A server on localhost, with STARTTLS (or TLS from the start) when `tls` is given."""
    mailbox = Mailbox(port=free_port())
    security: dict[str, Any] = {"ssl_context": tls} if implicit else {"tls_context": tls, "require_starttls": bool(tls)}
    if login:
        security |= {"authenticator": _authenticate, "auth_required": True, "auth_require_tls": not implicit}
    controller = _Controller(mailbox, hostname="localhost", port=mailbox.port, **security)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
