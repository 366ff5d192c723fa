"""What an inspector may check: the journal, and that facts, evidence and documents are those that it recorded."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, or_, select

from config.disk import disk_reason
from domain.communication import COMMUNICATION, ReadSupport
from domain.network.check_process import NETWORK_CHECK
from domain.network.destruction import DESTRUCTION, DestructionState
from domain.processes import BY_KIND
from tasks.documents import sha256_of
from tasks.ledger.journal import erased_events, verify
from tasks.ledger.keeping import read_note
from tasks.ledger.queries import read_subjects
from tasks.ledger.schema import documents, journal, payloads, subjects, submissions
from tasks.network.unchecked import unchecked
from tasks.office import PROCESS, Office
from tasks.sealing import check_seal
from tasks.web.snapshots import snapshot_path


def defects_of(office: Office) -> list[str]:
    """What is not as it must be, as French sentences: chain, facts, evidence, register, ends without PV, checks."""
    with office.ledger.reading() as connection:
        return [
            *verify(connection),
            *_states_outside_the_journal(connection),
            *_facts_outside_the_journal(connection),
            *_changed_declarations(connection),
            *_changed_pages(connection, office.settings.snapshots_folder),
            *_changed_files(connection, office.settings.documents_folder),
            *_erased_without_decision(connection),
            *_ends_without_minutes(connection),
            *_unchecked(connection),
        ]


def _states_outside_the_journal(connection: Connection) -> Iterator[str]:
    """Dossiers whose state is not the one that their last event gave: somebody went round the one door."""
    last = select(func.max(journal.c.seq)).group_by(journal.c.subject)
    targets = {row.subject: row.target for row in connection.execute(select(journal).where(journal.c.seq.in_(last)))}
    states = {row.ref: row.state for row in connection.execute(select(subjects.c.ref, subjects.c.state))}
    for ref in sorted(targets.keys() | states.keys()):
        if ref not in states:
            yield f"Le dossier {ref} figure au journal mais plus au registre."
        elif targets.get(ref) != states[ref]:
            yield f"L’état du dossier {ref} n’est pas celui de son dernier événement."


def _facts_outside_the_journal(connection: Connection) -> Iterator[str]:
    """Subjects that are not what their events made of them; those whose events were erased cannot be told."""
    told: dict[str, dict[str, Any] | None] = {}
    query = select(journal.c.subject, payloads.c.content).outerjoin(payloads, payloads.c.seq == journal.c.seq)
    for subject, content in connection.execute(query.order_by(journal.c.seq)):
        known = told.setdefault(subject, {})
        if content is None or known is None:
            told[subject] = None
        else:
            known.update(json.loads(content).get("update", {}))
    for row in connection.execute(select(subjects.c.ref, subjects.c.kind, subjects.c.facts).order_by(subjects.c.ref)):
        update, model = told.get(row.ref), BY_KIND[row.kind].facts
        if update is None or "certification" not in update:  # without its first event, which the chain tells
            continue
        if model.model_validate({**update, "ref": row.ref}) != model.model_validate_json(row.facts):
            yield f"Ce que le registre dit de {row.ref} n’est pas ce que son journal en a enregistré."


def _changed_pages(connection: Connection, folder: Path) -> Iterator[str]:
    """The pages that an audit or a check was made on: its evidence (MIK-62, NET-13)."""
    for audit in read_subjects(connection, COMMUNICATION):
        yield from _pages_of(audit.ref, [read for made in audit.facts.passes for read in made.supports], folder)
    for check in read_subjects(connection, NETWORK_CHECK):
        yield from _pages_of(check.ref, check.facts.readings, folder)


def _pages_of(ref: str, readings: Iterable[ReadSupport], folder: Path) -> Iterator[str]:
    for sha256, url in {read.snapshot.sha256: read.snapshot.url for read in readings}.items():
        if not sha256:
            continue
        try:
            content = snapshot_path(folder, sha256).read_bytes()
        except OSError as error:
            yield f"La page « {url} » relevée pour {ref} ne peut pas être lue : {disk_reason(error)} (MIK-62)."
            continue
        if sha256_of(content) != sha256:
            yield f"La page « {url} » relevée pour {ref} a été modifiée depuis (MIK-62)."


def _changed_declarations(connection: Connection) -> Iterator[str]:
    gone = erased_events(connection)
    columns = (submissions.c.row_ref, submissions.c.subject, submissions.c.declared, submissions.c.sha256)
    for row in connection.execute(select(*columns)):
        if row.declared == "" and row.subject in gone:
            continue
        if sha256_of(row.declared.encode()) != row.sha256:
            yield f"La déclaration {row.row_ref} a été modifiée depuis son dépôt (MIK-16)."


def _changed_files(connection: Connection, folder: Path) -> Iterator[str]:
    for row in connection.execute(select(documents).where(documents.c.status == "made")).mappings():
        try:
            content = (folder / row["path"]).read_bytes()
        except OSError as error:
            yield f"Le document {row['number']} ({row['path']}) ne peut pas être lu : {disk_reason(error)} (MIK-32)."
            continue
        if sha256_of(content) != row["sha256"]:
            yield f"Le document {row['number']} a été modifié depuis son enregistrement (MIK-32)."
        if row["sealed_at"]:
            yield from _broken_seal(row["number"], content)


def _erased_without_decision(connection: Connection) -> Iterator[str]:
    """What is said to be erased and no decision covers: a loss that somebody calls an erasure (RGPD)."""
    decided = read_subjects(connection, DESTRUCTION, (DestructionState.CONFIRMED, DestructionState.ERASED))
    lawful = {number for view in decided for number in view.facts.documents}
    said = select(documents.c.number).where(documents.c.status.in_(["destroying", "destroyed"]))
    for number in sorted(set(connection.scalars(said)) - lawful):
        yield f"Le document {number} est dit détruit sans procès-verbal de destruction (RGPD)."
    gone = set(connection.scalars(select(subjects.c.ref).where(subjects.c.erased_on.is_not(None))))
    for ref in sorted(gone - erased_events(connection).keys()):
        yield f"{ref} est dit effacé sans procès-verbal de destruction (RGPD)."


def _broken_seal(number: str, content: bytes) -> Iterator[str]:
    """Looked at even when the register agrees with the file: a fingerprint can be written anew, a seal cannot."""
    seal = check_seal(content)
    if seal is None:
        yield f"Le document {number} a été scellé, mais son fichier ne porte plus de cachet lisible (MIK-32)."
    elif not seal.intact:
        yield f"Le cachet du document {number} est rompu : son fichier a changé après avoir été scellé (MIK-32)."


def _ends_without_minutes(connection: Connection) -> Iterator[str]:
    ending = (
        select(func.max(journal.c.seq)).where(or_(journal.c.source.is_(None), journal.c.source != journal.c.target))
    ).group_by(journal.c.subject)
    minutes = select(documents.c.subject).where(documents.c.number.startswith("PV-"), documents.c.seq.in_(ending))
    with_minutes = set(connection.scalars(minutes))
    for view in read_subjects(connection, PROCESS, PROCESS.terminal_states):
        if view.ref not in with_minutes:
            yield f"Le dossier {view.ref} est « {view.state.label} » sans procès-verbal (MIK-31)."


def _unchecked(connection: Connection) -> Iterator[str]:
    """On the day of the last sweep: a ledger that is looked at years later is no later than its last night."""
    last_sweep = read_note(connection, "last_sweep")
    if last_sweep:
        yield from unchecked(connection, date.fromisoformat(last_sweep))
