"""Looks at the ledger without touching it: counts, the timeline of a dossier."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from domain.notices import UNATTENDED
from domain.process import Process
from domain.processes import BY_KIND, EVENTS, EXAMS, NETWORK, WORKSTREAMS
from domain.vocabulary import TimeLimit
from tasks.ledger.journal import read_head
from tasks.ledger.keeping import read_note
from tasks.ledger.queries import read_deadlines, read_subjects
from tasks.ledger.schema import anomalies, deadlines, documents, journal, outbox, payloads, subjects
from tasks.office import PROCESS, Office
from tasks.presenting.wording import said_in_words

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
            "exams": _by_state(connection, EXAMS),
            "network": _by_state(connection, NETWORK),
            "deadlines": [
                {"dossier": owners.get(item.subject, item.subject), "subject": item.subject,
                 "code": item.limit.value, "due_on": item.dates.due_on.isoformat(), "sentence": item.dates.sentence,
                 "said": json.loads(item.said)}
                for item in read_deadlines(connection)
                if item.limit not in UNATTENDED
            ],
            "documents": _counts(connection, documents.c.status),
            "mails": _counts(connection, outbox.c.status),
            "mail_reroute_to": office.settings.mail_reroute_to or None,
            "anomalies": [
                {"tab": row.tab, "row": row.row, "field": row.field, "message": row.message, "rule": row.rule}
                for row in connection.execute(select(anomalies).where(anomalies.c.closed_on.is_(None)))
            ],
        }  # fmt: skip


def _workstreams(connection: Connection) -> dict[str, list[dict[str, str]]]:
    """Dossier → its audit, trainers and evaluation managers, by kind then reference."""
    found: dict[str, list[dict[str, str]]] = {}
    query = select(subjects.c.parent, subjects.c.kind, subjects.c.ref, subjects.c.name, subjects.c.state).where(
        subjects.c.kind.in_([process.kind for process in WORKSTREAMS]), subjects.c.erased_on.is_(None)
    )
    for parent, kind, ref, name, state in connection.execute(
        query.where(subjects.c.parent.is_not(None)).order_by(subjects.c.kind, subjects.c.ref)
    ):
        found.setdefault(parent, []).append({"kind": kind, "ref": ref, "name": name, "state": state})
    return found


def _by_state(connection: Connection, processes: Iterable[Process[Any]]) -> dict[str, dict[str, int]]:
    """Kind → state → how many."""
    kinds = [process.kind for process in processes]
    query = select(subjects.c.kind, subjects.c.state, func.count()).where(subjects.c.kind.in_(kinds))
    found: dict[str, dict[str, int]] = {}
    for kind, state, number in connection.execute(query.group_by(subjects.c.kind, subjects.c.state)):
        found.setdefault(kind, {})[state] = number
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
    "queued": "en attente", "sending": "en cours", "sent": "parti", "failed": "refusé", "unknown": "incertain",
    "erased": "effacé",
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
        detour = f" – {row['error']}" if row["status"] == "sent" and row["error"] else ""
        sentence = (
            f"« {row['subject']} » à {row['recipient']} : {MAIL_STATES[row['status']]}{sent}, "
            f"{row['message_id']}{detour}"
        )
        yield (row["on_date"], 2, row["id"]), "e-mail", sentence


def _deadlines(connection: Connection, ref: str) -> Iterator[_Entry]:
    for row in connection.execute(select(deadlines).where(deadlines.c.subject == ref)).mappings():
        end = f"close le {row['closed_on']:%d/%m/%Y}" if row["closed_on"] else "en cours"
        said = ", ".join(said_in_words(json.loads(row["said"])))
        sentence = f"{TimeLimit(row['time_limit']).label} : {row['sentence']} ({end}{' ; ' + said if said else ''})"
        yield (row["start"], 3, row["id"]), "échéance", sentence
