"""OR-Tools' CP-SAT, set so that the same problem gives the same plan on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

WORK = 0.01
"""Deterministic units of CP-SAT to a second: measured 0.01 to 0.17 on sixty candidates, two busy cores."""
WALL = 10
"""A slow machine may take so many times the seconds asked before the clock cuts the search short."""


def quiet_solver(seconds: float, *, in_turns: bool) -> cp_model.CpSolver:
    """One thread, a fixed seed, and a limit counted in steps of the search, not in time.

    Only on a machine so slow that the clock cuts the search could another plan come out.

    Args:
        in_turns: the strategies of CP-SAT take turns in that thread; else its default one alone.
    """
    from ortools.sat.python import cp_model  # 0.5 s, for those who plan

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 8 if in_turns else 1
    solver.parameters.interleave_search = in_turns
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = seconds * WORK
    solver.parameters.max_time_in_seconds = WALL * seconds
    return solver
