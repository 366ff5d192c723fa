"""What a problem accepts: half-days around the lunch, five-minute marks, nobody named twice (M2I-12, REF-05)."""

from datetime import date, time

import pytest
from pydantic import ValidationError

from domain.exams.timetable import Absence, Day, Person, Problem, Room, Sitting

ON = date(2026, 12, 1)
ALONE = Sitting(candidate="C1", epreuve="E1", minutes=20)
TOGETHER = Sitting(candidate="C2", epreuve="E1", minutes=45, individual=False)


def problem(sittings: tuple[Sitting, ...] = (ALONE,), **given: object) -> Problem:
    base = {
        "days": (Day(day=ON),),
        "sittings": sittings,
        "rooms": (Room(name="R1", capacity=2),),
        "candidate_break": 15,
        "max_run": 120,
        "pause": 15,
    }
    return Problem.model_validate(base | given)


def test_half_days() -> None:
    assert Day(day=ON).windows == ((540, 750), (810, 1080))
    assert Day(day=ON, opens=time(13, 30), lunch=None).windows == ((810, 1080),)


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ({"opens": time(19)}, "les heures du 01/12/2026 se suivent : ouverture, déjeuner, fermeture."),
        ({"lunch": (time(8), time(9))}, "les heures du 01/12/2026 se suivent : ouverture, déjeuner, fermeture."),
        ({"opens": time(9, 2)}, "les heures du 01/12/2026 tombent toutes les 5 minutes."),
    ],
)
def test_a_day_that_cannot_be(hours: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Day.model_validate({"day": ON, **hours})
    assert refused.value.errors()[0]["msg"] == f"Value error, {message}"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"sittings": (ALONE, ALONE)}, "en double (candidat et épreuve) : C1 / E1."),
        ({"people": (Person(ref="J"),), "invigilators": (Person(ref="J"),)}, "en double (personne) : J."),
        ({"rooms": (Room(name="R", capacity=1), Room(name="R", capacity=2))}, "en double (salle) : R."),
        ({"days": (Day(day=ON), Day(day=ON))}, "en double (jour) : 01/12/2026."),
        ({"sittings": (ALONE, TOGETHER)}, "en double (épreuve, individuelle et collective à la fois) : E1."),
        ({"pause": 90}, "le déjeuner dure au moins une pause (90 minutes)."),
    ],
)
def test_a_problem_that_cannot_be(given: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        problem(**given)  # type: ignore[arg-type]
    assert refused.value.errors()[0]["msg"] == f"Value error, {message}"


@pytest.mark.rule("LAW-15", "O-16")
def test_a_jury_is_large_and_external_enough() -> None:
    inside, outside = Person(ref="J1"), Person(ref="J2", external=True)
    asked = problem()
    assert [asked.is_jury(team, 2) for team in ((inside, outside), (inside, inside), (outside,))] == [
        True,
        False,
        False,
    ]
    assert (asked.jury_size(ALONE), asked.jury_size(TOGETHER)) == (2, 1)
    assert asked.jury_size(ALONE.model_copy(update={"jurors": 0})) == 0


def test_an_absence_covers_what_it_touches() -> None:
    person = Person(ref="J", unavailable=(Absence(day=ON, start=600, end=660),))
    assert [person.is_free(ON, start, start + 30) for start in (570, 575, 655, 660)] == [True, False, False, True]
