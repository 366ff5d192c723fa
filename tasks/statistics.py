"""Statistics on what the ledger holds, with pandas."""

from typing import Any

import pandas as pd

from domain.calendar import WorkingCalendar
from domain.dossier import Dossier
from domain.vocabulary import State
from tasks.ledger.queries import read_subjects
from tasks.office import PROCESS, Office


def days_to_signature(calendar: WorkingCalendar, facts: Dossier) -> int | None:
    """Working days from pre-habilitation to habilitation; None before (MIK-36)."""
    if facts.notified_on is None or facts.habilitated_on is None:
        return None
    return calendar.between(facts.notified_on, facts.habilitated_on)


def conformity_delay(office: Office) -> dict[str, float] | None:
    """The mean, the median and the count of these days; None before the first (MIK-36)."""
    with office.ledger.reading() as connection:
        every = [days_to_signature(office.config.calendar, view.facts) for view in read_subjects(connection, PROCESS)]
    delays = [days for days in every if days is not None]
    if not delays:
        return None
    series = pd.Series(delays)
    return {"mean": round(float(series.mean()), 1), "median": float(series.median()), "count": len(delays)}


def scores_by_scorer(office: Office) -> list[dict[str, Any]]:
    """How each scorer scores: number of dossiers, mean, spread, share that passes (MIK-19, equal treatment).

    A scorer whose mean is far from the others' deserves a second look. Scorers appear by their initials.
    """
    with office.ledger.reading() as connection:
        rows = [
            {"scorer": sheet.scorer, "total": sheet.total, "passes": view.state is not State.REJECTED_ON_SCORE}
            for view in read_subjects(connection, PROCESS)
            if (sheet := view.facts.scoresheet)
        ]
    if not rows:
        return []
    grouped = pd.DataFrame(rows).groupby("scorer", sort=True)
    return [
        {
            "Évaluateur": "".join(part[0].upper() for part in str(scorer).replace("-", " ").split()),
            "Dossiers": len(group),
            "Moyenne": round(float(group["total"].mean()), 2),
            "Minimum": float(group["total"].min()),
            "Maximum": float(group["total"].max()),
            "Écart type": round(float(group["total"].std(ddof=0)), 2),
            "Part admise": round(float(group["passes"].mean()), 2),
        }
        for scorer, group in grouped
    ]
