"""One evaluation as it is typed → the command that records it, from a row of « Formateurs » or from a form."""

from datetime import date
from typing import Any

from pydantic import BaseModel

from domain.evaluation import Aspect, AspectGrade, Evaluation, Grade
from domain.partnership_guards import same_person
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Team
from domain.trainer import Trainer, TrainerEvent, TrainerState, outcome
from tasks.feedback import unsigned
from tasks.intake import cells
from tasks.intake.cells import RowReading
from tasks.intake.moments import moment
from tasks.ledger.queries import View
from tasks.tabs import trainers as tab
from tasks.tabs.columns import TYPED_BY
from tasks.workbook.values import CellValue


class TypedEvaluation(BaseModel):
    """An evaluation as somebody typed it.

    Args:
        session_on: the day of its session when the same row corrects it.
        email: the trainer's, empty when it has not changed.
    """

    held_on: date
    session_on: date | None = None
    present: bool | None = None
    grades: tuple[AspectGrade, ...] = ()
    case_url: str = ""
    points: tuple[str, ...] = ()
    advice: str = ""
    evaluator: str
    email: str = ""
    typed_by: str


def key_of(view: View[Trainer]) -> str:
    """The row of the evaluation that is due next."""
    return f"{view.ref}/{len(view.facts.evaluations) + 1}"


def evaluation_command(view: View[Trainer], typed: TypedEvaluation, team: Team, on: date) -> Command | Refusal:
    """The command of a typed evaluation; its author must be in the tab « Équipe » (MIK-72)."""
    if not typed.typed_by.strip():
        return unsigned("MIK-72")
    facts, person = view.facts, team.find(typed.evaluator)
    if person is None and not same_person(typed.evaluator, facts.trainer):  # who judges himself hears of that first
        return Refusal(
            f"« {typed.evaluator[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne.",
            "MIK-72",
            tab.EVALUATOR,
        )
    session_on = typed.session_on or (facts.session.day if facts.session else None)
    on_file = view.state is TrainerState.TO_REWORK and session_on is None
    if typed.present is None and not on_file:
        return Refusal("dites si le formateur était présent : Oui ou Non.", "MIK-72", tab.PRESENT)
    evaluator = person.name if person else typed.evaluator
    found = _evaluation(typed.model_copy(update={"session_on": session_on, "evaluator": evaluator}), on_file)
    event = outcome(facts, found)
    update: dict[str, Any] = {
        "evaluations": (*facts.evaluations, found),
        "session": None,  # the next evaluation has a session of its own
        "email": typed.email or facts.email,
    }
    if event is TrainerEvent.MAJOR_FOUND:
        update["had_second"] = True
    return Command(f"trainer:{key_of(view)}", view.ref, event, on, f"saisie : {typed.typed_by}", update)


def _evaluation(typed: TypedEvaluation, on_file: bool) -> Evaluation:
    is_absent = typed.present is False and not on_file
    nothing_shown = tuple(AspectGrade(aspect=aspect, grade=Grade.MAJOR) for aspect in Aspect)
    return Evaluation(
        held_on=typed.held_on, session_on=typed.session_on, present=not is_absent,
        grades=nothing_shown if is_absent else typed.grades, case_url=typed.case_url, points=typed.points,
        advice=typed.advice, evaluator=typed.evaluator, on_file=on_file,
    )  # fmt: skip


def read_evaluation(reading: RowReading) -> TypedEvaluation:
    """The evaluation of one row of « Formateurs ».

    Raises:
        BadCell: a cell is empty or cannot be read; `reading.header` names it.
    """
    session = reading.read(tab.SESSION_AT, moment)
    return TypedEvaluation(
        held_on=reading.required(tab.HELD_ON, cells.day), session_on=session.date() if session else None,
        present=reading.read(tab.PRESENT, cells.yes_no),
        grades=_grades(reading), case_url=reading.read(tab.CASE, cells.url) or "",
        points=_lines(reading.read(tab.POINTS, cells.any_text) or ""),
        advice=reading.read(tab.ADVICE, cells.any_text) or "",
        evaluator=reading.required(tab.EVALUATOR, cells.line), email=reading.read(tab.EMAIL, cells.email) or "",
        typed_by=reading.required(TYPED_BY, cells.line),
    )  # fmt: skip


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _grades(reading: RowReading) -> tuple[AspectGrade, ...]:
    typed = [(aspect, reading.read(aspect.label, _grade)) for aspect in Aspect]
    return tuple(AspectGrade(aspect=aspect, grade=grade) for aspect, grade in typed if grade is not None)


def _grade(cell: CellValue) -> Grade | None:
    return cells.choice(cell, Grade)
