"""Which juries may sit: the same for a whole half-day, so that candidates of an épreuve are judged by few juries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from domain.exams.timetable import Person, Problem, Room, Sitting, Slot
from tasks.timetable.engine import quiet_solver

LARGEST_MODEL = 12_000
"""Choices (sitting × jury × room × half-day) beyond which juries that change at every sitting are not tried."""

Jury = tuple[Person, ...]


@dataclass(frozen=True)
class Window:
    """A half-day: minutes since midnight of its day."""

    day: date
    start: int
    end: int


@dataclass(frozen=True)
class Choice:
    """Where an individual sitting may go: a jury (or one invigilator), in a room, during a half-day."""

    staff: Jury
    invigilated: bool
    room: Room
    window: Window

    def suits(self, problem: Problem, sitting: Sitting) -> bool:
        if sitting.minutes > self.window.end - self.window.start or self.invigilated != (sitting.jurors == 0):
            return False
        if self.invigilated:
            return True
        may = all(person.may_examine(sitting.candidate, sitting.epreuve) for person in self.staff)
        return may and len(self.staff) == problem.jury_size(sitting)

    def slot(self, sitting: Sitting, day: date, start: int) -> Slot:
        refs = tuple(person.ref for person in self.staff)
        return Slot(
            candidates=(sitting.candidate,),
            epreuve=sitting.epreuve,
            day=day,
            start=start,
            minutes=sitting.minutes,
            room=self.room.name,
            jurors=() if self.invigilated else refs,
            invigilators=refs if self.invigilated else (),
        )


def windows(problem: Problem) -> list[Window]:
    days = sorted(problem.days, key=lambda day: day.day)
    return [Window(day.day, start, end) for day in days for start, end in day.windows]


def stable_choices(problem: Problem) -> list[Choice]:
    """Juries formed once a half-day, each in its own room: the smallest rooms, the large ones are for all together."""
    rooms = sorted(problem.rooms, key=lambda room: room.capacity)
    found = []
    for window in windows(problem):
        teams = [(team, False) for size in _sizes(problem) for team in _teams(problem, window, size, len(rooms))]
        if any(sitting.individual and not sitting.jurors for sitting in problem.sittings):
            teams += [((person,), True) for person in problem.invigilators if _comes(person, window)]
        found += [Choice(team, alone, rooms[n % len(rooms)], window) for n, (team, alone) in enumerate(teams)]
    return found


def all_choices(problem: Problem) -> list[Choice]:
    """Every admissible jury in every room. Empty when there are too many to try."""
    teams = [(team, False) for size in _sizes(problem) for team in admissible(problem, problem.people, size)]
    if any(sitting.individual and not sitting.jurors for sitting in problem.sittings):
        teams += [((person,), True) for person in (*problem.invigilators, *problem.people)]
    spans = windows(problem)
    individual = sum(sitting.individual for sitting in problem.sittings)
    if individual * len(teams) * len(problem.rooms) * len(spans) > LARGEST_MODEL:
        return []
    return [Choice(team, alone, room, span) for span in spans for team, alone in teams for room in problem.rooms]


def _sizes(problem: Problem) -> list[int]:
    return sorted({problem.jury_size(one) for one in problem.sittings if one.individual and one.jurors})


def _comes(person: Person, window: Window) -> bool:
    """Whether this person is there for a part of the half-day."""
    return not any(
        out.day == window.day and out.start <= window.start and window.end <= out.end for out in person.unavailable
    )


def admissible(problem: Problem, people: Iterable[Person], size: int) -> list[Jury]:
    """Every jury of this size that the rules of composition allow (O-16, LAW-15)."""
    return [team for team in combinations(people, size) if problem.is_jury(team, size)]


def _teams(problem: Problem, window: Window, size: int, rooms: int) -> list[Jury]:
    """Disjoint juries that share the candidates evenly; those that sat in the announced plan stay together.

    A small exact choice: sittings that the same jurors may examine are counted together.
    """
    from ortools.sat.python import cp_model

    teams = admissible(problem, [person for person in problem.people if _comes(person, window)], size)
    groups = Counter(
        (sitting.minutes, tuple(_may(team, sitting) for team in teams))
        for sitting in problem.sittings
        if sitting.individual and sitting.jurors and problem.jury_size(sitting) == size
    )
    model = cp_model.CpModel()
    sits = [model.new_bool_var("") for _ in teams]
    model.add(sum(sits) <= rooms)
    for person in problem.people:
        model.add_at_most_one(sits[n] for n, team in enumerate(teams) if person in team)
    longest = model.new_int_var(0, sum(minutes * count for (minutes, _), count in groups.items()), "")
    loads: list[list[cp_model.LinearExpr]] = [[] for _ in teams]
    unheard: list[cp_model.LinearExpr] = []
    for (minutes, suits), count in groups.items():
        shares = [model.new_int_var(0, count if suited else 0, "") for suited in suits]
        for n, share in enumerate(shares):
            model.add(share <= count * sits[n])
            loads[n].append(minutes * share)
        left = model.new_int_var(0, count, "")
        model.add(left + sum(shares) == count)
        unheard.append(minutes * left)
    for load in loads:
        model.add(sum(load) <= longest)
    known = _known_teams(problem)
    kept = sum(sits[n] for n, team in enumerate(teams) if frozenset(person.ref for person in team) in known)
    model.minimize(1000 * sum(unheard) + 10 * longest - kept)
    solver = quiet_solver(10, in_turns=False)
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return []
    return [team for n, team in enumerate(teams) if solver.value(sits[n])]


def _may(team: Jury, sitting: Sitting) -> bool:
    return all(person.may_examine(sitting.candidate, sitting.epreuve) for person in team)


def _known_teams(problem: Problem) -> set[frozenset[str]]:
    return {frozenset(slot.jurors) for slot in problem.previous.slots} if problem.previous else set()
