"""The tab « Procédures » → one command a signed row; the same row is the same command (LAW-06, MIK-89)."""

from sqlalchemy import Connection

from domain import procedure_guards as field
from domain.process import Command
from domain.refusal import Refusal
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import subjects_made
from tasks.network.procedures import EVENTS, TypedStep, step_command
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.columns import DOSSIER, MOTIVE, TYPED_BY
from tasks.tabs.procedures import PROCEDURES, ProcedureStep
from tasks.workbook.protocol import Row
from tasks.workbook.values import CellValue

_RULE = "LAW-06"


def take_procedures(office: Office, pull: Pull, feedback: Feedback) -> None:
    """One after the other, in the order of the tab: each step sees what the one above it made of the same dossier."""
    content = pull.content.tabs[PROCEDURES]
    if content.problem is None:
        feedback.judged.add(PROCEDURES)
    signed = [row for row in content.rows if row.cells.get(TYPED_BY)]
    if not signed:
        return
    with office.ledger.reading() as connection:
        done = subjects_made(connection, [_ref(row) for row in signed])
    for row in signed:
        if _ref(row) in done:
            feedback.answers[PROCEDURES, row.number] = _done(row)
            continue
        with office.ledger.reading() as connection:
            found = _command(office, connection, row, pull)
        if isinstance(found, Refusal):
            feedback.refuse(PROCEDURES, row, found)
        else:
            feedback.take(PROCEDURES, apply_commands(office, pull.team, [found]), {found.ref: row})


def _ref(row: Row) -> str:
    return f"procedure:{row.fingerprint}"


def _done(row: Row) -> str:
    """What the run that took it said."""
    step = _step(row.cells.get(field.STEP))
    return f"{EVENTS[step].label}." if step else ""


def _command(office: Office, connection: Connection, row: Row, pull: Pull) -> Command | Refusal:
    reading = RowReading(row)
    try:
        typed = TypedStep(
            ref=_ref(row), dossier=reading.required(DOSSIER, cells.line).upper(),
            step=reading.required(field.STEP, _step),
            motive=reading.read(MOTIVE, cells.any_text) or "",
            grievances=tuple(" ".join(one.split()) for one in _lines(reading) if one.strip()),
            received_on=reading.read(field.RECEIVED_ON, cells.day),
            observations=reading.read(field.OBSERVATIONS, cells.any_text) or "",
            answer=reading.read(field.ANSWER, cells.any_text) or "",
            until=reading.read(field.UNTIL, cells.day), amendment=reading.read(field.AMENDMENT, cells.line) or "",
            decided_by=reading.read(field.DECIDED_BY, cells.line) or "",
            decided_on=reading.read(field.DECIDED_ON, cells.day), typed_by=reading.required(TYPED_BY, cells.line),
        )  # fmt: skip
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", _RULE, reading.header)
    return step_command(office, connection, typed, pull, f"onglet {PROCEDURES}")


def _lines(reading: RowReading) -> list[str]:
    return (reading.read(field.GRIEVANCES, cells.any_text) or "").splitlines()


def _step(cell: CellValue) -> ProcedureStep | None:
    typed = cells.line(cell)
    if typed is None:
        return None
    found = ProcedureStep.from_label(typed)
    if found is None:
        known = ", ".join(f"« {step.label} »" for step in ProcedureStep)
        raise BadCell(f"« {typed[:40]} » n’est pas une étape", f"choisissez parmi : {known}")
    return found
