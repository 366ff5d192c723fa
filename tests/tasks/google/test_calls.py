"""What a run costs on the wire: the same number of calls at any number of rows."""

from collections import Counter
from pathlib import Path

import pytest

from tasks.google.limiter import Limiter
from tasks.workbook import Changes
from tests.tasks.workbook.backends import GoogleBackend, PatientClock
from tests.tasks.workbook.hands import TAB, fill, rows, update_all
from tests.tasks.workbook.sample import LAYOUT, TO_DO, application

READ = {"spreadsheets.get": 1, "values.batchGet": 1}
UPDATE = {"spreadsheets.get": 1, "values.batchGet": 2, "values.batchUpdate": 1}
EVERYTHING = {**UPDATE, "spreadsheets.batchUpdate": 1}


def counted(google: GoogleBackend) -> dict[str, int]:
    """The calls since the last count, without the bearer's."""
    calls = Counter(call.family for call in google.server.calls if call.family != "token")
    google.server.calls.clear()
    return dict(calls)


def spoken(google: GoogleBackend, count: int) -> list[dict[str, int]]:
    """The calls of a read, an update of every row, a run that changes nothing, and one that also adds rows."""
    fill(google, count)
    counted(google)
    changes = update_all(google)
    calls = [counted(google)]
    assert google.workbook.write(changes).changed_cells == count
    calls.append(counted(google))
    assert google.workbook.write(changes).changed_cells == 0
    calls.append(counted(google))
    for row in rows(google):
        changes.update(TAB, {"Retour": f"lu : {row.key}"}, key=row.key)
    changes.mirror(TO_DO.name, [{"Dossier": row.key} for row in rows(google)])
    for index in range(5):
        changes.append(TAB, {**application(index), "Réf.": f"N-{index}"})
    counted(google)
    assert google.workbook.write(changes).unplaced == ()
    return [*calls, counted(google)]


COST = [READ, UPDATE, READ, EVERYTHING]


@pytest.mark.parametrize("count", [10, 1_000])
def test_calls_do_not_grow_with_rows(google: GoogleBackend, count: int) -> None:
    assert spoken(google, count) == COST


@pytest.mark.slow
def test_calls_for_ten_thousand_rows(google: GoogleBackend) -> None:
    assert spoken(google, 10_000) == COST


def test_one_bearer_serves_a_whole_run(google: GoogleBackend) -> None:
    another = google.another()
    google.server.calls.clear()
    another.read()
    another.write(Changes())
    assert [call.family for call in google.server.calls].count("token") == 1


def test_the_limiter_lets_no_minute_hold_more_than_its_share() -> None:
    clock = PatientClock()
    limiter = Limiter(clock, 55)
    made = []
    for _ in range(200):
        clock.sleep(limiter.delay("read"))
        made.append(clock.now())
        clock.sleep(0.1)
    assert max(sum(1 for other in made if at <= other < at + 60) for at in made) == 55
    assert limiter.delay("write") == 0  # counted apart


def test_forty_runs_in_a_row_stay_under_googles_quota(tmp_path: Path) -> None:
    """Eighty reads and a bit: the 56th waits for the first minute to end (on a clock whose waits take no time)."""
    google = GoogleBackend(tmp_path, LAYOUT)
    google.workbook.create()
    limiter = Limiter(google.clock, 55)
    api = google.workbook._api  # type: ignore[attr-defined]
    api._limiter = limiter
    for _ in range(40):
        google.workbook.read()
    assert google.clock.now() >= 60
    assert sum(google.clock.waits) == google.clock.now()
