"""The lock that matters: a lease row with an expiry, so that a run killed on another machine blocks nobody for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic, sleep

from sqlalchemy import Connection, delete, insert, select, update

from tasks.ledger.database import Ledger
from tasks.ledger.holders import is_gone, now, this_holder
from tasks.ledger.schema import leases

DURATION = timedelta(minutes=30)


def renew(connection: Connection) -> None:
    """Put off the expiry of the leases of this process: a long run that lives is not taken over."""
    mine = update(leases).where(leases.c.holder == this_holder())
    connection.execute(mine.values(expires_at=now() + DURATION))


class AlreadyRunning(Exception):
    """Another run holds the lease; the message is French."""


@contextmanager
def lease(ledger: Ledger, name: str, patience: float = 0) -> Iterator[None]:
    """Hold `name` while the block runs.

    Args:
        patience: seconds to wait for a live holder to let go.

    Raises:
        AlreadyRunning: a live holder still has it.
    """
    limit = monotonic() + patience
    while True:
        try:
            _take(ledger, name)
            break
        except AlreadyRunning:
            if monotonic() >= limit:
                raise
            sleep(0.5)
    try:
        yield
    finally:
        with ledger.writing() as connection:
            connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == this_holder()))


def _take(ledger: Ledger, name: str) -> None:
    with ledger.writing() as connection:
        row = connection.execute(select(leases).where(leases.c.name == name)).first()
        if row is not None and row.expires_at > now() and not is_gone(row.holder):
            raise AlreadyRunning(
                f"Un autre traitement est en cours ({row.holder}). Attendez sa fin, ou relancez après "
                f"{row.expires_at:%H:%M} (UTC)."
            )
        connection.execute(delete(leases).where(leases.c.name == name))
        connection.execute(insert(leases).values(name=name, holder=this_holder(), expires_at=now() + DURATION))
