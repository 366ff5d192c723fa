"""The rows that the file of a certification has in « Enregistrements », with what is known of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from config.loader import Config
from domain.calendar import add_months
from domain.network.registration import RegistrationFile
from domain.vocabulary import TimeLimit
from tasks.ledger.queries import RunningDeadline, View

DEPOSIT, STATISTICS = "DEPOT", "STATS"
_SENDING = (STATISTICS, "Statistiques d’insertion à France compétences", "NET-22")


@dataclass(frozen=True)
class Line:
    """One row.

    Args:
        code: of a piece, or DEPOSIT, or STATISTICS.
        before: the day that it is planned for; None when its clock does not run.
        done: day, proof and sections of what is recorded; None while it is to do.
    """

    key: str
    code: str
    label: str
    rule: str
    before: date | None
    expected: tuple[str, ...] = ()
    optional: bool = False
    done: tuple[date, str, tuple[str, ...]] | None = None


def lines_of(view: View[RegistrationFile], config: Config, clocks: dict[TimeLimit, RunningDeadline]) -> Iterator[Line]:
    """The pieces by date, the deposit, then each sending of statistics and the next one.

    Args:
        clocks: the time limits of this file that run.
    """
    facts = view.facts
    term = f"{view.ref}/{facts.term:%Y-%m}"
    if facts.renewable:
        for piece in config.registration.pieces:
            filed = facts.piece(piece.code)
            yield Line(
                f"{term}/{piece.code}", piece.code, piece.label, piece.rule,
                config.calendar.previous_working_day(add_months(facts.term, -piece.months_before)),
                piece.sections, piece.optional, (filed.filed_on, filed.link, filed.covered) if filed else None,
            )  # fmt: skip
        sent = facts.deposit
        yield Line(
            f"{term}/{DEPOSIT}", DEPOSIT, "Dépôt de la demande, avec son récépissé", "REF-31",
            _due(clocks, TimeLimit.RENEWAL), done=(sent.deposited_on, sent.receipt, ()) if sent else None,
        )  # fmt: skip
    if TimeLimit.STATISTICS in clocks or facts.statistics:
        yield from _sendings(view, _due(clocks, TimeLimit.STATISTICS))


def _sendings(view: View[RegistrationFile], due_on: date | None) -> Iterator[Line]:
    for number, sent in enumerate(view.facts.statistics, start=1):
        yield Line(f"{view.ref}/{STATISTICS}-{number}", *_SENDING, None, done=(sent.sent_on, sent.proof, ()))
    if due_on is not None:
        yield Line(f"{view.ref}/{STATISTICS}-{len(view.facts.statistics) + 1}", *_SENDING, due_on)


def _due(clocks: dict[TimeLimit, RunningDeadline], limit: TimeLimit) -> date | None:
    return clocks[limit].dates.due_on if limit in clocks else None
