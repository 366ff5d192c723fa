"""`certiflow benchmark`: the certifications of the export whose title has the words asked for (REF-10)."""

import csv
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.reference import reference_file
from tests.tasks.france_competences.samples import CSV, STANDARD, XML

HEADER = ["Code", "Intitulé", "Niveau", "Certificateurs", "Fin d’enregistrement", "Active", "Partenaires actifs"]
OTHER, OURS, OLD = (
    ["RNCP99001", "Directeur artistique", "6", "", "31/12/2027", "oui", "0"],
    ["RS9001", "Promouvoir une activité artistique visuelle", "", "", "30/06/2028", "oui", "4"],
    ["RS9000", "Valoriser une activité artistique", "", "", "30/06/2025", "non", "1"],
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))


def table(target: Path, source: Path, words: str, code: int = 0) -> list[list[str]]:
    found = CliRunner().invoke(
        app, ["benchmark", str(source), "--words", words, "--out", str(target), "--as-of", "2026-11-20"]
    )
    assert found.exit_code == code, found.output
    with target.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


@pytest.mark.rule("REF-10")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("artistique", [OTHER, OURS, OLD]),  # those in force first
        ("ACTIVITE visuel", [OURS]),
        ("visuelle,valoriser", [OURS, OLD]),
        ("photographie", []),
    ],
)
def test_titles_are_found_by_their_words_whatever_their_case_accents_or_endings(
    tmp_path: Path, words: str, found: list[list[str]]
) -> None:
    assert table(tmp_path / "b.csv", XML, words, 0 if found else 1) == [HEADER, *found]


@pytest.mark.rule("REF-10")
def test_the_csv_export_gives_levels_and_certifiers_and_no_title_is_a_formula(tmp_path: Path) -> None:
    folder = tmp_path / "csv"
    shutil.copytree(CSV, folder)
    standard = (folder / STANDARD).read_text("utf-8")
    line = standard.splitlines()[1].replace("RS9001", "RNCP9002").replace("Promouvoir une", "=HYPERLINK Promouvoir une")
    (folder / STANDARD).write_text(
        standard + line.replace('visuelle";"";"";"', 'visuelle";"";"";"NIV5') + "\n", "utf-8"
    )
    certifiers = '"Numero_Fiche";"Siret_Certificateur";"Nom_Certificateur"\n' + "".join(
        f'"RNCP9002";"";"{name}"\n' for name in ("Studio Kiosque", "@Atelier", "Studio Kiosque")
    )
    (folder / "export_fiches_CSV_Certificateurs_2026_11_20.csv").write_text(certifiers, "utf-8")
    found = {row[0]: row[1:] for row in table(tmp_path / "b.csv", folder, "promouvoir")}
    assert found["RNCP9002"] == [
        "'=HYPERLINK Promouvoir une activité artistique visuelle", "5", "Studio Kiosque, @Atelier", "30/06/2028", "oui",
        "0",
    ]  # fmt: skip
    assert found["RS9001"][:3] == ["Promouvoir une activité artistique visuelle", "", ""]


@pytest.mark.rule("REF-10")
def test_the_sample_of_the_official_export(tmp_path: Path) -> None:
    found = table(tmp_path / "b.csv", reference_file("france-competences-rs.xml"), "amiante navire")
    assert [(row[0], row[3]) for row in found[1:]] == [("RS7485", "ADXF2"), ("RS6232", "ADXF2, ADX FORMATION")]


def test_no_words_no_file_and_a_place_that_cannot_be_written_are_told_in_french(tmp_path: Path) -> None:
    run = CliRunner().invoke
    asked = ["benchmark", str(XML), "--words"]
    said = [run(app, [*asked, ","]), run(app, ["benchmark", str(tmp_path / "absent.xml"), "--words", "art"]),
            run(app, [*asked, "artistique", "--out", str(tmp_path)])]  # fmt: skip
    assert [one.exit_code for one in said] == [2, 2, 2]
    assert ["indiquez au moins un mot" in said[0].output, "illisible" in said[1].output] == [True, True]
    assert "déplacez-le" in said[2].output
