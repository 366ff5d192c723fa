"""The proof of a persistent rejection: what was sent, what came back, what was asked of the holder (domain.md §7).

Other holders were in the same files: their passages are left out, and the fingerprint of the whole file is noted.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from sqlalchemy import Connection, select

from config.disk import disk_reason
from domain.calendar import format_date
from domain.network.passage import Passage
from domain.network.passage_identity import RULE
from domain.network.passage_process import PASSAGE
from domain.network.passage_vocabulary import PassageState
from domain.refusal import Refusal
from tasks.cpf.xml import XmlRefused, local, parsed
from tasks.feedback import Feedback
from tasks.ledger.queries import read_subjects
from tasks.ledger.schema import outbox
from tasks.mail.typography import french
from tasks.network.flux_files import archived
from tasks.network.passage_returns import kept_returns
from tasks.office import Office, Pull
from tasks.tabs.passages import PASSAGES
from tasks.whole_file import write_whole

Pieces = dict[str, bytes]


def follow_evidence(office: Office, pull: Pull, feedback: Feedback) -> None:
    """A folder for each persistent rejection, made once for each of its attempts."""
    with office.ledger.reading() as connection:
        for view in read_subjects(connection, PASSAGE, {PassageState.REJECTED_AGAIN}):
            folder = office.settings.cpf_folder / "preuves" / view.ref
            index = folder / f"index-{len(view.facts.sent)}.txt"
            if index.exists():
                continue
            try:
                _write(office, folder, index, view.facts, _mails(connection, view.ref))
            except OSError as error:
                message = f"le dossier de preuves de {view.ref} ne peut pas être écrit : {disk_reason(error)}."
                feedback.refuse(PASSAGES, None, Refusal(message, RULE, "Preuves"))


def _write(office: Office, folder: Path, index: Path, facts: Passage, mails: Pieces) -> None:
    """The index last: without it, the folder is made again."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = [
        f"Accrochage {facts.ref} : {len(facts.sent)} envois, {len(facts.replies)} retours (LAW-10, NET-21).",
        f"Certificat {facts.certificate}, délivré le {format_date(facts.delivered_on)}.",
        "",
    ]
    found: Pieces = {}
    for line, piece in (*_sent(office, facts), *_replies(office, facts)):
        lines.append(line)
        found |= piece
    found |= mails
    lines += ["", "Pièces :", *(f"{name} – SHA-256 {_print(content)}" for name, content in sorted(found.items()))]
    for name, content in found.items():
        write_whole(folder / name, content, mode=0o600)
    write_whole(index, (french("\n".join(lines)) + "\n").encode(), mode=0o600)


def _sent(office: Office, facts: Passage) -> Iterator[tuple[str, Pieces]]:
    for rank, sent in enumerate(facts.sent, 1):
        content = _read(archived(office.settings.cpf_folder) / f"{sent.flux}.xml")
        deposited = f", déposé le {format_date(sent.deposited_on)}" if sent.deposited_on else ""
        line = f"Envoi {rank} : flux {sent.flux}, fait le {format_date(sent.stamp)}{deposited}"
        yield _piece(line, f"envoi-{rank}.xml", content, facts.ref, "passageCertification")


def _replies(office: Office, facts: Passage) -> Iterator[tuple[str, Pieces]]:
    for rank, reply in enumerate(facts.replies, 1):
        content = _read(kept_returns(office) / reply.source)
        line = f"Retour {rank} : traitement {reply.treatment}, lu le {format_date(reply.on)}, « {reply.message} »"
        yield _piece(line, f"retour-{rank}.xml", content, facts.ref, "passage")


def _piece(line: str, name: str, content: bytes | None, ref: str, element: str) -> tuple[str, Pieces]:
    if content is None:
        return f"{line} ; le fichier n’est plus là.", {}
    return f"{line} ; fichier entier : SHA-256 {_print(content)}.", {name: _alone(content, ref, element)}


def _alone(content: bytes, ref: str, element: str) -> bytes:
    """The same XML with this passage alone."""
    try:
        root = parsed(content)
    except XmlRefused:
        return b""
    for item in [item for item in root.iter() if _names(item, element) and _id(item) != ref]:
        item.getparent().remove(item)
    for item in [item for item in root.iter() if local(item) == "idTechnique" and item.text != ref]:
        item.getparent().remove(item)  # accepted ones are listed bare
    kept: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return kept


def _names(item: Any, element: str) -> bool:
    return local(item) == element


def _id(item: Any) -> str:
    return next((child.text or "" for child in item if local(child) == "idTechnique"), "")


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _mails(connection: Connection, ref: str) -> Pieces:
    """The e-mails about this passage, as they were composed, with their fate."""
    query = select(outbox).where(outbox.c.subject_ref == ref).order_by(outbox.c.id)
    return {
        f"e-mail-{rank}.txt": "\n".join(
            (f"À : {row['recipient']}", f"Objet : {row['subject']}", f"Message-ID : {row['message_id']}",
             f"Parti le : {row['sent_at'] or '–'}", "", row["text"])
        ).encode()
        for rank, row in enumerate(connection.execute(query).mappings(), 1)
    }  # fmt: skip


def _print(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
