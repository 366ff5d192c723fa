"""The year in two tables, a line a month: the network, then the nights."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from rich.box import SIMPLE
from rich.table import Table

from domain.exams.vocabulary import CandidacyState, SessionState
from domain.vocabulary import State
from flows.simulation.night import Night
from tasks.mail.typography import french

_VALIDATED = (SessionState.VALIDATED, SessionState.RESULTS_SENT, SessionState.DELIVERED)
_MEGABYTE = 1_000_000
_STOCKS = ("Mois", "Dossiers", "Habilités", "Sessions", "Validées", "Inscrits", "Certifiés", "En retard")
_FLOWS = ("Mois", "Actes", "Refus", "E-mails", "Documents", "s/nuit", "au plus", "Registre", "Classeur")


def months_of(nights: Sequence[Night]) -> tuple[Table, Table]:
    """What there is on the last night of each month; what was done in it, seconds a night, megabytes at its end."""
    months = [(month, list(played)) for month, played in groupby(nights, key=lambda night: f"{night.on:%m/%Y}")]
    return _table("Le réseau", _STOCKS, months, _stocks), _table("Les nuits", _FLOWS, months, _flows)


def _table(
    title: str, heads: Sequence[str], months: Sequence[tuple[str, list[Night]]],
    line: Callable[[list[Night]], Iterator[str]],
) -> Table:  # fmt: skip
    table = Table(*heads, title=french(title), box=SIMPLE, padding=0)
    for month, played in months:
        table.add_row(month, *line(played))
    return table


def _stocks(nights: list[Night]) -> Iterator[str]:
    states = nights[-1].states
    yield str(_kind(nights[-1], "partnership"))
    yield str(states["partnership", State.HABILITATED.value])
    yield str(_kind(nights[-1], "exam_session"))
    yield str(sum(states["exam_session", state.value] for state in _VALIDATED))
    yield str(_kind(nights[-1], "candidacy"))
    yield str(states["candidacy", CandidacyState.CERTIFIED.value])
    yield str(nights[-1].late)


def _flows(nights: list[Night]) -> Iterator[str]:
    spent = [sum(night.seconds.values()) for night in nights]
    for name in ("changes", "refusals", "mails", "documents"):
        yield str(sum(getattr(night, name) for night in nights))
    for size in (sum(spent) / len(spent), max(spent)):
        yield f"{size:.1f}".replace(".", ",")
    for size in (nights[-1].ledger, nights[-1].workbook):
        yield f"{size / _MEGABYTE:.1f}".replace(".", ",")


def _kind(night: Night, kind: str) -> int:
    return sum(number for (of, _), number in night.states.items() if of == kind)


def steps_of(nights: Sequence[Night]) -> list[tuple[str, float]]:
    """Seconds of each step over all the nights, the longest first."""
    total: dict[str, float] = {}
    for night in nights:
        for name, seconds in night.seconds.items():
            total[name] = total.get(name, 0) + seconds
    return sorted(total.items(), key=lambda item: -item[1])
