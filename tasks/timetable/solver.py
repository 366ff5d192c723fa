"""From a problem to a plan: first with juries that stay together, then with any jury, then the reasons why not.

Juries formed once a half-day are what candidates and jurors expect (the same jury for comparable candidates, a room of
its own) and they cut the search from (pairs of jurors × rooms) to a handful of choices for a sitting. Only when no such
plan exists are juries that change from one sitting to the next tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.exams.timetable import Infeasible, Plan, Problem
from domain.exams.timetable_check import check
from tasks.timetable.apart import Answer, search, search_apart
from tasks.timetable.dispatch import first_plan, joint_slots
from tasks.timetable.juries import Choice, all_choices, stable_choices
from tasks.timetable.reasons import NONE, UNPROVEN, shortages, way_out

if TYPE_CHECKING:
    from tasks.timetable.model import Timetable


def solve(problem: Problem, seconds: float = 10) -> Plan | Infeasible:
    """The plan that ends first, then makes candidates wait least; equal arguments give an equal plan.

    With a previous plan, it first keeps as many announced times as possible: people have made their arrangements.

    Args:
        seconds: of search, counted so that every machine makes the same one (see `engine.quiet_solver`).

    Raises:
        AssertionError: the plan found breaks a rule: a defect of this package, told before anybody is.
    """
    if not problem.sittings:
        return Plan(slots=())
    reasons = shortages(problem)
    if reasons:
        return Infeasible(reasons=reasons)
    found = _plan(problem, seconds)
    if isinstance(found, Infeasible) and found.proven:
        return Infeasible(reasons=way_out(problem, lambda easier: _plan(easier, seconds / 4)))
    return found


def _plan(problem: Problem, seconds: float) -> Plan | Infeasible:
    plan, _ = _search(problem, stable_choices(problem), seconds)
    if plan is None:
        every = all_choices(problem)
        if not every and any(sitting.individual for sitting in problem.sittings):
            return Infeasible(reasons=(UNPROVEN,), proven=False)
        plan, is_proof = _search(problem, every, seconds)
        if plan is None:
            return Infeasible(reasons=(NONE if is_proof else UNPROVEN,), proven=is_proof)
    broken = check(problem, plan)
    if broken:
        raise AssertionError(broken)
    return plan


def _search(problem: Problem, choices: list[Choice], seconds: float) -> tuple[Plan | None, bool]:
    """The best plan with these choices, or None and whether that is a proof that there is none."""
    from tasks.timetable.goals import goals
    from tasks.timetable.model import Timetable

    table, plan = Timetable(problem, choices), first_plan(problem, choices)
    wanted = goals(table, is_ordered=plan is None)
    if plan:
        table.hint(plan)
    else:
        found = _run(table, seconds)
        if not found.is_plan:
            return None, found.status == "INFEASIBLE"
        plan = _read(table, found)
    for goal, is_maximum in wanted:
        (table.model.maximize if is_maximum else table.model.minimize)(goal)
        found = _run(table, seconds / len(wanted))
        if not found.is_plan:
            break
        plan, best = _read(table, found), round(found.objective)
        table.model.add(goal >= best if is_maximum else goal <= best)
    return plan, True


def _run(table: Timetable, seconds: float) -> Answer:
    """One strategy proves small problems at once; all of them in turns improve large ones.

    What is found is where the next search begins.

    Raises:
        AssertionError: the model is malformed, or refuses the plan that it was given: a defect of this package.
    """
    found = _kept(table, search(table.model, seconds / 5, in_turns=False))
    if found.status in {"OPTIMAL", "INFEASIBLE"}:
        return found
    further = _kept(table, search_apart(table.model, seconds * 4 / 5))
    return found if further.status == "UNKNOWN" else further


def _kept(table: Timetable, found: Answer) -> Answer:
    """The same answer, which the next search begins from."""
    is_hinted = len(table.model.proto.solution_hint.vars) > 0
    if found.status == "MODEL_INVALID" or (is_hinted and found.status == "INFEASIBLE"):
        raise AssertionError(table.model.validate() or "the model refuses a plan that holds")
    if found.is_plan:
        table.model.clear_hints()  # type: ignore[no-untyped-call]
        for index, value in enumerate(found.values):
            table.model.add_hint(table.model.get_int_var_from_proto_index(index), value)
    return found


def _read(table: Timetable, found: Answer) -> Plan:
    chosen = {key: choice for (key, choice), literal in table.chosen.items() if found.value(literal)}
    at = {key: table.moment(found.value(start)) for key, start in table.starts.items()}
    slots = [
        chosen[sitting.key].slot(sitting, *at[sitting.key]) for sitting in table.problem.sittings if sitting.individual
    ]
    for epreuve, room in (where for where, is_open in table.opened.items() if found.value(is_open)):
        seated = [sitting for sitting in table.problem.collective()[epreuve]
                  if found.value(table.seats[sitting.key, room])]  # fmt: skip
        staff = tuple(ref for (name, where, ref, _), posted in table.posted.items()
                      if (name, where) == (epreuve, room) and found.value(posted))  # fmt: skip
        slots += joint_slots(seated, room, staff, *at[seated[0].key])
    return Plan(slots=tuple(sorted(slots, key=lambda slot: (slot.day, slot.start, slot.room, slot.candidates))))
