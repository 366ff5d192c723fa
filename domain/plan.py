"""The « plan de conformité »: what a pre-habilitated OF has to reach by when, inside its 30 working days (O-04)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import TimeLimitFigures
from domain.vocabulary import TimeLimit


@dataclass(frozen=True)
class PlanStep:
    label: str
    dates: ExplainedDate
    rule: str


def conformity_plan(
    notified_on: date, ends: ExplainedDate, limits: Mapping[TimeLimit, TimeLimitFigures], calendar: WorkingCalendar
) -> tuple[PlanStep, ...]:
    """The steps, each counted from the latest date of the one before, and `ends`, the last day of the whole.

    J+5 for the information session, + 15 for the communication, + 5 for its re-check, + 5 for a trainer's second
    session: all of it holds in 30 working days, with nothing to spare.
    """
    steps, start = [], notified_on
    for label, limit in (
        ("Séance d’information et remise des documents", TimeLimit.INFO_SESSION),
        ("Supports de communication mis à jour, prêts pour le contrôle", TimeLimit.COMMUNICATION_UPDATE),
        ("Second contrôle des supports, s’il y a lieu", TimeLimit.COMMUNICATION_RECHECK),
        ("Évaluation des formateurs, seconde session comprise", TimeLimit.TRAINER_SECOND_SESSION),
    ):
        dates = calendar.due(start, limits[limit].length, limits[limit].unit)
        steps.append(PlanStep(label, dates, limits[limit].rule))
        start = dates.due_on
    steps.append(PlanStep("Signature de la convention, de la réglementation et de la charte", ends, "MIK-29"))
    return tuple(steps)
