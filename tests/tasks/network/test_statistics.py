"""The statistics of the cohorts against figures worked out by hand, and what is true of any of them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from config.loader import Config
from domain.certification import CoCertifier
from domain.exams.certificate import Certificate
from domain.exams.vocabulary import Route
from domain.network.readiness import WaveFigures
from domain.network.survey import Survey
from domain.network.survey_vocabulary import Contract, Situation, Wave
from tasks.network.statistics import Cohorts, percent
from tasks.network.statistics_files import as_csv, as_row, as_xml
from tests.builders import shipped_config
from tests.domain.exams.test_certificate_guards import a_certificate
from tests.reference import reference_file
from tests.surveys import a_mark, a_survey, an_answer

CODE, ALLY, RS = "RNCP9002", "Co-certificateur exemple", "RS9001"
SIX, TWO = Wave.SIX_MONTHS, Wave.TWO_YEARS
SEEKING, STUDYING, UNABLE = (
    an_answer(situation=situation, in_trade=None, contract=None, salary=None)
    for situation in (Situation.SEEKING, Situation.STUDYING, Situation.UNABLE)
)


def employed(salary: int | None, in_trade: bool = True, contract: Contract | None = Contract.PERMANENT) -> Any:
    return an_answer(salary=salary, in_trade=in_trade, contract=contract)


def holders(number: int, year: int = 2027, **over: Any) -> list[Certificate]:
    return [
        a_certificate(
            ref=f"CERT-{year}-{rank:04}", candidacy=f"I-{year}-{rank:04}", delivered_on=date(year, 6, 1), **over
        )
        for rank in range(1, number + 1)
    ]


def surveys(certificates: Sequence[Certificate], answers: Sequence[Any], wave: Wave = SIX) -> list[Survey]:
    """The survey of each holder, with its answer or None."""
    return [
        a_survey(certificate=one.ref, certification=one.certification, wave=wave, answer=answer)
        for one, answer in zip(certificates, answers, strict=True)
    ]


def only(cohorts: Cohorts, wave: Wave = SIX, code: str = CODE) -> WaveFigures:
    (promotion,) = cohorts.promotions(code)
    return promotion.waves[wave]


@pytest.mark.rule("NET-18", "REF-07", "LAW-11")
def test_the_rates_of_a_promotion_are_those_worked_out_by_hand(config: Config) -> None:
    """Ten holders, eight asked, six answers: four employed (three in the trade), one seeking, one in studies."""
    known = holders(10)
    answers = [
        employed(24000), employed(30000, contract=Contract.FIXED_TERM), employed(None),
        employed(21000, in_trade=False), SEEKING, STUDYING, None, None,
    ]  # fmt: skip
    routes = {one.candidacy: (Route.VAE if rank < 2 else Route.TRAINING).value for rank, one in enumerate(known)}
    cohorts = Cohorts(config, known, surveys(known[:8], answers), routes=routes)
    (promotion,) = cohorts.promotions(CODE)
    assert (promotion.year, promotion.certified, promotion.routes) == (2027, 10, {"VAE": 2, "FORMATION": 8})
    six = only(cohorts)
    assert (six.asked, six.answered, six.counted, six.employed, six.in_trade) == (8, 6, 5, 4, 3)
    assert (six.response_rate, six.insertion_rate, six.trade_rate) == (6 / 8, 4 / 5, 3 / 5)
    assert (six.median_salary, six.permanent) == (None, None)  # three salaries, four contracts: recognisable people


@pytest.mark.rule("NET-18")
def test_five_salaries_make_a_median_four_do_not(config: Config) -> None:
    known = holders(5)
    paid = [employed(salary) for salary in (24000, 40000, 26000, 30000, 28000)]
    assert only(Cohorts(config, known, surveys(known, paid))).median_salary == 28000
    assert only(Cohorts(config, known, surveys(known, paid))).permanent == 1
    assert only(Cohorts(config, known, surveys(known, [*paid[:4], employed(None)]))).median_salary is None


@pytest.mark.rule("NET-19")
def test_the_value_of_use_of_an_rs_certification_is_its_mean_mark(config: Config) -> None:
    known = holders(4, certification=RS)
    marks = [a_mark(usefulness=8), a_mark(usefulness=7, used=False), a_mark(usefulness=10, used=None), None]
    six = only(Cohorts(config, known, surveys(known, marks)), code=RS)
    assert (six.answered, six.usefulness, six.used, six.insertion_rate) == (3, 8.3, 0.5, None)


@pytest.mark.rule("M2I-48")
def test_a_certificate_withdrawn_counts_neither_as_holder_nor_as_answer(config: Config) -> None:
    known = holders(3)
    answers = surveys(known, [employed(24000), SEEKING, SEEKING])
    assert only(Cohorts(config, known[:2], answers)) == WaveFigures(SIX, 2, 2, 2, 1, 1)


ANSWERS = st.lists(st.sampled_from([None, SEEKING, STUDYING, UNABLE, employed(24000), employed(None, in_trade=False)]),
                   max_size=12)  # fmt: skip


@pytest.mark.rule("NET-18")
@given(ANSWERS, ANSWERS)
def test_rates_stay_between_none_and_all_and_counts_add_up(six: list[Any], two: list[Any]) -> None:
    known = holders(12)
    asked = surveys(known[: len(six)], six) + surveys(known[: len(two)], two, TWO)
    (promotion,) = Cohorts(shipped_config(), known, asked).promotions(CODE)
    assert set(promotion.waves) == {wave for wave, answers in ((SIX, six), (TWO, two)) if answers}
    for wave, answers in ((SIX, six), (TWO, two)):
        if not answers:
            continue
        found = promotion.waves[wave]
        assert promotion.certified >= found.asked >= found.answered >= found.counted >= found.employed >= found.in_trade
        assert found.answered == sum(answer is not None for answer in answers)
        rates = (found.response_rate, found.insertion_rate, found.trade_rate)
        assert all(rate is None or 0 <= rate <= 1 for rate in rates)
        assert (found.insertion_rate is None) == (found.counted == 0)


@pytest.mark.rule("NET-24")
def test_a_co_certifier_has_the_holders_of_its_own_sessions_only(config: Config) -> None:
    ally = CoCertifier(name=ALLY, siret="73282932000074", email="a@b.example", representative="Paul Roy")
    shared = config.certifications[CODE].model_copy(update={"co_certifiers": (ally,)})
    both = replace(config, certifications={**config.certifications, CODE: shared})
    theirs, ours = holders(2, 2027, parent="S-2027-0002"), holders(3, 2028)
    asked = surveys(theirs, [employed(24000), None]) + surveys(ours, [SEEKING, SEEKING, None])
    cohorts = Cohorts(both, [*theirs, *ours], asked, {"S-2027-0002": ALLY})
    assert [item.certified for item in cohorts.promotions(CODE)] == [2, 3]
    assert [(item.year, item.certified) for item in cohorts.promotions(CODE, ALLY)] == [(2027, 2)]
    assert cohorts.promotions(CODE, ALLY)[0].waves[SIX].insertion_rate == 1
    assert [item.certifier for item in cohorts.readiness(CODE, date(2029, 1, 1))] == ["", shared.certifier, ALLY]


def exported(config: Config) -> Cohorts:
    known, later = holders(8), holders(2, 2028)
    six = surveys(known, [employed(24000), employed(26000, in_trade=False), SEEKING, None, None, None, None, STUDYING])
    two = surveys(known[:3], [employed(30000), employed(31000), None], TWO)
    return Cohorts(config, [*known, *later], six + two, routes={known[0].candidacy: Route.VAE.value})


@pytest.mark.rule("NET-22", "LAW-11")
def test_the_xml_has_the_tags_of_france_competences_and_no_tag_for_what_is_not_known(config: Config) -> None:
    root = etree.fromstring(as_xml(CODE, exported(config).promotions(CODE)))
    assert (root.tag, root.findtext("NUMERO_FICHE")) == ("FICHE", CODE)
    lines = root.findall("STATISTIQUES_PROMOTIONS/STATISTIQUES_PROMOTION")
    assert [{child.tag: child.text for child in line} for line in lines] == [
        {"ANNEE": "2027", "NOMBRE_CERTIFIES": "8", "NOMBRE_CERTIFIES_VAE": "1", "TAUX_INSERTION_GLOBAL_6MOIS": "67",
         "TAUX_INSERTION_METIER_6MOIS": "33", "TAUX_INSERTION_METIER_2ANS": "100"},
        {"ANNEE": "2028", "NOMBRE_CERTIFIES": "2", "NOMBRE_CERTIFIES_VAE": "0"},
    ]  # fmt: skip


@pytest.mark.rule("NET-22")
def test_the_nesting_and_the_order_are_those_of_the_public_export(config: Config) -> None:
    official = etree.parse(str(reference_file("france-competences-rs.xml")))
    fiche = next(one for one in official.iter("FICHE") if one.find("STATISTIQUES_PROMOTIONS") is not None)
    line = fiche.find("STATISTIQUES_PROMOTIONS/STATISTIQUES_PROMOTION")
    own = etree.fromstring(as_xml(CODE, exported(config).promotions(CODE)))
    ours = own.find("STATISTIQUES_PROMOTIONS/STATISTIQUES_PROMOTION")
    assert line is not None
    assert ours is not None
    assert fiche.tag == own.tag
    assert [child.tag for child in line] == [child.tag for child in ours][: len(line)]


@pytest.mark.rule("NET-22", "NET-18")
def test_the_table_is_read_by_a_french_spreadsheet_and_holds_no_formula(config: Config) -> None:
    promotions = exported(config).promotions(CODE)
    hostile = type(promotions[0])(CODE, "=CMD()", 2027, 1)
    content = as_csv([*promotions, hostile])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    told = ("CERTIFICATEUR", "ANNEE", "NOMBRE_CERTIFIES", "TAUX_REPONSE_6MOIS")
    assert [tuple(row[name] for name in told) for row in rows] == [
        ("Ensemble", "2027", "8", "50"), ("Ensemble", "2028", "2", ""), ("'=CMD()", "2027", "1", ""),
    ]  # fmt: skip
    assert as_row(promotions[0])["NOMBRE_FORMATION"] == 0
    assert (percent(None), percent(0.666), percent(1)) == (None, 67, 100)
