"""Sessions planned, planned anew and cancelled, from « Conformité » or from a form (MIK-41, MIK-42)."""

from datetime import date

from domain.conformity import Meeting
from domain.process import Command
from domain.vocabulary import Event

INFO_MINUTES = 90


def next_meeting(known: Meeting | None, typed: Meeting | None) -> Meeting | None:
    """The meeting to announce; None when nothing changed. A change raises the sequence of the invitation."""
    sequence = known.sequence + 1 if known else 0
    if typed is not None:
        return None if typed.same_as(known) else typed.model_copy(update={"sequence": sequence})
    if known is None or known.cancelled or known.by_form:
        return None
    return known.model_copy(update={"cancelled": True, "sequence": sequence})


def info_session_command(dossier: str, meeting: Meeting, on: date, by: str) -> Command:
    """The invitation to send, or its cancellation."""
    event = Event.INFO_SESSION_CANCELLED if meeting.cancelled else Event.INFO_SESSION_PLANNED
    return Command(f"info:{dossier}:{meeting.sequence}", dossier, event, on, by, {"info_session": meeting})
