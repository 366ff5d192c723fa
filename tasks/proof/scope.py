"""What a « dossier de contrôle » is about: the dossiers, all that belongs to them, the sessions that partners held."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from domain.exams.session_process import EXAM_SESSION
from domain.partnership import PARTNERSHIP
from tasks.ledger.schema import subjects


@dataclass(frozen=True)
class Scope:
    """Rows of the ledger's table of subjects, by reference.

    Args:
        target: what was asked for, a dossier or the code of a certification.
        tree: the dossiers with their audits, trainers, checks…: what partners declared and were told leaves whole.
        sessions: of these partners, or of the certification: their events leave, what was typed of candidates does not.
    """

    target: str
    tree: dict[str, RowMapping]
    sessions: dict[str, RowMapping]

    @property
    def dossiers(self) -> list[RowMapping]:
        return [row for row in self.tree.values() if row["kind"] == PARTNERSHIP.kind]


def scope_of(connection: Connection, target: str) -> Scope | None:
    """The scope of `target`, None when neither a dossier nor a certification of the ledger is called so."""
    dossiers = select(subjects).where(subjects.c.kind == PARTNERSHIP.kind)
    rows = _by_ref(connection, dossiers.where((subjects.c.ref == target) | (subjects.c.certification == target)))
    sessions = _by_ref(connection, select(subjects).where(subjects.c.kind == EXAM_SESSION.kind))
    whole = target not in rows
    own = {
        ref: row
        for ref, row in sessions.items()
        if (row["certification"] == target if whole else _organiser(row) == target)
    }
    if not rows and not own:
        return None
    return Scope(target, _with_children(connection, rows), own)


def _organiser(session: RowMapping) -> str:
    """The dossier of the partner that organises; nothing of a session that was erased."""
    found: str = json.loads(session["facts"]).get("organiser", {}).get("dossier", "")
    return found


def _with_children(connection: Connection, rows: dict[str, RowMapping]) -> dict[str, RowMapping]:
    """The rows, then what belongs to them, then what belongs to that."""
    found, parents = dict(rows), list(rows)
    while parents:
        children = _children(connection, parents)
        parents = [ref for ref in children if ref not in found]
        found |= children
    return dict(sorted(found.items()))


def _children(connection: Connection, parents: Collection[str]) -> dict[str, RowMapping]:
    return _by_ref(connection, select(subjects).where(subjects.c.parent.in_(list(parents))))


def _by_ref(connection: Connection, query: object) -> dict[str, RowMapping]:
    rows = connection.execute(query.order_by(subjects.c.ref)).mappings()  # type: ignore[attr-defined]
    return {row["ref"]: row for row in rows}
