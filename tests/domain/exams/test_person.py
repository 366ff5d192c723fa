"""One person under several spellings: recognised for a ban, told apart otherwise (M2I-46)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exams.person import Birth, Person, is_same, may_be_same
from tests.exams import a_person

BANNED = a_person(first_names="Mohamed Amine", birth_name="De La Tour d’Auvergne")


def named(first: str, family: str, usage: str = "", **birth: Any) -> Person:
    known = Birth(year=1991, month=3, day=1).model_copy(update=birth)
    return a_person(first_names=first, birth_name=family, usage_name=usage, birth=known)


@pytest.mark.rule("M2I-46")
@pytest.mark.parametrize(
    "other",
    [
        named("Mohammed", "Delatour Dauvergne"),
        named("MOHAMED AMINE", "LA TOUR-D'AUVERGNE"),
        named("De La Tour d'Auvergne", "Mohamed"),
        named("Mohamed", "Durand", "de la Tour d’Auvergne"),
        named("Mohamed", "De La Tour d’Auvergne", month=None, day=None),
    ],
)
def test_another_spelling_of_a_banned_person_is_looked_at(other: Person) -> None:
    assert may_be_same(BANNED, other)
    assert may_be_same(other, BANNED)


@pytest.mark.rule("M2I-46")
@pytest.mark.parametrize(
    "other",
    [
        named("Mohamed", "Martin"),
        named("Inès", "De La Tour d’Auvergne"),
        named("Mohamed", "De La Tour d’Auvergne", day=2),
        named("Mohamed", "De La Tour d’Auvergne", year=1992),
    ],
)
def test_somebody_else_is_not(other: Person) -> None:
    assert not may_be_same(BANNED, other)


def test_the_same_person_is_so_by_name_and_by_whole_birth_date() -> None:
    assert is_same(a_person(), a_person(birth_name="OEUVRARD", first_names="Maelys"))
    assert not is_same(a_person(), a_person(birth=Birth(year=1991, month=3, day=2)))
    assert not is_same(named("Jean", "Martin"), named("Jeanne", "Martin"))
    assert may_be_same(named("Jean", "Martin"), named("Jeanne", "Martin"))


def test_a_family_name_that_is_a_particle_is_kept() -> None:
    assert named("Marie", "Lê").key == "le|marie|1991"


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_person_is_always_like_himself_whatever_he_typed(first: str, family: str) -> None:
    person = named(first, family)
    assert is_same(person, person)
    assert may_be_same(person, person) or not any(sign.isalnum() for sign in first + family)
