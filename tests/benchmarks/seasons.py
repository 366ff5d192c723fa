"""A whole phase on a real home folder, step by step: seconds of each."""

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from prefect import Task

from tasks import steps
from tasks.run import open_run
from tasks.tabs import columns, layout
from tasks.workbook.protocol import Changes
from tasks.workbook.values import CellValue
from tests.benchmarks.seed import seed
from tests.builders import shipped_certification
from tests.season.answers import answers
from tests.season.desk import MANAGER, Desk, Step, play

RECEPTION = date(2026, 11, 4)
INTAKE_AND_SCORING = steps.phase(steps.receive_applications, steps.score)
NIGHT = steps.phase(steps.sweep_deadlines)


def with_applications(home: Path, count: int) -> Desk:
    """A workbook of `count` applications whose grids staff have already filled and signed, row by row."""
    desk = Desk.at(home)
    desk.set_up()
    lines = [line for line in shipped_certification().grid.lines if line.staff_choices]
    grid = {layout.staff_points(line.code, line.staff_label): line.staff_choices[-1] for line in lines}
    changes = Changes()
    for number in range(1, count + 1):
        changes.append(layout.APPLICATIONS, answers(number))
        row: dict[str, CellValue] = {columns.DOSSIER: f"D-2026-{number:04d}", **grid, layout.VALIDATED_BY: MANAGER}
        changes.append(layout.SCORING, row)
    with desk.office() as office:
        office.workbook.write(changes)
    return desk


def with_open_dossiers(home: Path, count: int) -> Desk:
    """A ledger of `count` open dossiers that the workbook does not show yet."""
    desk = Desk.at(home)
    desk.set_up()
    with desk.office() as office:
        seed(office.ledger, count)
    return desk


def timed(desk: Desk, on: date, played: Sequence[Step]) -> tuple[dict[str, float], int]:
    """One run. Returns the seconds of each step by its French name, and how many changes took effect."""
    found = {}
    with open_run(desk.settings, on) as run:
        for step in played:
            start = time.perf_counter()
            play(step, run)
            name = step.name if isinstance(step, Task) else step.__name__
            found[name] = time.perf_counter() - start
    return found, len(run.feedback.applied)
