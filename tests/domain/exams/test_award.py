from datetime import date
from typing import Any

import pytest

from domain.exams.award import AwardedBloc, AwardKind, day_in_words, grouped, verification_code
from domain.exams.person import Birth
from tests.domain.exams.awarding import SECRET, award, bloc_award, holder


@pytest.mark.parametrize(
    ("birth", "when", "where"),
    [
        (Birth(year=1991, month=3, day=1, place="Sélestat", postal_code="67600"), "1er mars 1991", "Sélestat (67)"),
        (Birth(year=1991, month=3, place="Saint-Denis", postal_code="97400"), "mars 1991", "Saint-Denis (974)"),
        (Birth(year=1991, place="Alger", country="Algérie"), "1991", "Alger (Algérie)"),
        (Birth(year=1991, day=12, place="Kaboul", country="Afghanistan"), "1991", "Kaboul (Afghanistan)"),
        (Birth(year=1991, place=""), "1991", ""),
    ],
)
def test_a_birth_abroad_or_half_known_is_said_as_far_as_it_is_known(birth: Birth, when: str, where: str) -> None:
    found = holder(birth=birth)
    assert (found.birth_date, found.birth_place) == (when, where)


def test_a_code_is_the_same_for_ever_and_another_for_another_number_or_key() -> None:
    code = verification_code(SECRET, "CERT-2026-000001")
    others = {verification_code(SECRET, "CERT-2026-000002"), verification_code(b"other", "CERT-2026-000001")}
    assert code == "DDKCQFCQ2E5WRW2O"
    assert len(others | {code}) == 3
    assert grouped(code) == "DDKC-QFCQ-2E5W-RW2O"


def test_a_day_is_kept_on_one_line() -> None:
    assert day_in_words(date(2026, 12, 1)) == "1er\u00a0décembre\u00a02026"


@pytest.mark.rule("REF-27")
@pytest.mark.parametrize("over", [{"kind": AwardKind.BLOC}, {"bloc": AwardedBloc(code="B1", label="Un")}])
def test_an_attestation_names_its_bloc_and_a_parchemin_none(over: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="REF-27"):
        award(**over)


@pytest.mark.parametrize(
    ("over", "rule"),
    [({"delivered_on": date(2026, 11, 23)}, "M2I-38"), ({"valid_until": date(2026, 11, 30)}, "LAW-09")],
)
def test_dates_out_of_order_are_refused(over: dict[str, Any], rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        award(**over)


@pytest.mark.parametrize("code", ["../../etc/passwd", "ABCDEFGHIJKLMNO", "abcdefghijklmnop", "ABCDEFGHIJKLMNOP\n"])
def test_a_code_that_could_be_another_path_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="verification_code"):
        award(verification_code=code)


def test_a_bloc_award_is_one_of_its_kind() -> None:
    assert bloc_award().kind is AwardKind.BLOC
