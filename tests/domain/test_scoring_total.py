"""Total and verdict of the grid: 11 passes, 10.5 does not, staff points never hide what is already certain."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.application import Application, Trainer
from domain.certification import Certification
from domain.scoring import ScoredLine, auto_points, auto_total, forecast, passes
from domain.vocabulary import Event, State
from tests.builders import RECEIVED_ON, application, dossier, scored, scoresheet, shipped_certification
from tests.domain.deciding import reached, refused

GRID = shipped_certification().grid
HALF_POINTS = [n / 2 for n in range(35)]

NUMBERS = st.none() | st.integers(0, 40)
TRAINERS = st.lists(st.builds(Trainer, name=st.just("T"), years=st.none() | st.floats(0, 40)), max_size=4)
DECLARED = st.fixed_dictionaries(
    {},
    optional={
        "kbis_date": st.none() | st.dates(date(2026, 1, 1), date(2026, 11, 2)),
        "creation_year": st.none() | st.integers(1990, 2026),
        "headcount": NUMBERS,
        "trainers": TRAINERS.map(tuple),
        "has_qualiopi": st.none() | st.booleans(),
        "qualiopi_until": st.none() | st.dates(date(2026, 1, 1), date(2029, 1, 1)),
        "domain_sessions": NUMBERS,
        "domain_proof_url": st.sampled_from(["", "x.pdf"]),
        "programme_urls": st.sampled_from([(), ("a.pdf",), ("a.pdf", "b.pdf")]),
        "website": st.sampled_from(["", "https://a.example"]),
        "commitment": st.none() | st.booleans(),
        "has_edof": st.none() | st.booleans(),
        "feedback_mean": st.none() | st.floats(0, 10),
        "feedback_scale": st.none() | st.sampled_from([5.0, 10.0, 20.0]),
        "feedback_count": NUMBERS,
    },
).map(lambda over: application(**over))
STAFF = st.tuples(*(st.sampled_from(line.staff_choices or (0.0,)) for line in GRID.lines))


@pytest.mark.rule("MIK-20")
def test_twelve_automatic_points_and_five_from_staff() -> None:
    assert (sum(line.auto_max for line in GRID.lines), sum(line.staff_max for line in GRID.lines)) == (12, 5)
    assert sum(line.max for line in GRID.lines) == 17
    assert auto_total(GRID, application(), RECEIVED_ON) == 12


@pytest.mark.rule("MIK-19")
def test_points_are_those_of_the_day_of_reception() -> None:
    waiting = application(kbis_date=date(2026, 10, 1), qualiopi_until=date(2027, 5, 2))
    assert [auto_total(GRID, waiting, on) for on in (RECEIVED_ON, date(2026, 12, 31), date(2027, 5, 3))] == [12, 11, 9]


@pytest.mark.rule("MIK-21", "MIK-22", "O-08")
@pytest.mark.parametrize("total", HALF_POINTS)
def test_eleven_passes_and_ten_and_a_half_does_not(total: float) -> None:
    facts = scored(total)
    assert (scoresheet(total).total, passes(GRID, total)) == (total, total >= 11)
    if total >= 11:
        assert reached(State.SCORED, Event.SCORE_REACHED, facts) == State.IN_COMMISSION
        assert refused(State.SCORED, Event.SCORE_BELOW, facts) == ("MIK-22", "")
    else:
        assert reached(State.SCORED, Event.SCORE_BELOW, facts) == State.REJECTED_ON_SCORE
        assert refused(State.SCORED, Event.SCORE_REACHED, facts) == ("MIK-21", "")


@pytest.mark.rule("O-08")
def test_nothing_is_rounded() -> None:
    assert (scoresheet(10.5).total, passes(GRID, 10.5), passes(GRID, 10.99)) == (10.5, False, False)


@pytest.mark.parametrize(
    ("automatic", "flag"),
    [
        (0, "rejet certain"),
        (5.5, "rejet certain"),
        (6, ""),
        (10.5, ""),
        (11, "admissible quel que soit l’avis"),
        (12, "admissible quel que soit l’avis"),
    ],
)
@pytest.mark.rule("MIK-21", "MIK-22")
def test_flags_before_staff_points(automatic: float, flag: str) -> None:
    assert forecast(GRID, automatic) == flag


def _lines(declared: Application, staff: tuple[float, ...], certification: Certification) -> list[ScoredLine]:
    found = []
    for line, given_points in zip(certification.grid.lines, staff, strict=True):
        automatic = auto_points(line, declared, RECEIVED_ON)
        found.append(
            ScoredLine(code=line.code, label=line.label, max=line.max, auto_points=automatic.points,
                       staff_points=given_points, reason=automatic.reason)
        )  # fmt: skip
    return found


@pytest.mark.rule("MIK-18", "MIK-20", "O-08")
@given(DECLARED, STAFF, st.randoms(use_true_random=False))
def test_any_application_has_half_points_from_0_to_17_whatever_the_order(
    declared: Application, staff: tuple[float, ...], chance: Random
) -> None:
    lines = _lines(declared, staff, shipped_certification())
    total = scoresheet(0, lines=tuple(lines)).total
    chance.shuffle(lines)
    assert scoresheet(0, lines=tuple(lines)).total == total
    assert (0 <= total <= 17, total % 0.5) == (True, 0)
    assert [line.code for line in lines if not 0 <= line.points <= line.max] == []
    assert {line.code for line in lines if not line.reason} == {"G7"}  # the line that staff alone judge


@pytest.mark.rule("MIK-21", "MIK-22")
@given(DECLARED, STAFF)
def test_a_flag_is_always_right(declared: Application, staff: tuple[float, ...]) -> None:
    automatic = auto_total(GRID, declared, RECEIVED_ON)
    passed = passes(GRID, automatic + sum(staff))
    certain = {"rejet certain": False, "admissible quel que soit l’avis": True}
    assert certain.get(forecast(GRID, automatic), passed) == passed


@pytest.mark.rule("MIK-18", "MIK-20")
@given(DECLARED, STAFF)
def test_what_the_grid_gives_is_always_accepted_by_the_process(declared: Application, staff: tuple[float, ...]) -> None:
    sheet = scoresheet(0, lines=tuple(_lines(declared, staff, shipped_certification())))
    assert reached(State.COMPLETE, Event.GRID_VALIDATED, dossier(scoresheet=sheet)) == State.SCORED
