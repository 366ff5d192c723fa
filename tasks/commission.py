"""The decision of the commission, from a row of the tab « Commission » or from the form: one command (MIK-24…30)."""

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel

from domain.dossier import Attendee, CommissionRecord, Dossier, FactorOpinion
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Team
from domain.vocabulary import Event, Factor, Opinion, Role, State
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.ledger.queries import View, read_subjects
from tasks.office import PROCESS, Office, Pull, apply_commands
from tasks.tabs import layout
from tasks.workbook.protocol import Row


class TypedDecision(BaseModel):
    """A decision as somebody typed it, in the workbook or in the form. `accept` is None when neither was chosen."""

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
    with office.ledger.reading() as connection:
        waiting = {view.ref: view for view in read_subjects(connection, PROCESS, {State.IN_COMMISSION})}
    commands: list[Command] = []
    by_ref: dict[str, Row] = {}
    for row in pull.content.tabs[layout.COMMISSION].rows:
        if row.key not in waiting or not (row.cells.get(layout.DECISION) and row.cells.get(layout.TYPED_BY)):
            continue
        found = _from_row(row, waiting[row.key], pull)
        if isinstance(found, Command):
            commands.append(found)
            by_ref[found.ref] = row
        else:
            feedback.refuse(layout.COMMISSION, row, found)
    feedback.take(layout.COMMISSION, apply_commands(office, pull.team, commands), by_ref)


def _from_row(row: Row, view: View[Dossier], pull: Pull) -> Command | Refusal:
    header = layout.DECISION
    try:
        decision = cells.line(row.cells.get(layout.DECISION))
        if decision not in (layout.ACCEPT, layout.REFUSE):
            raise BadCell(f"« {decision} » n’est pas un choix possible", "choisissez Accepter ou Refuser")
        header = layout.HELD_ON
        held_on = cells.day(row.cells.get(layout.HELD_ON))
        if held_on is None:
            raise BadCell("la cellule est vide", "indiquez la date de la commission")
        header = layout.ATTENDEES
        attendees = _typed_attendees(cells.text(row.cells.get(layout.ATTENDEES)) or "")
        header = "Avis"
        factors = _factors(row)
        header = layout.TYPED_BY
        typed_by = cells.line(row.cells.get(layout.TYPED_BY)) or ""
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "MIK-24", header)
    typed = TypedDecision(
        ref=f"commission:{view.ref}:{row.fingerprint}", subject=view.ref, accept=decision == layout.ACCEPT,
        held_on=held_on, attendees=attendees, factors=factors, typed_by=typed_by,
        motive=_free_text(row, layout.MOTIVE), derogation=_free_text(row, layout.DEROGATION),
    )  # fmt: skip
    return commission_command(typed, pull.team, pull.on)


def _free_text(row: Row, header: str) -> str:
    """As typed; the guard of the process says when it is too long."""
    cell = row.cells.get(header)
    return "" if cell is None else str(cell).strip()


def _typed_attendees(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (line.partition(";") for line in text.splitlines() if line.strip())
    return tuple((" ".join(name.split()), quality.strip()) for name, _, quality in pairs)


def _factors(row: Row) -> tuple[FactorOpinion, ...]:
    found = []
    for factor in Factor:
        opinion = cells.choice(row.cells.get(layout.opinion_of(factor)), Opinion)
        comment = cells.text(row.cells.get(layout.comment_on(factor))) or ""
        if opinion is not None:
            found.append(FactorOpinion(factor=factor, opinion=opinion, comment=comment))
    return tuple(found)


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
