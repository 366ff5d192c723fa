"""What a season leaves behind: e-mails as a mail program reads them, PDFs as text, the journal as events."""

import re
from dataclasses import dataclass
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from pypdfium2 import PdfDocument
from sqlalchemy import select

from tasks.ledger.queries import read_register
from tasks.ledger.schema import journal, outbox, submissions
from tests.season.desk import Desk


@dataclass(frozen=True)
class Mail:
    """An .eml file: `kind` is the slug of its template, `attached` file name → bytes."""

    kind: str
    dossier: str
    to: str
    on: date
    subject: str
    text: str
    html: str
    attached: dict[str, bytes]


def mails(desk: Desk, kind: str | None = None, dossier: str | None = None) -> list[Mail]:
    """Every e-mail that left, by date then name; those of one kind, of one dossier."""
    found = [_read(path) for path in sorted(desk.settings.mail_folder.glob(f"*/{kind or '*'}--*.eml"))]
    return [mail for mail in found if kind in (None, mail.kind) and dossier in (None, mail.dossier)]


def kinds(desk: Desk, dossier: str) -> list[tuple[str, str]]:
    """(day, kind) of each e-mail to or about one dossier."""
    return [(mail.on.isoformat(), mail.kind) for mail in mails(desk, dossier=dossier)]


def said(desk: Desk, since: date) -> list[tuple[str, str, str, str]]:
    """(day, template, subject, recipient) of every e-mail from a day on."""
    found = [(f"{mail.on:%d/%m}", mail.kind, mail.dossier, mail.to) for mail in mails(desk) if mail.on >= since]
    return sorted(found, key=lambda one: (one[0][3:], one[0][:2], one[1:]))


def plain(text: str) -> str:
    """Text on one line with ordinary spaces: what is said, whatever its line breaks and no-break spaces."""
    return re.sub(r"[\s\u00a0\u202f\u200b]+", " ", text).strip()


def squeezed(text: str) -> str:
    """Text without any space: a PDF breaks long words where a line ends."""
    return plain(text).replace(" ", "")


def between(text: str, start: str, end: str) -> str:
    """What stands between two marks that must be there, in this order."""
    assert start in text, f"« {start} » is not in: {text}"
    after = text.partition(start)[2]
    assert end in after, f"« {end} » does not follow « {start} » in: {after}"
    return after.partition(end)[0].strip()


def pdf_text(source: Path) -> str:
    """All the text of a PDF, on one line; what ends with a hyphen there is one word."""
    with PdfDocument(source) as document:
        return plain(" ".join(page.get_textpage().get_text_bounded() for page in document).replace("\x02", "-"))


def register(desk: Desk) -> list[dict[str, Any]]:
    """The register of documents, in the order of their events."""
    with desk.ledger() as connection:
        return [dict(row) for row in read_register(connection)]


def minutes(desk: Desk, dossier: str) -> list[tuple[str, str]]:
    """(kind, text) of each document of one dossier."""
    folder = desk.settings.documents_folder
    return [(row["kind"], pdf_text(folder / row["path"])) for row in register(desk) if row["subject"] == dossier]


def events(desk: Desk, dossier: str) -> list[tuple[str, str, str]]:
    """(day, event, state after it) of one dossier."""
    query = select(journal).where(journal.c.subject == dossier).order_by(journal.c.seq)
    with desk.ledger() as connection:
        rows = connection.execute(query).mappings()
        return [(row["on_date"].isoformat(), row["event"], row["target"]) for row in rows]


def traces(desk: Desk) -> dict[str, Any]:
    """All that a run may add to: events, documents, e-mails and their fate, snapshots, files."""
    with desk.ledger() as connection:
        rows = connection.execute(select(outbox.c.message_id, outbox.c.status, outbox.c.attempts))
        return {
            "journal": list(connection.scalars(select(journal.c.hash).order_by(journal.c.seq))),
            "register": [tuple(row.values()) for row in read_register(connection)],
            "outbox": [tuple(row) for row in rows],
            "snapshots": list(connection.scalars(select(submissions.c.sha256).order_by(submissions.c.id))),
            "files": sorted(
                (str(path), path.read_bytes())
                for folder in (desk.settings.mail_folder, desk.settings.documents_folder)
                for path in folder.rglob("*.*")
            ),
        }


def _read(path: Path) -> Mail:
    message: EmailMessage = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return Mail(
        kind=message["X-Certiflow-Mail"],
        dossier=message["X-Certiflow-Dossier"] or "",
        to=message["To"],
        on=date.fromisoformat(path.parent.name),
        subject=plain(message["Subject"]),
        text=plain(text.get_content()),
        html=plain(html.get_content()),
        attached={str(part.get_filename()): part.get_content() for part in message.iter_attachments()},
    )
