"""The floor: the sweep's rule in a plain loop and one SQL transaction, with the standard library's sqlite3.

Same rows read, same `due_now`, same letters, same rows written; no batch, no hash chain, no process table in between,
no Prefect. What the sweep costs beyond it is the price of the ledger.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from config.loader import Config
from domain.calendar import ExplainedDate
from domain.correspondence import Mail
from domain.dossier import Dossier
from domain.notices import DueNow, Notice, due_now, next_date, schedule
from domain.partnership import PARTNERSHIP
from domain.process import Command, Decision, decide
from domain.refusal import Refusal
from domain.team import Team
from domain.vocabulary import Labelled, State, TimeLimit
from tasks.ledger.drafts import MailDraft, Moment, OpenDeadline, Registered
from tasks.ledger.journal import Head
from tasks.mail.message import message_id_for
from tasks.presenting.partnership import PartnershipPresenter

BY = "passage de nuit"
Plan = tuple[Notice, ...]
_DUE = """
    SELECT d.*, s.facts, s.state, s.certification FROM deadlines d JOIN subjects s ON s.ref = d.subject
    WHERE d.closed_on IS NULL AND d.next_on <= ? AND s.kind = 'partnership' ORDER BY d.id
"""


class Silent(PartnershipPresenter):
    """The same people, and letters without a word."""

    def _draft(
        self,
        mail: Mail,
        context: Mapping[str, Any],
        address: str,
        attachments: tuple[str, ...] = (),
        calendar: str = "",
    ) -> MailDraft:
        return MailDraft(mail.value, address, "", "", "", attachments, calendar)


def sweep(path: Path, config: Config, team: Team, on: date, *, letters: bool) -> int:
    """Do the night's work. Returns how many deadlines had something to say or to do."""
    presenter = (PartnershipPresenter if letters else Silent)(config, team)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        due = connection.execute(_DUE, (on.isoformat(),)).fetchall()
        night = _Night(connection, config, presenter, on)
        for row in due:
            night.treat(row)
        connection.execute("COMMIT")
        return len(due)


class _Night:
    def __init__(
        self, connection: sqlite3.Connection, config: Config, presenter: PartnershipPresenter, on: date
    ) -> None:
        self.connection, self.config, self.presenter, self.on = connection, config, presenter, on
        self.seq: int = connection.execute("SELECT max(seq) FROM journal").fetchone()[0]
        self.pv: int = connection.execute("SELECT count(*) FROM documents").fetchone()[0]

    def treat(self, row: sqlite3.Row) -> None:
        limit, said = TimeLimit(row["time_limit"]), json.loads(row["said"])
        start, due_on = date.fromisoformat(row["start"]), date.fromisoformat(row["due_on"])
        figures = self.config.figures_for(row["certification"]).time_limits[limit]
        plan = schedule(limit, start, due_on, figures, self.config.calendar)
        today = due_now(limit, plan, said, due_on, self.on)
        facts = Dossier.model_validate_json(row["facts"])
        deadline = OpenDeadline(row["id"], row["subject"], limit, ExplainedDate(start, due_on, row["sentence"]), said)
        if today.lapse is not None:
            self.lapse(row, facts, deadline, today.lapse)
        else:
            self.speak(row, facts, deadline, today, plan, figures.rule)

    def speak(
        self, row: sqlite3.Row, facts: Dossier, deadline: OpenDeadline, today: DueNow, plan: Plan, rule: str
    ) -> None:
        said = {**deadline.said, **{notice.code: self.on.isoformat() for notice in today.send}}
        for notice in today.send:
            ref = f"sweep:{deadline.id}:{notice.code}"
            content = {"by": BY, "deadline": deadline.limit.value, "notice": notice.code,
                       "due_on": deadline.dates.due_on.isoformat()}  # fmt: skip
            self.record(ref, facts.ref, notice.event, row["state"], row["state"], rule, content)
            self.post(facts.ref, ref, self.presenter.notice(facts, deadline, notice, self.on))
        said |= {code: None for code in today.superseded if code not in said}
        following = next_date(deadline.limit, plan, said, deadline.dates.due_on)
        self.connection.execute("UPDATE deadlines SET said = ?, next_on = ? WHERE id = ?",
                                (json.dumps(said), following and following.isoformat(), deadline.id))  # fmt: skip

    def lapse(self, row: sqlite3.Row, facts: Dossier, deadline: OpenDeadline, event: Labelled) -> None:
        command = Command(f"sweep:{deadline.id}:lapse", facts.ref, event, self.on, BY)
        state, figures = State(row["state"]), self.config.figures_for(facts.certification, facts.grid_version)
        decision: Decision[Dossier] | Refusal = decide(
            PARTNERSHIP, state, facts, command, figures, self.config.calendar
        )
        assert not isinstance(decision, Refusal)
        transition = decision.transition
        assert transition.pv is not None
        self.connection.execute("UPDATE subjects SET state = ?, changed_on = ?, facts = ?, version = version + 1 "
                                "WHERE ref = ?", (transition.target.value, self.on.isoformat(),
                                                  decision.facts.model_dump_json(), facts.ref))  # fmt: skip
        self.record(command.ref, facts.ref, event, row["state"], transition.target.value, transition.rule,
                    {"by": BY, "update": {}})  # fmt: skip
        self.connection.execute("UPDATE deadlines SET closed_on = ?, closed_by = ? WHERE subject = ? AND "
                                "closed_on IS NULL", (self.on.isoformat(), event.value, facts.ref))  # fmt: skip
        before = {deadline.limit: deadline.dates}
        moment = Moment(command, decision, state, Head(self.seq, "0" * 64), before, {}, facts)
        draft = self.presenter.document(moment, transition.pv)
        self.pv += 1
        number = f"PV-{self.on.year}-{self.pv:04d}"
        self.insert("documents", {
            "number": number, "kind": draft.kind.value, "title": draft.title, "subject": facts.ref, "seq": self.seq,
            "data": json.dumps(dict(draft.data), ensure_ascii=False), "dated": self.on.isoformat(),
            "status": "requested",
        })  # fmt: skip
        self.post(facts.ref, command.ref, self.presenter.mails(moment, [Registered(number, draft.title)]))

    def record(
        self, ref: str, subject: str, event: Labelled, source: str, target: str, rule: str, content: dict[str, Any]
    ) -> None:
        self.seq += 1
        self.insert("journal", {
            "seq": self.seq, "ref": ref, "subject": subject, "event": event.value, "source": source,
            "target": target, "rule": rule, "on_date": self.on.isoformat(),
            "recorded_at": datetime.now(UTC).isoformat(timespec="seconds"), "digest": "", "previous": "", "hash": "",
        })  # fmt: skip
        self.insert("payloads", {"seq": self.seq, "content": json.dumps(content, ensure_ascii=False)})

    def post(self, subject: str, ref: str, mails: Sequence[MailDraft]) -> None:
        domain = self.config.organisation.email.rpartition("@")[2]
        for mail in mails:
            self.insert("outbox", {
                "message_id": message_id_for(f"{ref}|{mail.template}|{mail.recipient}", domain),
                "subject_ref": subject, "template": mail.template, "recipient": mail.recipient,
                "subject": mail.subject, "text": mail.text, "html": mail.html,
                "attachments": json.dumps(mail.attachments), "on_date": self.on.isoformat(), "status": "queued",
                "attempts": 0, "error": "",
            })  # fmt: skip

    def insert(self, table: str, row: dict[str, Any]) -> None:
        marks = ", ".join("?" * len(row))
        self.connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608 — our names
                                tuple(row.values()))  # fmt: skip
