"""Finds the timetable of an exam session and says in French why it is so, or why there is none."""

from tasks.timetable.explain import explain
from tasks.timetable.solver import solve

__all__ = ["explain", "solve"]
