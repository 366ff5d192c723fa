"""An habilitation with one defect at a time: what each guard says (M2I-27 to M2I-30, REF-16, LAW-15)."""

from datetime import date
from typing import Any

import pytest

from domain.exams import examiner_guards as guards
from domain.exams.examiner import Examiner, HabilitationDecision
from tests.exams import an_examiner, certification_of

ON = date(2026, 11, 24)
FIGURES = certification_of()
GOOD = an_examiner()


def said(over: dict[str, Any], before: Examiner = GOOD, rules: Any = guards.HABILITATION) -> str:
    facts = before.with_update(over)
    return str(next((refusal for guard in rules if (refusal := guard(facts, ON, FIGURES, before))), None))


def test_a_good_habilitation_is_granted() -> None:
    assert said({}) == "None"


@pytest.mark.rule("M2I-27", "M2I-29", "M2I-30", "REF-16", "LAW-15", "M2I-28")
@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({"years": 2.9}, "Années d’expérience : un examinateur a 3 ans d’expérience au moins dans la spécialité. "
         "Habilitez une autre personne. [M2I-30]"),
        ({"blocs": ()}, "Blocs : aucun bloc n’est indiqué. Choisissez parmi : RNCP9002BC01, RNCP9002BC02, "
         "RNCP9002BC03. [M2I-29]"),
        ({"ends_on": date(2028, 12, 20)}, "Habilité jusqu’au : l’habilitation ne dépasse pas le 19/12/2028, fin de "
         "l’enregistrement de la certification. Corrigez la date. [M2I-27]"),
        ({"ends_on": date(2026, 11, 23)}, "Habilité jusqu’au : l’habilitation prendrait fin le 23/11/2026, avant de "
         "commencer ou d’être enregistrée. Corrigez les dates. [M2I-27]"),
        ({"employer": "certificateur  EXEMPLE"}, "Externe : une personne employée par Certificateur exemple n’est pas "
         "externe. Répondez Non, ou corrigez l’employeur. [LAW-15]"),
        ({"quality": " "}, "Qualité : le procès-verbal de jury donne la profession et la qualité des évaluateurs. "
         "Complétez-la. [REF-24]"),
        ({"decision": HabilitationDecision(decided_by="", decided_on=ON)}, "Décidé par : une habilitation se décide, "
         "au plus tard aujourd’hui, par une personne nommée. Complétez la décision. [REF-16]"),
        ({"confirmed_on": date(2026, 11, 25)}, "Référentiel confirmé le : la connaissance du référentiel se confirme "
         "au plus tard aujourd’hui. Corrigez la date. [M2I-28]"),
    ],
)  # fmt: skip
def test_each_defect_of_an_habilitation_is_said(over: dict[str, Any], expected: str) -> None:
    assert said(over) == expected


@pytest.mark.rule("M2I-27", "M2I-30")
def test_the_last_day_of_the_registration_and_three_years_are_enough() -> None:
    assert said({"ends_on": FIGURES.registration_end, "years": 3}) == "None"
    assert said({"employer": "Certificateur exemple", "external": False}) == "None"


@pytest.mark.rule("M2I-28")
@pytest.mark.parametrize(
    ("asked", "confirmed", "is_taken"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), True),
        (date(2026, 11, 20), ON, True),
        (date(2026, 11, 20), date(2026, 11, 19), False),
        (date(2026, 11, 20), date(2026, 11, 25), False),
        (date(2026, 11, 20), None, False),
        (None, ON, False),
    ],
)
def test_a_confirmation_falls_between_the_request_and_today(
    asked: date | None, confirmed: date | None, is_taken: bool
) -> None:
    before = an_examiner(asked_on=asked)
    found = said({"confirmed_on": confirmed}, before, [guards.confirmed_in_time])
    assert (found == "None") is is_taken
