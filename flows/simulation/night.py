"""One day: robots type, the steps of the day run, then everything that an inspector checks is checked."""

import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from config.settings import Settings
from flows.daily import STEPS
from flows.simulation.desk import Desk, Memory
from flows.simulation.robots import Robot
from flows.simulation.season import Scene
from tasks.integrity import defects_of
from tasks.ledger.schema import deadlines, subjects
from tasks.office import Office
from tasks.run import Run, open_run
from tasks.steps import Step, bare


@dataclass(frozen=True)
class Night:
    """What one day and its night came to.

    Args:
        seconds: of typing, of each step by its name, of the checks.
        states: how many subjects of each kind are in each state.
        late: time limits that run beyond their day.
        ledger, workbook: bytes.
        defects: what is not as it must be, as French sentences.
    """

    on: date
    seconds: Mapping[str, float]
    states: Counter[tuple[str, str]]
    changes: int
    refusals: int
    mails: int
    documents: int
    late: int
    ledger: int
    workbook: int
    defects: tuple[str, ...]


def play_night(settings: Settings, scene: Scene, memory: Memory, robots: Sequence[Robot], on: date) -> Night:
    """Nobody types on a day when offices are closed; the flows run all the same."""
    seconds: dict[str, float] = defaultdict(float)
    with open_run(settings, on) as run:
        if scene.config.calendar.is_working_day(on):
            started = time.perf_counter()
            _type(settings, scene, memory, robots, run)
            seconds["saisie"] = time.perf_counter() - started
        for step in STEPS:
            started = time.perf_counter()
            bare(step)(run)
            seconds[_name(step)] += time.perf_counter() - started
        started = time.perf_counter()
        defects = [*_said(run), *defects_of(run.office)]
        seconds["contrôles"] = time.perf_counter() - started
        return _night(run, seconds, defects)


def _type(settings: Settings, scene: Scene, memory: Memory, robots: Sequence[Robot], run: Run) -> None:
    content = run.office.workbook.read()
    desk = Desk(run.on, settings.workbook_path, content, scene.chance, memory, scene.habits.mistypes)
    for robot in robots:
        robot(scene, desk)
    desk.put_right()
    desk.save()


def _name(step: Step) -> str:
    return str(getattr(step, "name", step))


def _said(run: Run) -> list[str]:
    """What a run says when something went wrong by itself: robots never take the workbook or the network away."""
    lost = run.dispatched.failed + run.dispatched.unknown if run.dispatched else 0
    return [*run.warnings, *([f"{lost} e-mail(s) n’ont pas été remis."] if lost else [])]


def _night(run: Run, seconds: Mapping[str, float], defects: Sequence[str]) -> Night:
    office = run.office
    path = office.settings.home / "ledger.db"
    states, late = _counts(office, run.on)
    return Night(
        run.on, seconds, states, len(run.feedback.applied), len(run.feedback.notes),
        run.dispatched.sent if run.dispatched else 0, len(run.documents), late, path.stat().st_size,
        office.settings.workbook_path.stat().st_size, tuple(defects),
    )  # fmt: skip


def _counts(office: Office, on: date) -> tuple[Counter[tuple[str, str]], int]:
    grouped = select(subjects.c.kind, subjects.c.state, func.count()).group_by(subjects.c.kind, subjects.c.state)
    running = select(func.count()).where(deadlines.c.closed_on.is_(None), deadlines.c.due_on < on)
    with office.ledger.reading() as connection:
        states = Counter({(kind, state): number for kind, state, number in connection.execute(grouped)})
        return states, connection.scalar(running) or 0
