"""Rooms that were announced are kept when a plan is made again: the solver knows of times alone."""

from collections.abc import Mapping

from domain.exams.timetable import Plan, Problem, Slot
from domain.exams.timetable_check import check

Places = Mapping[tuple[str, str], Slot]


def keep_rooms(problem: Problem, plan: Plan, previous: Plan) -> Plan:
    """The same plan, where épreuves that keep their time also keep their room when another can give it up.

    Rooms are exchanged two by two; an exchange is kept when more candidates find the room that they were told and no
    rule is broken (capacity, rooms taken twice).
    """
    announced = previous.places()
    for key in plan.places():
        slot, told = plan.places()[key], announced.get(key)
        if told is None or told.room == slot.room or not _same_time(slot, told):
            continue
        changed = _exchanged(plan, slot, told.room)
        if _kept(changed, announced) > _kept(plan, announced) and not check(problem, changed):
            plan = changed
    return plan


def _exchanged(plan: Plan, wanting: Slot, room: str) -> Plan:
    """Those who sit together with `wanting` go to `room`, and who was there meanwhile takes their place."""

    def moved(slot: Slot) -> Slot:
        if (slot.epreuve, slot.room) == (wanting.epreuve, wanting.room) and _same_time(slot, wanting):
            return slot.model_copy(update={"room": room})
        meanwhile = slot.day == wanting.day and slot.start < wanting.end and wanting.start < slot.end
        return slot.model_copy(update={"room": wanting.room}) if meanwhile and slot.room == room else slot

    return Plan(slots=tuple(moved(slot) for slot in plan.slots))


def _kept(plan: Plan, announced: Places) -> int:
    """Candidates who find an épreuve at the time and in the room that they were told."""
    return sum(
        key in announced and _same_time(slot, announced[key]) and slot.room == announced[key].room
        for key, slot in plan.places().items()
    )


def _same_time(one: Slot, other: Slot) -> bool:
    return (one.day, one.start) == (other.day, other.start)
