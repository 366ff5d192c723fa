"""What a plan is worth: announced times kept, end, waiting."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from domain.exams.timetable import Plan, Problem, Slot
from tasks.mail.typography import NARROW


def number(value: int) -> str:
    """1320 → « 1 320 »."""
    return f"{value:,}".replace(",", NARROW)


def count(value: int, word: str) -> str:
    """« 1 candidat », « 1 320 minutes »."""
    return f"{number(value)} {word}" + ("s" if value > 1 else "")


@dataclass(frozen=True)
class Wait:
    """Minutes that a candidate waits between two sittings of a day."""

    candidate: str
    before: Slot
    after: Slot

    @property
    def minutes(self) -> int:
        return self.after.start - self.before.end


def waits(plan: Plan) -> Iterator[Wait]:
    mine: dict[tuple[str, date], list[Slot]] = defaultdict(list)
    for slot in plan.slots:
        for candidate in slot.candidates:
            mine[candidate, slot.day].append(slot)
    for (candidate, _), slots in mine.items():
        for before, after in pairwise(sorted(slots, key=lambda slot: slot.start)):
            yield Wait(candidate, before, after)


def moved(problem: Problem, plan: Plan) -> list[tuple[str, Slot, Slot]]:
    """(candidate, announced slot, new slot) of each sitting whose day or hour changes."""
    announced = problem.previous.places() if problem.previous else {}
    return [
        (key[0], announced[key], slot)
        for key, slot in sorted(plan.places().items())
        if key in announced and (announced[key].day, announced[key].start) != (slot.day, slot.start)
    ]


def worth(problem: Problem, plan: Plan) -> tuple[int, date, int, int]:
    """Sittings moved, last day, its end, minutes waited: less is better, the first first."""
    last = max(plan.slots, key=lambda slot: (slot.day, slot.end))
    return len(moved(problem, plan)), last.day, last.end, sum(wait.minutes for wait in waits(plan))
