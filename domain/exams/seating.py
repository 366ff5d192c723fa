"""Who sits and when: the jury of a session, its candidates, the times that its timetable gives them."""

from datetime import date, datetime

from domain.exams.vocabulary import JuryRole
from domain.facts import Part


class TimetableSlot(Part):
    """One épreuve at one time: for one candidate, or for several together.

    Args:
        label: of the épreuve, as it was when people were told.
        jurors: references of examiners; empty when it is invigilated (M2I-23).
        invigilators: names.
    """

    epreuve: str
    label: str = ""
    starts: datetime
    minutes: int
    room: str
    candidates: tuple[str, ...]
    jurors: tuple[str, ...] = ()
    invigilators: tuple[str, ...] = ()


class Declaration(Part):
    """A juror's signed declaration of the links he has with candidates, for this session (M2I-31).

    Args:
        linked: references of the candidacies that he may not assess; empty when he declares none.
    """

    signed_on: date
    linked: tuple[str, ...] = ()


class JuryMember(Part):
    """An examiner designated for this session (REF-15, REF-16, O-16).

    Args:
        trained: references of the candidacies of people whom he trained: he does not examine them (LAW-15).
        designated_by, designated_on: who named him to this jury, and when (REF-16).
        told: what he was last told to attend; `sequence` is that of his invitation.
        called_to: where he was last told to come; empty while he is not expected, as far as he knows.
    """

    examiner: str
    name: str
    quality: str
    email: str
    external: bool
    blocs: tuple[str, ...]
    habilitated_until: date
    sex: str = ""
    role: JuryRole = JuryRole.MEMBER
    declaration: Declaration | None = None
    present: bool | None = None
    habilitated_from: date = date.min
    trained: tuple[str, ...] = ()
    designated_by: str = ""
    designated_on: date | None = None
    told: tuple[TimetableSlot, ...] = ()
    called_to: str = ""
    sequence: int = 0

    @property
    def forbidden(self) -> frozenset[str]:
        """The candidacies that he may not examine (M2I-31, LAW-15)."""
        linked = self.declaration.linked if self.declaration else ()
        return frozenset((*linked, *self.trained))


class Enrolled(Part):
    """A candidate of the session, as its documents name him; of an accommodation the measures alone (LAW-13)."""

    candidacy: str
    name: str
    blocs: tuple[str, ...]
    measures: str = ""
    extra_time_percent: int = 0


class Timetable(Part):
    """The plan of the session, checked before anybody is told of it."""

    slots: tuple[TimetableSlot, ...]
    explanation: tuple[str, ...] = ()

    def of_candidate(self, ref: str) -> tuple[TimetableSlot, ...]:
        return tuple(sorted((slot for slot in self.slots if ref in slot.candidates), key=lambda slot: slot.starts))
