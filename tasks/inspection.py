"""Looks at the ledger without touching it: counts, the timeline of a dossier, integrity."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, or_, select

from config.disk import disk_reason
from domain.processes import BY_KIND, EVENTS
from domain.vocabulary import TimeLimit
from tasks.documents import sha256_of
from tasks.ledger.journal import read_head, verify
from tasks.ledger.keeping import read_note
from tasks.ledger.queries import read_deadlines, read_subjects
from tasks.ledger.schema import anomalies, deadlines, documents, journal, outbox, payloads, subjects, submissions
from tasks.office import PROCESS, Office
from tasks.presenting.wording import said_in_words
from tasks.sealing import check_seal

SCHEMA = 1  # of the JSON below; raised when a key changes its meaning


def status_of(office: Office) -> dict[str, Any]:
    """Everything that `certiflow status --json` prints; documented in the README."""
    with office.ledger.reading() as connection:
        head, dossiers = read_head(connection), list(read_subjects(connection, PROCESS))
        workstreams = _workstreams(connection)
        owners = {item["ref"]: dossier for dossier, items in workstreams.items() for item in items}
        return {
            "schema": SCHEMA,
            "journal": {"events": head.count, "hash": head.hash},
            "last_sweep": read_note(connection, "last_sweep"),
            "states": dict(Counter(view.state.value for view in dossiers)),
            "dossiers": [
                {
                    "ref": view.ref, "name": view.facts.name, "siret": view.facts.natural_key,
                    "certification": view.facts.certification, "scope": view.facts.application.scope.value,
                    "state": view.state.value, "since": view.changed_on.isoformat(), "owner": view.facts.owner,
                    "received_on": view.facts.received_on.isoformat(),
                    "score": view.facts.scoresheet.total if view.facts.scoresheet else None,
                    "missing": [item.label for item in view.facts.missing],
                    "workstreams": workstreams.get(view.ref, []),
                }
                for view in dossiers
            ],
            "deadlines": [
                {"dossier": owners.get(item.subject, item.subject), "subject": item.subject,
                 "code": item.limit.value, "due_on": item.dates.due_on.isoformat(), "sentence": item.dates.sentence,
                 "said": json.loads(item.said)}
                for item in read_deadlines(connection)
            ],
            "documents": _counts(connection, documents.c.status),
            "mails": _counts(connection, outbox.c.status),
            "anomalies": [
                {"tab": row.tab, "row": row.row, "field": row.field, "message": row.message, "rule": row.rule}
                for row in connection.execute(select(anomalies).where(anomalies.c.closed_on.is_(None)))
            ],
        }  # fmt: skip


def _workstreams(connection: Connection) -> dict[str, list[dict[str, str]]]:
    """Dossier → its audit, trainers and evaluation managers, by kind then reference."""
    found: dict[str, list[dict[str, str]]] = {}
    query = select(subjects.c.parent, subjects.c.kind, subjects.c.ref, subjects.c.name, subjects.c.state)
    for parent, kind, ref, name, state in connection.execute(
        query.where(subjects.c.parent.is_not(None)).order_by(subjects.c.kind, subjects.c.ref)
    ):
        found.setdefault(parent, []).append({"kind": kind, "ref": ref, "name": name, "state": state})
    return found


def _counts(connection: Connection, column: Any) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(select(column, func.count()).group_by(column))}


def timeline_of(office: Office, ref: str) -> list[tuple[date, str, str]] | None:
    """A dossier with its trainers and audits, as (day, kind, sentence); None when unknown (MIK-40)."""
    with office.ledger.reading() as connection:
        children = connection.scalars(select(subjects.c.ref).where(subjects.c.parent == ref).order_by(subjects.c.ref))
        found = [
            entry
            for one in (ref, *children)
            for entry in (
                *_events(connection, one),
                *_documents(connection, one),
                *_mails(connection, one, office.settings.zone),
                *_deadlines(connection, one),
            )
        ]
    if not found:
        return None
    return [(day, kind, sentence) for (day, _, _), kind, sentence in sorted(found, key=lambda item: item[0])]


#: (day, kind, rank among its kind), then the kind and the sentence as shown
_Entry = tuple[tuple[date, int, int], str, str]
MAIL_STATES = {
    "queued": "en attente", "sending": "en cours", "sent": "parti", "failed": "refusé", "unknown": "incertain"
}  # fmt: skip


def _events(connection: Connection, ref: str) -> Iterator[_Entry]:
    query = (
        select(journal, payloads.c.content, subjects.c.kind, subjects.c.name, subjects.c.parent)
        .join(subjects, subjects.c.ref == journal.c.subject)
        .outerjoin(payloads, payloads.c.seq == journal.c.seq)
    )
    for row in connection.execute(query.where(journal.c.subject == ref).order_by(journal.c.seq)).mappings():
        content = json.loads(row["content"]) if row["content"] else {}
        event, by = EVENTS[row["event"]].label, content.get("by", "effacé")
        notice = f" ({TimeLimit(content['deadline']).label}, {content['notice']})" if "notice" in content else ""
        state = BY_KIND[row["kind"]].states(row["target"]).label
        whose = f"{ref}, {row['name']} : " if row["parent"] else ""
        sentence = f"{whose}{event}{notice} → {state} [{row['rule']}], par {by}"
        yield (row["on_date"], 0, row["seq"]), "événement", sentence


def _documents(connection: Connection, ref: str) -> Iterator[_Entry]:
    for row in connection.execute(select(documents).where(documents.c.subject == ref)).mappings():
        where = f"{row['path']}, SHA-256 {row['sha256'][:16]}…" if row["sha256"] else "à établir"
        yield (row["dated"], 1, row["seq"]), "document", f"{row['number']} {row['title']} ({where})"


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone(zone)


def _mails(connection: Connection, ref: str, zone: ZoneInfo) -> Iterator[_Entry]:
    for row in connection.execute(select(outbox).where(outbox.c.subject_ref == ref).order_by(outbox.c.id)).mappings():
        sent = f" le {_local(row['sent_at'], zone):%d/%m/%Y à %H:%M}" if row["sent_at"] else ""
        sentence = (
            f"« {row['subject']} » à {row['recipient']} : {MAIL_STATES[row['status']]}{sent}, {row['message_id']}"
        )
        yield (row["on_date"], 2, row["id"]), "e-mail", sentence


def _deadlines(connection: Connection, ref: str) -> Iterator[_Entry]:
    for row in connection.execute(select(deadlines).where(deadlines.c.subject == ref)).mappings():
        end = f"close le {row['closed_on']:%d/%m/%Y}" if row["closed_on"] else "en cours"
        said = ", ".join(said_in_words(json.loads(row["said"])))
        sentence = f"{TimeLimit(row['time_limit']).label} : {row['sentence']} ({end}{' ; ' + said if said else ''})"
        yield (row["start"], 3, row["id"]), "échéance", sentence


def defects_of(office: Office) -> list[str]:
    """What is not as it must be, as French sentences: chain, snapshots, register, terminal states without PV."""
    with office.ledger.reading() as connection:
        return [
            *verify(connection),
            *_states_outside_the_journal(connection),
            *_changed_snapshots(connection),
            *_changed_files(connection, office.settings.documents_folder),
            *_ends_without_minutes(connection),
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


def _changed_snapshots(connection: Connection) -> Iterator[str]:
    for row in connection.execute(select(submissions.c.row_ref, submissions.c.declared, submissions.c.sha256)):
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
