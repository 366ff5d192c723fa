"""What makes a plan better than another, in order: announced times kept, an early end, little waiting."""

from itertools import pairwise, permutations

from ortools.sat.python import cp_model

from domain.exams.timetable import Plan, Problem, Sitting
from tasks.timetable.model import DAY, Timetable, steps

Goal = tuple[cp_model.LinearExpr, bool]
"""An expression, and whether more of it is better."""


def goals(table: Timetable, *, is_ordered: bool) -> list[Goal]:
    """Adds what measures the plan. Without anything announced, candidates who can be swapped are put in order."""
    end = table.model.new_int_var(0, len(table.days) * DAY, "")
    for sitting in table.problem.sittings:
        table.model.add(end >= table.starts[sitting.key] + steps(sitting.minutes))
    last = [(end, False), (_waiting(table) + _extra(table), False)]
    if table.problem.previous:
        return [(_kept(table, table.problem.previous), True), *last]
    if is_ordered:
        _in_order(table)
    return last


def _kept(table: Timetable, previous: Plan) -> cp_model.LinearExpr:
    """Sittings whose announced time is kept."""
    kept: list[cp_model.IntVar] = []
    for key, slot in previous.places().items():
        if key in table.starts and slot.day in table.days:
            same = table.model.new_bool_var("")
            table.model.add(table.starts[key] == table.step(slot.day, slot.start)).only_enforce_if(same)
            kept.append(same)
    return cp_model.LinearExpr.sum(kept)


def _waiting(table: Timetable) -> cp_model.LinearExpr:
    """Steps between the first and the last moment of each candidate's day, summed."""
    spans: list[cp_model.IntVar] = []
    for sittings in table.by_candidate.values():
        for day in table.days if len(sittings) > 1 else ():
            span = table.model.new_int_var(0, DAY, "")
            spans.append(span)
            for one, other in permutations(sittings, 2):
                if one.order <= other.order:
                    gap = table.starts[other.key] + steps(other.minutes) - table.starts[one.key]
                    here = [*table.inside[one.key, day], *table.inside[other.key, day]]
                    table.model.add(span >= gap - len(table.days) * DAY * (2 - sum(here)))
    return cp_model.LinearExpr.sum(spans)


def _extra(table: Timetable) -> cp_model.LinearExpr:
    """Rooms opened for nothing, and jurors taken to watch when an invigilator could."""
    jurors = {person.ref for person in table.problem.people}
    borrowed = [post for (_, _, ref, _), post in table.posted.items() if ref in jurors]
    return cp_model.LinearExpr.sum([*table.opened.values(), *borrowed])


def _in_order(table: Timetable) -> None:
    """Candidates whom every rule treats alike: swapping two of them changes nothing, so one order is enough."""
    alike: dict[object, list[Sitting]] = {}
    for candidate, sittings in table.by_candidate.items():
        alone = [sitting for sitting in sittings if sitting.individual]
        if alone:
            alike.setdefault(_likeness(table.problem, candidate, sittings), []).append(alone[0])
    for same in alike.values():
        for one, other in pairwise(same):
            table.model.add(table.starts[one.key] <= table.starts[other.key])


def _likeness(problem: Problem, candidate: str, sittings: list[Sitting]) -> object:
    everyone = (*problem.people, *problem.invigilators)
    shape = tuple(
        (one.epreuve, one.minutes, one.jurors, one.individual, one.order)
        for one in sorted(sittings, key=lambda sitting: sitting.epreuve)
    )
    return shape, tuple(person.ref for person in everyone if candidate in person.forbidden)
