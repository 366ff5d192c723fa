"""The shipped checklist of the network, its cadences, and those that are refused with file, key and cure."""

from pathlib import Path

import pytest

from config.checks import load_control_checklist
from config.files import ConfigError
from config.loader import Config
from config.settings import ROOT
from domain.network.check_vocabulary import CheckKind, CheckSection
from tests.config.editing import edit, told


def said(folder: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_control_checklist(folder)
    return str(caught.value)


@pytest.mark.rule("QUA-01", "QUA-08", "LAW-17")
def test_every_item_has_a_code_of_its_own_a_rule_and_the_audit_covers_the_chain(config: Config) -> None:
    items = config.checks.items
    assert len({item.code for item in items}) == len(items) == 20
    assert {item.section for item in config.checks.of(CheckKind.SEMESTER)} == set(CheckSection)
    assert [item.code for item in items if not item.action.endswith(".")] == []
    assert {item.rule for item in items} >= {
        "NET-06",
        "MIK-52",
        "LAW-03",
        "LAW-04",
        "NET-08",
        "NET-13",
        "NET-14",
        "REF-23",
    }
    assert {item.code: item.indicator for item in items if item.rule == "LAW-03"} == {"COM2": "1", "COM3": "1"}


@pytest.mark.rule("O-10", "MIK-58")
def test_the_monthly_check_is_light(config: Config) -> None:
    assert [item.code for item in config.checks.of(CheckKind.MONTHLY)] == [
        "F3", "E1", "E3", "E6", "C4", "COM1", "COM2", "D1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('code = "F2"', 'code = "F1"', "checks.toml, clé « items.code » : « F1 » y figure plusieurs fois."),
        ('rule = "MIK-52"', 'rule = "MIK-520"', "point F2, clé « rule » : « MIK-520 » n’est pas une règle connue."),
        ('auto = "vae"', 'auto = "vea"', "point E5, clé « auto » : « vea » n’est pas un relevé connu."),
        ("MAJEURE = 15\n", "", "clé « correction_days » : ajoutez MAJEURE, en jours."),
        ('gravity = "MAJEURE"', 'gravity = "GRAVE"', "checks.toml, clé « items.0.gravity »"),
    ],
)
def test_a_checklist_that_contradicts_itself_is_refused(folder: Path, old: str, new: str, words: str) -> None:
    edit(folder / "checks.toml", old, new)
    assert words in said(folder)


@pytest.mark.rule("QUA-08")
def test_a_semester_audit_without_a_link_of_the_chain_is_refused(folder: Path) -> None:
    path = folder / "checks.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('section = "formation"', 'section = "donnees"'), "utf-8")
    assert "l’audit semestriel n’a aucun point « formation »" in said(folder)


def test_an_absent_checklist_says_its_name(tmp_path: Path) -> None:
    assert said(tmp_path).startswith("Le fichier checks.toml est absent de ")
    assert (ROOT / "config" / "checks.toml").is_file()


@pytest.mark.rule("QUA-07", "O-10")
def test_one_cadence_at_least_keeps_everybody_within_six_months(folder: Path) -> None:
    path = folder / "defaults.toml"
    edit(path, "[checks.mensuel]                # MIK-58: communication and activity\nenabled = true",
         "[checks.mensuel]\nenabled = false")  # fmt: skip
    edit(path, "[checks.semestriel]             # MIK-88, QUA-08: the whole chain\nenabled = true",
         "[checks.semestriel]\nenabled = false")  # fmt: skip
    assert "aucun partenaire ne reste plus de six mois sans contrôle (QUA-07)" in told(folder)


@pytest.mark.rule("QUA-07")
def test_a_semester_does_not_last_longer_than_six_months(folder: Path) -> None:
    edit(folder / "defaults.toml", "length = 6\n", "length = 7\n")
    assert "l’audit semestriel revient tous les 6 mois au plus (QUA-07)" in told(folder)


@pytest.mark.rule("NET-08")
def test_a_certification_says_what_it_promised_to_france_competences(folder: Path, config: Config) -> None:
    assert all(item.engagements for item in config.certifications.values())
    edit(folder / "defaults.toml", "engagements = [\"Les épreuves, les jurys et la délivrance suivent le dossier "
         "d’enregistrement.\"]", "engagements = []")  # fmt: skip
    assert "clé « engagements » : la liste est trop courte" in told(folder)
