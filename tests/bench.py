"""`make bench`: how long a large day, a large night and a large promotion take, and a plain loop for the same night.

Opening, copying and seeding are not counted. Everything is real: SQLite with synchronous=FULL, .xlsx, PDFs, .eml files.
"""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from tests.benchmarks import nights, promotions, seasons
from tests.benchmarks.seed import ON
from tests.season.desk import Desk

FEW, MANY, DOSSIERS = 100, 1_000, 10_000
MARK = 2.0
out = Console(highlight=False)


def main() -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        applications = one_day(home)
        night = one_night(home)
        whole = whole_night(home)
        one_promotion(home)
        through_prefect(home, applications, whole, night)


def one_day(home: Path) -> float:
    """Intake and scoring of FEW and MANY applications, one workbook and one run each. Returns the seconds of MANY."""
    found = {}
    for count in (FEW, MANY):
        desk = seasons.with_applications(home / f"day-{count}", count)
        found[count], changes = seasons.timed(desk, seasons.RECEPTION, seasons.INTAKE_AND_SCORING)
        assert changes == 5 * count  # received, owner, complete, grid, commission
    out.print(_compared(f"Intake and scoring, one workbook, one run: {FEW} and {MANY} applications, seconds", found))
    return sum(found[MANY].values())


def _compared(title: str, found: Mapping[int, Mapping[str, float]]) -> Table:
    """Step by step: seconds for FEW and MANY, how they grow, how many a second."""
    table = Table(title=title)
    for header in ("step", f"{FEW}", f"{MANY}", "growth", "a second"):
        table.add_column(header, justify="left" if header == "step" else "right")
    for step in (*found[MANY], "all"):
        few, many = (found[count].get(step, sum(found[count].values())) for count in (FEW, MANY))
        table.add_row(step, f"{few:.2f}", f"{many:.2f}", f"× {many / few:.1f}", f"{MANY / many:,.0f}")
    return table


def one_night(home: Path) -> nights.Night:
    """One sweep beside the floor, medians of three."""
    night = nights.measure(home, DOSSIERS)
    table = Table(title=f"One sweep, {DOSSIERS:,} open dossiers, {night.due} due (medians of 3)")
    for header in ("", "seconds", "× floor", "due a second"):
        table.add_column(header, justify="left" if not header else "right")
    for name, seconds in (
        ("sweep: ledger, hash chain, letters", night.sweep),
        ("floor: plain loop, one transaction, same letters", night.floor),
        ("floor without the text of its letters", night.without_letters),
    ):
        table.add_row(name, f"{seconds:.3f}", f"{seconds / night.floor:.2f}", f"{night.due / seconds:,.0f}")
    out.print(table)
    out.print(f"Mark: at the most {MARK:g} × the floor. Measured: {night.ratio:.2f} × — "
              f"{'reached' if night.ratio <= MARK else 'MISSED'}.\n")  # fmt: skip
    return night


def whole_night(home: Path) -> float:
    """The sweep with all that surrounds it: reading and writing the workbook, PDFs, e-mails."""
    desk = seasons.with_open_dossiers(home / "night", DOSSIERS)
    first, _ = seasons.timed(desk, ON, seasons.NIGHT)
    second, _ = seasons.timed(desk, ON, seasons.NIGHT)
    table = Table(title=f"The whole night, {DOSSIERS:,} open dossiers: the first, and one with nothing left to say")
    for header in ("step", "first", "second"):
        table.add_column(header, justify="left" if header == "step" else "right")
    for step, seconds in first.items():
        table.add_row(step, f"{seconds:.2f}", f"{second[step]:.2f}")
    table.add_row("all", f"{sum(first.values()):.2f}", f"{sum(second.values()):.2f}")
    out.print(table)
    return sum(first.values())


def one_promotion(home: Path) -> None:
    """Parchemins of FEW and MANY holders, each with its badge and its e-mail."""
    found = {}
    for count in (FEW, MANY):
        desk = promotions.with_promotion(home / f"promotion-{count}", count)
        found[count], changes = seasons.timed(desk, promotions.DELIVERED_ON, promotions.DELIVERY)
        assert changes == 2 * count + 1  # delivered, certified, the session
    out.print(_compared(f"One promotion delivered in one run: {FEW} and {MANY} holders, seconds", found))


def through_prefect(home: Path, day: float, night: float, measured: nights.Night) -> None:
    """The same through Prefect's embedded mode, as `make run` plays it."""
    from flows.embedded import embedded, play_flow

    empty, large = Desk.at(home / "empty"), seasons.with_open_dossiers(home / "large", DOSSIERS)
    empty.set_up()
    applied = seasons.with_applications(home / "applied", MANY)
    start = time.perf_counter()
    with embedded(home / "prefect-home"):
        started = time.perf_counter() - start

        def flow(desk: Desk, name: str, on: date) -> float:
            begun = time.perf_counter()
            with _home(desk):
                completed, message = play_flow(name, on)
            assert completed, message
            return time.perf_counter() - begun

        first, second = flow(empty, "deadline_sweep", ON), flow(empty, "deadline_sweep", ON)
        sweep = flow(large, "deadline_sweep", ON)
        intake = flow(applied, "intake", seasons.RECEPTION)
        scoring = flow(applied, "scoring", seasons.RECEPTION)
    table = Table("", "seconds", "without Prefect", title="Through Prefect's embedded mode")
    table.add_row("start of the application", f"{started:.2f}", "")
    table.add_row("first flow, nothing to do", f"{first:.2f}", "")
    table.add_row("next flow, nothing to do", f"{second:.2f}", "")
    table.add_row(f"deadline_sweep, {DOSSIERS:,} dossiers, {measured.due} due", f"{sweep:.2f}", f"{night:.2f}")
    table.add_row(f"intake then scoring, {MANY:,} applications", f"{intake + scoring:.2f}", f"{day:.2f}")
    out.print(table)


@contextmanager
def _home(desk: Desk) -> Iterator[None]:
    """Flows take their settings from the environment."""
    os.environ["CERTIFLOW_HOME"] = str(desk.settings.home)
    try:
        yield
    finally:
        del os.environ["CERTIFLOW_HOME"]


if __name__ == "__main__":
    main()
