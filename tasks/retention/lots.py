"""The lots whose time is over: a dossier with all that belongs to it, a session with its candidates, e-mails."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, RowMapping, func, select

from domain.exams.appeal_process import APPEAL
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.fraud_process import FRAUD
from domain.exams.session_process import EXAM_SESSION
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.retention import Kept, Retention
from domain.partnership import PARTNERSHIP
from domain.processes import BY_KIND
from domain.vocabulary import State, TimeLimit
from tasks.ledger.schema import deadlines, outbox, subjects

#: decided before any partnership
_REJECTED = frozenset({State.CLOSED_WITHOUT_ACTION, State.REJECTED_ON_SCORE, State.REFUSED})
#: a lot waits for these to be closed, whatever its age: they are what it would be needed for
_CASES = frozenset({APPEAL.kind, FRAUD.kind, NONCONFORMITY.kind})
#: owed to the Caisse des dépôts for ever when it is not done: its date once over, nothing waits for it
_ENDLESS = (TimeLimit.MATCHING.value, TimeLimit.CPF_CORRECTION.value)
_COLUMNS = (
    subjects.c.ref, subjects.c.kind, subjects.c.certification, subjects.c.natural_key, subjects.c.state,
    subjects.c.changed_on, subjects.c.parent, subjects.c.erased_on,
)  # fmt: skip


@dataclass(frozen=True)
class Lot:
    """What may be erased together.

    Args:
        refs: its subjects, its root included; none for e-mails.
        sent_until: of e-mails.
    """

    kept: Kept
    root: str
    certification: str
    since: date
    due_on: date
    refs: tuple[str, ...] = ()
    sent_until: date | None = None

    @property
    def key(self) -> str:
        """The natural key of the destruction that it is proposed as."""
        return f"{self.kept}:{self.root}"[:40]


@dataclass
class _Ledger:
    """The columns that tell what is over, and who belongs to whom."""

    rows: dict[str, RowMapping]
    busy: frozenset[str]
    children: dict[str, list[str]] = field(default_factory=dict)

    def tree(self, root: str) -> tuple[str, ...]:
        """The root, then what belongs to it, then what belongs to that."""
        found = [root]
        for ref in found:
            found += self.children.get(ref, [])
        return tuple(found)

    def is_over(self, refs: Iterable[str]) -> bool:
        """No clock runs on any of them and no case of theirs is open."""
        return not any(ref in self.busy or self._is_open_case(self.rows[ref]) for ref in refs)

    def _is_open_case(self, row: RowMapping) -> bool:
        process = BY_KIND[row["kind"]]
        return row["kind"] in _CASES and process.states(row["state"]) not in process.terminal_states


def due_lots(connection: Connection, retention: Retention, on: date) -> Iterator[Lot]:
    """Every lot whose duration is over on that day, by kind then reference."""
    ledger = _read(connection, on)
    for lot in (*_dossiers(ledger, retention), *_sessions(ledger, retention)):
        if lot.due_on <= on and ledger.is_over(lot.refs):
            yield lot
    yield from _mails(connection, retention, on)


def _read(connection: Connection, on: date) -> _Ledger:
    rows = {row["ref"]: row for row in connection.execute(select(*_COLUMNS).order_by(subjects.c.ref)).mappings()}
    runs = (deadlines.c.due_on >= on) | deadlines.c.time_limit.not_in(_ENDLESS)
    open_ones = select(deadlines.c.subject).where(deadlines.c.closed_on.is_(None), runs)
    ledger = _Ledger(rows, frozenset(connection.scalars(open_ones)))
    for ref, row in rows.items():
        if row["parent"]:
            ledger.children.setdefault(row["parent"], []).append(ref)
    return ledger


def _dossiers(ledger: _Ledger, retention: Retention) -> Iterator[Lot]:
    dossiers = [row for row in ledger.rows.values() if row["kind"] == PARTNERSHIP.kind and not row["erased_on"]]
    ends = _ends(dossiers)
    for row in dossiers:
        state = State(row["state"])
        if state in _REJECTED:
            yield _lot(ledger, retention, Kept.APPLICATION, row, row["changed_on"])
        elif (end := ends.get(_partner(row))) and state in PARTNERSHIP.terminal_states:
            yield _lot(ledger, retention, Kept.PARTNER, row, end)


def _partner(row: RowMapping) -> tuple[str, str]:
    return row["natural_key"], row["certification"]


def _ends(dossiers: Iterable[RowMapping]) -> Mapping[tuple[str, str], date]:
    """Partner and certification → the end of the partnership; none while one of its dossiers is still open."""
    ends: dict[tuple[str, str], date] = {}
    running = {_partner(row) for row in dossiers if State(row["state"]) not in PARTNERSHIP.terminal_states}
    for row in dossiers:
        if _partner(row) not in running and State(row["state"]) not in _REJECTED:
            ends[_partner(row)] = max(row["changed_on"], ends.get(_partner(row), row["changed_on"]))
    return ends


def _sessions(ledger: _Ledger, retention: Retention) -> Iterator[Lot]:
    """A session that is over; once its pieces are erased, the register that stayed."""
    for row in ledger.rows.values():
        if row["kind"] != EXAM_SESSION.kind:
            continue
        if row["erased_on"]:
            yield _lot(ledger, retention, Kept.REGISTER, row, _delivered(ledger, row))
        elif EXAM_SESSION.states(row["state"]) in EXAM_SESSION.terminal_states:
            yield _lot(ledger, retention, Kept.SESSION, row, row["changed_on"])


def _delivered(ledger: _Ledger, session: RowMapping) -> date:
    """The last change of the session or of one of its certificates, such as a withdrawal."""
    own = [ledger.rows[ref] for ref in ledger.tree(session["ref"])]
    held: list[date] = [row["changed_on"] for row in own if row["kind"] == CERTIFICATE.kind]
    ended: date = session["changed_on"]
    return max([ended, *held])


def _lot(ledger: _Ledger, retention: Retention, kept: Kept, row: RowMapping, since: date) -> Lot:
    due_on = retention.durations[kept].ends_on(since)
    return Lot(kept, row["ref"], row["certification"], since, due_on, ledger.tree(row["ref"]))


def _mails(connection: Connection, retention: Retention, on: date) -> Iterator[Lot]:
    """All those that are old enough, together."""
    duration = retention.durations[Kept.MAIL]
    until = duration.started_by(on)
    old = select(func.min(outbox.c.on_date), func.max(outbox.c.on_date)).where(
        outbox.c.on_date <= until, outbox.c.status.in_(["sent", "failed", "unknown"])
    )
    first, last = connection.execute(old).one()
    if first is not None:
        certification = connection.scalar(select(func.min(subjects.c.certification))) or ""
        yield Lot(Kept.MAIL, "", certification, first, duration.ends_on(last), sent_until=last)
