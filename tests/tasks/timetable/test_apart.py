"""A search in another process: the same answer, and none when that process aborts (google/or-tools #5025)."""

import sys
from unittest.mock import patch

from ortools.sat.python import cp_model

from tasks.timetable.apart import NOTHING, search, search_apart


def queens(size: int) -> cp_model.CpModel:
    model = cp_model.CpModel()
    rows = [model.new_int_var(0, size - 1, "") for _ in range(size)]
    model.add_all_different(rows)
    model.add_all_different(row + rank for rank, row in enumerate(rows))
    model.add_all_different(row - rank for rank, row in enumerate(rows))
    model.minimize(rows[0] + 2 * rows[-1])
    return model


def test_another_process_finds_what_this_one_would() -> None:
    found = search_apart(queens(6), 1)
    assert (found.status, found.objective) == ("OPTIMAL", 6)
    assert found == search(queens(6), 1, in_turns=True)


def test_a_process_that_aborts_found_nothing() -> None:
    with patch.object(sys, "executable", "/bin/false"):
        assert search_apart(queens(6), 1) == NOTHING
