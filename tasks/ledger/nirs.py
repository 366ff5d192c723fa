"""The table of NIR: ciphertext alone, by passage, beside the subjects and never in a fact or an event (LAW-10)."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import Connection, delete, insert, select

from tasks.ledger.schema import nirs


def keep_nirs(connection: Connection, ciphertexts: Mapping[str, bytes], on: date) -> None:
    """Keep them, in the place of those that were there."""
    erase_nirs(connection, ciphertexts)
    rows = [{"passage": ref, "ciphertext": content, "stored_on": on} for ref, content in ciphertexts.items()]
    if rows:
        connection.execute(insert(nirs), rows)


def read_nirs(connection: Connection, passages: Collection[str]) -> dict[str, bytes]:
    """Passage → ciphertext, for those that have one."""
    query = select(nirs.c.passage, nirs.c.ciphertext).where(nirs.c.passage.in_(list(passages)))
    return {row.passage: row.ciphertext for row in connection.execute(query)}


def erase_nirs(connection: Connection, passages: Collection[str]) -> None:
    connection.execute(delete(nirs).where(nirs.c.passage.in_(list(passages))))
