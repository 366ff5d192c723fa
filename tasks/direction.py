"""Decisions of direction, from the tab « Décisions » or from a form: withdrawal (MIK-34) and extension (O-05)."""

from datetime import date

from pydantic import BaseModel

from domain.dossier import Attendee, Extension, Withdrawal
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Team
from domain.vocabulary import Event
from tasks.feedback import Feedback, unsigned
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import columns, layout
from tasks.workbook.protocol import Row


class TypedDirection(BaseModel):
    """A decision of direction as somebody typed it. `days` are working days, for an extension only."""

    ref: str
    subject: str
    withdraw: bool
    motive: str
    evidence: str = ""
    days: int = 0
    decided_by: str
    decided_on: date
    typed_by: str


def direction_command(typed: TypedDirection, team: Team, on: date) -> Command | Refusal:
    """The command of a typed decision; its author must be in the tab « Équipe »."""
    if not typed.typed_by.strip():
        return unsigned("MIK-34" if typed.withdraw else "O-05")
    person = team.find(typed.decided_by)
    if person is None:
        return Refusal(f"« {typed.decided_by[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne.",
                       "MIK-34" if typed.withdraw else "O-05", layout.DECIDED_BY)  # fmt: skip
    decided_by, decided_on = Attendee(name=person.name, role=person.role), typed.decided_on
    update: dict[str, object]
    if typed.withdraw:
        event = Event.PRE_HABILITATION_WITHDRAWN
        update = {
            "withdrawal": Withdrawal(
                motive=typed.motive, evidence=typed.evidence, decided_by=decided_by, decided_on=decided_on
            )
        }
    else:
        event = Event.EXTENSION_GRANTED
        update = {
            "extension": Extension(days=typed.days, motive=typed.motive, decided_by=decided_by, decided_on=decided_on)
        }
    return Command(typed.ref, typed.subject, event, on, f"saisie : {typed.typed_by}", update)


def take_direction(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Apply the rows that « Saisi par » closes."""
    if pull.content.tabs[layout.DIRECTION].problem is None:
        feedback.judged.add(layout.DIRECTION)
    commands: list[Command] = []
    by_ref: dict[str, Row] = {}
    for row in pull.content.tabs[layout.DIRECTION].rows:
        if not row.cells.get(columns.TYPED_BY):
            continue
        found = _from_row(row, pull)
        if isinstance(found, Command):
            commands.append(found)
            by_ref[found.ref] = row
        else:
            feedback.refuse(layout.DIRECTION, row, found)
    feedback.take(layout.DIRECTION, apply_commands(office, pull.team, commands), by_ref)


def command_ref(row: Row) -> str:
    """The same typed row is the same command."""
    return f"direction:{row.fingerprint}"


def _from_row(row: Row, pull: Pull) -> Command | Refusal:
    reading, decision = RowReading(row), None
    try:
        decision = reading.read(layout.DECISION, cells.line)
        if decision not in (layout.WITHDRAW, layout.EXTEND):
            raise BadCell("aucune décision n’est choisie", f"choisissez « {layout.WITHDRAW} » ou « {layout.EXTEND} »")
        typed = TypedDirection(
            ref=command_ref(row), withdraw=decision == layout.WITHDRAW,
            subject=reading.required(columns.DOSSIER, cells.line),
            motive=reading.read(columns.MOTIVE, cells.any_text) or "",
            evidence=reading.read(layout.EVIDENCE, cells.any_text) or "",
            days=reading.read(layout.DAYS, cells.whole) or 0,
            decided_by=reading.required(layout.DECIDED_BY, cells.line),
            decided_on=reading.read(layout.DECIDED_ON, cells.day) or pull.on,
            typed_by=reading.required(columns.TYPED_BY, cells.line),
        )  # fmt: skip
    except BadCell as error:
        rule = "O-05" if decision == layout.EXTEND else "MIK-34"
        return Refusal(f"{error.reason} ; {error.cure}.", rule, reading.header)
    return direction_command(typed, pull.team, pull.on)
