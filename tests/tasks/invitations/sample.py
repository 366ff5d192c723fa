"""A meeting that the tests change."""

from datetime import UTC, datetime
from email.headerregistry import Address
from typing import Any

from icalendar import Calendar, Event

from tasks.invitations.calendar import Method, calendar_text
from tasks.invitations.meeting import PARIS, Meeting
from tasks.mail.message import Attachment, compose, message_id_for
from tasks.mail.rendering import RenderedMail

GUEST = "camille.durand@organisme.example"
OTHER = "sacha.petit@formateur.example"
STAMP = datetime(2026, 11, 16, 8, tzinfo=UTC)
PV = Attachment("PV-2026-0042.pdf", "application/pdf", b"%PDF-1.7\r\n\x00\xff")


def meeting(**over: Any) -> Meeting:
    values: dict[str, Any] = {
        "uid_key": "D-2026-0042/information",
        "sequence": 0,
        "title": "Séance d’information : certification RS9001",
        "starts": datetime(2026, 11, 24, 14, 30, tzinfo=PARIS),
        "minutes": 90,
        "link": "https://visio.certificateur.example/salle/rs9001?code=42",
        "description": "Bonjour,\nnous présenterons les kits.",
        "location": "",
        "organiser": ("Atelier Certif", "partenariats@certificateur.example"),
        "attendees": (("Camille Durand", GUEST), ("Sacha Petit", OTHER)),
    }
    return Meeting(**(values | over))


def text(method: Method = Method.REQUEST, recipient: str = GUEST, **over: Any) -> str:
    return calendar_text(meeting(**over), method, recipient, STAMP)


def read(calendar: str) -> tuple[Calendar, Event]:
    """The calendar and its only event."""
    found = Calendar.from_ical(calendar)
    [event] = found.events
    return found, event


def mailed(calendar: str) -> bytes:
    """The e-mail that carries this invitation, with a document."""
    rendered = RenderedMail("invitation", "D-2026-0042", "Séance d’information", "Bonjour.\n", "<p>Bonjour.</p>")
    sender = Address("Atelier Certif", addr_spec="partenariats@certificateur.example")
    message_id = message_id_for("invitation|42", "certificateur.example")
    return compose(rendered, sender, GUEST, message_id, STAMP, [PV], calendar=calendar)
