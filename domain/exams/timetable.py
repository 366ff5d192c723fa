"""The timetable of an exam session: who sits what, when, in which room, before whom.

Times are minutes since midnight, on five-minute marks, so that a convocation says « 10 h 05 » and never « 10 h 03 ».
`domain.exams.timetable_check` verifies a plan, `tasks.timetable` finds one.
"""

from collections import Counter
from datetime import date, time
from typing import Self

from pydantic import Field, model_validator

from domain.facts import Part

STEP = 5
"""Minutes between two times at which a sitting may begin."""


class Sitting(Part):
    """One candidate before one épreuve.

    Args:
        minutes: whole duration, extra time included (LAW-13).
        jurors: examiners at once; 0 when the épreuve is only invigilated (M2I-23).
        individual: alone before a jury; else all the candidates of the épreuve begin together.
        order: a candidate sits a lower order before a higher one; equal orders go either way.
    """

    candidate: str
    epreuve: str
    minutes: int = Field(gt=0)
    jurors: int = Field(default=1, ge=0)
    individual: bool = True
    order: int = 0

    @property
    def key(self) -> tuple[str, str]:
        return self.candidate, self.epreuve


class Absence(Part):
    """When somebody is not there; the whole day unless told."""

    day: date
    start: int = Field(default=0, ge=0)
    end: int = Field(default=1440, le=1440)


class Person(Part):
    """A juror or an invigilator.

    Args:
        forbidden: candidates that this person may not examine: trainer, declared link (LAW-15).
        epreuves: those that this person is habilitated for (M2I-17); invigilators need none.
        external: neither of the certifier nor of the OF (LAW-15).
    """

    ref: str
    forbidden: frozenset[str] = frozenset()
    epreuves: frozenset[str] = frozenset()
    external: bool = False
    unavailable: tuple[Absence, ...] = ()

    def is_free(self, day: date, start: int, end: int) -> bool:
        return not any(out.day == day and out.start < end and start < out.end for out in self.unavailable)

    def may_examine(self, candidate: str, epreuve: str) -> bool:
        return epreuve in self.epreuves and candidate not in self.forbidden


class Room(Part):
    name: str
    capacity: int = Field(gt=0)


class Day(Part):
    """One day of the session.

    Args:
        lunch: nobody sits then; None for half a day.
    """

    day: date
    opens: time = time(9)
    closes: time = time(18)
    lunch: tuple[time, time] | None = (time(12, 30), time(13, 30))

    @property
    def windows(self) -> tuple[tuple[int, int], ...]:
        """The half-days, in minutes: a sitting holds within one."""
        opens, closes = _minute(self.opens), _minute(self.closes)
        if self.lunch is None:
            return ((opens, closes),)
        return (opens, _minute(self.lunch[0])), (_minute(self.lunch[1]), closes)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        marks = [minute for window in self.windows for minute in window]
        if marks != sorted(set(marks)):
            raise ValueError(f"les heures du {self.day:%d/%m/%Y} se suivent : ouverture, déjeuner, fermeture.")
        if any(minute % STEP for minute in marks):
            raise ValueError(f"les heures du {self.day:%d/%m/%Y} tombent toutes les {STEP} minutes.")
        return self


class Slot(Part):
    """Candidates who sit an épreuve at the same time, in the same room, for as long."""

    candidates: tuple[str, ...]
    epreuve: str
    day: date
    start: int
    minutes: int
    room: str
    jurors: tuple[str, ...] = ()
    invigilators: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.start + self.minutes


class Plan(Part):
    slots: tuple[Slot, ...]

    def places(self) -> dict[tuple[str, str], Slot]:
        """(candidate, épreuve) → its slot."""
        return {(candidate, slot.epreuve): slot for slot in self.slots for candidate in slot.candidates}


class Infeasible(Part):
    """No plan.

    Args:
        reasons: French sentences with their numbers and a cure.
        proven: no plan exists; False when the time allowed ran out before a plan or a proof was found.
    """

    reasons: tuple[str, ...]
    proven: bool = True


class Problem(Part):
    """What a timetable has to place, and with what.

    Args:
        people: the jurors; one of them may also invigilate (M2I-52).
        min_members, min_external_ratio: of every jury (O-16, LAW-15).
        candidate_break: minutes between two sittings of a candidate.
        max_run, pause: minutes that a juror hears candidates one by one before a pause of so many; the lunch is one.
            Watching an épreuve that all sit together is not hearing.
        previous: what was announced: as many times as possible are kept.
    """

    days: tuple[Day, ...] = Field(min_length=1)
    sittings: tuple[Sitting, ...]
    people: tuple[Person, ...] = ()
    invigilators: tuple[Person, ...] = ()
    rooms: tuple[Room, ...] = Field(min_length=1)
    min_members: int = Field(default=2, ge=1)
    min_external_ratio: float = Field(default=0.5, ge=0, le=1)
    candidate_break: int = Field(ge=0)
    max_run: int = Field(gt=0, multiple_of=STEP)
    pause: int = Field(ge=STEP, multiple_of=STEP)
    previous: Plan | None = None

    def jury_size(self, sitting: Sitting) -> int:
        """Examiners needed; a jury that hears one candidate has the minimum number of members (O-16)."""
        return max(sitting.jurors, self.min_members) if sitting.individual and sitting.jurors else sitting.jurors

    def is_jury(self, members: tuple[Person, ...], size: int) -> bool:
        """Enough members, enough of them external (LAW-15)."""
        external = sum(person.external for person in members)
        return len(members) >= size and external >= self.min_external_ratio * len(members)

    def collective(self) -> dict[str, tuple[Sitting, ...]]:
        """Épreuve → the sittings that begin together."""
        found: dict[str, list[Sitting]] = {}
        for sitting in self.sittings:
            if not sitting.individual:
                found.setdefault(sitting.epreuve, []).append(sitting)
        return {epreuve: tuple(sittings) for epreuve, sittings in found.items()}

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        _unique("candidat et épreuve", [" / ".join(sitting.key) for sitting in self.sittings])
        _unique("personne", [person.ref for person in (*self.people, *self.invigilators)])
        _unique("salle", [room.name for room in self.rooms])
        _unique("jour", [f"{day.day:%d/%m/%Y}" for day in self.days])
        ways = {(sitting.epreuve, sitting.individual) for sitting in self.sittings}
        _unique("épreuve, individuelle et collective à la fois", [epreuve for epreuve, _ in ways])
        if any(day.lunch and day.windows[1][0] - day.windows[0][1] < self.pause for day in self.days):
            raise ValueError(f"le déjeuner dure au moins une pause ({self.pause} minutes).")
        return self


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _unique(what: str, names: list[str]) -> None:
    twice = sorted(name for name, times in Counter(names).items() if times > 1)
    if twice:
        raise ValueError(f"en double ({what}) : {', '.join(twice)}.")
