"""What is read of an export: the same fiches whatever the file's form."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.france_competences import Declared, DeclaredState, Export, Fiche
from tasks.france_competences import read_export
from tests.tasks.france_competences.samples import CODES, CSV, XML, csv_folder, zipped

PORT = Declared(
    "RS9001", "00000001800010", "ATELIER DU PORT", "HABILITATION_FORMER",
    DeclaredState.ACTIVE, date(2026, 1, 5), date(2026, 1, 6),
)  # fmt: skip
QUAYS = Declared(
    "RS9001", "00000002600013", "ÉCOLE DES QUAIS & FILS", "HABILITATION_ORGANISER", changed_on=date(2026, 3, 12)
)
ARTS = Declared(
    "RS9001", "00000003400017", "MAISON DES ARTS", "HABILITATION_ORGA_FORM",
    DeclaredState.DELETED, date(2026, 1, 5), date(2026, 10, 20),
)  # fmt: skip
SOUTH = Declared("RS9001", "00000004200010", "FORMA SUD", "HABILITATION_ORGA_FORM", DeclaredState.INACTIVE)
ABROAD = Declared("RS9001", "", "ORGANISME ÉTRANGER", "HABILITATION_FORMER")
NORTH = Declared("RS9001", "00000005900014", "STUDIO NORD", None)
NEW = Fiche(
    "RS9001", "Promouvoir une activité artistique visuelle", active=True, ends_on=date(2028, 6, 30),
    decided_on=date(2025, 6, 30), partners=(PORT, QUAYS, ARTS, SOUTH, ABROAD, NORTH),
)  # fmt: skip
OLD = Fiche(
    "RS9000", "Valoriser une activité artistique", active=False, ends_on=date(2025, 6, 30),
    decided_on=date(2022, 6, 30), replaced_by=("RS9001",),
    partners=(Declared("RS9000", "00000001800010", "ATELIER DU PORT", "HABILITATION_ORGA_FORM"),),
)  # fmt: skip
DATED, BOTH = date(2026, 11, 20), frozenset({"RS", "RNCP"})

#: the CSV has neither states nor dates, and its lines are those that are active
UNDATED = tuple(replace(line, active_since=None, changed_on=None) for line in (PORT, QUAYS, ABROAD, NORTH))
FROM_CSV = {"RS9001": replace(NEW, partners=UNDATED), "RS9000": OLD}


@pytest.mark.rule("LAW-05", "NET-03")
def test_every_field_of_the_xml() -> None:
    assert read_export(XML, CODES) == Export(XML.name, DATED, {"RS9001": NEW, "RS9000": OLD}, BOTH, 3)


@pytest.mark.rule("LAW-05")
def test_xml_in_a_zip_is_the_same(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "téléchargement.zip", XML)
    assert read_export(archive, CODES) == replace(read_export(XML, CODES), source=archive.name)


@pytest.mark.rule("LAW-05")
def test_every_field_of_the_csv() -> None:
    assert read_export(CSV, CODES) == Export("csv", DATED, FROM_CSV, BOTH, 3)


@pytest.mark.rule("LAW-05")
def test_csv_in_a_zip_is_the_same(tmp_path: Path) -> None:
    assert read_export(zipped(tmp_path / "csv.zip", *CSV.iterdir()), CODES).fiches == FROM_CSV


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_csv_however_it_was_saved(tmp_path: Path, separator: str, encoding: str) -> None:
    assert read_export(csv_folder(tmp_path / "csv", separator, encoding), CODES).fiches == FROM_CSV


def test_only_the_certifications_asked_for_are_kept() -> None:
    export = read_export(XML, {"RNCP99001", "RS1"})
    assert export.fiches == {
        "RNCP99001": Fiche("RNCP99001", "Directeur artistique", active=True, ends_on=date(2027, 12, 31), level="6")
    }
    assert export.count == 3


@pytest.mark.parametrize("typed", ["rs9001", " RS 9001 ", '"RS9001"', "RS\u00a09001"])
def test_codes_however_they_are_written(tmp_path: Path, typed: str) -> None:
    file = tmp_path / "export.xml"
    file.write_text(f"<FICHES><FICHE><NUMERO_FICHE>{typed}</NUMERO_FICHE></FICHE></FICHES>", "utf-8")
    assert read_export(file, CODES).fiches == {"RS9001": Fiche("RS9001", "", active=True)}


def test_namespaces_comments_and_cdata_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    text = XML.read_text("utf-8").replace("<FICHES>", '<fc:FICHES xmlns:fc="urn:fc" xmlns="urn:fc">')
    text = text.replace("</FICHES>", "</fc:FICHES>").replace("ATELIER DU PORT", "ATELIER<!-- ? --> <![CDATA[DU PORT]]>")
    file.write_text(text, "utf-8")
    assert read_export(file, CODES).fiches == {"RS9001": NEW, "RS9000": OLD}
