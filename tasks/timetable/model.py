"""The timetable as a CP-SAT model: times in steps of five minutes from the first midnight, one day after the other."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from ortools.sat.python import cp_model

from domain.exams.timetable import STEP, Person, Plan, Problem, Room, Sitting
from tasks.timetable.juries import Choice, Window, windows

DAY = 24 * 60 // STEP
Key = tuple[str, str]


def steps(minutes: int) -> int:
    """Steps that hold so many minutes."""
    return -(-minutes // STEP)


class Timetable:
    """Variables and rules.

    Args:
        choices: the juries, rooms and half-days among which individual sittings are placed.

    `starts` (sitting), `chosen` (sitting, choice), `seats` (sitting, room) and `posted` (épreuve, room, person,
    half-day) are what a plan is read from.
    """

    def __init__(self, problem: Problem, choices: list[Choice]) -> None:
        self.model, self.problem = cp_model.CpModel(), problem
        self.days = {day: number for number, day in enumerate(sorted(day.day for day in problem.days))}
        self.spans = {window: self._span(window) for window in windows(problem)}
        self.starts: dict[Key, cp_model.IntVar] = {}
        self.chosen: dict[tuple[Key, Choice], cp_model.IntVar] = {}
        self.seats: dict[tuple[Key, str], cp_model.IntVar] = {}
        self.posted: dict[tuple[str, str, str, Window], cp_model.IntVar] = {}
        self.opened: dict[tuple[str, str], cp_model.IntVar] = {}
        self.inside: dict[tuple[Key, date], list[cp_model.IntVar]] = defaultdict(list)
        self.by_candidate: dict[str, list[Sitting]] = defaultdict(list)
        self._busy: dict[tuple[str, Window], list[cp_model.IntervalVar]] = defaultdict(list)
        self._hears: dict[tuple[str, Window], list[cp_model.IntervalVar]] = defaultdict(list)
        self._taken: dict[str, list[cp_model.IntervalVar]] = defaultdict(list)
        for epreuve, sittings in problem.collective().items():
            self._together(epreuve, sittings)
        for sitting in problem.sittings:
            self.by_candidate[sitting.candidate].append(sitting)
            if sitting.individual:
                self._alone(sitting, choices)
        self._candidates()
        self._staff()
        for taken in self._taken.values():
            self.model.add_no_overlap(taken)
        self._juries_at_once(choices)

    def step(self, day: date, minute: int) -> int:
        return self.days[day] * DAY + minute // STEP

    def moment(self, step: int) -> tuple[date, int]:
        """The day and minute of a step."""
        number, left = divmod(step, DAY)
        return next(day for day, at in self.days.items() if at == number), left * STEP

    def hint(self, plan: Plan) -> None:
        """A plan to begin with, made with the same choices."""
        at = {key: (slot, (slot.room, {*slot.jurors, *slot.invigilators})) for key, slot in plan.places().items()}
        for key, start in {start.index: (key, start) for key, start in self.starts.items()}.values():
            self.model.add_hint(start, self.step(at[key][0].day, at[key][0].start))
        for (key, choice), literal in self.chosen.items():
            slot, who = at[key]
            same = who == (choice.room.name, {person.ref for person in choice.staff})
            self.model.add_hint(literal, same and self._covers(choice.window, slot.day, slot.start))
        for (key, room), seat in self.seats.items():
            self.model.add_hint(seat, at[key][0].room == room)
        on = {(slot.epreuve, slot.room, ref): slot for slot in plan.slots for ref in (*slot.jurors, *slot.invigilators)}
        for (epreuve, room, ref, window), posted in self.posted.items():
            found = on.get((epreuve, room, ref))
            self.model.add_hint(posted, found is not None and self._covers(window, found.day, found.start))

    def _covers(self, window: Window, day: date, start: int) -> bool:
        return window.day == day and window.start <= start < window.end

    def _span(self, window: Window) -> range:
        return range(self.step(window.day, window.start), self.step(window.day, window.end))

    def _start(self, minutes: int) -> cp_model.IntVar:
        last = {span: span.stop - steps(minutes) for span in self.spans.values()}
        holds = cp_model.Domain.from_intervals([[span.start, end] for span, end in last.items() if span.start <= end])
        return self.model.new_int_var_from_domain(holds, "")

    def _within(self, start: cp_model.IntVar, minutes: int, window: Window) -> cp_model.IntVar:
        """Whether it is in this half-day."""
        literal, span = self.model.new_bool_var(""), self.spans[window]
        holds = cp_model.Domain(span.start, span.stop - steps(minutes))
        self.model.add_linear_expression_in_domain(start, holds).only_enforce_if(literal)
        return literal

    def _alone(self, sitting: Sitting, choices: list[Choice]) -> None:
        start = self.starts[sitting.key] = self._start(sitting.minutes)
        literals = []
        for choice in choices:
            if choice.suits(self.problem, sitting):
                literal = self.chosen[sitting.key, choice] = self._within(start, sitting.minutes, choice.window)
                literals.append(literal)
                self.inside[sitting.key, choice.window.day].append(literal)
                interval = self._optional(start, sitting.minutes, literal)
                self._taken[choice.room.name].append(interval)
                for person in choice.staff:
                    self._busy[person.ref, choice.window].append(interval)
                    if not choice.invigilated:
                        self._hears[person.ref, choice.window].append(interval)
        self.model.add_exactly_one(literals)

    def _optional(self, start: cp_model.IntVar, minutes: int, literal: cp_model.IntVar) -> cp_model.IntervalVar:
        return self.model.new_optional_fixed_size_interval_var(start, steps(minutes), literal, "")

    def _together(self, epreuve: str, sittings: tuple[Sitting, ...]) -> None:
        """One start; rooms opened for the seats needed; in each room, its examiners or one who watches."""
        longest = max(sitting.minutes for sitting in sittings)
        start = self._start(longest)
        halves = {
            window: self._within(start, longest, window)
            for window, span in self.spans.items()
            if steps(longest) <= len(span)
        }
        self.model.add_exactly_one(halves.values())
        for sitting in sittings:
            self.starts[sitting.key] = start
            for window, half in halves.items():
                self.inside[sitting.key, window.day].append(half)
        for room in self.problem.rooms:
            is_open = self._open(epreuve, room, sittings)
            self._taken[room.name].append(self._optional(start, longest, is_open))
        for sitting in sittings:
            self.model.add_exactly_one(self.seats[sitting.key, room.name] for room in self.problem.rooms)
        for window, half in halves.items():
            self._post(epreuve, sittings, start, longest, window, half)
        needed = max(1, *(sitting.jurors for sitting in sittings))
        for room in self.problem.rooms:
            here = [post for (name, where, *_), post in self.posted.items() if (name, where) == (epreuve, room.name)]
            self.model.add(sum(here) == needed * self.opened[epreuve, room.name])

    def _open(self, epreuve: str, room: Room, sittings: tuple[Sitting, ...]) -> cp_model.IntVar:
        is_open = self.opened[epreuve, room.name] = self.model.new_bool_var("")
        seats = [self.model.new_bool_var("") for _ in sittings]
        self.seats.update({(sitting.key, room.name): seat for sitting, seat in zip(sittings, seats, strict=True)})
        self.model.add(sum(seats) <= room.capacity * is_open)
        self.model.add(sum(seats) >= is_open)
        return is_open

    def _post(self, epreuve: str, sittings: tuple[Sitting, ...], start: cp_model.IntVar, longest: int,
              window: Window, half: cp_model.IntVar) -> None:  # fmt: skip
        """Who may be in which room in this half-day; an examiner never where one sits whom he may not examine."""
        examined = any(sitting.jurors for sitting in sittings)
        for person in self.problem.people if examined else (*self.problem.invigilators, *self.problem.people):
            for room in self.problem.rooms if not examined or epreuve in person.epreuves else ():
                post = self.posted[epreuve, room.name, person.ref, window] = self.model.new_bool_var("")
                self.model.add_implication(post, half)
                self._busy[person.ref, window].append(self._optional(start, longest, post))
                for sitting in sittings if examined else ():
                    if sitting.candidate in person.forbidden:
                        self.model.add_at_most_one(post, self.seats[sitting.key, room.name])

    def _candidates(self) -> None:
        """One place at a time, a break in between, the épreuves in their order."""
        for sittings in self.by_candidate.values():
            sizes = {one.key: steps(one.minutes + self.problem.candidate_break) for one in sittings}
            self.model.add_no_overlap(
                self.model.new_fixed_size_interval_var(self.starts[key], size, "") for key, size in sizes.items()
            )
            for one, other in combinations(sorted(sittings, key=lambda sitting: sitting.order), 2):
                if one.order < other.order:
                    self.model.add(self.starts[other.key] >= self.starts[one.key] + sizes[one.key])

    def _staff(self) -> None:
        """Nobody in two places nor when away; runs and pauses. Jurors who share all their sittings are ruled once."""
        ruled = set()
        for person in (*self.problem.people, *self.problem.invigilators):
            for window, span in self.spans.items():
                busy, away = self._busy[person.ref, window], tuple(self._away(person, window))
                shared = (frozenset(interval.index for interval in busy), away)
                if busy and shared not in ruled:
                    ruled.add(shared)
                    fixed = [self.model.new_fixed_size_interval_var(start, end - start, "") for start, end in away]
                    self.model.add_no_overlap([*busy, *fixed])
                    if len(span) * STEP > self.problem.max_run and self._hears[person.ref, window]:
                        self._pauses(self._hears[person.ref, window], span)

    def _away(self, person: Person, window: Window) -> Iterator[tuple[int, int]]:
        first = self.step(window.day, 0)
        for out in person.unavailable:
            if out.day == window.day and out.start < out.end:
                yield first + out.start // STEP, first + steps(out.end)

    def _pauses(self, hears: list[cp_model.IntervalVar], span: range) -> None:
        """A half-day is runs between rests: no run is longer than `max_run`, no rest shorter than `pause`.

        A run that could join the next within `max_run` needs no rest between them, so two runs in a row last longer
        than `max_run` and their number is bounded. The rests that are not needed stack up before the half-day.
        """
        longest, shortest = self.problem.max_run // STEP, self.problem.pause // STEP
        runs = 2 * len(span) // longest + 1
        before, after = span.start - (runs + 1) * shortest, span.stop + shortest
        inner = [self.model.new_int_var(before, after, "") for _ in range(2 * runs)]
        bounds: list[cp_model.LinearExprT] = [before, *inner, after]
        rests = []
        for start, end in zip(bounds[::2], bounds[1::2], strict=True):
            size = self.model.new_int_var(shortest, after - before, "")
            rests.append(self.model.new_interval_var(start, size, end, ""))
        for end, start in zip(inner[::2], inner[1::2], strict=True):
            self.model.add(start >= end)
            self.model.add(start - end <= longest)
        self.model.add_no_overlap([*hears, *rests])

    def _juries_at_once(self, choices: list[Choice]) -> None:
        """Already implied: no more sittings before a jury at once than juries. Lets the search see the end sooner."""
        heard = [one for one in self.problem.sittings if one.individual and one.jurors]
        people = {person.ref for choice in choices if not choice.invigilated for person in choice.staff}
        if heard:
            at_once = min(len(people) // min(map(self.problem.jury_size, heard)), len(self.problem.rooms))
            intervals = [
                self.model.new_fixed_size_interval_var(self.starts[one.key], steps(one.minutes), "") for one in heard
            ]
            self.model.add_cumulative(intervals, [1] * len(intervals), at_once)
