"""The grid on 17: automatic points explained in French, staff points, total and verdict (MIK-16 to MIK-22)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.application import Application
from domain.calendar import add_months, format_date
from domain.certification import Grid, GridLine

Thresholds = Mapping[str, float | str]


@dataclass(frozen=True)
class AutoPoints:
    points: float
    reason: str


class ScoredLine(BaseModel):
    """One line of the scoresheet, as the PV prints it (MIK-18)."""

    model_config = ConfigDict(frozen=True)

    code: str
    label: str
    max: float
    auto_points: float
    staff_points: float
    reason: str

    @property
    def points(self) -> float:
        return self.auto_points + self.staff_points


class Scoresheet(BaseModel):
    """A complete, validated grid: every line has its points, no rounding (O-08)."""

    model_config = ConfigDict(frozen=True)

    grid_version: str
    lines: tuple[ScoredLine, ...]
    scorer: str
    scored_on: date
    comment: str = ""

    @property
    def total(self) -> float:
        return sum(line.points for line in self.lines)


def legal_status(application: Application, on: date, figures: Thresholds) -> AutoPoints:
    months = int(figures["kbis_months"])
    if application.kbis_date is None or not application.kbis_url:
        return AutoPoints(0, "Kbis non fourni")
    if not application.representative:
        return AutoPoints(0, "responsable légal non nommé")
    if add_months(application.kbis_date, months) <= on:
        return AutoPoints(0, f"Kbis du {format_date(application.kbis_date)}, de plus de {months} mois à la réception")
    return AutoPoints(1, f"SIRET valide, Kbis du {format_date(application.kbis_date)}, responsable légal nommé")


def seniority(application: Application, on: date, figures: Thresholds) -> AutoPoints:
    years, staff = application.years_of_activity(on) or 0, application.headcount or 0
    facts = f"{_count(years, 'an')} d’activité, {_count(staff, 'salarié')}"
    if years < float(figures["young_years"]):
        return AutoPoints(0, facts)
    if years >= float(figures["settled_years"]) or staff >= float(figures["settled_staff"]):
        return AutoPoints(2, facts)
    return AutoPoints(1, facts)


def trainers(application: Application, on: date, figures: Thresholds) -> AutoPoints:
    minimum = float(figures["trainer_years"])
    able = sum(1 for trainer in application.trainers if (trainer.years or 0) >= minimum)
    return AutoPoints(min(able, 2), f"{_count(able, 'formateur')} d’au moins {minimum:g} ans d’expérience")


def qualiopi(application: Application, on: date, figures: Thresholds) -> AutoPoints:
    until = application.qualiopi_until
    if not application.has_qualiopi or until is None:
        return AutoPoints(0, "pas de certification Qualiopi (alerte)")
    start = application.qualiopi_from
    if start and start > on:
        return AutoPoints(0, f"Qualiopi valable à partir du {format_date(start)} seulement (alerte)")
    if until < on:
        return AutoPoints(0, f"Qualiopi expirée le {format_date(until)} (alerte)")
    category = str(figures["category"])
    if category.casefold() not in {item.casefold() for item in application.qualiopi_categories}:
        return AutoPoints(0, f"Qualiopi sans la catégorie « {category} » (alerte)")
    months = int(figures["months"])
    if until < add_months(on, months):
        return AutoPoints(1, f"Qualiopi valable jusqu’au {format_date(until)}, soit moins de {months} mois")
    return AutoPoints(2, f"Qualiopi valable jusqu’au {format_date(until)}")


def experience(application: Application, on: date, figures: Thresholds) -> AutoPoints:
    sessions = application.domain_sessions or 0
    facts = f"{_count(sessions, 'session')} dans le domaine sur 24 mois"
    if sessions and not application.domain_proof_url:
        return AutoPoints(0, f"{facts}, sans justificatif")
    if sessions >= float(figures["many_sessions"]):
        return AutoPoints(2, f"{facts}, justifiées")
    return AutoPoints(1 if sessions else 0, f"{facts}, justifiées" if sessions else facts)


def programmes(application: Application, on: date, figures: Thresholds) -> AutoPoints:
    joined = len(application.programme_urls)
    return AutoPoints(1 if joined else 0, f"{_count(joined, 'programme joint', 'programmes joints')}")


def communication(application: Application, on: date, figures: Thresholds) -> AutoPoints:
    lacking = []
    if not application.website:
        lacking.append("pas de site internet")
    if not application.commitment:
        lacking.append("pas d’engagement sur le cahier des charges")
    if application.cpf_intended and not application.has_edof:
        lacking.append("CPF envisagé sans compte EDOF")
    if lacking:
        return AutoPoints(0, ", ".join(lacking))
    return AutoPoints(1, "site internet, engagement signé, compte EDOF ou CPF non envisagé")


def feedback(application: Application, on: date, figures: Thresholds) -> AutoPoints:
    mean, scale, count = application.feedback_mean, application.feedback_scale, application.feedback_count or 0
    if mean is None or not scale or not count:
        return AutoPoints(0, "aucun retour de stagiaires")
    facts = f"moyenne {_comma(mean)}/{_comma(scale)} sur {_count(count, 'réponse')}"
    share = round(mean / scale, 9)  # 4.8 of 6 is 80 %, whatever binary fractions say
    if (
        share >= float(figures["good_share"])
        and count >= float(figures["good_count"])
        and application.feedback_proof_url
    ):
        return AutoPoints(1, f"{facts}, justifiée")
    if share >= float(figures["fair_share"]) and count >= float(figures["fair_count"]):
        return AutoPoints(0.5, facts)
    return AutoPoints(0, facts)


#: the automatic criteria that a grid line may name in `auto`
AUTOMATIC: Mapping[str, Callable[[Application, date, Thresholds], AutoPoints]] = {
    criterion.__name__: criterion
    for criterion in (legal_status, seniority, trainers, qualiopi, experience, programmes, communication, feedback)
}


#: the figures that each criterion needs in its grid line
FIGURES: Mapping[str, frozenset[str]] = {
    "legal_status": frozenset({"kbis_months"}),
    "seniority": frozenset({"young_years", "settled_years", "settled_staff"}),
    "trainers": frozenset({"trainer_years"}),
    "qualiopi": frozenset({"months", "category"}),
    "experience": frozenset({"many_sessions"}),
    "programmes": frozenset(),
    "communication": frozenset(),
    "feedback": frozenset({"good_share", "good_count", "fair_share", "fair_count"}),
}


def auto_points(line: GridLine, application: Application, received_on: date) -> AutoPoints:
    """The automatic points of one line, judged at the date of reception so that all are treated alike (MIK-19)."""
    if not line.auto:
        return AutoPoints(0, "")
    found = AUTOMATIC[line.auto](application, received_on, line.figures)
    return AutoPoints(min(found.points, line.auto_max), found.reason)


def auto_total(grid: Grid, application: Application, received_on: date) -> float:
    return sum(auto_points(line, application, received_on).points for line in grid.lines)


def forecast(grid: Grid, automatic: float) -> str:
    """« rejet certain » or « admissible quel que soit l’avis » when staff points cannot change the outcome."""
    if automatic >= grid.pass_mark:
        return "admissible quel que soit l’avis"
    if automatic + sum(line.staff_max for line in grid.lines) < grid.pass_mark:
        return "rejet certain"
    return ""


def passes(grid: Grid, total: float) -> bool:
    """Strictly below the mark is a rejection: 11 passes, 10.5 does not (MIK-21, MIK-22, O-08)."""
    return total >= grid.pass_mark


def _count(number: float, singular: str, plural: str = "") -> str:
    return f"{_comma(number)} {singular if number < 2 else plural or singular + 's'}"


def _comma(number: float) -> str:
    return f"{number:g}".replace(".", ",")
