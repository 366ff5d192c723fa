"""From a row of « Candidatures » to a declaration: what was declared, what is wrong with it, and its snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.application import Application, MissingItem, missing_items
from domain.calendar import add_months
from domain.refusal import Refusal
from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.intake.form import BY_FIELD, QUESTIONS, SUBMITTED_AT, Question
from tasks.ledger.journal import canonical
from tasks.workbook.protocol import Row
from tasks.workbook.values import as_text

#: a Qualiopi certificate lasts three years (arrêté du 6 juin 2019); a year of margin for one that is not begun
QUALIOPI_MONTHS = 48


@dataclass(frozen=True)
class Declaration:
    """A row that can open a dossier: its application and all that is missing or unusable (MIK-13)."""

    application: Application
    missing: tuple[MissingItem, ...]


def read_declaration(row: Row, certifications: Mapping[str, object], received_on: date) -> Declaration | list[Refusal]:
    """Parse a row.

    Returns:
        the declaration, or every reason why no dossier can be opened: an identity field that is absent or wrong.
    """
    values: dict[str, Any] = {}
    problems: dict[str, BadCell] = {}
    for question in QUESTIONS:
        try:
            value = _parse(question, row, received_on)
        except BadCell as error:
            problems[question.field] = error
            continue
        if value is not None:
            values[question.field] = value
    refusals = _identity_refusals(values, problems, certifications)
    if refusals:
        return refusals
    application = Application(**values)
    unusable = _contradictions(application, received_on) | problems
    return Declaration(application, _missing(application, unusable))


def snapshot(row: Row) -> str:
    """What was declared, word for word, as canonical JSON (MIK-16)."""
    headers = (SUBMITTED_AT, *(question.header for question in QUESTIONS))
    return canonical({header: as_text(row.cells.get(header)) for header in headers})


def _parse(question: Question, row: Row, received_on: date) -> Any:
    cell = row.cells.get(question.header)
    if question.field == "creation_year":
        return cells.year(cell, received_on.year)
    return question.parse(cell)


def _identity_refusals(
    values: Mapping[str, Any], problems: Mapping[str, BadCell], certifications: Mapping[str, object]
) -> list[Refusal]:
    found = []
    for question in QUESTIONS:
        if not question.identity:
            continue
        if problem := problems.get(question.field):
            found.append(Refusal(f"{problem.reason} ; {problem.cure}.", question.rule, question.header))
        elif question.field not in values:
            found.append(Refusal("la cellule est vide ; complétez-la pour ouvrir le dossier.", question.rule,
                                 question.header))  # fmt: skip
    code = values.get("certification")
    if code and code not in certifications:
        known = ", ".join(sorted(certifications))
        found.append(Refusal(f"la certification « {code[:40]} » n’est pas connue ; indiquez l’un des codes : {known}.",
                             "MIK-04", BY_FIELD["certification"].header))  # fmt: skip
    return found


def _contradictions(application: Application, received_on: date) -> dict[str, BadCell]:
    """Fields that are well typed one by one and impossible together."""
    found = {}
    if application.kbis_date and application.kbis_date > received_on:
        found["kbis_date"] = BadCell("la date est dans le futur", "indiquez la date imprimée sur l’extrait")
    start, end = application.qualiopi_from, application.qualiopi_until
    if start and end and end < start:
        found["qualiopi_until"] = BadCell("la fin de validité précède le début", "vérifiez les deux dates")
    if end and end > add_months(received_on, QUALIOPI_MONTHS):
        found["qualiopi_until"] = BadCell("un certificat Qualiopi dure trois ans", "recopiez la date du certificat")
    mean, scale = application.feedback_mean, application.feedback_scale
    if mean is not None and scale is not None and mean > scale:
        found["feedback_mean"] = BadCell(f"la note dépasse le barème ({scale:g})", "vérifiez la note et le barème")
    if scale == 0:
        found["feedback_scale"] = BadCell("le barème est nul", "indiquez la note maximale possible")
    return found


def _missing(application: Application, unusable: Mapping[str, BadCell]) -> tuple[MissingItem, ...]:
    """Absent items, those that cannot be used shown with their own reason."""
    absent = [item for item in missing_items(application) if item.field not in unusable]
    wrong = [
        MissingItem(field=field, label=BY_FIELD[field].header, rule=BY_FIELD[field].rule,
                    reason=error.reason, cure=error.cure)
        for field, error in unusable.items()
    ]  # fmt: skip
    return (*absent, *wrong)
