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


_STEPS = (
    ("Séance d’information et remise des documents", TimeLimit.INFO_SESSION),
    ("Supports de communication mis à jour, prêts pour le contrôle", TimeLimit.COMMUNICATION_UPDATE),
    ("Second contrôle des supports, s’il y a lieu", TimeLimit.COMMUNICATION_RECHECK),
    ("Évaluation des formateurs, seconde session comprise", TimeLimit.TRAINER_SECOND_SESSION),
)


def conformity_plan(
    notified_on: date,
    ends: ExplainedDate,
    limits: Mapping[TimeLimit, TimeLimitFigures],
    calendar: WorkingCalendar,
    held_on: date | None = None,
) -> tuple[PlanStep, ...]:
    """The steps, each counted from the latest date of the one before, and `ends`, the last day of the whole.

    Args:
        held_on: day of the information session: the steps that are left are counted from it.

    J+5 for the information session, + 15 for the communication, + 5 for its re-check, + 5 for a trainer's second
    session: all of it holds in 30 working days, with nothing to spare.
    """
    steps, start = [], held_on or notified_on
    for label, limit in _STEPS[1:] if held_on else _STEPS:
        dates = calendar.due(start, limits[limit].length, limits[limit].unit)
        steps.append(PlanStep(label, dates, limits[limit].rule))
        start = dates.due_on
    steps.append(PlanStep("Signature de la convention, de la réglementation et de la charte", ends, "MIK-29"))
    return tuple(steps)


@dataclass(frozen=True)
class Progress:
    """Where a dossier stands in its 30 working days.

    Args:
        info_held_on: day of the information session, None before.
        communication_due: end of the D-COMM that runs, None when none does.
        communication: « todo » before the first verdict, « recheck » after it, « done ».
        trainer_due: end of the D-FORM that runs, None when none does.
        trainers_done: a trainer at least is validated.
    """

    info_held_on: date | None
    communication_due: date | None
    communication: str
    trainer_due: date | None
    trainers_done: bool


def projected_end(
    on: date, progress: Progress, limits: Mapping[TimeLimit, TimeLimitFigures], calendar: WorkingCalendar
) -> date:
    """The day that the remaining steps end when each takes its whole time, one after the other (O-04).

    The steps are those of `conformity_plan`; an information session that was not held is held tomorrow.
    """
    end = max(on, progress.info_held_on or calendar.add(on, 1))
    recheck = limits[TimeLimit.COMMUNICATION_RECHECK].length
    if progress.communication == "recheck":
        end = max(end, progress.communication_due or calendar.add(on, recheck))
    elif progress.communication == "todo":
        update = limits[TimeLimit.COMMUNICATION_UPDATE].length
        ready = progress.communication_due or calendar.add(progress.info_held_on or end, update)
        end = calendar.add(max(end, ready), recheck)
    if progress.trainers_done:
        return end
    second = limits[TimeLimit.TRAINER_SECOND_SESSION].length
    return max(end, progress.trainer_due) if progress.trainer_due else calendar.add(end, second)


def margin(on: date, ends: date, progress: Progress, limits: Mapping[TimeLimit, TimeLimitFigures],
           calendar: WorkingCalendar) -> int:  # fmt: skip
    """Working days to spare, signature included; negative when the remaining days can't hold the remaining steps."""
    return calendar.between(projected_end(on, progress, limits, calendar), ends)
