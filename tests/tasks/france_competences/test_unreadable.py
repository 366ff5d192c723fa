"""Files that are not an export, or worse: each ends in one French sentence with the file, the fault and the cure."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.france_competences import ExportUnreadable, read_export
from tasks.france_competences.xml_export import LONGEST_FICHE
from tests.tasks.france_competences.samples import CODES, CSV, PARTNERS, STANDARD, XML, csv_folder, zipped

HEAD = b'<?xml version="1.0"?>'
BODY = b"<FICHES><FICHE><NUMERO_FICHE>RS9001</NUMERO_FICHE><INTITULE>&x;</INTITULE></FICHE></FICHES>"
DTD = "il porte une DTD, que France compétences n’emploie pas"
ENDLESS = "son contenu est démesuré : archive piégée ou fichier étranger"
MALFORMED = "le XML est mal formé ou coupé, ligne {}"
AGAIN = "téléchargez de nouveau l’export des fiches RNCP et RS sur data.gouv.fr"


def refusal(path: Path) -> str:
    """What is said of `path`, with plain spaces."""
    with pytest.raises(ExportUnreadable) as caught:
        read_export(path, CODES)
    return str(caught.value).replace("\u202f", " ")


def laughs() -> bytes:
    """Nine entities, each ten times the one before, used where a parser expands them whatever it was told."""
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha") for n in range(10))
    return HEAD + b"<!DOCTYPE FICHES [" + entities + b']><FICHES><FICHE a="&e9;"/></FICHES>'


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", MALFORMED.format(0)),
        (b"%PDF-1.7", MALFORMED.format(1)),
        (XML.read_bytes()[:-40], MALFORMED.format(102)),
        (laughs(), MALFORMED.format(1)),
        (HEAD + b'<!DOCTYPE F [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + BODY, DTD),
        (HEAD + b'<!DOCTYPE F SYSTEM "http://192.0.2.1/fc.dtd">' + BODY.replace(b"&x;", b""), DTD),
        (b"<FICHES></FICHES>", "il ne contient aucune fiche de certification"),
        (b"<html><body>Portail</body></html>", "il ne contient aucune fiche de certification"),
        (b"<FICHES>" + b"<a>" * 1_000, MALFORMED.format(1)),
        (b"<FICHES>" + b"<a/>" * (LONGEST_FICHE // 4 + 50_000), ENDLESS),
    ],
    ids=["empty", "pdf", "cut", "laughs", "entity", "dtd", "no fiche", "web page", "deep", "endless"],
)
def test_hostile_xml(tmp_path: Path, content: bytes, fault: str) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(content)
    assert refusal(file) == f"L’export « export.xml » est illisible : {fault} ; {AGAIN}."


def test_zip_bomb_is_stopped_as_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.xml", b"<FICHES>" + b"<FICHE>                                </FICHE>" * 200_000)
    assert refusal(file) == f"L’export « export.xml » est illisible : {ENDLESS} ; {AGAIN}."


def damaged(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[60:160] = bytes(100)
    archive.write_bytes(content)


def encrypted(archive: Path) -> None:
    content = archive.read_bytes()
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(signature) + flags
        content = content[:at] + b"\x01" + content[at + 1 :]
    archive.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "fault"),
    [(damaged, "l’archive est abîmée"), (encrypted, "l’archive est chiffrée ou compressée d’une façon inconnue")],
)
def test_harmed_archive(tmp_path: Path, harm: Callable[[Path], None], fault: str) -> None:
    archive = zipped(tmp_path / "export.zip", XML)
    harm(archive)
    assert refusal(archive) == f"L’export « {XML.name} » est illisible : {fault} ; {AGAIN}."


def test_absent_file(tmp_path: Path) -> None:
    said = "L’export « rs.xml » est illisible : le fichier est absent ; remettez-le en place."
    assert refusal(tmp_path / "rs.xml") == said


def test_a_folder_without_an_export(tmp_path: Path) -> None:
    (tmp_path / "lisez-moi.txt").write_text("rien")
    said = (
        f"L’export « {tmp_path.name} » est illisible : on n’y trouve ni fichier XML ni fichiers CSV ; "
        "donnez le fichier XML, l’archive ou le dossier des CSV tels que téléchargés sur data.gouv.fr."
    )
    assert refusal(tmp_path) == said


def test_xml_beside_csv(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "export")
    (folder / XML.name).write_bytes(XML.read_bytes())
    said = "L’export « export » est illisible : il mêle des fichiers XML et CSV ; ne gardez que les uns ou les autres."
    assert refusal(folder) == said


def test_exports_of_two_days_are_not_mixed(tmp_path: Path) -> None:
    for name in ("export-2026-11-19.xml", "export-2026-11-20.xml"):
        (tmp_path / name).write_bytes(XML.read_bytes())
    said = (
        f"L’export « {tmp_path.name} » est illisible : la fiche RS9001 y figure deux fois ; "
        "ne gardez que les fichiers d’une même date."
    )
    assert refusal(tmp_path) == said


@pytest.mark.parametrize(("absent", "kind"), [(PARTNERS, "Partenaires"), (STANDARD, "Standard")])
def test_csv_file_missing(tmp_path: Path, absent: str, kind: str) -> None:
    folder = csv_folder(tmp_path / "export")
    (folder / absent).unlink()
    said = (
        f"L’export « export » est illisible : le fichier « export_fiches_CSV_{kind}_AAAA_MM_JJ.csv » y manque ; "
        "donnez le dossier ou l’archive qui contient les dix fichiers."
    )
    assert refusal(folder) == said


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("Numero_Fiche;Nom\nRS9001;X\n", "les colonnes suivantes y manquent : {}"),
        ("", "les colonnes suivantes y manquent : NUMERO_FICHE, {}"),
        ((CSV / PARTNERS).read_text("utf-8") + '"RS9001";"' + "x\n" * 100_000, "le CSV est mal formé vers la ligne {}"),
        ((CSV / PARTNERS).read_text("utf-8") + "x" * 2_000_000, ENDLESS),
    ],
    ids=["columns", "empty", "open quote", "endless line"],
)
def test_hostile_csv(tmp_path: Path, content: str, fault: str) -> None:
    folder = csv_folder(tmp_path / "export")
    (folder / PARTNERS).write_text(content, "utf-8")
    detail = "65543" if "ligne" in fault else "NOM_PARTENAIRE, SIRET_PARTENAIRE, HABILITATION_PARTENAIRE"
    assert refusal(folder) == f"L’export « {PARTNERS} » est illisible : {fault.format(detail)} ; {AGAIN}."


def test_two_csv_files_of_one_kind(tmp_path: Path) -> None:
    folder = csv_folder(tmp_path / "export")
    other = PARTNERS.replace("_20.csv", "_19.csv")
    (folder / other).write_bytes((CSV / PARTNERS).read_bytes())
    said = (
        f"L’export « export » est illisible : « {other} » et « {PARTNERS} » y sont ensemble ; "
        "ne gardez que les fichiers d’une même date."
    )
    assert refusal(folder) == said
