"""The tabs « Contrôles » and « Points de contrôle » → checks concluded, all their points at once (MIK-58, MIK-88)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel

from domain.dossier import Attendee
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.network.check import CheckedItem, Correction, NetworkCheck
from domain.network.check_guards import (
    CONCLUDED_BY,
    CONCLUDED_ON,
    CONCLUSION,
    CORRECTION,
    DUE_ON,
    OBSERVATION,
    OWNER,
    VERDICT,
    unexplained,
)
from domain.network.check_process import CONCLUDED, NETWORK_CHECK
from domain.network.check_vocabulary import CheckState, CheckVerdict
from domain.network.enrolment import not_enrolled
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import Role
from tasks.exams.deciders import person_with
from tasks.exams.outcomes import take_outcomes
from tasks.feedback import Feedback, unsigned
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View, read_some
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import checks as tab
from tasks.tabs.columns import REF, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Row
from tasks.workbook.values import CellValue, as_text

_RULE = "MIK-88"
#: who may conclude a check
CHECKERS = (Role.COMMUNICATION_AUDITOR, Role.PARTNER_MANAGER, Role.PEDAGOGY_REFERENT, Role.DIRECTION)
Rows = Mapping[str, Row]


class TypedConclusion(BaseModel):
    """A check as somebody concludes it."""

    conclusion: str
    concluded_on: date
    concluded_by: str
    declared: tuple[str, ...]
    typed_by: str


def take_checks(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Conclude every check that is signed and whose points are all judged; elsewhere, say what is missing."""
    found, points = KeyedTab(pull, feedback, tab.CHECKS, _RULE), KeyedTab(pull, feedback, tab.POINTS, "QUA-08")
    found.judge()
    points.judge()
    signed = {key: row for key, row in found.rows.items() if row.cells.get(CONCLUDED_BY)}
    with office.ledger.reading() as connection:
        views = read_some(connection, NETWORK_CHECK, list(signed)) if signed else {}
        refs = [ref for view in views.values() if view.state is CheckState.TO_DO for ref in view.facts.learners]
        enrolled = read_some(connection, CANDIDACY, refs) if refs else {}
    commands: dict[str, tuple[Command, Row]] = {}
    for key, row in signed.items():
        view = views.get(key)
        if view is None or not points.is_readable:
            _refuse_stranger(feedback, row, view)
        elif view.state is CheckState.TO_DO:
            command = _conclusion(office, pull, feedback, view, row, points.rows, enrolled)
            if command is not None:
                commands[command.ref] = command, row
    outcomes = apply_commands(office, pull.team, [command for command, _ in commands.values()], NETWORK_CHECK)
    take_outcomes(feedback, tab.CHECKS, outcomes, {ref: row for ref, (_, row) in commands.items()})


def _refuse_stranger(feedback: Feedback, row: Row, view: View[NetworkCheck] | None) -> None:
    if view is None:
        message = f"aucun contrôle ne porte la référence « {(row.key or '')[:40]} » : remplissez la ligne de certiflow."
        feedback.refuse(tab.CHECKS, row, Refusal(message, _RULE, REF))


def _conclusion(
    office: Office, pull: Pull, feedback: Feedback, view: View[NetworkCheck], row: Row, points: Rows,
    enrolled: Mapping[str, View[Candidacy]],
) -> Command | None:  # fmt: skip
    """The command that concludes; None once every refusal is beside the cell that it is about."""
    reading = RowReading(row)
    try:
        typed = _typed(reading, pull.on)
    except BadCell as error:
        feedback.refuse(tab.CHECKS, row, Refusal(f"{error.reason} ; {error.cure}.", _RULE, reading.header))
        return None
    person = person_with(pull.team, typed.concluded_by, CHECKERS, _RULE, CONCLUDED_BY)
    if isinstance(person, Refusal) or not typed.typed_by:
        feedback.refuse(tab.CHECKS, row, person if isinstance(person, Refusal) else unsigned(_RULE))
        return None
    items = _items(office, feedback, view.facts, points, pull.on)
    if items is None:
        message = "des points de ce contrôle sont à corriger : voyez leur « Retour » dans « Points de contrôle »."
        feedback.refuse(tab.CHECKS, row, Refusal(message, "QUA-08", CONCLUDED_BY))
        return None
    people = [enrolled[ref].facts.person for ref in view.facts.learners if ref in enrolled]
    update: dict[str, Any] = {
        "items": items, "conclusion": typed.conclusion, "concluded_on": typed.concluded_on, "declared": typed.declared,
        "concluded_by": Attendee(name=person.name, role=person.role),
        "not_enrolled": not_enrolled(typed.declared, people),
    }  # fmt: skip
    by = f"onglet {tab.CHECKS} : {typed.typed_by}"
    return Command(f"concluded:{view.ref}", view.ref, CONCLUDED[view.facts.kind], pull.on, by, update)


def _typed(reading: RowReading, on: date) -> TypedConclusion:
    return TypedConclusion(
        conclusion=reading.read(CONCLUSION, cells.any_text) or "",
        concluded_on=reading.read(CONCLUDED_ON, cells.day) or on,
        concluded_by=reading.required(CONCLUDED_BY, cells.line), declared=reading.read(tab.LEARNERS, names),
        typed_by=reading.read(TYPED_BY, cells.line) or "",
    )  # fmt: skip


def names(cell: CellValue) -> tuple[str, ...]:
    """One person a line, single spaces."""
    lines = (" ".join(line.split()) for line in (cells.any_text(cell) or "").splitlines())
    return tuple(dict.fromkeys(filter(None, lines)))


def _items(
    office: Office, feedback: Feedback, facts: NetworkCheck, points: Rows, on: date
) -> tuple[CheckedItem, ...] | None:
    """The points as judged; None when a row says something that cannot be read or followed."""
    judged, refused = list[CheckedItem](), False
    for item in facts.items:
        row = points.get(key_of(facts, item))
        one = item if row is None else _judged(office, facts, item, row, on)
        if isinstance(one, Refusal):
            feedback.refuse(tab.POINTS, row, one)
            refused = True
        else:
            judged.append(one)
    return None if refused else tuple(judged)


def key_of(facts: NetworkCheck, item: CheckedItem) -> str:
    """Of its row in « Points de contrôle »."""
    return f"{facts.ref}/{item.code}"


def _judged(office: Office, facts: NetworkCheck, item: CheckedItem, row: Row, on: date) -> CheckedItem | Refusal:
    """Without a date, the correction has the time of its gravity from the day that the partner hears of it."""
    reading = RowReading(row)
    try:
        verdict = reading.read(VERDICT, _verdict)
        observation = reading.read(OBSERVATION, cells.any_text) or ""
        asked = reading.read(CORRECTION, cells.any_text) or item.action
        owner = reading.read(OWNER, cells.line) or facts.partner.name
        days = timedelta(days=office.config.checks.correction_days[item.gravity])
        due_on = reading.read(DUE_ON, cells.day) or on + days
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "QUA-08", reading.header)
    failed = verdict is CheckVerdict.NON_CONFORMING
    correction = Correction(action=asked, owner=owner, due_on=due_on) if failed else None
    judged = item.model_copy(update={"verdict": verdict, "observation": observation, "correction": correction})
    return unexplained(judged) or judged


def _verdict(cell: CellValue) -> CheckVerdict | None:
    return cells.choice(cell, CheckVerdict)


def verdict_shown(row: Row | None) -> CheckVerdict | None:
    """What a row says at the moment, judged or not."""
    return CheckVerdict.from_label(as_text(row.cells.get(VERDICT))) if row is not None else None
