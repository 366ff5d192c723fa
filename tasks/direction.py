"""Decisions of direction, from the tab « Décisions » or from a form: withdrawal (MIK-34) and extension (O-05)."""

from datetime import date

from pydantic import BaseModel

from domain.dossier import Attendee, Extension, Withdrawal
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Team
from domain.vocabulary import Event
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import layout
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
    person = team.find(typed.decided_by)
    if person is None:
        return Refusal(f"« {typed.decided_by[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne.",
                       "MIK-34" if typed.withdraw else "O-05", layout.DECIDED_BY)  # fmt: skip
    if typed.decided_on > on:
        return Refusal("la décision ne peut pas être datée après aujourd’hui. Corrigez la date.",
                       "MIK-35", layout.DECIDED_ON)  # fmt: skip
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
    commands: list[Command] = []
    by_ref: dict[str, Row] = {}
    for row in pull.content.tabs[layout.DIRECTION].rows:
        if not row.cells.get(layout.TYPED_BY):
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
    header = layout.DECISION
    try:
        decision = cells.line(row.cells.get(layout.DECISION))
        if decision not in (layout.WITHDRAW, layout.EXTEND):
            raise BadCell("aucune décision n’est choisie", f"choisissez « {layout.WITHDRAW} » ou « {layout.EXTEND} »")
        header = layout.DOSSIER
        subject = cells.line(row.cells.get(layout.DOSSIER))
        if subject is None:
            raise BadCell("la cellule est vide", "indiquez le numéro du dossier")
        header = layout.DAYS
        days = cells.whole(row.cells.get(layout.DAYS)) or 0
        header = layout.DECIDED_ON
        decided_on = cells.day(row.cells.get(layout.DECIDED_ON)) or pull.on
        header = layout.DECIDED_BY
        decided_by = cells.line(row.cells.get(layout.DECIDED_BY)) or ""
        typed_by = cells.line(row.cells.get(layout.TYPED_BY)) or ""
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "MIK-34", header)
    typed = TypedDirection(
        ref=command_ref(row), subject=subject, withdraw=decision == layout.WITHDRAW, days=days,
        motive=str(row.cells.get(layout.MOTIVE) or "").strip(), evidence=str(row.cells.get(layout.EVIDENCE) or ""),
        decided_by=decided_by, decided_on=decided_on, typed_by=typed_by,
    )  # fmt: skip
    return direction_command(typed, pull.team, pull.on)
