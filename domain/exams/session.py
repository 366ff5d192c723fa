"""What is known of an exam session: where, when, who, and what came of it."""

from datetime import date, datetime, time

from domain.exams.minutes import JuryMinutes
from domain.exams.seating import Enrolled, JuryMember, Timetable
from domain.exams.vocabulary import OrganiserKind, SessionKind
from domain.extent import Extent
from domain.facts import Facts, Part
from domain.referentiel import Referentiel
from domain.vocabulary import Modality, Role, Scope, State


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
        scope, extent: of the partner's habilitation.
        standing: state of its dossier when the session was last planned, convened, declared ready or opened (LAW-06).
    """

    dossier: str = ""
    siret: str = ""
    name: str
    email: str
    representative: str = ""
    scope: Scope | None = None
    extent: Extent = Extent()
    standing: State | None = None

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

    opens: time
    closes: time
    lunch_starts: time
    lunch_ends: time


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
    hours: Hours
    manager: Contact
    jury: tuple[JuryMember, ...] = ()
    invigilators: tuple[Contact, ...] = ()
    timetable: Timetable | None = None
    enrolled: tuple[Enrolled, ...] = ()
    called: tuple[str, ...] = ()
    logistics: Logistics = Logistics()
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
