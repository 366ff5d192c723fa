"""What the minutes of a trainer print of an evaluation: aspects, case, numbered points, advice (MIK-73 to MIK-78)."""

from collections.abc import Sequence

from domain.calendar import format_date
from domain.evaluation import Aspect, Evaluation, Grade
from tasks.presenting.frame import Data
from tasks.presenting.wording import worded

_TONES = {Grade.CONFORMING: "good", Grade.MINOR: "warn", Grade.MAJOR: "bad"}


def session_label(evaluation: Evaluation) -> str:
    """« Session du 26/11/2026 », or the reading of a corrected file."""
    kind = "Relecture du dossier technique corrigé" if evaluation.on_file else "Session d’évaluation"
    return f"{kind} du {format_date(evaluation.held_on)}"


def major_ones(evaluations: Sequence[Evaluation]) -> list[Evaluation]:
    """The evaluations that found a major defect: both sessions of a trainer who is set aside (MIK-78)."""
    return [evaluation for evaluation in evaluations if evaluation.is_major]


def compared_section(evaluations: Sequence[Evaluation]) -> Data:
    """The grades of the two sessions, side by side (MIK-80)."""
    by_aspect = [{item.aspect: item.grade for item in evaluation.grades} for evaluation in evaluations]
    rows = [[aspect.label, *(_grade(grades.get(aspect)) for grades in by_aspect)] for aspect in Aspect]
    rows.append(["Présence", *("Présent" if evaluation.present else "Absent" for evaluation in evaluations)])
    rows.append(["Évaluateur", *(evaluation.evaluator for evaluation in evaluations)])
    columns = ["Aspect évalué", *(session_label(evaluation) for evaluation in evaluations)]
    return {"title": "Les deux sessions", "table": {"columns": columns, "rows": rows}}


def _grade(grade: Grade | None) -> str:
    return grade.label if grade else "—"


def evaluation_sections(evaluation: Evaluation, *, with_grades: bool = True) -> list[Data]:
    """One evaluation; `with_grades` unless a comparison has printed them already."""
    sections = [_graded(evaluation)] if with_grades else []
    sections.append({"title": "Faits" if with_grades else "Seconde session", "list": _facts(evaluation)})
    if evaluation.points:
        title = "Points à retravailler" if with_grades else "Points relevés à la seconde session"
        sections.append({"title": title, "list": list(evaluation.points), "numbered": True})
    if evaluation.advice:
        sections.append({"title": "Conseils de l’évaluateur", "paragraphs": [evaluation.advice]})
    return sections


def _graded(evaluation: Evaluation) -> Data:
    """The four aspects, in the order of the regulation (MIK-73)."""
    grades = {item.aspect: item.grade for item in evaluation.grades}
    graded = [(aspect, grades[aspect]) for aspect in Aspect if aspect in grades]
    rows = [[aspect.label, grade.label] for aspect, grade in graded]
    tones = [_TONES[grade] for _, grade in graded]
    table = {"columns": ["Aspect évalué", "Appréciation"], "rows": rows, "tones": tones}
    return {"title": "Aspects évalués (MIK-73)", "table": table}


def _facts(evaluation: Evaluation) -> list[str]:
    case = (
        worded("Cas pratique remis : {url}", url=evaluation.case_url)
        if evaluation.case_url
        else "Cas pratique non remis dans sa totalité (MIK-74)"
    )
    if evaluation.on_file:
        return ["Jugé sur dossier, sans nouvelle session", case]
    presence = "Formateur présent, en visioconférence" if evaluation.present else "Formateur absent à la session"
    return [presence, case]
