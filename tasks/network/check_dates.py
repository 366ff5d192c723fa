"""Which checks are due: a month, six months or a year after the signature, then after the last one (MIK-88, O-10)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from config.loader import Config
from domain.calendar import add_months
from domain.dossier import Dossier
from domain.network.check import NetworkCheck
from domain.network.check_figures import LIMITS
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckKind, CheckState
from domain.partnership import PARTNERSHIP
from domain.vocabulary import State
from tasks.ledger.queries import View, read_some, read_subjects
from tasks.ledger.schema import subjects
from tasks.ledger.workstreams import ENDED

#: the partners whose activity goes on
CHECKED = (State.HABILITATED,)


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
    return [due for due in found if due is not None and _opens_on(due.due_on, due.dossier, due.kind, config) <= on]


def _known(connection: Connection) -> Mapping[tuple[str, CheckKind], list[Known]]:
    """(dossier, kind) → its checks, oldest first."""
    columns = (subjects.c.ref, subjects.c.parent, subjects.c.natural_key, subjects.c.state, subjects.c.opened_on)
    query = select(*columns).where(subjects.c.kind == NETWORK_CHECK.kind)
    found: dict[tuple[str, CheckKind], list[Known]] = {}
    for row in connection.execute(query.order_by(subjects.c.opened_on, subjects.c.ref)):
        key = (row.parent, CheckKind(row.natural_key.partition(":")[0]))
        found.setdefault(key, []).append(Known(row.ref, row.state, row.opened_on))
    return found


def _may_open(dossier: Dossier, kind: CheckKind, known: Sequence[Known], config: Config, on: date) -> bool:
    """Switched on, none running, and the earliest date that the last one could lead to is here."""
    figures = config.figures_for(dossier.certification, dossier.grid_version)
    started = signed_on(dossier)
    if started is None or not figures.checks.of(kind).enabled:
        return False
    if not known:
        return True
    last = known[-1]
    return last.state != CheckState.TO_DO and _opens_on(_after(last.opened_on, kind, config, dossier), dossier, kind,
                                                        config) <= on  # fmt: skip


def _due(
    dossier: Dossier, kind: CheckKind, known: Sequence[Known], facts: Mapping[str, View[NetworkCheck]], config: Config
) -> DueCheck | None:
    start = signed_on(dossier)
    if start is None:
        return None
    before = facts[known[-1].ref].facts if known else None
    counted_from = (before.concluded_on or before.opened_on) if before else start
    since = before.opened_on if before else start
    due_on = _after(counted_from, kind, config, dossier)
    return DueCheck(dossier, kind, len(known) + 1, counted_from, since, due_on)


def _after(start: date, kind: CheckKind, config: Config, dossier: Dossier) -> date:
    figures = config.figures_for(dossier.certification, dossier.grid_version)
    return add_months(start, figures.time_limits[LIMITS[kind]].length)


def _opens_on(due_on: date, dossier: Dossier, kind: CheckKind, config: Config) -> date:
    figures = config.figures_for(dossier.certification, dossier.grid_version)
    return due_on - timedelta(days=figures.checks.of(kind).days_ahead)


def open_without_partner(connection: Connection) -> Iterator[str]:
    """References of the checks that are open while their partnership has ended."""
    child, parent = subjects.alias(), subjects
    ended = parent.c.state.in_([state.value for state in ENDED])
    query = select(child.c.ref).join(parent, parent.c.ref == child.c.parent).where(ended)
    still = (child.c.kind == NETWORK_CHECK.kind) & (child.c.state == CheckState.TO_DO.value)
    yield from connection.scalars(query.where(still).order_by(child.c.ref))
