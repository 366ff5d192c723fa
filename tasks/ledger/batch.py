"""The writes of one transaction, gathered in memory and flushed with one statement a table."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Generic

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from config.loader import Config
from domain.calendar import ExplainedDate
from domain.correspondence import Pv
from domain.notices import next_date, schedule
from domain.process import Command, F, Process
from domain.vocabulary import Labelled, TimeLimit
from tasks.ledger.counters import next_number
from tasks.ledger.drafts import DocumentDraft, MailDraft, Registered
from tasks.ledger.journal import Head, canonical, chained, digest_of, read_head
from tasks.ledger.schema import deadlines, documents, journal, outbox, payloads, subjects, submissions
from tasks.mail.message import message_id_for

Row = dict[str, Any]


@dataclass
class Loaded(Generic[F]):
    """A subject in hand: its row, its facts, and whether the row is new or changed."""

    row: Row
    facts: F
    state: Labelled | None
    is_new: bool = False
    is_changed: bool = False


@dataclass
class Batch(Generic[F]):
    """Everything that one transaction reads first and writes last."""

    connection: Connection
    process: Process[F]
    config: Config
    loaded: dict[str, Loaded[F]] = field(default_factory=dict)
    open_deadlines: dict[str, dict[TimeLimit, Row]] = field(default_factory=dict)  # by subject
    head: Head = field(init=False)
    _inserts: dict[Table, list[Row]] = field(default_factory=dict)
    _deadline_updates: dict[int, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.head = read_head(self.connection)

    def load(self, refs: Iterable[str]) -> None:
        """Read the subjects and their open deadlines, one query each."""
        wanted = sorted({ref for ref in refs if ref})
        of_kind = select(subjects).where(subjects.c.ref.in_(wanted), subjects.c.kind == self.process.kind)
        for row in self.connection.execute(of_kind.where(subjects.c.erased_on.is_(None))).mappings():
            facts = self.process.facts.model_validate_json(row["facts"])
            self.loaded[row["ref"]] = Loaded(dict(row), facts, self.process.states(row["state"]))
        query = select(deadlines).where(deadlines.c.subject.in_(wanted), deadlines.c.closed_on.is_(None))
        for row in self.connection.execute(query).mappings():
            self.open_deadlines.setdefault(row["subject"], {})[TimeLimit(row["time_limit"])] = dict(row)

    def draft(self, update: Mapping[str, Any], on: date) -> Loaded[F]:
        """A subject that does not exist yet: it is numbered when it is admitted, so that refusals leave no gap."""
        row: Row = {"ref": "", "kind": self.process.kind, "version": 0, "opened_on": on,
               "salt": secrets.token_bytes(32)}  # fmt: skip
        return Loaded(row, self.process.facts.model_validate({**update, "ref": ""}), None, is_new=True)

    def admit(self, subject: Loaded[F], facts: F, on: date) -> F:
        """Give a draft its number, as D-AAAA-NNNN. Returns `facts` with it."""
        ref = next_number(self.connection, self.process.prefix, on.year)
        subject.row["ref"] = ref
        self.loaded[ref] = subject
        return facts.with_update({"ref": ref})

    def record(self, subject: Loaded[F], event: Row, content: Mapping[str, Any]) -> int:
        """Append one event to the journal; `content` goes beside it. Returns its number."""
        text = canonical(content)
        row = chained(
            self.head,
            {**event, "subject": subject.row["ref"], "recorded_at": datetime.now(UTC).isoformat(timespec="seconds"),
             "digest": digest_of(subject.row["salt"], text)},
        )  # fmt: skip
        self.head = Head(row["seq"], row["hash"])
        self._insert(journal, row)
        self._insert(payloads, {"seq": row["seq"], "content": text})
        return self.head.count

    def set_state(self, subject: Loaded[F], facts: F, state: Labelled, on: date) -> None:
        """The new facts, with the columns that are copied from them to be searched without parsing them."""
        changed_on = on if state is not subject.state else subject.row["changed_on"]  # an event may leave the state
        subject.facts, subject.state, subject.is_changed = facts, state, True
        subject.row.update(
            facts=facts.model_dump_json(), state=state.value, changed_on=changed_on, certification=facts.certification,
            natural_key=facts.natural_key, name=facts.name, owner=facts.owner, parent=facts.parent or None,
        )  # fmt: skip

    def open_deadline(self, subject: Loaded[F], limit: TimeLimit, dates: ExplainedDate) -> None:
        """Open a time limit; one already open stays as it is, since its clock is running."""
        ref = subject.row["ref"]
        running = self.open_deadlines.setdefault(ref, {})
        if limit in running:
            return
        figures = self.config.figures_for(subject.facts.certification, subject.facts.grid_version).time_limits[limit]
        plan = schedule(limit, dates.start, dates.due_on, figures, self.config.calendar)
        row = {"subject": ref, "time_limit": limit.value, "start": dates.start, "due_on": dates.due_on,
               "sentence": dates.sentence, "said": "{}", "next_on": next_date(limit, plan, (), dates.due_on),
               "closed_on": None, "closed_by": None}  # fmt: skip
        running[limit] = row
        self._insert(deadlines, row)

    def close_deadlines(self, ref: str, limits: Iterable[TimeLimit], on: date, event: str) -> None:
        for limit in limits:
            row = self.open_deadlines.get(ref, {}).pop(limit, None)
            if row is not None:
                self.change_deadline(row, {"closed_on": on, "closed_by": event})

    def change_deadline(self, row: Row, columns: Row) -> None:
        row.update(columns)
        if "id" in row:
            self._deadline_updates[row["id"]] = row

    def deadlines_of(self, ref: str) -> dict[TimeLimit, ExplainedDate]:
        """The time limits that run for this subject."""
        return {
            limit: ExplainedDate(row["start"], row["due_on"], row["sentence"])
            for limit, row in self.open_deadlines.get(ref, {}).items()
        }

    def register(self, subject: Loaded[F], draft: DocumentDraft, seq: int, on: date) -> Registered:
        """Number a document and ask for it to be made."""
        prefix = "PV" if isinstance(draft.kind, Pv) else "DC"
        number = next_number(self.connection, prefix, on.year)
        self._insert(
            documents,
            {"number": number, "kind": draft.kind.value, "title": draft.title, "subject": subject.row["ref"],
             "seq": seq, "data": json.dumps(dict(draft.data), ensure_ascii=False), "dated": on,
             "status": "requested"},
        )  # fmt: skip
        return Registered(number, draft.title)

    def post(self, subject_ref: str, ref: str, mail: MailDraft, on: date) -> None:
        """Put a composed e-mail in the outbox; the same one twice has the same Message-ID."""
        domain = self.config.organisation.email.rpartition("@")[2]
        message_id = message_id_for(f"{ref}|{mail.template}|{mail.recipient}", domain)
        self._insert(
            outbox,
            {"message_id": message_id, "subject_ref": subject_ref, "template": mail.template,
             "recipient": mail.recipient, "subject": mail.subject, "text": mail.text, "html": mail.html,
             "attachments": json.dumps(mail.attachments), "calendar": mail.calendar, "on_date": on,
             "status": "queued"},
        )  # fmt: skip

    def keep_snapshot(self, command: Command, ref: str) -> None:
        """Keep what the command was read from, under the reference of its row (MIK-16)."""
        self._insert(
            submissions,
            {"row_ref": command.origin or next_number(self.connection, "C", command.on.year), "subject": ref,
             "declared": command.snapshot, "sha256": hashlib.sha256(command.snapshot.encode()).hexdigest(),
             "received_on": command.on, "accepted": True},
        )  # fmt: skip

    def flush(self) -> None:
        """Write everything, parents first."""
        touched = [subject for subject in self.loaded.values() if subject.is_changed]
        new = [subject.row | {"version": 1} for subject in touched if subject.is_new]
        changed = [subject.row for subject in touched if not subject.is_new]
        self._execute(insert(subjects), new)
        self._execute(_SUBJECT_UPDATE, [{f"_{key}": row[key] for key in _SUBJECT_KEYS} for row in changed])
        self._execute(
            _DEADLINE_UPDATE,
            [{f"_{key}": row[key] for key in _DEADLINE_KEYS} for row in self._deadline_updates.values()],
        )
        for table in (journal, payloads, deadlines, documents, outbox, submissions):
            self._execute(insert(table), self._inserts.get(table, []))

    def _insert(self, table: Table, row: Row) -> None:
        self._inserts.setdefault(table, []).append(row)

    def _execute(self, statement: Any, rows: list[Row]) -> None:
        if rows:
            self.connection.execute(statement, rows)


_SUBJECT_KEYS = ("ref", "facts", "state", "changed_on", "owner", "name", "natural_key", "parent")
_SUBJECT_UPDATE = (
    update(subjects)
    .where(subjects.c.ref == bindparam("_ref"))
    .values(version=subjects.c.version + 1, **{key: bindparam(f"_{key}") for key in _SUBJECT_KEYS[1:]})
)
_DEADLINE_KEYS = ("id", "start", "due_on", "sentence", "said", "next_on", "closed_on", "closed_by")
_DEADLINE_UPDATE = (
    update(deadlines)
    .where(deadlines.c.id == bindparam("_id"))
    .values({key: bindparam(f"_{key}") for key in _DEADLINE_KEYS[1:]})
)
