"""Numbers without gaps: PV-AAAA-NNNN, D-AAAA-NNNN… taken in the transaction that uses them."""

from sqlalchemy import Connection, insert, select, update

from tasks.ledger.schema import counters


def next_number(connection: Connection, prefix: str, year: int) -> str:
    """The next « PREFIX-YEAR-NNNN ». The caller holds the writer's lock, so no two get the same."""
    name = f"{prefix}-{year}"
    last = connection.execute(select(counters.c.value).where(counters.c.name == name)).scalar()
    if last is None:
        connection.execute(insert(counters).values(name=name, value=1))
        return f"{name}-0001"
    connection.execute(update(counters).where(counters.c.name == name).values(value=last + 1))
    return f"{name}-{last + 1:04d}"
