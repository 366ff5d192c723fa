"""What there is in a lot: how much, and which events, documents and pages its erasure covers."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from domain.network.destruction import ErasedEvents, Volume
from domain.network.retention import Kept, Retention
from tasks.ledger.schema import documents, journal, outbox, payloads, subjects, submissions
from tasks.retention.lots import Lot
from tasks.web.snapshots import pages_in

ERASED = "erased"  # status of an e-mail whose text and address are gone
DESTROYED = "destroyed"
_OVER = ("destroying", DESTROYED)


@dataclass(frozen=True)
class Named:
    """How facts name files; `mark` is what those that do hold."""

    mark: str
    in_facts: Callable[[Any], Iterable[str]]


@dataclass(frozen=True)
class Content:
    """The data of one lot, at this moment.

    Args:
        pages, fluxes: all that its subjects name; others may name some of them too.
    """

    volume: Volume
    events: tuple[ErasedEvents, ...]
    documents: tuple[str, ...]
    pages: tuple[str, ...]
    fluxes: tuple[str, ...]


def content_of(connection: Connection, lot: Lot, retention: Retention) -> Content:
    """Counted and listed."""
    refs = list(lot.refs)
    last = select(journal.c.subject, func.max(journal.c.seq)).where(journal.c.subject.in_(refs))
    events = tuple(
        ErasedEvents(subject=subject, until=seq)
        for subject, seq in connection.execute(last.group_by(journal.c.subject).order_by(journal.c.subject))
    )
    kinds = retention.durations[lot.kept].keeps
    numbers = select(documents.c.number).where(documents.c.subject.in_(refs), documents.c.kind.not_in(kinds))
    listed = tuple(connection.scalars(numbers.where(documents.c.status.not_in(_OVER)).order_by(documents.c.number)))
    pages, elsewhere = _named(connection, refs, PAGES)
    texts = select(payloads.c.seq).join(journal, journal.c.seq == payloads.c.seq).where(journal.c.subject.in_(refs))
    volume = Volume(
        subjects=len(refs), documents=len(listed), pages=len(set(pages) - elsewhere),
        events=_count(connection, texts),
        mails=_count(connection, select(outbox.c.id).where(mails_of(refs, lot), outbox.c.status != ERASED)),
        declarations=_count(
            connection, select(submissions.c.id).where(submissions.c.subject.in_(refs), submissions.c.declared != "")
        ),
    )  # fmt: skip
    return Content(volume, events, listed, pages, _named(connection, refs, FLUXES)[0])


def unnamed(connection: Connection, files: Collection[str], named: Named) -> list[str]:
    """Those of these files that no subject names any more: one file is kept once for all of them."""
    return sorted(set(files) - _named(connection, (), named)[1]) if files else []


def mails_of(refs: Collection[str], lot: Lot) -> ColumnElement[bool]:
    """The e-mails about these subjects, or those old enough."""
    about: ColumnElement[bool] = outbox.c.subject_ref.in_(list(refs))
    if lot.kept is not Kept.MAIL:
        return about
    return or_(about, (outbox.c.on_date <= lot.sent_until) & outbox.c.status.in_(["sent", "failed", "unknown"]))


def _count(connection: Connection, query: object) -> int:
    return connection.scalar(select(func.count()).select_from(query.subquery())) or 0  # type: ignore[attr-defined]


def _named(connection: Connection, refs: Collection[str], named: Named) -> tuple[tuple[str, ...], set[str]]:
    """Files that subjects of the lot name; files that others do."""
    query = select(subjects.c.ref, subjects.c.facts).where(
        subjects.c.facts.contains(named.mark, autoescape=True), subjects.c.erased_on.is_(None)
    )
    mine: set[str] = set()
    others: set[str] = set()
    for ref, facts in connection.execute(query):
        (mine if ref in refs else others).update(named.in_facts(json.loads(facts)))
    return tuple(sorted(mine)), others


def _pages(facts: Any) -> Iterator[str]:
    yield from (page["sha256"] for page in pages_in(facts))


def _fluxes(facts: Any) -> Iterator[str]:
    yield from (sent["flux"] for sent in facts.get("sent", ()))


PAGES, FLUXES = Named('"read_at"', _pages), Named('"flux"', _fluxes)
