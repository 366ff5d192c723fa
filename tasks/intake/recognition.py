"""Which answer each row of « Candidatures » is: known by its Réf., else by what it says. One row for one answer."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tasks.intake.declaration import snapshot
from tasks.ledger.queries import Submission
from tasks.workbook.protocol import Row


@dataclass
class Recognition:
    """Rows by their number in this reading.

    Args:
        refs: number → reference of the kept answer; rows never seen are absent.
        twins: number → reference that another row already carries, "" when both are new (a copied row).
        strangers: numbers of rows whose Réf. nobody gave.
    """

    refs: dict[int, str] = field(default_factory=dict)
    twins: dict[int, str] = field(default_factory=dict)
    strangers: set[int] = field(default_factory=set)


def sha_of(declared: str) -> str:
    return hashlib.sha256(declared.encode()).hexdigest()


def recognise(rows: Sequence[Row], submissions: Iterable[Submission]) -> Recognition:
    """Rows that carry their Réf. first, then those that lost it or never had one, in the order of the tab."""
    kept = list(submissions)
    by_sha = {item.sha256: item.row_ref for item in reversed(kept)}  # the first answer that said so
    known, found = {item.row_ref for item in kept}, Recognition()
    taken: set[str] = set()
    for row in sorted(rows, key=lambda row: row.key is not None, reverse=True):
        sha = sha_of(snapshot(row))
        ref = row.key if row.key is not None else by_sha.get(sha)
        if ref is not None and ref not in known:
            found.strangers.add(row.number)
            continue
        name = ref or sha  # a new answer is known by what it says: the same words twice are one answer
        if name in taken:
            found.twins[row.number] = ref or ""
        else:
            taken.update({name, sha})
            if ref is not None:
                found.refs[row.number] = ref
    return found
