"""What the three workstreams of the conformity phase share: the partner they belong to, meetings, signed decisions.

Communication, trainers and evaluation manager are subjects of their own, with their own states, under the one clock of
their dossier (MIK-37 to MIK-39, MIK-29).
"""

from datetime import date, datetime

from domain.calendar import format_date
from domain.facts import Facts, Part
from domain.refusal import Refusal
from domain.vocabulary import Scope


class Meeting(Part):
    """A session by video, or the signing day.

    Args:
        starts: wall clock of the office's time zone.
        sequence: raised at each change, as calendars want it (RFC 5545, 3.8.7.4).
        cancelled: kept, so that a new date goes on from its sequence.
        by_form: planned without the workbook, where its cell stays blank: a blank cell then cancels nothing.
    """

    starts: datetime
    minutes: int = 60
    link: str = ""
    place: str = ""
    sequence: int = 0
    cancelled: bool = False
    by_form: bool = False

    @property
    def day(self) -> date | None:
        """When it takes place; None once cancelled."""
        return None if self.cancelled else self.starts.date()

    def same_as(self, other: "Meeting | None") -> bool:
        """Whether nothing that an invitation says has changed."""
        unsaid = {"sequence", "by_form"}
        return other is not None and self.model_dump(exclude=unsaid) == other.model_dump(exclude=unsaid)


class Partner(Part):
    """The pre-habilitated OF, as its workstreams know it."""

    dossier: str
    name: str
    siret: str
    email: str
    representative: str
    scope: Scope
    communication_email: str = ""


class WorkstreamFacts(Facts):
    """A workstream: `parent` is the dossier, `opened_on` the day that its clock starts from."""

    partner: Partner
    opened_on: date

    @property
    def natural_key(self) -> str:
        return self.partner.siret

    @property
    def name(self) -> str:
        return self.partner.name


def not_in_the_past(meeting: Meeting | None, on: date, rule: str, field: str) -> Refusal | None:
    """A meeting is planned from today on."""
    if meeting is None:
        return Refusal("indiquez la date et l’heure.", rule, field)
    if meeting.starts.date() < on:
        day = format_date(meeting.starts)
        return Refusal(f"une séance ne se planifie pas dans le passé ({day}). Corrigez la date.", rule, field)
    if not (meeting.link or meeting.place):
        return Refusal("l’invitation porte le lien de la visioconférence ou le lieu. Indiquez-le.", rule, field)
    return None


def held_as_planned(held_on: date, planned_on: date | None, on: date, rule: str, field: str) -> Refusal | None:
    """Nobody attends a session that has no date, or that has not taken place yet."""
    if planned_on is None:
        message = "aucune séance n’a été planifiée : une présence ne peut pas y être notée. Planifiez-la d’abord."
        return Refusal(message, rule, field)
    if held_on > on:
        return Refusal("la séance n’a pas encore eu lieu. Corrigez la date.", rule, field)
    if held_on != planned_on:
        message = f"la séance était prévue le {format_date(planned_on)}. Corrigez sa date, ou celle de sa tenue."
        return Refusal(message, rule, field)
    return None
