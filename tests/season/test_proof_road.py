"""A « dossier de contrôle » of a real season: gathered, read as an inspector would, then tampered with."""

import csv
import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from pydantic import SecretStr
from pypdf import PdfReader
from sqlalchemy import select, update
from typer.testing import CliRunner

from domain.refusal import Refusal
from flows.cli import app
from tasks.integrity import defects_of
from tasks.ledger.journal import canonical, hash_of
from tasks.ledger.schema import documents
from tasks.proof.archive import Written, write_proof
from tasks.proof.checking import Checked, NotAProof, Signer, check_proof
from tasks.proof.extract import fingerprint
from tasks.sealing.certificate import read_identity
from tests.season import conformity_roads, exam_roads, reading
from tests.season.desk import Desk
from tests.season.roads import ATELIER
from tests.tasks.sealing.authority import PASSWORD, SIGNER, issue
from tests.tasks.web.hostile_server import Site

DAY = date(2026, 12, 12)
DOSSIER = "D-2026-0001"
Files = dict[str, bytes]


@pytest.fixture
def partner(audit_desk: Desk, site: Site) -> Desk:
    conformity_roads.habilitated(audit_desk, site)
    return audit_desk


def gathered(desk: Desk, target: str = DOSSIER, name: str = "preuves.zip") -> Written:
    with desk.office() as office:
        written = write_proof(office, target, desk.settings.home / name, defects_of(office), DAY)
    assert isinstance(written, Written)
    return written


def opened(path: Path) -> Files:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def printed(files: Files) -> str:
    """The text of the index."""
    pages = PdfReader(io.BytesIO(files["index.pdf"])).pages
    return reading.plain(" ".join(page.extract_text() for page in pages))


def told(files: Files) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["index.json"])
    return found


@pytest.mark.rule("QUA-02", "LAW-07", "MIK-32", "MIK-16", "MIK-62")
def test_every_proof_of_a_partner_is_there_under_its_rule(partner: Desk) -> None:
    written = gathered(partner)
    files = opened(written.path)
    said = told(files)
    register = {row["number"]: row["sha256"] for row in reading.register(partner)}
    assert len(register) == 19
    assert {f"documents/{number}.pdf": sha for number, sha in register.items()} == {
        name: sha for name, sha in said["files"].items() if name.startswith("documents/")
    }
    assert {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "index.json"} == (
        said["files"]
    )
    rules = {proof["number"]: (proof["rule"], proof["indicators"]) for proof in said["proofs"]}
    assert rules["PV-2026-0004"] == ("MIK-63", [1])  # the audit of the communication
    assert rules["PV-2026-0005"] == ("MIK-92", [7, 16])  # the habilitation
    assert rules["A-2026-0001-1"] == ("MIK-62", [1])  # the page as it was read
    assert (written.pieces, written.remarks) == (48, ())
    mails = [proof for proof in said["proofs"] if proof["kind"] == "e-mail"]
    assert len(mails) == len(reading.mails(partner)) == 26
    assert {proof["rule"] for proof in mails if "Félicitations pour votre" in proof["title"]} == {"MIK-28"}
    sent = reading.mails(partner, "pre_habilitated")[0]
    (copy,) = [files[proof["path"]] for proof in mails if "Félicitations pour votre" in proof["title"]]
    assert sent.to.encode() in copy
    page = printed(files)
    assert said["list"] in reading.squeezed(page)
    assert "Règle MIK-92" in page
    assert "Tout concorde" in files["verification.txt"].decode()
    assert "Habilitation → Habilité [MIK-92]" in files[f"histoires/{DOSSIER}.txt"].decode()
    first = written.path.read_bytes()
    assert gathered(partner).path.read_bytes() == first  # the same proofs are the same bytes


@pytest.mark.rule("QUA-02")
def test_the_two_commands(partner: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFLOW_HOME", str(partner.settings.home))
    path = tmp_path / "d.zip"
    made = CliRunner().invoke(app, ["proof", DOSSIER.lower(), "--out", str(path)])
    assert (made.exit_code, reading.plain(made.output)) == (0, f"Dossier de contrôle écrit : {path}, 48 pièces.")
    found = CliRunner().invoke(app, ["verify-proof", str(path)])
    start = "Tout concorde pour D-2026-0001 : 52 fichiers, 30 événements, aucun cachet. Empreinte à comparer"
    assert (found.exit_code, reading.plain(found.output).startswith(start)) == (0, True), found.output
    absent = CliRunner().invoke(app, ["proof", "D-2026-0404", "--out", str(path)])
    assert (absent.exit_code, "ne s’appelle « D-2026-0404 »" in reading.plain(absent.output)) == (2, True)
    bad = CliRunner().invoke(app, ["verify-proof", str(partner.path)])
    assert (bad.exit_code, "n’a pas l’index" in reading.plain(bad.output)) == (2, True)


def _byte(files: Files) -> None:
    content = bytearray(files["documents/PV-2026-0005.pdf"])
    content[len(content) // 2] ^= 1
    files["documents/PV-2026-0005.pdf"] = bytes(content)


def _lines(files: Files, change: Callable[[list[Any]], object]) -> None:
    lines = [json.loads(line) for line in files["journal.jsonl"].splitlines()]
    change(lines)
    files["journal.jsonl"] = b"".join(canonical(line).encode() + b"\n" for line in lines)
    said = told(files)
    said["files"]["journal.jsonl"] = hashlib.sha256(files["journal.jsonl"]).hexdigest()  # a forger with care
    files["index.json"] = json.dumps(said).encode()


def _accepted(lines: list[Any]) -> int:
    """Where the acceptance in commission is, whose minutes are PV-2026-0001."""
    return next(at for at, line in enumerate(lines) if line.get("event", {}).get("event") == "commission_accepted")


def _another_day(lines: list[Any]) -> None:
    lines[_accepted(lines)]["event"]["on_date"] = "2026-11-01"


def _another_content(lines: list[Any]) -> None:
    line = lines[_accepted(lines)]
    line["content"] = line["content"].replace("by", "By")


def _chained_anew(lines: list[Any]) -> None:
    """Each hash computed again after the change: what the PV print gives it away."""
    _another_day(lines)
    for before, line in zip([None, *lines], lines, strict=False):
        if before and "event" in line:
            line["event"]["previous"] = before["event"]["hash"] if "event" in before else before["hash"]
            line["event"]["hash"] = hash_of(line["event"])


@pytest.mark.rule("QUA-02", "MIK-32")
@pytest.mark.parametrize(("tamper", "said"), [
    (_byte, "Le fichier documents/PV-2026-0005.pdf a été modifié"),
    (partial(_lines, change=_another_day), r"Journal : l’événement \d+ du 2026-11-01 a été modifié"),
    (partial(_lines, change=_another_content), r"Journal : le contenu de l’événement \d+ du 2026-11-10 a été modifié"),
    (partial(_lines, change=lambda lines: lines.pop(5)), "Journal : l’événement 6 manque à l’extrait"),
    (partial(_lines, change=lambda lines: lines.pop()), "Journal : l’extrait ne s’arrête pas à l’événement"),
    (partial(_lines, change=_chained_anew),
     "Journal : l’empreinte imprimée sur le document PV-2026-0001 n’est pas celle de l’extrait"),
    (lambda files: files.pop("documents/PV-2026-0001.pdf"), "Le fichier documents/PV-2026-0001.pdf manque"),
    (lambda files: files.update({"documents/PV-9.pdf": b"x"}), "Le fichier documents/PV-9.pdf n’est pas à l’index"),
])  # fmt: skip
def test_whatever_is_changed_in_the_archive_is_told(partner: Desk, tamper: Callable[[Files], None], said: str) -> None:
    path = gathered(partner).path
    assert check_proof(path).defects == []
    files = opened(path)
    tamper(files)
    _written(path, files)
    assert any(re.match(said, sentence) for sentence in check_proof(path).defects), check_proof(path).defects


def _written(path: Path, files: Files) -> Path:
    with ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def _forged(files: Files, change: Callable[[dict[str, Any]], object]) -> Files:
    """index.json after a change, with every fingerprint that it announces computed again."""
    said = told(files)
    change(said)
    said["list"] = fingerprint((name, sha) for name, sha in said["files"].items() if name != "index.pdf")
    return {name: files[name] for name in files if name in {*said["files"], "index.json"}} | {
        "index.json": json.dumps(said).encode()
    }


def _without(said: dict[str, Any], path: str) -> None:
    del said["files"][path]
    said["proofs"] = [proof for proof in said["proofs"] if proof["path"] != path]


@pytest.mark.rule("QUA-02", "MIK-32")
def test_an_index_that_was_forged_with_care_is_not_the_one_whose_fingerprint_index_pdf_bears(partner: Desk) -> None:
    path = gathered(partner).path
    files = opened(path)
    accepted = next(at for at, proof in enumerate(told(files)["proofs"]) if proof["number"] == "PV-2026-0001")
    forgeries: list[Callable[[dict[str, Any]], object]] = [
        lambda said: said["proofs"][accepted].update(head=None),
        lambda said: said["proofs"][accepted].update(title="Refus"),
        lambda said: said["proofs"].pop(),
        lambda said: _without(said, "documents/PV-2026-0001.pdf"),
    ]
    seen = ["L’index a été modifié : index.json n’est pas celui dont index.pdf porte l’empreinte."]
    assert [check_proof(_written(path, _forged(files, change))).defects for change in forgeries] == [seen] * 4
    assert check_proof(_written(path, _forged(files, lambda said: None))).defects == []


@pytest.mark.rule("QUA-02", "MIK-32")
def test_the_head_of_the_journal_is_read_in_each_document(partner: Desk) -> None:
    """Even when nothing is left of it in the index: a journal chained anew contradicts the PV themselves."""
    path = gathered(partner).path
    files = opened(path)
    _lines(files, _chained_anew)
    forged = _forged(files, lambda said: [proof.update(head=None) for proof in said["proofs"]])
    defects = check_proof(_written(path, forged)).defects
    assert "Journal : l’empreinte imprimée sur le document PV-2026-0001 n’est pas celle de l’extrait." in defects
    assert "Journal : l’empreinte imprimée sur le document index.pdf n’est pas celle de l’extrait." in defects


@pytest.mark.rule("QUA-02", "MIK-32")
def test_who_sealed_is_told_whatever_the_index_says(partner: Desk, tmp_path: Path) -> None:
    with_seal = {"seal_certificate": issue(tmp_path), "seal_password": SecretStr(PASSWORD)}
    sealed = replace(partner, settings=partner.settings.model_copy(update=with_seal))
    path = gathered(sealed).path
    certificate = read_identity(tmp_path / "cachet.p12", PASSWORD).certificate
    mark = certificate.fingerprint(SHA256()).hex()
    checked = check_proof(path)
    assert (checked.signers, checked.defects) == ({Signer(SIGNER, mark): 1}, [])
    found = CliRunner().invoke(app, ["verify-proof", str(path)])
    lines = [reading.plain(line) for line in found.output.splitlines()]
    assert lines[1] == (f"Cachet de « {SIGNER} » : 1 document, dont index.pdf ; SHA-256 du certificat : {mark}.")
    assert lines[3].startswith("Reste à croire que le certificat qui scelle index.pdf est celui de l’organisme")
    files = opened(path)
    denied = check_proof(_written(path, _forged(files, lambda said: said.update(sealed=False))))
    assert denied.defects == [
        "L’index a été modifié : index.json n’est pas celui dont index.pdf porte l’empreinte.",
        "L’index dit sans cachet le document index.pdf, qui en porte un.",
    ]
    assert denied.signers == checked.signers


def test_an_archive_that_was_cut_is_refused(partner: Desk) -> None:
    path = gathered(partner).path
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(NotAProof, match="tronqué"):
        check_proof(path)


@pytest.mark.rule("QUA-02")
def test_a_lost_file_is_listed_as_missing_and_an_altered_one_as_such(partner: Desk) -> None:
    folder = partner.settings.documents_folder / "2026"
    (folder / "PV-2026-0001.pdf").unlink()
    (folder / "PV-2026-0002.pdf").write_bytes(b"%PDF-1.7 of somebody else")
    shutil.rmtree(partner.settings.snapshots_folder)
    written = gathered(partner)
    assert written.remarks == (
        "PV-2026-0001 : manquant : le fichier est absent ; remettez-le en place",
        "PV-2026-0002 : son empreinte n’est pas celle du registre",
        "A-2026-0001-1 : manquant : le fichier est absent",
    )
    files = opened(written.path)
    assert "Pièces manquantes ou à regarder" in printed(files)
    assert "Le document PV-2026-0001 (2026/PV-2026-0001.pdf) ne peut pas être lu" in files["verification.txt"].decode()
    assert check_proof(written.path).defects == []


@pytest.mark.rule("QUA-02", "LAW-07")
def test_of_candidates_only_what_a_control_reads_leaves(desk: Desk) -> None:
    exam_roads.judged(desk)
    files = opened(gathered(desk, "RNCP9002").path)
    kinds = {row["number"]: row["kind"] for row in reading.register(desk)}
    assert {kinds[Path(name).stem] for name in files if name.startswith("documents/")} == {"jury"}
    text = b"\n".join(content for name, content in files.items() if not name.endswith(".pdf")).decode()
    for name in ("Maëlys", "Garnier", "candidats.example", "de la Tour"):
        assert name not in text
    events = [json.loads(line) for line in files["journal.jsonl"].splitlines()]
    assert {line["event"]["subject"] for line in events if "event" in line} == {"S-2027-0001", "S-2027-0002"}
    assert len([line for line in events if "event" not in line]) == 17  # of the candidates and others: their hash alone
    assert check_proof(desk.settings.home / "preuves.zip").defects == []


def test_what_was_typed_is_neither_a_path_nor_a_formula(partner: Desk) -> None:
    with partner.office() as office, office.ledger.writing() as connection:
        evil = '=HYPERLINK("http://x");../../../etc/passwd'
        connection.execute(update(documents).where(documents.c.number == "PV-2026-0001").values(title=evil))
    files = opened(gathered(partner).path)
    assert [name for name in files if not re.fullmatch(r"([a-z]+/)?[A-Za-z0-9_-]+\.[a-z]+", name)] == []
    rows = list(csv.reader(io.StringIO(files["index.csv"].decode("utf-8-sig")), delimiter=";"))
    assert [row[3] for row in rows if row[2] == "PV-2026-0001"] == [f"'{evil}"]


@pytest.mark.slow
@pytest.mark.rule("QUA-02", "MIK-32")
def test_the_seal_of_the_index_is_checked(partner: Desk, tmp_path: Path) -> None:
    with_seal = {"seal_certificate": issue(tmp_path), "seal_password": SecretStr(PASSWORD)}
    sealed = replace(partner, settings=partner.settings.model_copy(update=with_seal))
    path = gathered(sealed).path
    found: Checked = check_proof(path)
    assert (found.seals, found.defects) == (1, [])
    files = opened(path)
    content = files["index.pdf"].replace(b"%%EOF", b"%%EOF\n% changed", 1)
    said = told(files)
    said["files"]["index.pdf"] = hashlib.sha256(content).hexdigest()
    with ZipFile(path, "w") as archive:
        for name, old in (files | {"index.pdf": content, "index.json": json.dumps(said).encode()}).items():
            archive.writestr(name, old)
    assert check_proof(path).defects == ["Le cachet du document index.pdf est rompu ou absent."]


@pytest.mark.skipif(os.name == "nt", reason="rights are those of the folder there")
@pytest.mark.rule("RGPD")
def test_the_archive_is_its_owner_s_alone_to_read(partner: Desk) -> None:
    place = partner.settings.home / "preuves.zip"
    for left in (place, place.with_name(f".{place.name}.part")):  # of a first archive, and of a run that was killed
        left.write_bytes(b"")
        left.chmod(0o666)
    assert gathered(partner).path.stat().st_mode & 0o777 == 0o600


def test_a_target_that_does_not_exist_is_refused(partner: Desk) -> None:
    with partner.office() as office:
        found = write_proof(office, ATELIER, partner.settings.home / "x.zip", [], DAY)
        assert isinstance(found, Refusal)
        with office.ledger.reading() as connection:
            assert connection.execute(select(documents.c.number)).first() is not None
    assert not (partner.settings.home / "x.zip").exists()


@pytest.mark.rule("QUA-02")
@pytest.mark.parametrize(
    "over",
    [{"proofs": ["a"]}, {"proofs": [{"path": "a", "number": "1", "sealed": False, "head": 5}]}, {"proofs": [{}]},
     {"journal": [1]}, {"files": ["a"]}],
)  # fmt: skip
def test_an_index_that_certiflow_did_not_write_is_told_to_be_none(tmp_path: Path, over: dict[str, Any]) -> None:
    said = {"schema": "certiflow.proof/1", "target": "x", "list": "", "files": {}, "proofs": [], "sealed": False,
            "journal": {"events": 0, "hash": None}}  # fmt: skip
    path = tmp_path / "d.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("index.json", json.dumps(said | over))
        archive.writestr("journal.jsonl", "")
    with pytest.raises(NotAProof, match="n’a pas l’index"):
        check_proof(path)
