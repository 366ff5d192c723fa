"""Words that are stored, exported and shown (MIK-01, MIK-15)."""

import re

import pytest

from domain.communication import CommunicationState
from domain.evaluation_manager import ManagerState
from domain.refusal import Refusal
from domain.team import Person, Team
from domain.trainer import TrainerState
from domain.vocabulary import Factor, Role, Scope, State
from tests.reference import reference_file

EXPORTED = {
    "PREPARER": "HABILITATION_FORMER",
    "EVALUER": "HABILITATION_ORGANISER",
    "PREPARER_EVALUER": "HABILITATION_ORGA_FORM",
}


@pytest.mark.rule("MIK-01")
def test_each_scope_is_one_value_of_france_competences() -> None:
    assert {scope.value: scope.france_competences for scope in Scope} == EXPORTED


@pytest.mark.rule("MIK-01")
def test_the_public_export_uses_no_other_value() -> None:
    export = reference_file("france-competences-rs.xml").read_text(encoding="utf-8")
    found = set(re.findall(r"<HABILITATION_PARTENAIRE>([^<]+)<", export))
    assert found - set(EXPORTED.values()) == set()
    assert found != set()


@pytest.mark.rule("MIK-15")
def test_the_five_other_factors() -> None:
    assert [factor.value for factor in Factor] == [
        "handicap", "pertinence", "qualite_percue", "selection_candidats", "e_reputation",
    ]  # fmt: skip


@pytest.mark.rule("MIK-03")
def test_the_states_of_the_regulation() -> None:
    assert [state.value for state in State] == [
        "RECUE", "COMPLETE", "NOTEE", "REJETEE_NOTE", "EN_COMMISSION", "REFUSEE", "PRE_HABILITE",
        "MISE_EN_CONFORMITE", "PRET_A_SIGNER", "HABILITE", "SUSPENDUE", "RESILIEE", "PREHABILITATION_PERDUE", "EXPIREE",
        "CLASSEE_SANS_SUITE", "RETIREE",
    ]  # fmt: skip


@pytest.mark.rule("MIK-37", "MIK-38", "MIK-39")
def test_the_states_of_the_workstreams() -> None:
    assert [state.value for state in CommunicationState] == [
        "A_AUDITER", "CORRECTIONS_DEMANDEES", "CONFORME", "PERDUE", "CLOSE",
    ]  # fmt: skip
    assert [state.value for state in TrainerState] == [
        "A_EVALUER", "A_RETRAVAILLER", "SECONDE_SESSION", "VALIDE", "ECARTE", "CLOS",
    ]  # fmt: skip
    assert [state.value for state in ManagerState] == ["DESIGNE", "HABILITE", "REFUSE", "CLOS"]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Préparer et évaluer", Scope.PREPARE_AND_ASSESS),
        ("  PRÉPARER ", Scope.PREPARE),
        ("evaluer", Scope.ASSESS),
        ("Prépare", None),
        ("", None),
    ],
)
def test_a_word_is_found_by_its_label_or_its_slug(text: str, scope: Scope | None) -> None:
    assert Scope.from_label(text) == scope


def test_a_refusal_reads_as_field_reason_and_rule() -> None:
    assert str(Refusal("les points vont de 0 à 2.", "MIK-20", "G7")) == "G7 : les points vont de 0 à 2. [MIK-20]"
    assert str(Refusal("Aucune pièce ne manque.", "MIK-13")) == "Aucune pièce ne manque. [MIK-13]"


INES = Person("Inès Moreau", "ines@certificateur.example", Role.PARTNER_MANAGER)
PAUL = Person("Paul Lefèvre", "paul@certificateur.example", Role.DIRECTION)
LEA = Person("Léa Roy", "lea@certificateur.example", Role.PARTNER_MANAGER)


def test_a_person_is_found_whatever_the_spelling() -> None:
    team = Team((PAUL, INES))
    assert [team.find(name) for name in ("inès  MOREAU ", "Paul Lefèvre", "Inès", "")] == [INES, PAUL, None, None]


@pytest.mark.rule("MIK-17")
@pytest.mark.parametrize(
    ("people", "owner"), [((PAUL, INES), INES), ((INES, PAUL, LEA), None), ((PAUL,), None), ((), None)]
)
def test_only_a_sole_manager_owns_without_being_named(people: tuple[Person, ...], owner: Person | None) -> None:
    assert Team(people).sole_manager == owner


def test_people_by_role() -> None:
    assert Team((PAUL, INES, LEA)).with_role(Role.PARTNER_MANAGER) == (INES, LEA)
