"""The meetings of the processes as calendar invitations: same UID for ever, higher sequence at each change (MIK-42)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from config.loader import Config
from domain.conformity import Meeting
from domain.team import Person
from tasks.invitations import meeting as calendars
from tasks.invitations.calendar import Method, calendar_text


@dataclass(frozen=True)
class Appointment:
    """One meeting as people know it.

    Args:
        key: names the meeting for ever, whatever its date.
        title, description: as `worded` gives them.
    """

    key: str
    title: str
    description: str


def invitation(config: Config, appointment: Appointment, meeting: Meeting | None, reader: Person, on: date) -> str:
    """The call or, when it is cancelled, the withdrawal of a meeting, for one reader; empty without a meeting.

    Stamped at noon of the day of the decision: the same decision gives the same text.
    """
    if meeting is None:
        return ""
    organisation, method = config.organisation, Method.CANCEL if meeting.cancelled else Method.REQUEST
    called = calendars.Meeting(
        uid_key=appointment.key,
        sequence=meeting.sequence,
        title=appointment.title,
        starts=meeting.starts.replace(tzinfo=calendars.PARIS),
        minutes=meeting.minutes,
        link=meeting.link,
        description=appointment.description,
        location=meeting.place,
        organiser=(organisation.name, organisation.email),
        attendees=((reader.name, reader.email),),
    )
    return calendar_text(called, method, reader.email, datetime.combine(on, time(12), calendars.PARIS))
