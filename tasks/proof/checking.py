"""Checks a « dossier de contrôle » with nothing but its file: fingerprints, journal, seals."""

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from config.disk import disk_reason
from tasks.proof.archive import LIST, SCHEMA
from tasks.proof.extract import FILE as JOURNAL
from tasks.proof.extract import fingerprint, fingerprint_of_list, walk
from tasks.proof.index import SUMMARY
from tasks.proof.metadata import head_in, keywords_of, list_in
from tasks.sealing import Seal, check_seal

_CHUNK = 1 << 20
_CORRUPT = (BadZipFile, zlib.error, EOFError)
_LONGEST = 64 << 20  # bytes: a file that calls itself an index or a document and never ends is not one of ours
_SIGNATURE = b"/ByteRange"  # every signature of a PDF has it in clear (ISO 32000-1 §12.8.1)


class NotAProof(Exception):
    """The file is no « dossier de contrôle »; the message is French."""


@dataclass(frozen=True)
class Signer:
    """Who sealed: the name in the certificate, and the certificate's SHA-256, which is nobody else's."""

    name: str
    fingerprint: str


@dataclass
class Checked:
    """What was found.

    Args:
        mark: the fingerprint of the list of files, to be compared with the one that index.pdf prints.
        signers: who sealed, and how many documents whose seal holds.
        index_signer: of index.pdf, None when it bears no seal that holds.
    """

    target: str
    mark: str
    files: int = 0
    events: int = 0
    signers: Counter[Signer] = field(default_factory=Counter)
    index_signer: Signer | None = None
    defects: list[str] = field(default_factory=list)

    @property
    def seals(self) -> int:
        """How many documents bear a seal that holds."""
        return self.signers.total()

    @property
    def trusted(self) -> str:
        """What nothing in the archive can show, in one French sentence."""
        whole = "que l’organisme a tout versé au dossier : des autres, l’extrait du journal n’a que des empreintes."
        if self.index_signer is None:
            return (
                "Reste à croire que personne n’a refait l’archive entière, car index.pdf n’est pas scellé (demandez "
                f"son empreinte à l’organisme), et {whole}"
            )
        return (
            "Reste à croire que le certificat qui scelle index.pdf est celui de l’organisme (demandez-lui l’empreinte "
            f"du sien), et {whole}"
        )


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
    heads: dict[int, str] = {}
    if JOURNAL in there:
        checked.defects += _journal(archive, said, heads)
    checked.events = len(heads)
    checked.defects += _pdfs(archive, said, heads, checked)
    return checked


def _list_of(archive: ZipFile) -> dict[str, Any]:
    try:
        with archive.open(LIST) as file:
            said = json.loads(file.read(_LONGEST))
        if said["schema"] != SCHEMA or not all(isinstance(sha, str) for sha in said["files"].values()):
            raise ValueError(said["schema"])
        return {"target": str(said["target"]), "list": str(said["list"]), "files": said["files"],
                "journal": dict(said["journal"]), "proofs": [_described(proof) for proof in said["proofs"]],
                "sealed": bool(said["sealed"]), "fingerprint": fingerprint_of_list(said, SUMMARY)}  # fmt: skip
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
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


def _journal(archive: ZipFile, said: dict[str, Any], heads: dict[int, str]) -> Iterator[str]:
    try:
        with archive.open(JOURNAL) as lines:
            yield from walk(lines, heads)
    except _CORRUPT:
        yield "Journal : l’extrait n’est pas lisible."
    if (len(heads), heads.get(len(heads))) != (said["journal"].get("events"), said["journal"].get("hash")):
        yield "Journal : l’extrait ne s’arrête pas à l’événement que l’index annonce."


def _pdfs(archive: ZipFile, said: dict[str, Any], heads: dict[int, str], checked: Checked) -> Iterator[str]:
    """What each PDF bears is read in the PDF; the list is then compared with it, index.pdf first."""
    told = {SUMMARY: {"number": SUMMARY, "sealed": said["sealed"], "head": None}}
    told |= {proof["path"]: proof for proof in said["proofs"] if proof["path"]}
    unknown = {"number": "", "sealed": False, "head": None}
    for name in sorted(name for name in set(archive.namelist()) if name.endswith(".pdf")):
        content, item = _read(archive, name), told.get(name, unknown)
        words = keywords_of(content)
        yield from _printed(item["number"] or name, item["head"], head_in(words), heads)
        if name == SUMMARY and list_in(words) != said["fingerprint"]:
            yield "L’index a été modifié : index.json n’est pas celui dont index.pdf porte l’empreinte."
        seal = check_seal(content) if _SIGNATURE in content else None
        yield from _seal(name, item["sealed"], seal, _SIGNATURE in content)
        if seal and seal.intact:
            signer = Signer(seal.signer, seal.fingerprint)
            checked.signers[signer] += 1
            checked.index_signer = signer if name == SUMMARY else checked.index_signer


def _read(archive: ZipFile, name: str) -> bytes:
    """Empty when the archive's own checksum already tells that it was altered."""
    try:
        with archive.open(name) as file:
            return file.read(_LONGEST)
    except _CORRUPT:
        return b""


def _printed(
    number: str, said: tuple[int, str] | None, printed: tuple[int, str] | None, heads: dict[int, str]
) -> Iterator[str]:  # fmt: skip
    """The head of the journal that a document bears, and the one that the list says of it, are both in the extract."""
    if any(head and not heads.get(head[0], "").startswith(head[1]) for head in (printed, said)):
        yield f"Journal : l’empreinte imprimée sur le document {number} n’est pas celle de l’extrait."


def _seal(name: str, is_said: bool, seal: Seal | None, is_there: bool) -> Iterator[str]:
    if (is_said or is_there) and not (seal and seal.intact):
        yield f"Le cachet du document {name} est rompu ou absent."
    elif is_there and not is_said:
        yield f"L’index dit sans cachet le document {name}, qui en porte un."
