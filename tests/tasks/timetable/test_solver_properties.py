"""On small problems, against every plan there is: a plan exactly when one exists, and it holds."""

from collections.abc import Iterator
from datetime import date, time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.exams.timetable import STEP, Absence, Day, Infeasible, Person, Plan, Problem, Room, Sitting, Slot
from domain.exams.timetable_check import check
from tasks.timetable import solve

ON = date(2026, 12, 1)
NAMES = ("C1", "C2", "C3")


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    jurors = [
        Person(
            ref=f"J{n}",
            epreuves=frozenset({"E1", "E2"}),
            external=draw(st.sampled_from([True, True, False])),
            forbidden=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"C1"}), frozenset({"C2"})])),
            unavailable=tuple(draw(st.lists(st.sampled_from([Absence(day=ON, end=555), Absence(day=ON, start=560)]),
                                            max_size=1))),
        )
        for n in range(draw(st.integers(2, 3)))
    ]  # fmt: skip
    spoken = [
        Sitting(
            candidate=name, epreuve="E2", minutes=draw(st.sampled_from([10, 15, 18])), order=draw(st.integers(0, 1))
        )
        for name in NAMES[: draw(st.integers(1, 3))]
    ]
    written = [
        Sitting(candidate=name, epreuve="E1", minutes=10, jurors=0, individual=False)
        for name in NAMES[: draw(st.integers(0, 2))]
    ]
    return Problem(
        days=(Day(day=ON, closes=time(9, draw(st.sampled_from([25, 35, 45]))), lunch=None),),
        sittings=(*written, *spoken),
        people=tuple(jurors),
        rooms=(Room(name="R1", capacity=2),),
        min_members=draw(st.integers(1, 2)),
        candidate_break=5,
        max_run=draw(st.sampled_from([20, 30])),
        pause=5,
    )


def every_plan(problem: Problem) -> Iterator[Plan]:
    """One sitting after the other, all starts, all juries: what cannot be so far is left at once."""
    alone = [sitting for sitting in problem.sittings if sitting.individual]
    units = [list(sittings) for sittings in problem.collective().values()] + [[sitting] for sitting in alone]
    yield from _placed(problem, units, ())


def _placed(problem: Problem, units: list[list[Sitting]], slots: tuple[Slot, ...]) -> Iterator[Plan]:
    placed = Plan(slots=slots).places()
    so_far = problem.model_copy(update={"sittings": tuple(one for one in problem.sittings if one.key in placed)})
    if slots and check(so_far, Plan(slots=slots)):
        return
    if not units:
        yield Plan(slots=slots)
        return
    first, *others = units
    ((opens, closes),) = problem.days[0].windows
    size = problem.jury_size(first[0])
    for start in range(opens, closes, STEP):
        for staff in combinations([person.ref for person in problem.people], max(size, 1)):
            slot = Slot(candidates=tuple(sitting.candidate for sitting in first), epreuve=first[0].epreuve, day=ON,
                        start=start, minutes=first[0].minutes, room="R1", jurors=staff if size else (),
                        invigilators=() if size else staff)  # fmt: skip
            yield from _placed(problem, others, (*slots, slot))


@pytest.mark.rule("M2I-17", "M2I-52", "LAW-15", "REF-15")
@settings(max_examples=40)
@given(problems())
def test_a_plan_exactly_when_there_is_one(problem: Problem) -> None:
    found = solve(problem, 10)
    if next(every_plan(problem), None) is None:
        assert isinstance(found, Infeasible)
        assert found.proven
    else:
        assert isinstance(found, Plan)
        assert check(problem, found) == []
