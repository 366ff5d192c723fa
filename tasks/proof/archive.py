"""Writes a « dossier de contrôle »: each proof copied as it is read, then the indexes, then the list of files."""

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from config.disk import disk_reason
from config.proofs import ProofMap, load_proof_map
from domain.refusal import Refusal
from tasks.ledger.journal import Head, read_head
from tasks.office import Office
from tasks.proof.extract import FILE as JOURNAL
from tasks.proof.extract import extract, fingerprint, fingerprint_of_list
from tasks.proof.index import SUMMARY, index_pdf, read_me
from tasks.proof.metadata import list_keyword
from tasks.proof.proofs import Proof, proofs_of
from tasks.proof.scope import Scope, scope_of
from tasks.sealing import load_sealer
from tasks.whole_file import sync_folder

LIST, TABLE, GUIDE = "index.json", "index.csv", "verification.txt"
SCHEMA = "certiflow.proof/1"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same proofs give the same bytes, whenever they are gathered
_HEADERS = (
    "Fichier", "Nature", "Numéro", "Intitulé", "Dossier", "Date", "Règle", "Indicateurs Qualiopi", "SHA-256",
    "Observation",
)  # fmt: skip


class ProofPostponed(Exception):
    """The archive could not be written; the message is French and nothing is left behind."""


@dataclass(frozen=True)
class Listed:
    """A proof once it is in the archive; `sha256` is empty for one that is not."""

    proof: Proof
    sha256: str
    note: str


@dataclass(frozen=True)
class Written:
    """What was made: how many pieces are there, what is missing or altered."""

    path: Path
    pieces: int
    remarks: tuple[str, ...]


def write_proof(office: Office, target: str, path: Path, defects: list[str], on: date) -> Written | Refusal:
    """Make the archive of `target`, a dossier or the code of a certification, at `path`.

    Args:
        defects: what `certiflow verify` says of the ledger on that day; printed in the archive.

    Raises:
        ProofPostponed: the place refuses or the disk is full.
        ConfigError: proof.toml cannot be used.
        SealUnavailable: the certificate of the settings cannot seal.
    """
    known = load_proof_map(office.settings.config_folder)
    with office.ledger.reading() as connection:
        scope = scope_of(connection, target)
        if scope is None:
            message = f"aucun dossier, aucune certification du registre ne s’appelle « {target[:40]} »"
            return Refusal(f"{message}. Indiquez D-2026-0001 ou RS9001", "QUA-02")
        draft = path.with_name(f".{path.name}.part")
        try:
            with _private(draft) as file, ZipFile(file, "w") as archive:
                listed = [_add(archive, proof) for proof in proofs_of(office, connection, scope, known)]
                journal = _put(archive, JOURNAL, extract(connection, scope))
                _finish(office, archive, scope, known, listed, journal, read_head(connection), defects, on)
            draft.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise ProofPostponed(
                f"Le dossier de contrôle ne peut pas être écrit dans {path.parent} : {disk_reason(error)}."
            ) from None
    there = [item for item in listed if item.sha256]
    remarks = tuple(f"{item.proof.number} : {item.note}" for item in listed if item.note)
    return Written(path, len(there), remarks)


def _private(path: Path) -> BinaryIO:
    """A new file that its owner alone reads: it holds names. One that a killed run left has the rights of then."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _add(archive: ZipFile, proof: Proof) -> Listed:
    if proof.content is None:
        return Listed(proof, "", proof.note)
    try:
        sha256 = _put(archive, proof.path, proof.content)
    except OSError as error:
        if proof.kind not in ("document", "page relevée"):
            raise
        return Listed(proof, "", f"illisible : {disk_reason(error)}")
    altered = bool(proof.expected) and sha256 != proof.expected
    return Listed(proof, sha256, "son empreinte n’est pas celle du registre" if altered else proof.note)


def _put(archive: ZipFile, name: str, parts: Iterable[bytes]) -> str:
    """Returns the SHA-256 of what was written. PDFs are compressed already."""
    entry = ZipInfo(name, _EPOCH)
    entry.compress_type = ZIP_STORED if name.endswith(".pdf") else ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, 0o600 << 16
    digest = hashlib.sha256()
    with archive.open(entry, "w", force_zip64=True) as file:
        for part in parts:
            file.write(part)
            digest.update(part)
    return digest.hexdigest()


def _finish(
    office: Office, archive: ZipFile, scope: Scope, known: ProofMap, listed: list[Listed], journal: str, head: Head,
    defects: list[str], on: date,
) -> None:  # fmt: skip
    """The guide, the tables, the PDF – which prints the fingerprint of the list – and the list of every file."""
    files = {item.proof.path: item.sha256 for item in listed if item.sha256} | {JOURNAL: journal}
    files[GUIDE] = _put(archive, GUIDE, [read_me(office, scope, head, defects, on).encode()])
    files[TABLE] = _put(archive, TABLE, _table(listed))
    mark = fingerprint(files.items())
    sealer = load_sealer(office.settings)
    content = {
        "schema": SCHEMA, "target": scope.target, "made_on": on.isoformat(), "list": mark, "sealed": sealer is not None,
        "journal": {"events": head.count, "hash": head.hash}, "files": files,
        "proofs": [_described(item) for item in listed],
    }  # fmt: skip
    keyword = list_keyword(fingerprint_of_list(content, SUMMARY))
    pdf = index_pdf(office, scope, known, [(item.proof, item.note) for item in listed], mark, head, on, keyword)
    if sealer:
        when = datetime.combine(on, time(12), office.settings.zone).astimezone(UTC)
        moment = when if sealer.can_date(when) else datetime.now(UTC)
        pdf = sealer.seal(pdf, reason=f"Dossier de contrôle {scope.target}", when=moment)
    files[SUMMARY] = _put(archive, SUMMARY, [pdf])
    _put(archive, LIST, [json.dumps(content, ensure_ascii=False, indent=1).encode()])


def _described(item: Listed) -> dict[str, object]:
    proof = item.proof
    return {
        "path": proof.path if item.sha256 else None, "kind": proof.kind, "number": proof.number, "title": proof.title,
        "subject": proof.subject, "date": proof.day.isoformat(), "rule": proof.rule,
        "indicators": list(proof.indicators), "sealed": proof.sealed, "head": proof.head, "note": item.note,
    }  # fmt: skip


def _table(listed: Iterable[Listed]) -> Iterator[bytes]:
    yield _line(_HEADERS).encode("utf-8-sig")
    for item in listed:
        proof = item.proof
        cells = (
            proof.path if item.sha256 else "", proof.kind, proof.number, proof.title, proof.subject,
            proof.day.isoformat(), proof.rule, " ".join(map(str, proof.indicators)), item.sha256, item.note,
        )  # fmt: skip
        yield _line([f"'{cell}" if cell.startswith(tuple("=+-@\t\r")) else cell for cell in cells]).encode()


def _line(cells: Iterable[str]) -> str:
    """One row as spreadsheets of this country open it; what was typed is never a formula."""
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerow(cells)
    return text.getvalue()
