"""A first plan, by hand: together first, then each jury takes the next candidate who may sit. The search improves it.

Several such plans are made, one for each half-hour at which the collective épreuves could begin: the best is kept.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from domain.exams.timetable import STEP, Person, Plan, Problem, Sitting, Slot
from tasks.timetable.juries import Choice, Window, windows
from tasks.timetable.measures import worth

HALF_HOUR = 30
Busy = dict[tuple[str, date], list[tuple[int, int]]]


@dataclass
class Board:
    """What is placed so far."""

    problem: Problem
    slots: list[Slot] = field(default_factory=list)
    people: Busy = field(default_factory=lambda: defaultdict(list))
    hears: Busy = field(default_factory=lambda: defaultdict(list))
    rooms: Busy = field(default_factory=lambda: defaultdict(list))
    placed: dict[str, list[tuple[Sitting, date, int]]] = field(default_factory=lambda: defaultdict(list))

    def is_room_free(self, room: str, day: date, start: int, end: int) -> bool:
        return not any(start < out and into < end for into, out in self.rooms[room, day])

    def is_free(self, person: Person, day: date, start: int, end: int) -> bool:
        busy = self.people[person.ref, day]
        return person.is_free(day, start, end) and not any(start < out and into < end for into, out in busy)

    def can_go_on(self, person: Person, day: date, start: int, end: int) -> bool:
        """Whether this juror would still have had his pauses."""
        began, until = 0, -self.problem.pause
        for into, out in sorted([*self.hears[person.ref, day], (start, end)]):
            began = into if into - until >= self.problem.pause else began
            until = out
            if until - began > self.problem.max_run:
                return False
        return True

    def can_sit(self, sitting: Sitting, day: date, start: int) -> bool:
        """Nothing else then, a break on both sides, the épreuves in their order."""
        gap, end = self.problem.candidate_break, start + sitting.minutes
        for other, on, at in self.placed[sitting.candidate]:
            before = (on, at) < (day, start)
            if on == day and start < at + other.minutes + gap and at < end + gap:
                return False
            if (other.order > sitting.order and before) or (other.order < sitting.order and not before):
                return False
        return True

    def put(self, slot: Slot, sittings: Iterable[Sitting]) -> None:
        self.slots.append(slot)
        self.rooms[slot.room, slot.day].append((slot.start, slot.end))
        for ref in (*slot.jurors, *slot.invigilators):
            self.people[ref, slot.day].append((slot.start, slot.end))
        for sitting in sittings:
            for ref in slot.jurors if sitting.individual else ():
                self.hears[ref, slot.day].append((slot.start, slot.end))
            self.placed[sitting.candidate].append((sitting, slot.day, slot.start))


def first_plan(problem: Problem, choices: list[Choice]) -> Plan | None:
    """The best of the plans made this way; None when none of them places everybody."""
    begins = [
        (window.day, minute) for window in windows(problem) for minute in range(window.start, window.end, HALF_HOUR)
    ]
    attempts = (_attempt(problem, choices, begin) for begin in (begins if problem.collective() else begins[:1]))
    return min((plan for plan in attempts if plan), key=lambda plan: worth(problem, plan), default=None)


def _attempt(problem: Problem, choices: list[Choice], begin: tuple[date, int]) -> Plan | None:
    """Collective épreuves from this moment on, or when announced, then the others."""
    board = Board(problem)
    announced = problem.previous.places() if problem.previous else {}
    for sittings in sorted(problem.collective().values(), key=lambda sittings: sittings[0].order):
        told = announced.get(sittings[0].key)
        moments = [(told.day, told.start)] if told else []
        moments += [moment for moment in _moments(problem) if moment >= begin]
        if not any(_place_together(board, sittings, *moment) for moment in moments):
            return None
    left = {sitting.key: sitting for sitting in problem.sittings if sitting.individual}
    for key, slot in sorted(announced.items(), key=lambda item: (item[1].day, item[1].start)):
        suits = [choice for choice in choices if key in left and choice.suits(problem, left[key])]
        if any(_place(board, left[key], choice, slot.day, slot.start) for choice in suits):
            del left[key]
    _fill(board, choices, left)
    return None if left else Plan(slots=tuple(board.slots))


def _moments(problem: Problem) -> list[tuple[date, int]]:
    return [(window.day, minute) for window in windows(problem) for minute in range(window.start, window.end, STEP)]


def _fill(board: Board, choices: list[Choice], left: dict[tuple[str, str], Sitting]) -> None:
    """Each jury in turn takes, as soon as it may, whoever fewest juries may hear, the longest first."""
    if not left:
        return
    suits = {
        key: {n for n, choice in enumerate(choices) if choice.suits(board.problem, one)} for key, one in left.items()
    }
    queue = sorted(left.values(), key=lambda sitting: (len(suits[sitting.key]), -sitting.minutes))
    shortest = min(sitting.minutes for sitting in queue)
    for day, minute in _moments(board.problem):
        for n, choice in enumerate(choices):
            if _inside(choice.window, day, minute, shortest) and _can_hear(board, choice, day, minute, shortest):
                for sitting in queue:
                    if n in suits[sitting.key] and _place(board, sitting, choice, day, minute):
                        queue.remove(sitting)
                        del left[sitting.key]
                        break


def _can_hear(board: Board, choice: Choice, day: date, start: int, minutes: int) -> bool:
    end = start + minutes
    return board.is_room_free(choice.room.name, day, start, end) and all(
        board.is_free(person, day, start, end) and (choice.invigilated or board.can_go_on(person, day, start, end))
        for person in choice.staff
    )


def _inside(window: Window, day: date, start: int, minutes: int) -> bool:
    return window.day == day and window.start <= start and start + minutes <= window.end


def _place(board: Board, sitting: Sitting, choice: Choice, day: date, start: int) -> bool:
    """Places a sitting that the jury suits, if everything else allows it."""
    fits = (
        _inside(choice.window, day, start, sitting.minutes)
        and board.can_sit(sitting, day, start)
        and _can_hear(board, choice, day, start, sitting.minutes)
    )
    if fits:
        board.put(choice.slot(sitting, day, start), [sitting])
    return fits


def _place_together(board: Board, sittings: tuple[Sitting, ...], day: date, start: int) -> bool:
    """The largest rooms first, each with the first people who may be there."""
    problem, longest = board.problem, max(sitting.minutes for sitting in sittings)
    holds = any(_inside(window, day, start, longest) for window in windows(problem))
    if not holds or not all(board.can_sit(sitting, day, start) for sitting in sittings):
        return False
    needed, left, found = max(sitting.jurors for sitting in sittings), list(sittings), []
    people = problem.people if needed else (*problem.invigilators, *problem.people)
    free = [person for person in people if board.is_free(person, day, start, start + longest)
            and (not needed or sittings[0].epreuve in person.epreuves)]  # fmt: skip
    for room in sorted(problem.rooms, key=lambda room: -room.capacity):
        staff, free = free[: max(needed, 1)], free[max(needed, 1) :]
        linked = {candidate for person in staff for candidate in person.forbidden} if needed else set()
        inside = [sitting for sitting in left if sitting.candidate not in linked][: room.capacity]
        if len(staff) < max(needed, 1) or not board.is_room_free(room.name, day, start, start + longest):
            break
        left = [sitting for sitting in left if sitting not in inside]
        found += [(slot, inside) for slot in joint_slots(inside, room.name, tuple(p.ref for p in staff), day, start)]
        if not left:
            break
    for slot, inside in () if left else found:
        board.put(slot, [sitting for sitting in inside if sitting.minutes == slot.minutes])
    return not left


def joint_slots(sittings: list[Sitting], room: str, staff: tuple[str, ...], day: date, start: int) -> list[Slot]:
    """Those who sit together in a room: a slot for each duration."""
    groups: dict[int, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        groups[sitting.minutes].append(sitting)
    return [
        Slot(
            candidates=tuple(sitting.candidate for sitting in group),
            epreuve=group[0].epreuve,
            day=day,
            start=start,
            minutes=minutes,
            room=room,
            jurors=staff if any(sitting.jurors for sitting in sittings) else (),
            invigilators=() if any(sitting.jurors for sitting in sittings) else staff,
        )
        for minutes, group in groups.items()
    ]
