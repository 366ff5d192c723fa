"""The append-only journal: each event carries the hash of the one before (SHA-256 over canonical JSON).

What a person typed is kept beside it, in `payloads`; the hash covers its HMAC under the dossier's own salt, so that
erasing payload and salt leaves the chain verifiable (RGPD) and the erased text beyond guessing.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from domain.network.destruction import DESTRUCTION, Destruction, DestructionState
from tasks.ledger.schema import journal, payloads, subjects

GENESIS = "0" * 64


@dataclass(frozen=True)
class Head:
    """Where the chain stands; printed on each PV so that a cut tail can be seen."""

    count: int
    hash: str


def read_head(connection: Connection) -> Head:
    row = connection.execute(select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1)).first()
    return Head(row.seq, row.hash) if row else Head(0, GENESIS)


def digest_of(salt: bytes, content: str) -> str:
    return hmac.new(salt, content.encode(), hashlib.sha256).hexdigest()


def hash_of(row: Mapping[str, Any]) -> str:
    """The hash of one event: every column of the journal but the hash itself, as canonical JSON."""
    covered = {key: plain(value) for key, value in row.items() if key != "hash"}
    return hashlib.sha256(canonical(covered).encode()).hexdigest()


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(head: Head, row: Mapping[str, Any]) -> dict[str, Any]:
    """`row` with its number, the hash of the event before and its own."""
    complete = {**row, "seq": head.count + 1, "previous": head.hash}
    return {**complete, "hash": hash_of(complete)}


def verify(connection: Connection) -> list[str]:
    """Walk the whole chain and every payload that was not erased. Returns the breaks, as French sentences.

    A payload may be gone when a decision to erase covers its event (RGPD): such decisions are events themselves.
    """
    erased = erased_events(connection)
    query = (
        select(journal, payloads.c.content, subjects.c.salt)
        .outerjoin(subjects, subjects.c.ref == journal.c.subject)
        .outerjoin(payloads, payloads.c.seq == journal.c.seq)
        .order_by(journal.c.seq)
    )
    breaks, head = [], Head(0, GENESIS)
    for row in connection.execute(query).mappings():
        columns = {name: row[name] for name in journal.c.keys()}  # noqa: SIM118 — not a dict
        if row["seq"] != head.count + 1 or row["previous"] != head.hash:
            breaks.append(f"Journal : l’événement {row['seq']} ne suit pas l’événement {head.count}.")
        if hash_of(columns) != row["hash"]:
            breaks.append(f"Journal : l’événement {row['seq']} a été modifié.")
        if row["content"] is None and row["seq"] > erased.get(row["subject"], 0):
            breaks.append(f"Journal : le contenu de l’événement {row['seq']} a disparu.")
        if None not in (row["content"], row["salt"]) and digest_of(row["salt"], row["content"]) != row["digest"]:
            breaks.append(f"Journal : le contenu de l’événement {row['seq']} a été modifié.")
        head = Head(row["seq"], row["hash"])
    return breaks


def erased_events(connection: Connection) -> dict[str, int]:
    """Subject → the last of its events that a decision to erase covers."""
    decided = subjects.c.state.in_([DestructionState.CONFIRMED.value, DestructionState.ERASED.value])
    query = select(subjects.c.facts).where(subjects.c.kind == DESTRUCTION.kind, decided)
    found: dict[str, int] = {}
    for facts in connection.scalars(query):
        for item in Destruction.model_validate_json(facts).events:
            found[item.subject] = max(item.until, found.get(item.subject, 0))
    return found


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
