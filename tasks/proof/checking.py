"""Checks a « dossier de contrôle » with nothing but its file: fingerprints, journal, seals."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from config.disk import disk_reason
from tasks.proof.archive import LIST, SCHEMA
from tasks.proof.extract import FILE as JOURNAL
from tasks.proof.extract import fingerprint, walk
from tasks.proof.index import SUMMARY
from tasks.sealing import check_seal

_CHUNK = 1 << 20
_CORRUPT = (BadZipFile, zlib.error, EOFError)
_LONGEST_LIST = 64 << 20  # bytes: a file that calls itself an index and never ends is not one of ours


class NotAProof(Exception):
    """The file is no « dossier de contrôle »; the message is French."""


@dataclass
class Checked:
    """What was found.

    Args:
        mark: the fingerprint of the list of files, to be compared with the one that index.pdf prints.
        seals: how many documents bear a seal that holds.
    """

    target: str
    mark: str
    files: int = 0
    events: int = 0
    seals: int = 0
    defects: list[str] = field(default_factory=list)


def check_proof(path: Path) -> Checked:
    """Read the whole archive once, file by file; nothing is extracted.

    Raises:
        NotAProof: it cannot be read, or it has no list of ours.
    """
    try:
        with ZipFile(path) as archive:
            return _check(archive)
    except OSError as error:
        raise NotAProof(f"{path} ne peut pas être lu : {disk_reason(error)}.") from None
    except (*_CORRUPT, NotImplementedError, RuntimeError):
        raise NotAProof(f"{path} est tronqué, ou n’est pas une archive zip : demandez-le de nouveau.") from None


def _check(archive: ZipFile) -> Checked:
    said = _list_of(archive)
    files: dict[str, str] = said["files"]
    checked = Checked(said["target"], said["list"])
    checked.defects += _names(archive, files)
    there = set(archive.namelist())
    for name in sorted(files.keys() & there):
        sha256, checked.files = _sha256(archive, name), checked.files + 1
        if sha256 != files[name]:
            checked.defects.append(f"Le fichier {name} a été modifié : son empreinte n’est pas celle de l’index.")
    if fingerprint((name, sha) for name, sha in files.items() if name != SUMMARY) != said["list"]:
        checked.defects.append("La liste des fichiers a été modifiée : son empreinte n’est plus celle qu’elle annonce.")
    if JOURNAL in there:
        checked.defects += _journal(archive, said, checked)
    checked.defects += _seals(archive, said, there, checked)
    return checked


def _list_of(archive: ZipFile) -> dict[str, Any]:
    try:
        with archive.open(LIST) as file:
            said = json.loads(file.read(_LONGEST_LIST))
        if said["schema"] != SCHEMA or not all(isinstance(sha, str) for sha in said["files"].values()):
            raise ValueError(said["schema"])
        return {"target": str(said["target"]), "list": str(said["list"]), "files": said["files"],
                "journal": dict(said["journal"]), "proofs": [_described(proof) for proof in said["proofs"]],
                "sealed": bool(said["sealed"])}  # fmt: skip
    except (KeyError, ValueError, TypeError, AttributeError):
        raise NotAProof("Ce fichier n’a pas l’index d’un dossier de contrôle de certiflow.") from None


def _described(proof: Any) -> dict[str, Any]:
    """What is checked of one proof. Raises ValueError, KeyError, TypeError: it was not written by certiflow."""
    head = proof["head"]
    if head is not None:
        number, start = head
        head = int(number), str(start)
    path = proof["path"]
    return {"path": None if path is None else str(path), "number": str(proof["number"]), "head": head,
            "sealed": bool(proof["sealed"])}  # fmt: skip


def _names(archive: ZipFile, files: dict[str, str]) -> Iterator[str]:
    names = archive.namelist()
    for name in sorted({name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else ()):
        yield f"Le fichier {name} figure deux fois dans l’archive."
    for name in sorted(files.keys() - set(names)):
        yield f"Le fichier {name} manque à l’archive."
    for name in sorted(set(names) - files.keys() - {LIST}):
        yield f"Le fichier {name} n’est pas à l’index : il a été ajouté."


def _sha256(archive: ZipFile, name: str) -> str:
    """Empty when the archive's own checksum already tells that it was altered."""
    digest = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while part := file.read(_CHUNK):
                digest.update(part)
    except _CORRUPT:
        return ""
    return digest.hexdigest()


def _journal(archive: ZipFile, said: dict[str, Any], checked: Checked) -> Iterator[str]:
    heads: dict[int, str] = {}
    try:
        with archive.open(JOURNAL) as lines:
            yield from walk(lines, heads)
    except _CORRUPT:
        yield "Journal : l’extrait n’est pas lisible."
    checked.events = len(heads)
    if (len(heads), heads.get(len(heads))) != (said["journal"].get("events"), said["journal"].get("hash")):
        yield "Journal : l’extrait ne s’arrête pas à l’événement que l’index annonce."
    for proof in said["proofs"]:
        head = proof.get("head")
        if head and not heads.get(head[0], "").startswith(head[1]):
            yield f"Journal : l’empreinte imprimée sur le document {proof['number']} n’est pas celle de l’extrait."


def _seals(archive: ZipFile, said: dict[str, Any], there: set[str], checked: Checked) -> Iterator[str]:
    sealed = [proof["path"] for proof in said["proofs"] if proof.get("sealed")] + [SUMMARY] * said["sealed"]
    for name in sealed:
        if name in there:
            try:
                seal = check_seal(archive.read(name))
            except _CORRUPT:
                seal = None
            if seal is None or not seal.intact:
                yield f"Le cachet du document {name} est rompu ou absent."
            else:
                checked.seals += 1
