"""A plan in French sentences: who works how much, who waits most, what moved and why."""

from collections import defaultdict
from collections.abc import Iterator

from domain.exams.timetable import Plan, Problem, Slot
from domain.exams.timetable_check import clock, seatings
from tasks.timetable.measures import count, moved, number, waits


def explain(problem: Problem, plan: Plan) -> list[str]:
    """The whole, each person's day, the longest wait; then, when a plan was announced, what moved since and why."""
    if not plan.slots:
        return ["Aucun passage à placer."]
    return [_whole(plan), *_loads(problem, plan), *_longest_wait(plan), *_changes(problem, plan)]


def duration(minutes: int) -> str:
    """« 45 min », « 6 h 40 »."""
    return clock(minutes) if minutes >= 60 else f"{minutes} min"


def _whole(plan: Plan) -> str:
    candidates = {candidate for slot in plan.slots for candidate in slot.candidates}
    first, last = plan.slots[0], max(plan.slots, key=lambda slot: (slot.day, slot.end))
    sittings = sum(len(slot.candidates) for slot in plan.slots)
    return (f"{count(len(candidates), 'candidat')}, {count(sittings, 'passage')}, du {_when(first)} "
            f"au {last.day:%d/%m/%Y} à {clock(last.end)}.")  # fmt: skip


def _when(slot: Slot) -> str:
    return f"{slot.day:%d/%m/%Y} à {clock(slot.start)}"


def _loads(problem: Problem, plan: Plan) -> Iterator[str]:
    mine = defaultdict(list)
    for seating in seatings(problem, plan):
        for ref in seating.staff:
            mine[ref].append(seating)
    for person in (*problem.people, *problem.invigilators):
        own = mine[person.ref]
        if own:
            minutes = sum(seating.end - seating.first.start for seating in own)
            last = max(own, key=lambda seating: (seating.first.day, seating.end))
            yield (f"{person.ref} : {count(len(own), 'séance')}, {duration(minutes)} en tout, du {_when(own[0].first)} "
                   f"au {last.first.day:%d/%m/%Y} à {clock(last.end)}.")  # fmt: skip
        else:
            yield f"{person.ref} : aucune séance, disponible en renfort."


def _longest_wait(plan: Plan) -> Iterator[str]:
    longest = max(waits(plan), key=lambda wait: wait.minutes, default=None)
    if longest:
        yield (f"L’attente la plus longue est celle de {longest.candidate} : {duration(longest.minutes)} entre "
               f"{longest.before.epreuve} et {longest.after.epreuve}, le {longest.before.day:%d/%m/%Y}.")  # fmt: skip


def _changes(problem: Problem, plan: Plan) -> Iterator[str]:
    if problem.previous is None:
        return
    changed, places = moved(problem, plan), plan.places()
    kept = len([key for key in problem.previous.places() if key in places]) - len(changed)
    gone = _gone(problem, problem.previous)
    without = f"Sans {', '.join(sorted(gone))} : " if gone else ""
    yield f"{without}{count(kept, 'passage')} à l’heure annoncée, {number(len(changed))} à une autre heure."
    for candidate, before, after in changed:
        yield f"{candidate}, {after.epreuve} : {_when(after)} au lieu du {_when(before)} ({_why(problem, before)})."


def _gone(problem: Problem, previous: Plan) -> set[str]:
    """Those whom the announced plan counted on and who are not there any more, wholly or at that time."""
    return {ref for slot in previous.slots for ref in _missing(problem, slot)}


def _missing(problem: Problem, slot: Slot) -> list[str]:
    people = {person.ref: person for person in (*problem.people, *problem.invigilators)}
    return [
        ref
        for ref in (*slot.jurors, *slot.invigilators)
        if ref not in people or not people[ref].is_free(slot.day, slot.start, slot.end)
    ]


def _why(problem: Problem, before: Slot) -> str:
    missing = _missing(problem, before)
    if missing:
        return f"{' et '.join(missing)} manque" if len(missing) == 1 else f"{' et '.join(missing)} manquent"
    if before.room not in {room.name for room in problem.rooms}:
        return f"la salle {before.room} manque"
    return "pour faire place aux passages déplacés"
