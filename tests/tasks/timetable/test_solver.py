"""The day of sixty candidates, what happens when two jurors are missing, and why there is sometimes no plan."""

import subprocess
import sys
from datetime import date, time, timedelta

import pytest

from domain.exams.timetable import Absence, Day, Infeasible, Person, Plan, Problem, Room, Sitting
from domain.exams.timetable_check import check
from tasks.timetable import explain, solve
from tasks.timetable.measures import moved, worth
from tests.tasks.timetable.by_hand import by_hand
from tests.tasks.timetable.scenes import BOTH, ON, sixty

JURORS = (Person(ref="J1", epreuves=BOTH, external=True), Person(ref="J2", epreuves=BOTH))


def small(*sittings: Sitting, **given: object) -> Problem:
    base = {
        "days": (Day(day=ON),),
        "people": JURORS,
        "rooms": (Room(name="R1", capacity=1),),
        "sittings": sittings,
        "candidate_break": 15,
        "max_run": 120,
        "pause": 15,
    }
    return Problem.model_validate(base | given)


def solved(problem: Problem, seconds: float = 1) -> Plan:
    found = solve(problem, seconds)
    assert isinstance(found, Plan), found
    return found


@pytest.mark.rule("REF-05", "M2I-12", "M2I-17", "M2I-23", "M2I-52", "LAW-13")
@pytest.mark.slow
def test_sixty_candidates_then_two_jurors_are_missing() -> None:
    first = sixty(20, jury=1)
    plan = solved(first, 0.5)
    assert check(first, plan) == []
    hand = by_hand(first)
    assert check(first, hand) == []
    assert worth(first, plan)[2] == 14 * 60 + 50 < worth(first, hand)[2]
    again = sixty(20, jury=1, gone=frozenset({"J0", "J3"}), previous=plan)
    replanned = solved(again, 0.5)
    assert check(again, replanned) == []
    assert len(moved(again, replanned)) == 20  # their two jurors had ten each, and nobody else was free
    assert "Sans J0, J3 : 100 passages à l’heure annoncée, 20 à une autre heure." in explain(again, replanned)


@pytest.mark.rule("LAW-15", "REF-15")
def test_juries_of_two_cannot_lose_two_jurors() -> None:
    problem = sixty(15, jury=2, gone=frozenset({"J0", "J3"}))
    assert solve(problem) == Infeasible(reasons=(
        "Il faut 910 minutes de jury et les jurys présents en offrent 780 : "
        "ajoutez un juré, une journée ou retirez 8 candidats.",
    ))  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("minutes", "jury"), [(20, 1), (15, 2)])
def test_the_search_beats_the_hand(minutes: int, jury: int) -> None:
    problem = sixty(minutes, jury)
    assert worth(problem, solved(problem, 4)) < worth(problem, by_hand(problem))


def test_the_same_problem_gives_the_same_plan() -> None:
    problem = small(*(Sitting(candidate=f"C{n}", epreuve="E1", minutes=20 + 5 * n) for n in range(5)))
    assert solve(problem, 1) == solve(problem, 1)


@pytest.mark.rule("REF-05")
def test_a_soutenance_of_fifty_minutes_and_its_pauses() -> None:
    """Two in a row, a pause, one more before lunch; the fourth after it."""
    problem = small(*(Sitting(candidate=f"C{n}", epreuve="E1", minutes=50, jurors=2) for n in range(4)))
    starts = sorted(slot.start for slot in solved(problem).slots)
    assert starts == [540, 590, 655, 810]


@pytest.mark.rule("LAW-13")
def test_extra_time_is_in_the_slot() -> None:
    problem = small(
        Sitting(candidate="C1", epreuve="E1", minutes=67), Sitting(candidate="C2", epreuve="E1", minutes=50)
    )
    places = solved(problem).places()
    assert {key: slot.minutes for key, slot in places.items()} == {("C1", "E1"): 67, ("C2", "E1"): 50}


@pytest.mark.rule("LAW-15")
def test_a_trainer_does_not_examine_whom_he_trained() -> None:
    trainer = Person(ref="J3", epreuves=BOTH, external=True, forbidden=frozenset({"C1"}))
    problem = small(Sitting(candidate="C1", epreuve="E1", minutes=20, jurors=2), people=(*JURORS, trainer))
    assert [slot.jurors for slot in solved(problem).slots] == [("J1", "J2")]


def test_juries_change_when_no_fixed_one_would_do() -> None:
    """J1 may not examine C1, J2 not C2, J3 not C3: no pair hears all three."""
    people = [Person(ref=f"J{n}", epreuves=BOTH, external=True, forbidden=frozenset({f"C{n}"})) for n in (1, 2, 3)]
    problem = small(*(Sitting(candidate=f"C{n}", epreuve="E1", minutes=20) for n in (1, 2, 3)), people=people)
    juries = {slot.candidates[0]: slot.jurors for slot in solved(problem).slots}
    assert juries == {"C1": ("J2", "J3"), "C2": ("J1", "J3"), "C3": ("J1", "J2")}


def test_a_second_day_is_used_when_the_first_is_full() -> None:
    days = tuple(Day(day=ON + timedelta(days=n), closes=time(10), lunch=None) for n in (0, 1))
    problem = small(*(Sitting(candidate=f"C{n}", epreuve="E1", minutes=45) for n in range(2)), days=days)
    assert sorted(slot.day for slot in solved(problem).slots) == [ON, ON + timedelta(days=1)]


NOBODY = "sans lien avec cette personne, dont 0 externe, pour un jury de 2 : trouvez un autre juré habilité."
ONE = Sitting(candidate="C1", epreuve="E1", minutes=20)


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (small(ONE, people=JURORS[1:]), f"Aucun jury ne peut examiner C1 à E1 : 1 juré {NOBODY}"),
        (small(ONE.model_copy(update={"minutes": 300})),
         "E1 dure 300 minutes pour C1 et la plus longue demi-journée en compte 270 : "
         "ouvrez plus longtemps ou déplacez le déjeuner."),
        (small(ONE.model_copy(update={"minutes": 130})),
         "E1 dure 130 minutes pour C1 et un juré n’en siège que 120 sans pause : "
         "allongez la durée d’affilée ou coupez l’épreuve."),
        (small(*(Sitting(candidate=f"C{n}", epreuve="E1", minutes=45, jurors=0, individual=False) for n in range(3))),
         "E1 réunit 3 candidats et les salles ont 1 place : ajoutez une salle ou retirez 2 candidats."),
        (small(Sitting(candidate="C1", epreuve="E1", minutes=45, jurors=0), people=()),
         "Personne ne surveille E1 : nommez un surveillant."),
        (small(ONE, people=[person.model_copy(update={"unavailable": (Absence(day=ON),)}) for person in JURORS]),
         "Il faut 20 minutes de jury et les jurys présents en offrent 0 : ajoutez un juré, une journée ou retirez "
         "1 candidat."),
        (small(ONE, ONE.model_copy(update={"epreuve": "E2"}), days=(Day(day=ON, closes=time(9, 50), lunch=None),)),
         "Aucun horaire ne respecte toutes les règles. Un plan existe avec une journée de plus ; ou avec "
         "des candidats sans temps de battement."),
    ],
)  # fmt: skip
def test_why_there_is_no_plan(problem: Problem, reason: str) -> None:
    assert solve(problem, 1) == Infeasible(reasons=(reason,))


def test_nothing_to_place() -> None:
    assert solve(small()) == Plan(slots=())
    assert explain(small(), Plan(slots=())) == ["Aucun passage à placer."]


def test_ortools_is_read_when_a_plan_is_made() -> None:
    code = "import sys, tasks.timetable; print('ortools' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "False\n"


def test_the_sentences_of_a_plan() -> None:
    tomorrow = date(2026, 12, 2)
    problem = small(
        Sitting(candidate="C1", epreuve="E1", minutes=45, jurors=0, individual=False),
        Sitting(candidate="C1", epreuve="E2", minutes=50, order=1),
        invigilators=[Person(ref="S1")],
    )
    plan = solved(problem)
    assert explain(problem, plan) == [
        "1 candidat, 2 passages, du 01/12/2026 à 9 h au 01/12/2026 à 10 h 50.",
        "J1 : 1 séance, 50 min en tout, du 01/12/2026 à 10 h au 01/12/2026 à 10 h 50.",
        "J2 : 1 séance, 50 min en tout, du 01/12/2026 à 10 h au 01/12/2026 à 10 h 50.",
        "S1 : 1 séance, 45 min en tout, du 01/12/2026 à 9 h au 01/12/2026 à 9 h 45.",
        "L’attente la plus longue est celle de C1 : 15 min entre E1 et E2, le 01/12/2026.",
    ]
    late = [person.model_copy(update={"unavailable": (Absence(day=ON, end=660),)}) for person in JURORS]
    again = problem.model_copy(
        update={"previous": plan, "people": tuple(late), "days": (*problem.days, Day(day=tomorrow))}
    )
    assert explain(again, solved(again))[-2:] == [
        "Sans J1, J2 : 1 passage à l’heure annoncée, 1 à une autre heure.",
        "C1, E2 : 01/12/2026 à 11 h au lieu du 01/12/2026 à 10 h (J1 et J2 manquent).",
    ]
