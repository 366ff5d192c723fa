"""A plan that holds, then the same with one defect at a time: each is named, and only it."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.exams.timetable import Absence, Day, Person, Plan, Problem, Room, Sitting, Slot
from domain.exams.timetable_check import check

ON = date(2026, 12, 1)
EXAM = frozenset({"E2"})
PROBLEM = Problem(
    days=(Day(day=ON),),
    candidate_break=15,
    max_run=120,
    pause=15,
    sittings=(
        Sitting(candidate="C1", epreuve="E1", minutes=45, jurors=0, individual=False),
        Sitting(candidate="C2", epreuve="E1", minutes=60, jurors=0, individual=False),
        Sitting(candidate="C1", epreuve="E2", minutes=50, jurors=2, order=1),
        Sitting(candidate="C2", epreuve="E2", minutes=65, jurors=2, order=1),
    ),
    people=(
        Person(ref="J1", epreuves=EXAM),
        Person(ref="J2", epreuves=EXAM, external=True),
        Person(ref="J3", epreuves=EXAM, forbidden=frozenset({"C1"})),
    ),
    invigilators=(Person(ref="S1", unavailable=(Absence(day=ON, start=900),)),),
    rooms=(Room(name="R1", capacity=2), Room(name="R2", capacity=1)),
)
JURY = ("J1", "J2")


def slot(candidate: str, epreuve: str, start: int, minutes: int, **more: object) -> Slot:
    given = {"candidates": (candidate,), "epreuve": epreuve, "day": ON, "start": start, "minutes": minutes}
    staff = {"jurors": JURY, "room": "R2"} if epreuve == "E2" else {"invigilators": ("S1",), "room": "R1"}
    return Slot.model_validate(given | staff | more)


WRITTEN = slot("C1", "E1", 540, 45), slot("C2", "E1", 540, 60)
SPOKEN = slot("C1", "E2", 615, 50), slot("C2", "E2", 680, 65)
GOOD = (*WRITTEN, *SPOKEN)


@pytest.mark.rule("LAW-13", "REF-05", "M2I-12")
def test_a_plan_that_holds() -> None:
    assert check(PROBLEM, Plan(slots=GOOD)) == []


def one(number: int, **update: object) -> tuple[Slot, ...]:
    """The good plan with one slot changed."""
    return tuple(old.model_copy(update=update) if n == number else old for n, old in enumerate(GOOD))


@pytest.mark.rule("LAW-13", "LAW-15", "M2I-17", "M2I-23", "M2I-52", "REF-05", "REF-15")
@pytest.mark.parametrize(
    ("slots", "broken"),
    [
        (GOOD[:3], ["C2 figure 0 fois pour E2, au lieu d’une."]),
        ((*GOOD, slot("C1", "E2", 900, 50)), ["C1 figure 2 fois pour E2, au lieu d’une."]),
        ((*GOOD, slot("C9", "E2", 900, 50)), ["C9 n’a pas d’inscription à E2."]),
        (one(3, minutes=50), ["C2 a droit à 65 minutes pour E2, pas 50."]),
        (one(3, start=705), ["E2 le 01/12/2026 à 11 h 45 sort des heures d’ouverture ou mord sur le déjeuner."]),
        (one(3, day=date(2026, 12, 2)),
         ["E2 le 02/12/2026 à 11 h 20 sort des heures d’ouverture ou mord sur le déjeuner."]),
        (one(2, jurors=("J3", "J2")), ["J3 ne peut pas examiner C1 à E2."]),
        (one(3, jurors=("J9", "J1", "J2")), ["J9 n’est pas dans la liste des jurés."]),
        (one(3, jurors=("J2",)), ["E2 le 01/12/2026 à 11 h 20 demande un jury de 2, pas de 1."]),
        (one(3, jurors=("J1", "J3")), ["E2 le 01/12/2026 à 11 h 20 : le jury compte trop peu de membres externes."]),
        (one(1, room="R2", invigilators=()), ["E1 le 01/12/2026 à 9 h : ni examinateur ni surveillant."]),
        (one(2, invigilators=("S1",), start=955), ["S1 n’est pas disponible le 01/12/2026 à 15 h 55."]),
        (one(1, start=600, room="R2", invigilators=("J3",)),
         ["E1 est collective : elle commence à la même heure pour tous.",
          "La salle R2 est prise deux fois le 01/12/2026 à 10 h 15."]),
        (one(3, start=615, minutes=65),
         [*(f"{ref} est à deux endroits le 01/12/2026 à 10 h 15." for ref in JURY),
          "La salle R2 est prise deux fois le 01/12/2026 à 10 h 15."]),
        ((*WRITTEN, slot("C1", "E2", 615, 50, candidates=("C1", "C2"))),
         ["E2 est individuelle : C1 est à plusieurs le 01/12/2026 à 10 h 15.",
          "C2 a droit à 65 minutes pour E2, pas 50.",
          "Salle R2 : effectif de 2 pour une capacité de 1 le 01/12/2026 à 10 h 15."]),
        (one(2, start=595), ["C1 n’a pas 15 minutes avant E2 le 01/12/2026 à 9 h 55."]),
        (one(3, start=655, room="R1"), ["J1 est à deux endroits le 01/12/2026 à 10 h 55.",
                                        "J2 est à deux endroits le 01/12/2026 à 10 h 55."]),
        (one(3, start=670, room="R1"), []),
        (one(1, room="R2"), ["S1 est à deux endroits le 01/12/2026 à 9 h."]),
        (one(1, room="R3", invigilators=("J3",)),
         ["Salle R3 : effectif de 1 pour une capacité de 0 le 01/12/2026 à 9 h."]),
    ],
)  # fmt: skip
def test_one_defect_at_a_time(slots: tuple[Slot, ...], broken: list[str]) -> None:
    assert check(PROBLEM, Plan(slots=slots)) == broken


def changed(**update: object) -> Callable[[], Problem]:
    return lambda: PROBLEM.model_copy(update=update)


@pytest.mark.parametrize(
    ("problem", "broken"),
    [
        (changed(pause=20), [f"{ref} siège plus de 120 minutes sans pause, le 01/12/2026 à 11 h 20." for ref in JURY]),
        (changed(rooms=(Room(name="R1", capacity=1), Room(name="R2", capacity=1))),
         ["Salle R1 : effectif de 2 pour une capacité de 1 le 01/12/2026 à 9 h."]),
        (changed(sittings=(*PROBLEM.sittings[:2],
                           *(one.model_copy(update={"order": -1}) for one in PROBLEM.sittings[2:]))),
         ["C1 passe E1 avant E2 : l’ordre est l’inverse.", "C2 passe E1 avant E2 : l’ordre est l’inverse."]),
    ],
)  # fmt: skip
def test_another_rule_for_the_same_plan(problem: Callable[[], Problem], broken: list[str]) -> None:
    assert check(problem(), Plan(slots=GOOD)) == broken
