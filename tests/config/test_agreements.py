"""The three agreements are files: read whole, or refused with the file and the cure."""

import shutil
from pathlib import Path

import pytest

from config.agreements import load_agreements
from config.files import ConfigError
from config.settings import ROOT
from domain.agreements import AgreementKind
from tests.config.editing import edit
from tests.terms import shipped_agreements


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "config" / "agreements", tmp_path / "agreements")
    return tmp_path


def refused(folder: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_agreements(folder)
    return str(caught.value)


@pytest.mark.rule("MIK-87", "MIK-90")
def test_the_fingerprint_follows_the_words_and_nothing_else(copied: Path) -> None:
    before = {kind: agreement.sha256 for kind, agreement in shipped_agreements().items()}
    path = copied / "agreements" / "charte.toml"
    edit(path, 'version = "2026-1"', '# revised\nversion = "2027-1"')
    assert {kind: agreement.sha256 for kind, agreement in load_agreements(copied).items()} == before
    edit(path, "traiter tous les candidats", "traiter chaque candidat")
    after = {kind: agreement.sha256 for kind, agreement in load_agreements(copied).items()}
    assert {kind for kind in AgreementKind if after[kind] != before[kind]} == {AgreementKind.CHARTER}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("SIRET {{ partner.siret }}", "IBAN {{ partner.iban }}", "le champ « partner.iban » n’existe pas"),
        ("SIRET {{ partner.siret }}", "SIRET {{ partner.siret", "les accolades ne servent qu’à nommer un champ"),
        ('title = "Objet"', 'title = "Objet {% raw %}"', "texte « Objet {% raw %} » : les accolades"),
        ('title = "Objet"', 'titre = "Objet"', "la clé est inconnue"),
        ('only_for = ["PREPARER"]', 'only_for = ["FORMER"]', "ne figure pas parmi celles possibles"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused(copied: Path, old: str, new: str, expected: str) -> None:
    edit(copied / "agreements" / "convention.toml", old, new)
    message = refused(copied)
    assert message.startswith("convention.toml, ")
    assert expected in message


def test_an_absent_agreement_is_told(copied: Path) -> None:
    (copied / "agreements" / "charte.toml").unlink()
    assert refused(copied).startswith("Le fichier charte.toml est absent")
