"""organisation.toml and cpf.toml: the contract, the figures and the messages of the CPF flux (LAW-10)."""

from pathlib import Path

import pytest

from config.loader import load_config
from domain.network.passage import Contract
from domain.network.passage_vocabulary import Profile
from tests.config.editing import edit, told

TABLE = '[cpf]\nclient_id = "12ABC345"\ncontract_id = "MCFCER000123"\n'


def with_table(folder: Path, table: str = TABLE) -> Path:
    path = folder / "organisation.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + table, encoding="utf-8")
    return folder


@pytest.mark.rule("LAW-10")
def test_the_contract_is_read_and_the_older_profile_is_the_usual_one(folder: Path) -> None:
    assert load_config(folder).organisation.cpf is None
    assert load_config(with_table(folder)).organisation.cpf == Contract(
        client_id="12ABC345", contract_id="MCFCER000123", profile=Profile.V112
    )


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("12ABC345", "12ABC34", "organisation.toml, clé « cpf.client_id » : ce code est mal formé"),
        ("MCFCER000123", "M" * 21, "organisation.toml, clé « cpf.contract_id » : ce code est mal formé"),
        ('client_id = "12ABC345"\n', "", "organisation.toml, clé « cpf.client_id » : la clé est absente"),
        ("contract_id", 'profil = "1.1.5"\ncontract_id', "organisation.toml, clé « cpf.profil » : la clé est inconnue"),
        ("contract_id", 'profile = "1.2"\ncontract_id', "organisation.toml, clé « cpf.profile » : la valeur ne figure"),
    ],
)
def test_a_contract_that_cannot_be_used_is_told_in_french(folder: Path, old: str, new: str, message: str) -> None:
    with_table(folder, TABLE.replace(old, new))
    assert told(folder).startswith(message)


@pytest.mark.rule("LAW-10")
def test_a_file_never_has_more_passages_than_one_transaction(folder: Path) -> None:
    edit(folder / "cpf.toml", "max_passages = 500", "max_passages = 501")
    assert told(folder).startswith("cpf.toml, clé « max_passages » : la valeur est trop grande : indiquez 500 au plus")


@pytest.mark.rule("LAW-10")
@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("Aucun titulaire ne correspond aux critères obligatoires", "AUCUN.TITULAIRE"),
        ("AUCUN TITULAIRE NE CORRESPOND aux criteres obligatoires enrichis du jour et du mois de naissance",
         "NAISSANCE"),
        ("Aucun titulaire ne correspond aux critères de réconciliation", "RECONCILIATION"),
        ("Plusieurs titulaires ont été identifiés", "HOMONYMES"),
        ("Le passage 12 existe  déjà en base.", "DEJA.CONNU"),
        ("Erreur 4012", ""),
    ],
)  # fmt: skip
def test_the_messages_that_are_known(folder: Path, message: str, code: str) -> None:
    rules = load_config(folder).cpf
    known = rules.meaning(message)
    assert (known.code if known else "") == code
    assert rules.explained(code) == known
    if known:
        assert known.is_success or (known.ask and known.cure)
