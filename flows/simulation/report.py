"""The year in one table, a line a month."""

from collections.abc import Sequence
from itertools import groupby

from rich.table import Table

from domain.exams.vocabulary import CandidacyState, SessionState
from domain.vocabulary import State
from flows.simulation.night import Night
from tasks.mail.typography import french

_HEADS = (
    "Mois", "Dossiers", "Habilités", "Sessions", "Validées", "Inscriptions", "Certifiés", "Changements", "Refus",
    "E-mails", "Documents", "En retard", "s par nuit", "la plus longue", "Registre (Mo)", "Classeur (Mo)",
)  # fmt: skip
_VALIDATED = (SessionState.VALIDATED, SessionState.RESULTS_SENT, SessionState.DELIVERED)
_MEGABYTE = 1_000_000


def months_of(nights: Sequence[Night]) -> Table:
    """Stocks as they stand on the last night of each month, flows of the whole month."""
    table = Table(*_HEADS, title=french("Une année de réseau, nuit après nuit"))
    for month, played in groupby(nights, key=lambda night: f"{night.on:%m/%Y}"):
        table.add_row(month, *_line(list(played)))
    return table


def _line(nights: list[Night]) -> list[str]:
    last = nights[-1]
    spent = [sum(night.seconds.values()) for night in nights]
    flows = (sum(getattr(night, name) for night in nights) for name in ("changes", "refusals", "mails", "documents"))
    stocks = (
        _kind(last, "partnership"), last.states["partnership", State.HABILITATED.value], _kind(last, "exam_session"),
        sum(last.states["exam_session", state.value] for state in _VALIDATED), _kind(last, "candidacy"),
        last.states["candidacy", CandidacyState.CERTIFIED.value], *flows, last.late,
    )  # fmt: skip
    sizes = (sum(spent) / len(spent), max(spent), last.ledger / _MEGABYTE, last.workbook / _MEGABYTE)
    return [*(f"{number}" for number in stocks), *(f"{size:.1f}".replace(".", ",") for size in sizes)]


def _kind(night: Night, kind: str) -> int:
    return sum(number for (of, _), number in night.states.items() if of == kind)


def steps_of(nights: Sequence[Night]) -> list[tuple[str, float]]:
    """Seconds of each step over all the nights, the longest first."""
    total: dict[str, float] = {}
    for night in nights:
        for name, seconds in night.seconds.items():
            total[name] = total.get(name, 0) + seconds
    return sorted(total.items(), key=lambda item: -item[1])
