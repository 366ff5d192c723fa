"""Every rule that a timetable breaks, in French. Knows nothing of how the plan was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, groupby, pairwise

from domain.exams.timetable import Person, Plan, Problem, Slot


def check(problem: Problem, plan: Plan) -> list[str]:
    """The broken rules of `plan`, empty when it holds. To be empty before anything is told to people."""
    return [
        *_placed_once(problem, plan),
        *(broken for slot in plan.slots for broken in (*_opening(problem, slot), *_staff(problem, slot))),
        *_begin_together(problem, plan),
        *_candidates(problem, plan),
        *_people(problem, plan),
        *_rooms(problem, plan),
    ]


@dataclass(frozen=True)
class Seating:
    """The slots of an épreuve that begin together in a room: those who have extra time stay longer."""

    slots: tuple[Slot, ...]

    @property
    def first(self) -> Slot:
        return self.slots[0]

    @property
    def end(self) -> int:
        return max(slot.end for slot in self.slots)

    @property
    def staff(self) -> frozenset[str]:
        return frozenset(ref for slot in self.slots for ref in (*slot.jurors, *slot.invigilators))


def seatings(problem: Problem, plan: Plan) -> list[Seating]:
    """In order of time."""
    joint = problem.collective()

    def together(slot: Slot) -> tuple[date, int, str, str, tuple[str, ...]]:
        return slot.day, slot.start, slot.epreuve, slot.room, () if slot.epreuve in joint else slot.candidates

    return [Seating(tuple(slots)) for _, slots in groupby(sorted(plan.slots, key=together), together)]


def clock(minute: int) -> str:
    """605 → « 10 h 05 »."""
    hours, minutes = divmod(minute, 60)
    return f"{hours} h" + (f" {minutes:02}" if minutes else "")


def _when(slot: Slot) -> str:
    return f"le {slot.day:%d/%m/%Y} à {clock(slot.start)}"


def _placed_once(problem: Problem, plan: Plan) -> Iterator[str]:
    """All sittings, once each, for their whole duration (LAW-13)."""
    expected = {sitting.key: sitting for sitting in problem.sittings}
    placed: dict[tuple[str, str], int] = {}
    for slot in plan.slots:
        for candidate in slot.candidates:
            key = candidate, slot.epreuve
            placed[key] = placed.get(key, 0) + 1
            if key not in expected:
                yield f"{candidate} n’a pas d’inscription à {slot.epreuve}."
            elif slot.minutes != expected[key].minutes:
                yield f"{candidate} a droit à {expected[key].minutes} minutes pour {slot.epreuve}, pas {slot.minutes}."
            elif expected[key].individual and len(slot.candidates) > 1:
                yield f"{slot.epreuve} est individuelle : {candidate} est à plusieurs {_when(slot)}."
    for key in expected:
        if placed.get(key, 0) != 1:
            yield f"{key[0]} figure {placed.get(key, 0)} fois pour {key[1]}, au lieu d’une."


def _opening(problem: Problem, slot: Slot) -> Iterator[str]:
    windows = [window for day in problem.days if day.day == slot.day for window in day.windows]
    if not any(start <= slot.start and slot.end <= end for start, end in windows):
        yield f"{slot.epreuve} {_when(slot)} sort des heures d’ouverture ou mord sur le déjeuner."


def _staff(problem: Problem, slot: Slot) -> Iterator[str]:
    """The jury of a slot, or its invigilator (M2I-17, M2I-52, REF-15, LAW-15)."""
    jurors = {person.ref: person for person in problem.people}
    everyone = jurors | {person.ref: person for person in problem.invigilators}
    jury = tuple(jurors[ref] for ref in slot.jurors if ref in jurors)
    for ref in (*slot.jurors, *slot.invigilators):
        if ref not in everyone or (ref in slot.jurors and ref not in jurors):
            yield f"{ref} n’est pas dans la liste des {'jurés' if ref in slot.jurors else 'surveillants'}."
        elif not everyone[ref].is_free(slot.day, slot.start, slot.end):
            yield f"{ref} n’est pas disponible {_when(slot)}."
    for person in jury:
        for candidate in slot.candidates:
            if not person.may_examine(candidate, slot.epreuve):
                yield f"{person.ref} ne peut pas examiner {candidate} à {slot.epreuve}."
    yield from _composition(problem, slot, jury)


def _composition(problem: Problem, slot: Slot, jury: tuple[Person, ...]) -> Iterator[str]:
    sittings = [one for one in problem.sittings if one.epreuve == slot.epreuve and one.candidate in slot.candidates]
    size = max(map(problem.jury_size, sittings), default=0)
    if len(set(slot.jurors)) < max(size, len(slot.jurors)):
        yield f"{slot.epreuve} {_when(slot)} demande un jury de {size}, pas de {len(set(slot.jurors))}."
    if any(one.individual for one in sittings) and not problem.is_jury(jury, 0):
        yield f"{slot.epreuve} {_when(slot)} : le jury compte trop peu de membres externes."
    if not slot.jurors and not slot.invigilators:
        yield f"{slot.epreuve} {_when(slot)} : ni examinateur ni surveillant."


def _begin_together(problem: Problem, plan: Plan) -> Iterator[str]:
    for epreuve in problem.collective():
        starts = {(slot.day, slot.start) for slot in plan.slots if slot.epreuve == epreuve}
        if len(starts) > 1:
            yield f"{epreuve} est collective : elle commence à la même heure pour tous."


def _candidates(problem: Problem, plan: Plan) -> Iterator[str]:
    """One place at a time, a break, and the order of the épreuves."""
    orders = {sitting.key: sitting.order for sitting in problem.sittings}
    mine: dict[str, list[Slot]] = {}
    for slot in plan.slots:
        for candidate in slot.candidates:
            mine.setdefault(candidate, []).append(slot)
    for candidate, slots in mine.items():
        slots.sort(key=lambda slot: (slot.day, slot.start))
        for before, after in pairwise(slots):
            if before.day == after.day and after.start - before.end < problem.candidate_break:
                yield f"{candidate} n’a pas {problem.candidate_break} minutes avant {after.epreuve} {_when(after)}."
        for before, after in combinations(slots, 2):
            if orders.get((candidate, before.epreuve), 0) > orders.get((candidate, after.epreuve), 0):
                yield f"{candidate} passe {before.epreuve} avant {after.epreuve} : l’ordre est l’inverse."


def _people(problem: Problem, plan: Plan) -> Iterator[str]:
    """Nobody in two places; no juror hears candidates too long without a pause."""
    alone = {sitting.epreuve for sitting in problem.sittings if sitting.individual}
    heard = {(ref, slot.epreuve) for slot in plan.slots if slot.epreuve in alone for ref in slot.jurors}
    mine: dict[str, list[Seating]] = {}
    for seating in seatings(problem, plan):
        for ref in seating.staff:
            mine.setdefault(ref, []).append(seating)
    for ref, own in sorted(mine.items()):
        yield from _overlaps(f"{ref} est à deux endroits", own)
        hears = [seating for seating in own if (ref, seating.first.epreuve) in heard]
        for _, today in groupby(hears, key=lambda seating: seating.first.day):
            began, until = 0, -problem.pause
            for seating in today:
                began = seating.first.start if seating.first.start - until >= problem.pause else began
                until = max(until, seating.end)
                if until - began > problem.max_run:
                    yield f"{ref} siège plus de {problem.max_run} minutes sans pause, {_when(seating.first)}."


def _rooms(problem: Problem, plan: Plan) -> Iterator[str]:
    capacity = {room.name: room.capacity for room in problem.rooms}
    mine: dict[str, list[Seating]] = {}
    for seating in seatings(problem, plan):
        mine.setdefault(seating.first.room, []).append(seating)
    for room, own in sorted(mine.items()):
        yield from _overlaps(f"La salle {room} est prise deux fois", own)
        for seating in own:
            seated = sum(len(slot.candidates) for slot in seating.slots)
            if seated > capacity.get(room, 0):
                places = capacity.get(room, 0)
                yield f"Salle {room} : effectif de {seated} pour une capacité de {places} {_when(seating.first)}."


def _overlaps(sentence: str, own: Iterable[Seating]) -> Iterator[str]:
    until: tuple[date, int] | None = None
    for seating in own:
        if until and (seating.first.day, seating.first.start) < until:
            yield f"{sentence} {_when(seating.first)}."
        until = max(until or (seating.first.day, 0), (seating.first.day, seating.end))
