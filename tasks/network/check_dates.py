"""Which checks are due: a month, six months or a year after the signature, then after the last one (MIK-88, O-10)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from config.loader import Config
from domain.certification import Certification
from domain.dossier import Dossier
from domain.network.cadence import due_on, opens_on
from domain.network.check import NetworkCheck
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckKind, CheckState
from domain.partnership import PARTNERSHIP
from domain.vocabulary import State
from tasks.ledger.queries import View, read_some, read_subjects
from tasks.ledger.schema import subjects
from tasks.ledger.workstreams import ENDED

#: the partners whose activity goes on
CHECKED = (State.HABILITATED, State.SUSPENDED)


@dataclass(frozen=True)
class Known:
    """A check as the register has it, without its facts."""

    ref: str
    state: str
    opened_on: date


@dataclass(frozen=True)
class DueCheck:
    """A check to open now.

    Args:
        rank: how many of that kind the partner had, this one included.
        counted_from: the signature, or the day of the last one. since: where the activity to look at begins.
    """

    dossier: Dossier
    kind: CheckKind
    rank: int
    counted_from: date
    since: date
    due_on: date

    @property
    def ref(self) -> str:
        """Of the command that opens it, the seed of its sample."""
        return f"check:{self.dossier.ref}:{self.kind.value}:{self.rank}"


def signed_on(dossier: Dossier) -> date | None:
    """The day that the agreements took effect (MIK-92); that of the habilitation when signatures do not say."""
    return dossier.in_force_on or dossier.habilitated_on


def read_due(connection: Connection, config: Config, on: date) -> list[DueCheck]:
    """Every check that opens on `on` or should have been: one of a kind at a time for each partner.

    The facts of a check are heavy and there are thousands: only those that may lead to another are read.
    """
    dossiers = [view.facts for view in read_subjects(connection, PARTNERSHIP, CHECKED)]
    known = _known(connection)
    waiting = [
        (dossier, kind)
        for dossier in dossiers
        for kind in CheckKind
        if _may_open(dossier, kind, known.get((dossier.ref, kind), ()), config, on)
    ]
    last = [known[dossier.ref, kind][-1].ref for dossier, kind in waiting if known.get((dossier.ref, kind))]
    facts = read_some(connection, NETWORK_CHECK, last) if last else {}
    found = (_due(dossier, kind, known.get((dossier.ref, kind), ()), facts, config) for dossier, kind in waiting)
    return [
        due
        for due in found
        if due is not None and opens_on(_figures(due.dossier, config), due.kind, due.counted_from) <= on
    ]


def _known(connection: Connection) -> Mapping[tuple[str, CheckKind], list[Known]]:
    """(dossier, kind) → its checks, oldest first."""
    columns = (subjects.c.ref, subjects.c.parent, subjects.c.natural_key, subjects.c.state, subjects.c.opened_on)
    query = select(*columns).where(subjects.c.kind == NETWORK_CHECK.kind, subjects.c.erased_on.is_(None))
    found: dict[tuple[str, CheckKind], list[Known]] = {}
    for row in connection.execute(query.order_by(subjects.c.opened_on, subjects.c.ref)):
        key = (row.parent, CheckKind(row.natural_key.partition(":")[0]))
        found.setdefault(key, []).append(Known(row.ref, row.state, row.opened_on))
    return found


def _may_open(dossier: Dossier, kind: CheckKind, known: Sequence[Known], config: Config, on: date) -> bool:
    """Switched on, none running, and the earliest date that the last one could lead to is here."""
    figures, start = _figures(dossier, config), signed_on(dossier)
    if start is None or not figures.checks.of(kind).enabled:
        return False
    if known and known[-1].state == CheckState.TO_DO:
        return False
    return opens_on(figures, kind, known[-1].opened_on if known else start) <= on


def _due(
    dossier: Dossier, kind: CheckKind, known: Sequence[Known], facts: Mapping[str, View[NetworkCheck]], config: Config
) -> DueCheck | None:
    start = signed_on(dossier)
    if start is None:
        return None
    before = facts[known[-1].ref].facts if known else None
    counted_from = (before.concluded_on or before.opened_on) if before else start
    since = before.opened_on if before else start
    due = due_on(_figures(dossier, config), kind, counted_from)
    return DueCheck(dossier, kind, len(known) + 1, counted_from, since, due)


def _figures(dossier: Dossier, config: Config) -> Certification:
    return config.figures_for(dossier.certification, dossier.grid_version)


def open_without_partner(connection: Connection) -> Iterator[str]:
    """References of the checks that are open while their partnership has ended."""
    child, parent = subjects.alias(), subjects
    ended = parent.c.state.in_([state.value for state in ENDED])
    query = select(child.c.ref).join(parent, parent.c.ref == child.c.parent).where(ended)
    still = (child.c.kind == NETWORK_CHECK.kind) & (child.c.state == CheckState.TO_DO.value)
    yield from connection.scalars(query.where(still).order_by(child.c.ref))
