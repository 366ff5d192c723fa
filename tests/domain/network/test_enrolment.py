"""« Formés non inscrits »: names declared beside persons enrolled (LAW-04)."""

import pytest

from domain.network.enrolment import not_enrolled
from tests.exams import a_person

LEA = a_person(first_names="Léa Marie", birth_name="d’Œuvrard", usage_name="Le Goff")


@pytest.mark.rule("LAW-04")
@pytest.mark.parametrize(
    "typed", ["Léa d’Œuvrard", "OEUVRARD LEA", "Le Goff Léa", "léa marie d'œuvrard", "Lea  Le  Goff"]
)
def test_whatever_the_spelling_an_enrolled_person_is_found(typed: str) -> None:
    assert not_enrolled([typed], [LEA]) == ()


@pytest.mark.rule("LAW-04")
def test_who_is_not_enrolled_is_named_once_as_typed() -> None:
    typed = ["Léo d’Œuvrard", "Léa Martin", "Léo d’Œuvrard", "=HYPERLINK(1)"]
    assert not_enrolled(typed, [LEA]) == ("Léo d’Œuvrard", "Léa Martin", "=HYPERLINK(1)")
    assert not_enrolled([], [LEA]) == ()
