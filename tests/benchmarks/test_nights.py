"""The mark to reach is only worth something if both ways do the same work."""

from pathlib import Path

import pytest

from tests.benchmarks.nights import by_floor, by_sweep, measure, seeded, written

MARK = 2.0


def test_the_floor_and_the_sweep_write_the_same(tmp_path: Path) -> None:
    source = seeded(tmp_path, 1000)
    _, swept = by_sweep(source)
    assert by_floor(source, letters=True)[1] == 50
    left, right = written(swept), written(tmp_path / "floor.db")
    assert len(left["outbox"]) == 50
    for rows in (*left.values(), *right.values()):  # the sweep treats lapses first: its numbers follow that order
        for row in rows:
            row.pop("seq", None)
            row.pop("id", None)
    assert left == right


@pytest.mark.slow
def test_a_sweep_of_ten_thousand_dossiers_takes_less_than_twice_the_floor(tmp_path: Path) -> None:
    night = measure(tmp_path, 10_000)
    assert night.due == 500
    assert night.ratio < MARK
