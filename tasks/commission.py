"""The decision of the commission, from a row of the tab « Commission » or from the form: one command (MIK-24…30)."""

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel

from domain.dossier import Attendee, CommissionRecord, Dossier, FactorOpinion
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Team
from domain.vocabulary import Event, Factor, Opinion, Role, State
from tasks.feedback import Feedback, unsigned
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.advance import unknown_subject
from tasks.ledger.queries import View, read_refs, read_subjects
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.tabs import columns, layout
from tasks.workbook.protocol import Row
from tasks.workbook.values import CellValue


class TypedDecision(BaseModel):
    """A decision as somebody typed it, in the workbook or in the form."""

    ref: str
    subject: str
    accept: bool
    held_on: date
    attendees: tuple[tuple[str, str], ...]
    factors: tuple[FactorOpinion, ...]
    motive: str = ""
    derogation: str = ""
    typed_by: str


def commission_command(typed: TypedDecision, team: Team, on: date) -> Command | Refusal:
    """The command of a typed decision. Roles come from the tab « Équipe »: nobody becomes direction by typing it."""
    if not typed.typed_by.strip():
        return unsigned("MIK-24")
    attendees = []
    for name, quality in typed.attendees:
        attendee = _attendee(name, quality, team)
        if isinstance(attendee, Refusal):
            return attendee
        attendees.append(attendee)
    record = CommissionRecord(
        held_on=typed.held_on, attendees=tuple(attendees), factors=typed.factors,
        motive=typed.motive, derogation=typed.derogation, recorded_by=typed.typed_by,
    )  # fmt: skip
    update: dict[str, object] = {"commission": record} | ({"notified_on": on} if typed.accept else {})
    event = Event.COMMISSION_ACCEPTED if typed.accept else Event.COMMISSION_REFUSED
    return Command(typed.ref, typed.subject, event, on, f"saisie : {typed.typed_by}", update)


def take_decisions(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Apply the rows whose decision is typed and signed by « Saisi par »; the others are still being filled."""
    if pull.content.tabs[layout.COMMISSION].problem is None:
        feedback.judged.add(layout.COMMISSION)
    with office.ledger.reading() as connection:
        waiting = {view.ref: view for view in read_subjects(connection, PROCESS, {State.IN_COMMISSION})}
        existing = read_refs(connection, PROCESS)
    commands: list[Command] = []
    by_ref: dict[str, Row] = {}
    for row in pull.content.tabs[layout.COMMISSION].rows:
        if not (row.cells.get(layout.DECISION) and row.cells.get(columns.TYPED_BY)):
            continue
        if row.key not in existing:
            feedback.refuse(layout.COMMISSION, row, unknown_subject(row.key or ""))
        if row.key not in waiting:
            continue
        found = _from_row(row, waiting[row.key], pull)
        if isinstance(found, Command):
            commands.append(found)
            by_ref[found.ref] = row
        else:
            feedback.refuse(layout.COMMISSION, row, found)
    feedback.take(layout.COMMISSION, apply_commands(office, pull.team, commands), by_ref)


def _from_row(row: Row, view: View[Dossier], pull: Pull) -> Command | Refusal:
    reading = RowReading(row)
    try:
        decision = reading.read(layout.DECISION, cells.line)
        if decision not in (layout.ACCEPT, layout.REFUSE):
            raise BadCell(f"« {decision} » n’est pas un choix possible", "choisissez Accepter ou Refuser")
        typed = TypedDecision(
            ref=f"commission:{view.ref}:{row.fingerprint}", subject=view.ref, accept=decision == layout.ACCEPT,
            held_on=reading.required(layout.HELD_ON, cells.day),
            attendees=_typed_attendees(reading.read(layout.ATTENDEES, cells.text) or ""),
            factors=_factors(reading),
            motive=reading.read(columns.MOTIVE, cells.any_text) or "",
            derogation=reading.read(layout.DEROGATION, cells.any_text) or "",
            typed_by=reading.required(columns.TYPED_BY, cells.line),
        )  # fmt: skip
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "MIK-24", reading.header)
    return commission_command(typed, pull.team, pull.on)


def _typed_attendees(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (line.partition(";") for line in text.splitlines() if line.strip())
    return tuple((" ".join(name.split()), quality.strip()) for name, _, quality in pairs)


def _factors(reading: RowReading) -> tuple[FactorOpinion, ...]:
    found = []
    for factor in Factor:
        comment = reading.read(layout.comment_on(factor), cells.any_text) or ""
        opinion = reading.read(layout.opinion_of(factor), _opinion)
        if opinion is not None:
            found.append(FactorOpinion(factor=factor, opinion=opinion, comment=comment))
    return tuple(found)


def _opinion(cell: CellValue) -> Opinion | None:
    return cells.choice(cell, Opinion)


def _attendee(name: str, quality: str, team: Team) -> Attendee | Refusal:
    person = team.find(name)
    if person is not None:
        return Attendee(name=person.name, role=person.role)
    role = Role.from_label(quality) if quality else None
    if role is None or role in (Role.DIRECTION, Role.PARTNER_MANAGER):
        outsiders: Sequence[Role] = [Role.QUALIFIED_PERSON, Role.EXAM_MANAGER, Role.PEDAGOGY_REFERENT]
        known = ", ".join(item.label for item in outsiders)
        return Refusal(
            f"« {name[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne, ou écrivez sa qualité "
            f"après un point-virgule ({known}).",
            "MIK-24", "Participants",
        )  # fmt: skip
    return Attendee(name=name, role=role)
