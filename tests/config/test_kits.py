"""The shipped kits hold what the regulation lists; the certifier replaces them by file; the fingerprint follows."""

import hashlib
import shutil
from pathlib import Path

import pytest

from config.files import ConfigError
from config.kits import load_kits
from config.settings import ROOT
from domain.kits import KitKind, Kits
from domain.vocabulary import Scope
from tests import builders
from tests.config.editing import edit
from tests.terms import shipped_kits


@pytest.fixture
def kits_folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "config" / "kits.toml", tmp_path / "kits.toml")
    return tmp_path


def load(folder: Path) -> Kits:
    return load_kits(folder, builders.shipped_config().certifications)[builders.CODE]


def refused(folder: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return str(caught.value)


def fingerprints(kits: Kits) -> dict[KitKind, str]:
    return {kind: kit.sha256 for kind, kit in kits.root.items()}


def drop(folder: Path, place: str, content: bytes = b"%PDF-1.7 programme") -> Path:
    path = folder / "kits" / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.rule("MIK-45", "MIK-47", "MIK-48", "MIK-49", "MIK-50", "MIK-54", "MIK-56", "O-01")
def test_the_shipped_kits_hold_what_the_regulation_lists() -> None:
    found = {kind: (kit.rule, len(kit.components), kit.commitments_rule, len(kit.commitments))
             for kind, kit in shipped_kits().root.items()}  # fmt: skip
    assert found == {
        KitKind.COMMUNICATION: ("MIK-45", 9, "MIK-47", 7),  # the 8 elements of MIK-64 and the exact title
        KitKind.PEDAGOGY: ("MIK-48", 6, "MIK-49", 6),
        KitKind.TECHNICAL_FILE: ("MIK-50", 1, "", 0),
        KitKind.EVALUATION: ("MIK-54", 8, "MIK-56", 3),
        KitKind.QUALITY: ("MIK-58", 1, "", 0),
    }


@pytest.mark.rule("MIK-45")
def test_the_communication_kit_gives_the_exact_title() -> None:
    text = shipped_kits().of(KitKind.COMMUNICATION).components["intitule"].text
    assert "« Promouvoir une activité artistique visuelle », certification enregistrée" in text
    assert "sous le code RS9001, jusqu’au 30/06/2028" in text


@pytest.mark.rule("MIK-54")
def test_the_evaluation_kit_is_for_partners_who_evaluate() -> None:
    given = {scope: [kit.kind for kit in shipped_kits().for_scope(scope)] for scope in Scope}
    others = [KitKind.COMMUNICATION, KitKind.PEDAGOGY, KitKind.TECHNICAL_FILE, KitKind.QUALITY]
    assert given == {Scope.PREPARE: others, Scope.ASSESS: list(KitKind), Scope.PREPARE_AND_ASSESS: list(KitKind)}


@pytest.mark.rule("MIK-43")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Une ligne par critère du référentiel", "Une ligne par critère  du référentiel"),
        ("la progression pédagogique", "la progression"),
        ('title = "Volume horaire"', 'title = "Volume d’heures"'),
    ],
)
def test_the_fingerprint_of_a_kit_changes_with_its_content_alone(kits_folder: Path, old: str, new: str) -> None:
    before = fingerprints(load(kits_folder))
    edit(kits_folder / "kits.toml", old, new)
    after = fingerprints(load(kits_folder))
    assert {kind for kind in KitKind if after[kind] != before[kind]} == {KitKind.PEDAGOGY}


@pytest.mark.rule("MIK-43")
def test_layout_comments_and_version_do_not_change_the_fingerprint(kits_folder: Path) -> None:
    path = kits_folder / "kits.toml"
    text = path.read_text(encoding="utf-8").replace('version = "2026-1"', '# new year\n\nversion   = "2027-1"')
    path.write_text(text, encoding="utf-8")
    assert fingerprints(load(kits_folder)) == fingerprints(shipped_kits())
    assert load(kits_folder).of(KitKind.PEDAGOGY).version == "2027-1"


@pytest.mark.rule("MIK-48", "O-01")
def test_a_dropped_file_replaces_the_text_and_its_bytes_are_the_fingerprint(kits_folder: Path) -> None:
    path = drop(kits_folder, "RS9001/pedagogique/programme.pdf")
    drop(kits_folder, "RS9001/pedagogique/.DS_Store")
    first = load(kits_folder).of(KitKind.PEDAGOGY)
    programme = first.components["programme"]
    assert programme.file == "kits/RS9001/pedagogique/programme.pdf"
    assert programme.sha256 == hashlib.sha256(b"%PDF-1.7 programme").hexdigest()
    path.write_bytes(b"%PDF-1.7 programme 2")
    assert (
        len({first.sha256, load(kits_folder).of(KitKind.PEDAGOGY).sha256, shipped_kits().of(KitKind.PEDAGOGY).sha256})
        == 3
    )


@pytest.mark.parametrize(
    "place", ["RS9002/pedagogique/programme.pdf", "RS9001/pedagogie/programme.pdf", "RS9001/pedagogique/plan.pdf",
              "RS9001/programme.pdf", "programme.pdf", "vieux/RS9001/pedagogique/programme.pdf"]
)  # fmt: skip
def test_a_file_that_would_be_ignored_is_refused(kits_folder: Path, place: str) -> None:
    drop(kits_folder, place)
    assert refused(kits_folder).startswith(f"kits/{place} n’est le document d’aucun kit")


def test_two_files_for_one_component_are_refused(kits_folder: Path) -> None:
    drop(kits_folder, "RS9001/pedagogique/programme.docx")
    drop(kits_folder, "RS9001/pedagogique/programme.pdf")
    expected = "kits/RS9001/pedagogique/programme.pdf double programme.docx : gardez un seul fichier par composant."
    assert refused(kits_folder) == expected


@pytest.mark.rule("MIK-45", "MIK-48", "MIK-54", "MIK-56")
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[evaluation.components.grille_controle]", "[evaluation.components.controle]",
         "kits.toml, clé « evaluation » : il manque au kit « Kit d’évaluation » : grille_controle"),
        ('    "le référentiel de la certification",\n', "",
         "kits.toml, clé « evaluation » : le kit « Kit d’évaluation » demande au moins 3 engagements"),
        ("[qualite", "[qualites", "kits.toml, clé « qualites » : la valeur ne figure pas parmi celles possibles"),
        ("« {{ certification.title }} », cert", "« {{ partner.name }} », cert",
         "kits.toml, clé « communication.components.intitule.text » : le champ « partner.name » n’existe pas"),
        ("Une ligne par critère : acquis ou non", "{% for x in y %}",
         "kits.toml, clé « evaluation.components.grille_evaluation.text » : les accolades ne servent"),
    ],
)  # fmt: skip
def test_a_kit_that_cannot_be_used_is_told_with_its_key(kits_folder: Path, old: str, new: str, expected: str) -> None:
    edit(kits_folder / "kits.toml", old, new)
    assert refused(kits_folder).startswith(expected)
