"""What robots see and type: in the file itself, wrong now and then, put right the day after."""

from datetime import date, datetime
from pathlib import Path

import pytest

from flows.simulation.chance import Chance
from flows.simulation.desk import Desk, Memory
from tasks.tabs import layout
from tasks.tabs.examiners import EXAMINERS
from tests.season.desk import Desk as Season

ON = date(2026, 11, 2)


@pytest.fixture
def desk(tmp_path: Path) -> Season:
    season = Season.at(tmp_path / "home")
    season.set_up()
    return season


def morning(season: Season, memory: Memory, mistypes: float = 0, on: date = ON) -> Desk:
    with season.office() as office:
        return Desk(on, season.path, office.workbook.read(), Chance(7), memory, mistypes)


def test_what_is_typed_wrong_is_put_right_the_day_after(desk: Season) -> None:
    dated = {"Années d’expérience": 12, "Habilité du": datetime(2026, 11, 2)}
    memory, typed = Memory(), {"Prénom et nom": "Ada Noor", **dated}
    first = morning(desk, memory, mistypes=1)
    first.add(EXAMINERS, typed, "ada")
    first.save()
    (wrong,) = desk.rows(EXAMINERS)
    assert len({header for header in dated if wrong[header] != dated[header]}) == 1
    assert wrong["Prénom et nom"] == "Ada Noor"
    second = morning(desk, memory)
    second.put_right()
    second.save()
    assert desk.rows(EXAMINERS) == [typed]
    assert memory.wrong == {}


def test_rows_added_on_one_day_follow_one_another_and_are_found_by_their_name(desk: Season) -> None:
    memory = Memory()
    first = morning(desk, memory)
    for name in ("a", "b"):
        first.add(layout.TEAM, {"Nom": name}, name)
    first.save()
    assert [row.get("Nom") for row in desk.rows(layout.TEAM)][-2:] == ["a", "b"]
    assert memory.rows == {(layout.TEAM, "a"): 4, (layout.TEAM, "b"): 5}


def test_nobody_types_and_the_file_is_left_alone(desk: Season) -> None:
    before = desk.path.read_bytes()
    morning(desk, Memory()).save()
    assert desk.path.read_bytes() == before


@pytest.mark.parametrize(("least", "slowest"), [(0, 5), (3, 3)])
def test_what_waits_is_done_within_the_days_that_it_may_wait(desk: Season, least: int, slowest: int) -> None:
    memory, done = Memory(), []
    for number in range(7):
        today = morning(desk, memory, on=date(2026, 11, 2 + number))
        done.append(today.is_time("convene", slowest, least=least))
    assert done == sorted(done)
    assert least <= done.index(True) <= slowest
    assert not morning(desk, memory, on=date(2027, 11, 2)).is_time("convene", slowest, forgets=1)


def test_chance_depends_on_the_names_of_what_is_drawn_and_on_nothing_else() -> None:
    chance = Chance(1)
    drawn = [chance.draw("row", number) for number in range(2_000)]
    assert drawn == [Chance(1).draw("row", number) for number in range(2_000)]
    assert drawn != [Chance(2).draw("row", number) for number in range(2_000)]
    assert 900 < sum(chance.happens(0.5, "row", number) for number in range(2_000)) < 1_100
    assert {chance.whole(1, 3, number) for number in range(100)} == {1, 2, 3}
