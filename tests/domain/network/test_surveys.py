"""When a holder is asked, what an answer may say, when a renewal has its cohorts: rule by rule, at their edges."""

from datetime import date
from typing import Any

import pytest

from domain.network.readiness import Promotion, WaveFigures, readiness, wave_ends
from domain.network.survey import Answer
from domain.network.survey_vocabulary import Contract, Situation, SurveyEvent, SurveyState, Wave
from tests.domain.deciding import refused
from tests.exams import certification_of
from tests.surveys import ANSWERED_ON, SENT_ON, a_mark, a_survey, an_answer

SIX, TWO = Wave.SIX_MONTHS, Wave.TWO_YEARS
FIGURES = certification_of().cohorts


@pytest.mark.rule("NET-23")
@pytest.mark.parametrize(
    ("wave", "certified_on", "due_on"),
    [
        (SIX, date(2027, 1, 25), date(2027, 7, 25)),
        (SIX, date(2027, 8, 31), date(2028, 2, 29)),  # art. 641 CPC: the last day of a month that has no 31st
        (SIX, date(2026, 8, 31), date(2027, 2, 28)),
        (TWO, date(2028, 2, 29), date(2030, 2, 28)),
        (TWO, date(2027, 1, 25), date(2029, 1, 25)),
    ],
)
def test_a_wave_is_due_from_the_same_day_of_the_month_for_sixty_days(
    wave: Wave, certified_on: date, due_on: date
) -> None:
    days = {shift: date.fromordinal(due_on.toordinal() + shift) for shift in (-1, 0, 60, 61)}
    found = {shift: FIGURES.is_due(wave, certified_on, day) for shift, day in days.items()}
    assert found == {-1: False, 0: True, 60: True, 61: False}


@pytest.mark.rule("NET-18", "NET-19", "NET-23")
def test_an_rncp_certification_has_two_waves_and_an_rs_one() -> None:
    assert (FIGURES.waves("RNCP"), FIGURES.waves("RS")) == ((SIX, TWO), (SIX,))


def answer_to(answer: Answer, on: date = ANSWERED_ON, **over: Any) -> tuple[str, str]:
    return refused(SurveyState.SENT, SurveyEvent.ANSWERED, a_survey(**over), on, answer=answer)


TAKEN = ("", "")
SITUATION, SALARY, MARK, DAY = "Situation", "Salaire brut annuel (€)", "Utilité (0 à 10)", "Horodateur"


@pytest.mark.rule("NET-18")
@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (an_answer(), TAKEN),
        (an_answer(salary=None, contract=None), TAKEN),
        (an_answer(salary=3000), TAKEN),
        (an_answer(salary=2999), ("NET-18", SALARY)),
        (an_answer(salary=500000), TAKEN),
        (an_answer(salary=500001), ("NET-18", SALARY)),
        (an_answer(in_trade=None), ("NET-18", "Métier visé")),
        (an_answer(situation=None), ("NET-18", SITUATION)),
        (an_answer(situation=Situation.SEEKING), ("NET-18", SITUATION)),
        (an_answer(situation=Situation.SEEKING, in_trade=None, contract=Contract.OTHER), ("NET-18", SITUATION)),
        (an_answer(situation=Situation.UNABLE, in_trade=None, contract=None, salary=None), TAKEN),
        (an_answer(usefulness=8), ("NET-18", MARK)),
        (an_answer(answered_on=SENT_ON), TAKEN),
        (an_answer(answered_on=date(2027, 7, 25)), ("NET-18", DAY)),
        (an_answer(answered_on=date(2027, 8, 10)), ("NET-18", DAY)),
    ],
)
def test_what_an_answer_on_insertion_may_say(answer: Answer, found: tuple[str, str]) -> None:
    assert answer_to(answer) == found


@pytest.mark.rule("NET-19")
@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (a_mark(), TAKEN),
        (a_mark(usefulness=0, used=None), TAKEN),
        (a_mark(usefulness=10), TAKEN),
        (a_mark(usefulness=11), ("NET-19", MARK)),
        (a_mark(usefulness=None), ("NET-19", MARK)),
        (a_mark(situation=Situation.EMPLOYED), ("NET-19", SITUATION)),
        (a_mark(salary=24000), ("NET-19", SITUATION)),
    ],
)
def test_what_an_answer_on_the_value_of_use_may_say(answer: Answer, found: tuple[str, str]) -> None:
    assert answer_to(answer, usage=True) == found


@pytest.mark.rule("NET-18")
def test_an_answer_is_taken_for_120_days_after_the_sending() -> None:
    last = date.fromordinal(SENT_ON.toordinal() + 120)
    after = date.fromordinal(last.toordinal() + 1)
    assert [answer_to(an_answer(answered_on=day), after) for day in (last, after)] == [TAKEN, ("NET-18", DAY)]


@pytest.mark.rule("NET-18", "NET-23")
def test_nobody_is_asked_before_his_wave_and_an_opposition_is_dated() -> None:
    asked = [refused(None, SurveyEvent.SENT, a_survey(usage=usage), SENT_ON.replace(day=24)) for usage in (False, True)]
    assert asked == [("NET-18", ""), ("NET-19", "")]
    assert refused(SurveyState.SENT, SurveyEvent.DECLINED, a_survey(), ANSWERED_ON) == ("NET-18", DAY)
    tomorrow = date.fromordinal(ANSWERED_ON.toordinal() + 1)
    late = refused(SurveyState.SENT, SurveyEvent.DECLINED, a_survey(), ANSWERED_ON, declined_on=tomorrow)
    assert late == ("NET-18", DAY)
    assert refused(SurveyState.SENT, SurveyEvent.ANSWERED, a_survey(), ANSWERED_ON) == ("NET-18", SITUATION)


def a_wave(wave: Wave, answered: int = 6) -> WaveFigures:
    return WaveFigures(wave, 8, answered, answered, answered, answered)


def a_promotion(year: int, *waves: WaveFigures) -> Promotion:
    return Promotion("RNCP9002", "", year, 8, {wave.wave: wave for wave in waves})


FULL = [a_promotion(year, a_wave(SIX), a_wave(TWO)) for year in (2027, 2028)]
FINAL = wave_ends(2028, TWO, certification_of())


@pytest.mark.rule("NET-23")
def test_two_promotions_with_both_waves_make_a_renewal_ready_once_their_figures_are_final() -> None:
    assert date(2031, 1, 30) == FINAL  # the last holder of 2028 is asked on 31/12/2030, and has 30 days
    ready = readiness(certification_of(), "", FULL, FINAL)
    assert (ready.ready, ready.complete) == (True, (2027, 2028))
    assert ready.sentence == "prêt : 2 promotions complètes sur 2 demandées (2027, 2028). [NET-23]"
    early = readiness(certification_of(), "", FULL, date(2031, 1, 29))
    assert (early.ready, early.sentence) == (
        False, "pas encore prêt : 1 promotion complète sur 2 demandées (2027). Il manque : 2028 à 2 ans, complet le "
        "30/01/2031. [NET-23]",
    )  # fmt: skip


@pytest.mark.rule("NET-23", "REF-07")
def test_a_wave_without_an_answer_is_no_data() -> None:
    silent = [FULL[0], a_promotion(2028, a_wave(SIX), a_wave(TWO, 0)), a_promotion(2026, a_wave(SIX))]
    found = readiness(certification_of(), "", silent, FINAL)
    assert found.sentence == (
        "pas encore prêt : 1 promotion complète sur 2 demandées (2027). Il manque : 2026 à 2 ans, aucune réponse ; "
        "2028 à 2 ans, aucune réponse. [NET-23]"
    )
    assert readiness(certification_of(), "", [], FINAL).sentence == (
        "pas encore prêt : 0 promotion complète sur 2 demandées. Aucune autre promotion n’est encore certifiée. "
        "[NET-23]"
    )


@pytest.mark.rule("NET-24")
def test_a_co_certifier_answers_for_its_own_holders() -> None:
    found = readiness(certification_of(), "Alliée", FULL[:1], FINAL)
    assert (found.certifier, found.ready, found.sentence.partition(" sur ")[0]) == (
        "Alliée", False, "Alliée : pas encore prêt : 1 promotion complète",
    )  # fmt: skip
    assert found.sentence.endswith("[NET-24]")


@pytest.mark.rule("NET-19")
def test_the_value_of_use_of_one_promotion_is_enough_for_an_rs_certification() -> None:
    figures = certification_of("RS9001")
    known = [Promotion("RS9001", "", 2027, 8, {SIX: a_wave(SIX)})]
    found = readiness(figures, "", known, date(2029, 1, 1))
    assert (found.ready, found.sentence) == (
        True, "prêt : 1 promotion complète sur 1 demandée (2027). [NET-19]",
    )  # fmt: skip
    nobody = figures.model_copy(update={"cohorts": figures.cohorts.model_copy(update={"usage_waves": ()})})
    assert readiness(nobody, "", known, date(2029, 1, 1)).ready is False
