"""Deliberate mistakes, the ones that the design avoids: without them, nobody knows that the checker sees anything."""

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, insert, update

from tasks.ledger import outbox
from tasks.ledger.batch import Batch
from tasks.ledger.database import Ledger
from tasks.ledger.schema import deadlines, documents
from tasks.ledger.schema import outbox as mails
from tasks.mail.eml_folder import EmlFolder


def two_transactions() -> None:
    """The state is committed first, what it entails afterwards, and the process dies in between."""
    whole = Batch.flush

    def flush(self: Batch[Any]) -> None:
        later = {table: self._inserts.pop(table, []) for table in (deadlines, documents, mails)}
        whole(self)
        driver: Any = self.connection.connection.driver_connection
        driver.execute("COMMIT")
        if later[mails]:
            os.kill(os.getpid(), signal.SIGKILL)
        driver.execute("BEGIN" if self.connection.dialect.name == "postgresql" else "BEGIN IMMEDIATE")
        for table, rows in later.items():
            if rows:
                self.connection.execute(insert(table), rows)

    Batch.flush = flush  # type: ignore[method-assign]


def marks_in_batches() -> None:
    """E-mails are marked batch after batch instead of one by one."""
    claim, mark, kept = outbox.claim, outbox.mark, []

    def mark_later(*args: Any, **fields: Any) -> None:
        kept.append((args, fields))

    def claim_next(ledger: Ledger, after: int = 0, at_once: int = outbox.AT_ONCE) -> Sequence[RowMapping]:
        while kept:
            marked, fields = kept.pop()
            mark(*marked, **fields)
        return claim(ledger, after, at_once)

    outbox.mark, outbox.claim = mark_later, claim_next


def marks_before_sending() -> None:
    """E-mails are « sent » as soon as they are taken, and the process dies on the way to the folder."""
    claim = outbox.claim

    def claim_as_sent(ledger: Ledger, after: int = 0, at_once: int = outbox.AT_ONCE) -> Sequence[RowMapping]:
        rows = claim(ledger, after, at_once)
        with ledger.writing() as connection:
            connection.execute(update(mails).where(mails.c.id.in_([row["id"] for row in rows])).values(status="sent"))
        return rows

    def die(self: EmlFolder, recipient: str, message_id: str, raw: bytes, sent_on: date) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    outbox.claim = claim_as_sent
    EmlFolder.send = die  # type: ignore[method-assign]


BROKEN: Mapping[str, Callable[[], None]] = {
    made.__name__: made for made in (two_transactions, marks_in_batches, marks_before_sending)
}
