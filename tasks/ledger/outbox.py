"""The outbox: claim → send → mark. Nothing is sent before it is recorded, nothing is marked before it is sent.

States: queued → sending → sent | failed | unknown. A claim that its holder left behind (crash) is taken over under the
same Message-ID: one copy too many per crash at the most, and none with the .eml folder.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, insert, or_, select, update

from tasks.ledger.database import Ledger
from tasks.ledger.holders import is_gone, now, this_holder
from tasks.ledger.leases import renew
from tasks.ledger.schema import documents, outbox

CLAIM = timedelta(minutes=10)
AT_ONCE = 10  # their time-outs together stay within the claim


def claim(ledger: Ledger, after: int = 0, at_once: int = AT_ONCE) -> Sequence[RowMapping]:
    """Take the next e-mails to send, the oldest first.

    Args:
        after: number of the last one that this dispatch has dealt with; one that had to wait is not taken again.
        at_once: how many, AT_ONCE at the most.
    """
    with ledger.writing() as connection:
        renew(connection)
        rows = [row for row in connection.execute(_ripe(after)).mappings() if _free(row)][:at_once]
        if rows:
            change = {"status": "sending", "claimed_by": this_holder(), "claimed_until": now() + CLAIM}
            connection.execute(update(outbox).where(outbox.c.id.in_([row["id"] for row in rows])).values(change))
    return rows


def attachments_ready(connection: Connection, numbers: Sequence[str]) -> Sequence[RowMapping] | None:
    """The register rows of the attachments, None when one is not made yet."""
    query = select(documents).where(documents.c.number.in_(numbers), documents.c.status == "made")
    rows = connection.execute(query.order_by(documents.c.number)).mappings().all()
    return rows if len(rows) == len(set(numbers)) else None


def ask_again(ledger: Ledger, number: str) -> None:
    """A document that was lost or altered on disk is made again: the same data give the same bytes."""
    with ledger.writing() as connection:
        connection.execute(update(documents).where(documents.c.number == number).values(status="requested"))


def mark(
    ledger: Ledger,
    row_id: int,
    status: str,
    *,
    error: str = "",
    not_before: datetime | None = None,
    before: str = "queued",
) -> None:
    """One e-mail, one transaction: a batch that is cut would send again what it had not marked.

    Args:
        status: sent, failed, unknown, « retry » (queued again, one try more) or « waiting » (not tried).
        before: for « waiting », the status that the e-mail had when it was claimed.
    """
    change: dict[str, Any] = {"claimed_by": None, "claimed_until": None}
    if status == "waiting":  # neither tried nor changed: what was unknown stays so
        change["status"] = "queued" if before == "sending" else before
    else:
        new = "queued" if status == "retry" else status
        change |= {"status": new, "error": error, "not_before": not_before, "attempts": outbox.c.attempts + 1}
    if status == "sent":
        change["sent_at"] = now()
    with ledger.writing() as connection:
        connection.execute(update(outbox).where(outbox.c.id == row_id).values(change))


def add(ledger: Ledger, row: dict[str, Any]) -> None:
    """Queue an e-mail that belongs to no decision (alerts). The same Message-ID twice is kept once."""
    with ledger.writing() as connection:
        known = connection.execute(select(outbox.c.id).where(outbox.c.message_id == row["message_id"])).first()
        if known is None:
            connection.execute(insert(outbox).values(row | {"status": "queued"}))


def _ripe(after: int) -> Any:
    moment = now()
    waiting = and_(
        outbox.c.status.in_(["queued", "unknown"]),
        or_(outbox.c.not_before.is_(None), outbox.c.not_before <= moment),
        or_(outbox.c.status == "queued", outbox.c.not_before.is_not(None)),
    )
    ripe = or_(waiting, outbox.c.status == "sending")
    return select(outbox).where(outbox.c.id > after, ripe).order_by(outbox.c.id).limit(AT_ONCE * 4)


def _free(row: RowMapping) -> bool:
    if row["status"] != "sending":
        return True
    return row["claimed_until"] < now() or is_gone(row["claimed_by"])
