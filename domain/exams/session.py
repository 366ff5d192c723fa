"""What is known of an exam session: where, when, who, and what came of it."""

from datetime import date, datetime, time

from domain.exams.minutes import JuryMinutes
from domain.exams.vocabulary import JuryRole, OrganiserKind, SessionKind
from domain.facts import Facts, Part
from domain.referentiel import Referentiel
from domain.vocabulary import Modality, Role, Scope


class Contact(Part):
    """A person by name and address."""

    name: str
    email: str = ""
    quality: str = ""


class Organiser(Part):
    """Who organises: the certifier, a co-certifier, or a habilitated partner that may assess (NET-01, NET-15, NET-25).

    Args:
        dossier: of the partner.
        siret: of the co-certifier.
        representative: who speaks for the partner.
    """

    dossier: str = ""
    siret: str = ""
    name: str
    email: str
    representative: str = ""
    scope: Scope | None = None

    @property
    def kind(self) -> OrganiserKind:
        if self.dossier:
            return OrganiserKind.PARTNER
        return OrganiserKind.CO_CERTIFIER if self.siret else OrganiserKind.CERTIFIER


class ExamRoom(Part):
    name: str
    capacity: int


class Site(Part):
    """M2I-11, M2I-15."""

    place: str
    modality: Modality = Modality.ON_SITE
    link: str = ""
    rooms: tuple[ExamRoom, ...] = ()

    @property
    def address(self) -> str:
        """Where people come: the place, then the link."""
        return f"{self.place} {self.link}".strip()


class Hours(Part):
    """The opening of the site on each day, wall clock of the office."""

    opens: time = time(9)
    closes: time = time(18)
    lunch_starts: time = time(12, 30)
    lunch_ends: time = time(13, 30)


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

    def of_juror(self, ref: str) -> tuple[TimetableSlot, ...]:
        return tuple(sorted((slot for slot in self.slots if ref in slot.jurors), key=lambda slot: slot.starts))


class Logistics(Part):
    """The responsable de session's checklist, signed off before the start (M2I-15, M2I-16)."""

    premises: bool = False
    materials: bool = False
    equipment: bool = False
    tools: bool = False
    documents: bool = False
    signed_by: str = ""
    signed_on: date | None = None


class Incident(Part):
    """An irregularity or a dysfunction: who, what, when (M2I-40, REF-22).

    Args:
        source: reference of the command that reported it, by which its row is found again.
    """

    number: int
    reported_by: str
    occurred_at: datetime
    what: str
    candidates: tuple[str, ...] = ()
    treatment: str = ""
    treated_by: str = ""
    treated_on: date | None = None
    source: str = ""


class Ending(Part):
    """A motivated decision to postpone or to cancel (M2I-18, M2I-41).

    Args:
        planned_on: the first day that is given up.
        moved_to: the first and the last day instead, when the decision names them.
    """

    motive: str
    decided_by: str
    decided_on: date
    planned_on: date
    moved_to: tuple[date, date] | None = None


class Pieces(Part):
    """What the organiser sent after the session (MIK-56, NET-27)."""

    received_on: date
    items: tuple[str, ...]
    received_by: str = ""


class MinutesSignature(Part):
    """One evaluator's signature of the PV de jury (REF-25)."""

    name: str
    signed_on: date


class Validation(Part):
    """The certifier's representative validates the session (M2I-37).

    Args:
        role: of `validated_by` in « Équipe »; None for anybody else, a partner's people included (NET-02).
    """

    validated_by: str
    validated_on: date
    role: Role | None = None


class ExamSession(Facts):
    """One session.

    Args:
        referentiel: as it was when the session was planned: a later version changes nothing of it (M2I-01, M2I-32).
        blocs: those that the session assesses; all of them for a full one.
        manager: the one responsable de session (M2I-14).
        vae: whether somebody presented himself by that route: its results have a limit of their own (LAW-12).
        enrolled: the candidates that the timetable places.
        called: references of the examiners whom the last convocation of the jury is for.
        sequence: raised at each change that people were told of (RFC 5545, 3.8.7.4).
        absences, not_admitted, exclusions: one sentence a candidate, for direction (M2I-21).
    """

    kind: SessionKind
    blocs: tuple[str, ...]
    referentiel: Referentiel
    organiser: Organiser
    site: Site
    starts_on: date
    ends_on: date
    hours: Hours = Hours()
    manager: Contact
    jury: tuple[JuryMember, ...] = ()
    invigilators: tuple[Contact, ...] = ()
    timetable: Timetable | None = None
    enrolled: tuple[Enrolled, ...] = ()
    called: tuple[str, ...] = ()
    logistics: Logistics = Logistics()
    convened_on: date | None = None
    sequence: int = 0
    incidents: tuple[Incident, ...] = ()
    postponements: tuple[Ending, ...] = ()
    cancellation: Ending | None = None
    absences: tuple[str, ...] = ()
    not_admitted: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    vae: bool = False
    pieces: Pieces | None = None
    minutes: JuryMinutes | None = None
    signatures: tuple[MinutesSignature, ...] = ()
    validation: Validation | None = None

    @property
    def sitting(self) -> tuple[JuryMember, ...]:
        """The members who are expected, or there."""
        return tuple(member for member in self.jury if member.present is not False)

    @property
    def awaits_date(self) -> bool:
        """Postponed, and not yet to another day (M2I-18)."""
        return bool(self.postponements) and self.postponements[-1].planned_on == self.starts_on

    @property
    def motive(self) -> str:
        """Why it is cancelled or was last postponed (M2I-41)."""
        ending = self.cancellation or (self.postponements[-1] if self.postponements else None)
        return ending.motive if ending else ""

    @property
    def sat(self) -> tuple[JuryMember, ...]:
        """The members who were there: they decide together and sign (REF-25)."""
        return tuple(member for member in self.jury if member.present)

    @property
    def natural_key(self) -> str:
        return f"{self.certification}:{self.starts_on:%Y%m%d}"

    @property
    def name(self) -> str:
        return f"Session du {self.starts_on:%d/%m/%Y}, {self.site.place}"
