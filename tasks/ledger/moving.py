"""A ledger copied whole into another database: from the file of a laptop to PostgreSQL, or back."""

from sqlalchemy import Connection, Integer, func, insert, select, text

from tasks.ledger.database import Ledger, LedgerUnavailable
from tasks.ledger.journal import Head, read_head, verify
from tasks.ledger.leases import lease
from tasks.ledger.schema import journal, leases, metadata, subjects

_ROWS = 500
_RUN = "run"


def copy_ledger(source: Ledger, target: Ledger, patience: float = 0) -> Head:
    """Copy everything but leases, in one transaction of `target`; `source` is not changed, and nobody writes to it.

    Args:
        patience: seconds to wait for a run in progress to end.

    Returns:
        where the journal stands in both.

    Raises:
        LedgerUnavailable: `target` is in use, or the copy does not verify.
        AlreadyRunning: a run is at work on `source`.
    """
    with lease(source, _RUN, patience), source.writing() as here, target.writing() as there:
        if there.scalar(select(func.count()).select_from(subjects)) or there.scalar(select(func.count(journal.c.seq))):
            raise LedgerUnavailable("Le registre d’arrivée contient déjà des dossiers : indiquez une base vide.")
        _copy_rows(here, there)
        if read_head(there) != read_head(here) or verify(there):
            raise LedgerUnavailable("La copie ne concorde pas avec le registre de départ : rien n’a été gardé.")
        return read_head(there)


def _copy_rows(here: Connection, there: Connection) -> None:
    for table in metadata.sorted_tables:
        if table is leases:
            continue
        there.execute(table.delete())  # what the opening of an office writes by itself
        for rows in here.execute(select(table)).mappings().partitions(_ROWS):
            there.execute(insert(table), [dict(row) for row in rows])
        key = table.primary_key.columns.values()[0]
        if there.dialect.name == "postgresql" and isinstance(key.type, Integer) and table.autoincrement_column is key:
            last = there.scalar(select(func.max(key)))
            sequence = text("SELECT setval(pg_get_serial_sequence(:name, :key), :last, :used)")
            there.execute(sequence, {"name": table.name, "key": key.name, "last": last or 1, "used": last is not None})
