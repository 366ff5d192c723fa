"""A meeting that people are invited to, without a word of how calendars write it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

Person = tuple[str, str]  # name, e-mail address that `tasks.mail.address.parse_address` accepted


@dataclass(frozen=True)
class Meeting:
    """One meeting at one of its versions. Texts are as typed: the calendar makes them harmless.

    Args:
        uid_key: names the meeting for ever, as « CAND-2026-0042/information »: calendars know it by this alone.
        sequence: 0, then one more each time that the meeting is moved, changed or withdrawn.
        starts: with a time zone.
        link: where to join by video; empty for none.
        location: shown as the place; the link when empty.
        organiser: the certifier, under the address its e-mails leave from: calendars send answers there, and only
            let the same organiser change or withdraw the meeting.
        attendees: everybody who is invited.

    Raises:
        ValueError: `starts` has no time zone, or `minutes` or `sequence` is out of range.
    """

    uid_key: str
    sequence: int
    title: str
    starts: datetime
    minutes: int
    link: str
    description: str
    location: str
    organiser: Person
    attendees: tuple[Person, ...]

    def __post_init__(self) -> None:
        if self.starts.tzinfo is None:
            raise ValueError("starts needs a time zone")
        if self.minutes <= 0 or self.sequence < 0:
            raise ValueError("minutes counts from 1 and sequence from 0")

    @property
    def uid(self) -> str:
        """The same for every version and every recipient (RFC 5545, § 3.8.4.7)."""
        domain = self.organiser[1].rpartition("@")[2]
        return f"{uuid5(NAMESPACE_URL, f'//{domain}/{self.uid_key}')}@{domain}"

    @property
    def ends(self) -> datetime:
        """`minutes` of real time later, even through a change of hour."""
        return (self.starts.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(PARIS)

    def attendee(self, address: str) -> Person:
        """The one who is invited under `address`.

        Raises:
            ValueError: nobody is.
        """
        for person in self.attendees:
            if person[1] == address:
                return person
        raise ValueError(f"{address} is not invited")
