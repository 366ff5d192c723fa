"""A meeting as the text that Gmail, Outlook and Thunderbird take for an invitation (RFC 5545, RFC 5546)."""

from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import quote

from icalendar import Calendar, Event, Timezone, vCalAddress, vText, vUri

from tasks.invitations.meeting import PARIS, Meeting, Person
from tasks.mail.text import one_line, prose

#: constant, and with yearly rules: a list of past changes, as libraries write it, is misread by Outlook
_PARIS_RULES = "\r\n".join((
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Paris",
    "BEGIN:STANDARD",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "TZNAME:CET",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "TZNAME:CEST",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
    "",
))  # fmt: skip
_IN_A_LINK = "%/:=&?~#+!$,;'@()*[]"
_IN_AN_ADDRESS = "@+'&=!$*/"
_QUOTED = str.maketrans('"\\^', "'''")


class Method(StrEnum):
    """What the recipient's calendar must do (RFC 5546, § 1.4); a change is a REQUEST with a higher sequence."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def calendar_text(meeting: Meeting, method: Method, recipient: str, stamp: datetime) -> str:
    """The iCalendar text for one recipient, with CRLF: the same arguments give the same text.

    The recipient is its only ATTENDEE: an applicant or a trainer does not learn who else is invited nor at which
    address (RGPD, art. 5.1.c), as when Google Calendar hides its guests. All copies share the UID, so that the
    organiser's calendar counts every answer under one meeting.

    Args:
        recipient: address of the one whom the e-mail is for, among the attendees. To withdraw the meeting from
            one of them only, send CANCEL of the version that still has them, with the next sequence.
        stamp: when the invitation was decided, with its time zone.

    Raises:
        ValueError: the recipient is not invited, or `stamp` has no time zone.
    """
    if stamp.tzinfo is None:
        raise ValueError("stamp needs a time zone")
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//certiflow//certiflow//FR")
    calendar.add("method", method.value)
    calendar.add_component(Timezone.from_ical(_PARIS_RULES))
    calendar.add_component(_event(meeting, method, meeting.attendee(recipient), stamp))
    return str(calendar.to_ical(), "utf-8")


def _event(meeting: Meeting, method: Method, attendee: Person, stamp: datetime) -> Event:
    called = method is Method.REQUEST
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", meeting.starts.astimezone(PARIS))
    event.add("dtend", meeting.ends)
    event.add("organizer", _address(meeting.organiser))
    guest = _address(attendee)
    guest.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION"} | ({"RSVP": "TRUE"} if called else {}))
    event.add("attendee", guest)
    event.add("status", "CONFIRMED" if called else "CANCELLED")
    event.add("summary", _Text(one_line(meeting.title)))
    _say_where(event, meeting)
    return event


def _say_where(event: Event, meeting: Meeting) -> None:
    """The link stands in the description too: not every calendar shows the property URL."""
    link, description = one_line(meeting.link), prose(meeting.description)
    if link.lower().startswith(("https://", "http://")):
        link = quote(link, safe=_IN_A_LINK)
        event.add("url", vUri(link))
    if link:
        description = f"{description}\n\nLien de connexion : {link}".lstrip("\n")
    event.add("description", _Text(description))
    event.add("location", _Text(one_line(meeting.location) or link))


def _address(person: Person) -> vCalAddress:
    """« mailto: » and the name, with a quote for what a parameter cannot hold or readers disagree on (RFC 6868)."""
    name, email = person
    address = vCalAddress(f"mailto:{quote(email, safe=_IN_AN_ADDRESS)}")
    if name := one_line(name).translate(_QUOTED):
        address.params["CN"] = name
    return address


class _Text(vText):
    r"""TEXT as § 3.3.11 escapes it: the library takes « \N » in « C:\Nouveau » for a line break."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()
