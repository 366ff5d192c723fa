"""From a rendered mail to the bytes that travel: the same arguments give the same bytes."""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import NamedTuple

from tasks.mail.rendering import RenderedMail
from tasks.mail.text import one_line

_UNSAFE_IN_FILENAME = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')
_MAX_FILENAME = 120
_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


class _Policy(EmailPolicy):
    """Encodes a subject with accents whole (RFC 2047): Python 3.11 loses spaces where it encodes it word by word."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name != "Subject" or value.isascii():
            return super().fold_binary(name, value)
        encoded = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}".encode("ascii")


_SMTP = _Policy(linesep="\r\n")


class Attachment(NamedTuple):
    """A file to join: `mime` as « application/pdf »."""

    filename: str
    mime: str
    content: bytes


class Inline(NamedTuple):
    """A PNG that the HTML shows as « cid:… » (RFC 2392); `cid` as « echeances@digest »."""

    cid: str
    content: bytes


def message_id_for(ref: str, domain: str) -> str:
    """The Message-ID of the mail that `ref` names: always the same, so that a second copy can be recognised.

    Args:
        ref: stable name of the mail, unique in the outbox.
        domain: the sender's, ASCII.
    """
    return f"<{hashlib.sha256(ref.encode()).hexdigest()[:32]}@{domain}>"


def compose(
    rendered: RenderedMail,
    sender: Address,
    to: str,
    message_id: str,
    date: datetime,
    attachments: Iterable[Attachment] = (),
    reply_to: str | None = None,
    copies: Iterable[str] = (),
    calendar: str = "",
    pictures: Iterable[Inline] = (),
) -> bytes:
    """The message as RFC 5322 bytes with CRLF, 7-bit clean: plain and HTML alternatives, then the attachments.

    Args:
        to, reply_to, copies: addresses that `parse_address` accepted. `copies` only fills the Cc header: who a
            message is handed to is the transport's `recipient`.
        date: when the mail was decided, with its time zone.
        calendar: iCalendar text of `tasks.invitations`, for an e-mail that invites or withdraws; empty for none.
        pictures: those that the HTML shows; they travel beside it (RFC 2387).

    Raises:
        ValueError: a header holds a line break, `date` has no time zone, or `calendar` no method.
    """
    if date.tzinfo is None:
        raise ValueError("date needs a time zone")
    message = EmailMessage(policy=_SMTP)
    message["From"] = sender
    message["To"] = to
    if copies := ", ".join(copies):
        message["Cc"] = copies
    if reply_to:
        message["Reply-To"] = reply_to
    message["Subject"] = rendered.subject
    message["Date"] = date
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answer
    message["X-Certiflow-Mail"] = rendered.template
    if rendered.dossier_ref:
        message["X-Certiflow-Dossier"] = rendered.dossier_ref
    _fill(message, rendered, attachments, calendar, pictures)
    message["Content-Language"] = "fr"  # last: the first Content-* headers move to the first part
    _name_boundaries(message, message_id)
    return message.as_bytes()


def safe_filename(name: str) -> str:
    """A file name without a path, a control or a character that some system refuses; its extension kept."""
    name = _UNSAFE_IN_FILENAME.sub("-", one_line(name)).strip(". -") or "document"
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        return name[:_MAX_FILENAME]
    return stem[: _MAX_FILENAME - len(extension) - 1] + dot + extension


def _fill(
    message: EmailMessage,
    rendered: RenderedMail,
    attachments: Iterable[Attachment],
    calendar: str,
    pictures: Iterable[Inline],
) -> None:
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    html = message.get_body(("html",))
    assert html is not None  # noqa: S101 - just added
    for cid, content in pictures:
        name = f"{cid.partition('@')[0]}.png"
        html.add_related(content, maintype="image", subtype="png", cid=f"<{cid}>", filename=name, disposition="inline")
    if calendar:
        _invite(message, calendar)
        attachments = (*attachments, Attachment("invitation.ics", "application/ics", calendar.encode()))
    for filename, mime, content in attachments:
        kind, _, subtype = mime.partition("/")
        message.add_attachment(content, maintype=kind, subtype=subtype, filename=safe_filename(filename))


def _invite(message: EmailMessage, calendar: str) -> None:
    """The last alternative, with the text's own method (RFC 6047, § 2.4): what Gmail, Outlook and Thunderbird act on.

    The same text is attached too, for the programs and the people that only look there. As « application/ics », like
    Google's own: a second « text/calendar » would be a second invitation.
    """
    found = _METHOD.search(calendar)
    if found is None:
        raise ValueError("the calendar has no METHOD")
    message.add_alternative(calendar, subtype="calendar", cte="base64", params={"method": found[1]})


def _name_boundaries(message: EmailMessage, message_id: str) -> None:
    """Fixed names where the standard library draws them at random; « =_ » never occurs in an encoded body."""
    digest = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    multiparts = (part for part in message.walk() if part.is_multipart())
    for rank, part in enumerate(multiparts):
        part.set_boundary(f"=_{digest}_{rank}")
