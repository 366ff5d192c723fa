"""One night of sweep over a large ledger, beside the floor: seconds, and whether both wrote the same."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import select

from config.settings import Settings
from tasks.feedback import Feedback
from tasks.ledger.database import open_ledger
from tasks.ledger.keeping import store_team
from tasks.ledger.schema import deadlines, documents, journal, outbox, subjects
from tasks.office import open_office
from tasks.sweep import sweep
from tests.benchmarks import floor
from tests.benchmarks.seed import ON, seed
from tests.builders import shipped_config
from tests.tasks.ledger.acting import TEAM


@dataclass(frozen=True)
class Night:
    """Median seconds of one sweep, of the floor, and of the floor without its letters."""

    open_dossiers: int
    due: int
    sweep: float
    floor: float
    without_letters: float

    @property
    def ratio(self) -> float:
        return self.sweep / self.floor


def seeded(folder: Path, count: int) -> Path:
    """A ledger of `count` open dossiers. Returns its file."""
    path = folder / f"seed-{count}.db"
    ledger = open_ledger(f"sqlite:///{path}")
    seed(ledger, count)
    store_team(ledger, TEAM)
    ledger.close()
    return path


def measure(folder: Path, count: int, rounds: int = 3) -> Night:
    """Sweep and floor by turns, each on its own copy; opening and copying are not counted."""
    source = seeded(folder, count)
    found = [(by_sweep(source)[0], by_floor(source, letters=True)[0], by_floor(source, letters=False)[0])
             for _ in range(rounds)]  # fmt: skip
    due = by_floor(source, letters=False)[1]
    return Night(count, due, *(median(seconds) for seconds in zip(*found, strict=True)))


def by_sweep(source: Path) -> tuple[float, Path]:
    copy = Path(shutil.copy(source, source.with_name("sweep.db")))
    with open_office(Settings(home=copy.parent, ledger_url=f"sqlite:///{copy}")) as office:
        start = time.perf_counter()
        sweep(office, ON, Feedback())
        return time.perf_counter() - start, copy


def by_floor(source: Path, *, letters: bool) -> tuple[float, int]:
    copy = Path(shutil.copy(source, source.with_name("floor.db")))
    start = time.perf_counter()
    due = floor.sweep(copy, shipped_config(), TEAM, ON, letters=letters)
    return time.perf_counter() - start, due


#: what chance, the clock or the chain put in a row
_OWN = {"recorded_at", "digest", "previous", "hash", "data", "salt"}


def written(path: Path) -> dict[str, list[dict[str, Any]]]:
    """What a night left, as both ways must leave it."""
    ledger = open_ledger(f"sqlite:///{path}")
    tables: dict[str, Callable[[dict[str, Any]], object]] = {
        "subjects": lambda row: row["ref"], "journal": lambda row: row["ref"], "deadlines": lambda row: row["id"],
        "documents": lambda row: row["subject"], "outbox": lambda row: row["message_id"],
    }  # fmt: skip
    with ledger.reading() as connection:
        found = {
            table.name: sorted(
                ({key: value for key, value in row.items() if key not in _OWN}
                 for row in connection.execute(select(table)).mappings()),
                key=tables[table.name],  # type: ignore[arg-type]
            )
            for table in (subjects, journal, deadlines, documents, outbox)
        }  # fmt: skip
    ledger.close()
    return found
