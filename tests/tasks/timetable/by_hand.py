"""What a careful person does on paper: the questionnaire first thing, the juries in a row, candidates in list order."""

from itertools import cycle

from domain.exams.timetable import Plan, Problem, Sitting, Slot
from tasks.timetable.juries import Choice, stable_choices


def by_hand(problem: Problem) -> Plan:
    """A pause whenever the next interview would pass `max_run`; a candidate linked to the jury goes to the next one.

    Made for `scenes.sixty`: one collective épreuve, then one interview each.
    """
    morning, afternoon = problem.days[0].windows
    asked = [sitting for sitting in problem.sittings if not sitting.individual]
    slots = [slot for n in (0, 1) for slot in _questionnaire(problem, asked[30 * n : 30 * n + 30], n, morning[0])]
    choices = [choice for choice in stable_choices(problem) if choice.window.start == morning[0]]
    begin = max(slot.end for slot in slots) + problem.candidate_break
    free = dict.fromkeys(range(len(choices)), begin)
    run = dict.fromkeys(free, begin)
    turns = cycle(free)
    for sitting in (sitting for sitting in problem.sittings if sitting.individual):
        n = next(turn for turn in turns if choices[turn].suits(problem, sitting))
        start = free[n]
        if start + sitting.minutes - run[n] > problem.max_run:
            start = run[n] = start + problem.pause
        if start < afternoon[0] and start + sitting.minutes > morning[1]:
            start = run[n] = afternoon[0]
        slots.append(_slot(problem, choices[n], sitting, start))
        free[n] = start + -(-sitting.minutes // 5) * 5
    return Plan(slots=tuple(slots))


def _slot(problem: Problem, choice: Choice, sitting: Sitting, start: int) -> Slot:
    return choice.slot(sitting, problem.days[0].day, start)


def _questionnaire(problem: Problem, asked: list[Sitting], number: int, start: int) -> list[Slot]:
    return [
        Slot(candidates=tuple(sitting.candidate for sitting in asked if sitting.minutes == minutes), epreuve="E1",
             day=problem.days[0].day, start=start, minutes=minutes, room=problem.rooms[number].name,
             invigilators=(problem.invigilators[number].ref,))
        for minutes in sorted({sitting.minutes for sitting in asked})
    ]  # fmt: skip
