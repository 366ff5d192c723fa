"""The proofs of a scope, one after the other, each with its rule, its indicators and where its bytes are."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from sqlalchemy import Connection, RowMapping, select

from config.disk import disk_reason
from config.proofs import ProofMap
from domain.calendar import format_date
from tasks.inspection import timeline_of
from tasks.ledger.schema import documents, journal, outbox, submissions
from tasks.mail.message import message_id_for
from tasks.mail.text import one_line
from tasks.office import Office
from tasks.proof.metadata import head_in
from tasks.proof.scope import Scope
from tasks.web.snapshots import pages_in, snapshot_path

#: rule of an e-mail whose event is not found: every decision is consigned and transmitted
_TRANSMITTED = "MIK-32"
_DECLARED, _READ, _TRACED = "MIK-16", "MIK-62", "MIK-40"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Proof:
    """One piece of the archive.

    Args:
        path: in the archive; made of numbers of ours only.
        note: why it is not there, or not as registered; French, empty when all is well.
        expected: SHA-256 of the register, empty when nothing is registered.
        head: what a document prints of the journal: (events, first 16 signs of the hash).
        content: the bytes, read as they are asked for; None when there are none.
    """

    path: str
    kind: str
    number: str
    title: str
    subject: str
    day: date
    rule: str
    indicators: tuple[int, ...] = ()
    note: str = ""
    expected: str = ""
    sealed: bool = False
    head: tuple[int, str] | None = None
    content: Iterable[bytes] | None = None


def proofs_of(office: Office, connection: Connection, scope: Scope, known: ProofMap) -> Iterator[Proof]:
    """Documents, declarations, pages, e-mails, histories: always in the same order."""
    gathered = chain(
        _documents(office, connection, scope, known), _declarations(connection, scope), _pages(office, scope),
        _mails(office, connection, scope), _histories(office, scope),
    )  # fmt: skip
    for proof in gathered:
        yield replace(proof, indicators=proof.indicators or known.of("", proof.rule))


def _documents(office: Office, connection: Connection, scope: Scope, known: ProofMap) -> Iterator[Proof]:
    query = select(documents, journal.c.rule).join(journal, journal.c.seq == documents.c.seq)
    of_sessions = documents.c.subject.in_(list(scope.sessions)) & documents.c.kind.in_(known.session.documents)
    chosen = documents.c.subject.in_(list(scope.tree)) | of_sessions
    for row in connection.execute(query.where(chosen).order_by(documents.c.number)).mappings():
        proof = Proof(
            path=f"documents/{row['number']}.pdf", kind="document", number=row["number"], title=row["title"],
            subject=row["subject"], day=row["dated"], rule=row["rule"],
            indicators=known.of(row["kind"], row["rule"]), expected=row["sha256"] or "",
            sealed=row["sealed_at"] is not None, head=head_in(str(json.loads(row["data"]).get("seal", ""))),
        )  # fmt: skip
        yield _on_disk(office, proof, row)


def _on_disk(office: Office, proof: Proof, row: RowMapping) -> Proof:
    if row["destroyed_on"]:
        return replace(proof, note=f"détruit le {format_date(row['destroyed_on'])}, au terme de sa durée")
    if not row["path"]:
        return replace(proof, note="demandé, pas encore établi")
    path = office.settings.documents_folder / row["path"]
    try:
        path.stat()
    except OSError as error:
        return replace(proof, note=f"manquant : {disk_reason(error)}")
    return replace(proof, content=_read(path))


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            yield part


def _declarations(connection: Connection, scope: Scope) -> Iterator[Proof]:
    query = select(submissions).where(submissions.c.subject.in_(list(scope.tree))).order_by(submissions.c.id)
    for row in connection.execute(query).mappings():
        yield Proof(
            path=f"declarations/{row['id']:06d}.json", kind="déclaration", number=row["row_ref"],
            title="Réponse de l’organisme, telle que reçue" + ("" if row["accepted"] else " (sans effet)"),
            subject=row["subject"], day=row["received_on"], rule=_DECLARED, expected=row["sha256"],
            content=[row["declared"].encode()] if row["declared"] else None,
            note="" if row["declared"] else "effacée au terme de sa durée",
        )  # fmt: skip


def _pages(office: Office, scope: Scope) -> Iterator[Proof]:
    """Whatever audit read it: a page is known by its address, its fingerprint and its moment."""
    for ref, row in scope.tree.items():
        for number, page in enumerate(pages_in(json.loads(row["facts"])), start=1):
            path = snapshot_path(office.settings.snapshots_folder, page["sha256"])
            yield Proof(
                path=f"releves/{ref}-{number:03d}.html", kind="page relevée", number=f"{ref}-{number}",
                title=page["url"], subject=ref, day=datetime.fromisoformat(page["read_at"]).date(), rule=_READ,
                expected=page["sha256"], note="" if path.is_file() else "manquant : le fichier est absent",
                content=_read(path) if path.is_file() else None,
            )  # fmt: skip


def _mails(office: Office, connection: Connection, scope: Scope) -> Iterator[Proof]:
    refs = list(scope.tree)
    events: dict[str, list[tuple[str, str]]] = {}
    for row in connection.execute(select(journal.c.subject, journal.c.ref, journal.c.rule)):
        if row.subject in scope.tree:
            events.setdefault(row.subject, []).append((row.ref, row.rule))
    query = select(outbox).where(outbox.c.subject_ref.in_(refs)).order_by(outbox.c.id)
    for mail in connection.execute(query).mappings():
        yield Proof(
            path=f"courriels/{mail['id']:06d}-{re.sub('[^a-z_]', '', mail['template'])}.txt", kind="e-mail",
            number=mail["message_id"], title=f"{mail['subject']} → {mail['recipient']}",
            subject=mail["subject_ref"], day=mail["on_date"], rule=_rule_of(mail, events.get(mail["subject_ref"], [])),
            note=_fate(mail), content=None if mail["status"] == "erased" else _as_text(office, mail),
        )  # fmt: skip


def _fate(mail: RowMapping) -> str:
    if mail["status"] == "erased":
        return "effacé au terme de sa durée"
    return "" if mail["sent_at"] else "n’est pas parti"


def _rule_of(mail: RowMapping, events: Iterable[tuple[str, str]]) -> str:
    """A Message-ID is made of the event that it was composed with."""
    domain = mail["message_id"].rpartition("@")[2].rstrip(">")
    for ref, rule in events:
        if message_id_for(f"{ref}|{mail['template']}|{mail['recipient']}", domain) == mail["message_id"]:
            return rule
    return _TRANSMITTED


def _as_text(office: Office, mail: RowMapping) -> Iterator[bytes]:
    """Its words; the documents that it carried are in the archive once, under their numbers."""
    organisation = office.config.organisation
    head = (
        ("De", f"{organisation.name} <{organisation.email}>"), ("À", mail["recipient"]), ("Objet", mail["subject"]),
        ("Date", format_date(mail["on_date"])), ("Message-ID", mail["message_id"]),
        ("Documents joints", ", ".join(json.loads(mail["attachments"])) or "aucun"),
    )  # fmt: skip
    lines = "".join(f"{name} : {one_line(value)}\n" for name, value in head)
    yield f"{lines}\n{mail['text']}\n".encode()


def _histories(office: Office, scope: Scope) -> Iterator[Proof]:
    for row in scope.dossiers:
        lines = timeline_of(office, row["ref"]) or []
        text = "".join(f"{format_date(day)}  {kind:<10} {sentence}\n" for day, kind, sentence in lines)
        yield Proof(
            path=f"histoires/{row['ref']}.txt", kind="histoire", number=row["ref"], title="Histoire du dossier",
            subject=row["ref"], day=row["changed_on"], rule=_TRACED, content=[text.encode()],
        )  # fmt: skip
