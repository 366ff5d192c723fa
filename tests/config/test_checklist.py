"""The shipped checklist, and those that are refused with file, key and cure."""

from pathlib import Path

import pytest

from config.checklist import load_checklist
from config.files import ConfigError
from config.settings import ROOT
from domain.audit import Check, SupportType
from tests.config.editing import edit


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    path = tmp_path / "audit.toml"
    path.write_bytes((ROOT / "config" / "audit.toml").read_bytes())
    return path


def told(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_checklist(path.parent)
    return str(caught.value)


@pytest.mark.rule("MIK-45", "MIK-64")
def test_the_eight_elements_are_shipped() -> None:
    checklist = load_checklist(ROOT / "config")
    assert [item.code for item in checklist.items if item.check is Check.ELEMENT] == [
        "publics", "prerequis", "referentiel", "objectifs", "programme", "modalites", "volume", "evaluation",
    ]  # fmt: skip


@pytest.mark.rule("MIK-65", "MIK-66", "NET-09")
@pytest.mark.parametrize("support", SupportType)
def test_one_blocking_item_of_publication_per_support(support: SupportType) -> None:
    blocking = [item.code for item in load_checklist(ROOT / "config").of(support) if item.blocking]
    assert blocking == (["brouillon"] if support is SupportType.EDOF else ["publication"])


def test_every_item_can_be_asked_for_in_the_letter() -> None:
    checklist = load_checklist(ROOT / "config")
    assert [item.code for item in checklist.items if not item.correction.endswith(".")] == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('code = "volume"', 'code = "publics"', "audit.toml, clé « items.code » : « publics » y figure 2 fois."),
        ('code = "volume"', 'code = "duree"', "(absents : volume ; en trop : duree)"),
        ('check = "exact_title"', 'check = "element"', "(absents : aucun ; en trop : intitule)"),
        ('"gratuit", "gratuite",', '"gratuit", "",', "audit.toml, allégation « Gratuité » : une formulation est vide."),
        ('"durée", "durées",', '"durée", "…",', "audit.toml, item volume, clé « cues »"),
        ('check = "exact_title"', 'check = "exact"', "audit.toml, clé « items.8.check »"),
        ('version = "2026-1"', "", "audit.toml, clé « version » : la clé est absente : ajoutez-la."),
        ("[[items]]", "[[items", "audit.toml n’est pas un fichier TOML lisible"),
    ],
)
def test_a_checklist_that_contradicts_itself_is_refused(audit: Path, old: str, new: str, words: str) -> None:
    edit(audit, old, new)
    assert words in told(audit)


def test_an_absent_checklist_says_its_name(tmp_path: Path) -> None:
    assert told(tmp_path / "audit.toml").startswith("Le fichier audit.toml est absent de ")
