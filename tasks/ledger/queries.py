"""Read-only questions to the ledger, each one query."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Generic

from sqlalchemy import Connection, RowMapping, Select, select

from domain.calendar import ExplainedDate
from domain.process import F, Process
from domain.team import Person, Team
from domain.vocabulary import Labelled, Role, TimeLimit
from tasks.ledger.schema import deadlines, documents, journal, subjects, submissions, team


@dataclass(frozen=True)
class View(Generic[F]):
    """A subject as it stands."""

    ref: str
    state: Labelled
    version: int
    changed_on: date
    facts: F


@dataclass(frozen=True)
class Submission:
    """A kept snapshot: which form row it came from, which dossier it speaks of, whether it counts."""

    row_ref: str
    subject: str
    sha256: str
    accepted: bool


@dataclass(frozen=True)
class RunningDeadline:
    subject: str
    limit: TimeLimit
    dates: ExplainedDate
    said: str


def read_subjects(
    connection: Connection,
    process: Process[F],
    states: Collection[Labelled] | None = None,
    changed_since: date | None = None,
) -> Iterator[View[F]]:
    """Subjects of one process, those in `states`, or changed from a day on, only when given, by reference."""
    query = _in_states(process.kind, None if states is None else tuple(str(state.value) for state in states))
    if changed_since is not None:
        query = query.where(subjects.c.changed_on >= changed_since)
    return _views(connection, query, process)


def read_refs(connection: Connection, process: Process[F]) -> set[str]:
    """Every reference of one process."""
    return set(connection.scalars(_of(process).with_only_columns(subjects.c.ref)))


def read_some(connection: Connection, process: Process[F], refs: Collection[str]) -> dict[str, View[F]]:
    """The subjects of one process that `refs` name, by reference."""
    if not refs:
        return {}
    query = _of(process).where(subjects.c.ref.in_(list(refs)))
    return {view.ref: view for view in _views(connection, query, process)}


def read_remains(connection: Connection, process: Process[F]) -> Iterator[View[F]]:
    """Of the subjects that were erased, those of which something stays: what a person acquired, for instance."""
    query = select(subjects).where(subjects.c.kind == process.kind, subjects.c.erased_on.is_not(None))
    return _views(connection, query.where(subjects.c.natural_key != "").order_by(subjects.c.ref), process)


def read_children(connection: Connection, process: Process[F], parents: Collection[str]) -> Iterator[View[F]]:
    """The subjects of one process that belong to `parents`, by reference."""
    query = _of(process).where(subjects.c.parent.in_(list(parents)))
    return _views(connection, query.order_by(subjects.c.ref), process)


def read_opened(
    connection: Connection, process: Process[F], states: Collection[Labelled], first: date, last: date
) -> Iterator[View[F]]:
    """The subjects of one process in `states` that were opened from `first` to `last`, by reference."""
    query = _of(process).where(
        subjects.c.state.in_([state.value for state in states]), subjects.c.opened_on.between(first, last)
    )
    return _views(connection, query.order_by(subjects.c.ref), process)


def read_by_key(connection: Connection, process: Process[F], keys: Collection[str]) -> Iterator[View[F]]:
    """The subjects of one process with these natural keys, by reference."""
    query = _of(process).where(subjects.c.natural_key.in_(list(keys)))
    return _views(connection, query.order_by(subjects.c.ref), process)


def _views(connection: Connection, query: Select[Any], process: Process[F]) -> Iterator[View[F]]:
    """Facts that a run has parsed once are not parsed again while their text is the same: thirty calls of a night ask
    for every session. They never change in place, and are forgotten with the connection.
    """
    known: dict[str, tuple[str, F]] = connection.info.setdefault(f"facts of {process.kind}", {})
    for row in connection.execute(query).mappings():
        text, facts = known.get(row["ref"], ("", None))
        if facts is None or text != row["facts"]:
            known[row["ref"]] = row["facts"], as_view(row, process).facts
        yield View(row["ref"], process.states(row["state"]), row["version"], row["changed_on"], known[row["ref"]][1])


def subjects_made(connection: Connection, refs: Collection[str]) -> dict[str, str]:
    """Reference of a command in the journal → its subject, for those that it has."""
    if not refs:
        return {}
    query = select(journal.c.ref, journal.c.subject).where(journal.c.ref.in_(list(refs)))
    return {row.ref: row.subject for row in connection.execute(query)}


def as_view(row: RowMapping, process: Process[F]) -> View[F]:
    facts = process.facts.model_validate_json(row["facts"])
    return View(row["ref"], process.states(row["state"]), row["version"], row["changed_on"], facts)


def _of(process: Process[F]) -> Select[Any]:
    """The subjects of one process that were not erased."""
    return _of_kind(process.kind)


@cache
def _of_kind(kind: str) -> Select[Any]:
    """Made once: a night asks hundreds of times."""
    return select(subjects).where(subjects.c.kind == kind, subjects.c.erased_on.is_(None))


@cache
def _in_states(kind: str, states: tuple[str, ...] | None) -> Select[Any]:
    query = _of_kind(kind).order_by(subjects.c.ref)
    return query if states is None else query.where(subjects.c.state.in_(states))


def read_submissions(connection: Connection, *, erased: bool = False) -> list[Submission]:
    """Every kept snapshot, oldest first; or, of subjects that were erased, the fingerprints that stay."""
    columns = (submissions.c.row_ref, submissions.c.subject, submissions.c.sha256, submissions.c.accepted)
    gone = subjects.c.erased_on.is_not(None) if erased else subjects.c.erased_on.is_(None)
    query = select(*columns).join(subjects, subjects.c.ref == submissions.c.subject).where(gone)
    return [Submission(*row) for row in connection.execute(query.order_by(submissions.c.id))]


def read_deadlines(connection: Connection, process: Process[F] | None = None) -> list[RunningDeadline]:
    """Every open deadline, of one process when given, the nearest first."""
    query = _open_deadlines(None if process is None else process.kind)
    return [
        RunningDeadline(
            row["subject"],
            TimeLimit(row["time_limit"]),
            ExplainedDate(row["start"], row["due_on"], row["sentence"]),
            row["said"],
        )
        for row in connection.execute(query).mappings()
    ]


@cache
def _open_deadlines(kind: str | None) -> Select[Any]:
    query = select(deadlines).where(deadlines.c.closed_on.is_(None)).order_by(deadlines.c.due_on, deadlines.c.id)
    if kind is None:
        return query
    return query.join(subjects, subjects.c.ref == deadlines.c.subject).where(subjects.c.kind == kind)


def read_register(connection: Connection) -> Sequence[RowMapping]:
    """The register of documents, in the order of their events."""
    return connection.execute(select(documents).order_by(documents.c.seq, documents.c.number)).mappings().all()


def read_team(connection: Connection) -> Team:
    rows = connection.execute(select(team).order_by(team.c.name))
    return Team(tuple(Person(row.name, row.email, Role(row.role)) for row in rows))
