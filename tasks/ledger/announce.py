"""Reminders and escalations: a notice is a journal event that changes no state, with its e-mails, said once."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError
from sqlalchemy import Connection, RowMapping, bindparam, select

from config.loader import Config
from domain.calendar import ExplainedDate
from domain.notices import DueNow, Notice, due_now, next_date, schedule
from domain.process import F, Process
from domain.vocabulary import TimeLimit
from tasks.ledger.batch import Batch, Row
from tasks.ledger.database import Ledger
from tasks.ledger.drafts import OpenDeadline, Presenter
from tasks.ledger.schema import deadlines, subjects

CHUNK = 500


@dataclass(frozen=True)
class Due:
    """A deadline and what it does today."""

    deadline: OpenDeadline
    today: DueNow
    plan: tuple[Notice, ...]


_RIPE = (
    select(deadlines, subjects.c.certification)
    .join(subjects, subjects.c.ref == deadlines.c.subject)
    .where(
        deadlines.c.closed_on.is_(None),
        deadlines.c.next_on <= bindparam("day"),
        subjects.c.kind == bindparam("of_kind"),
    )
    .order_by(deadlines.c.id)
)


def read_due(connection: Connection, process: Process[F], config: Config, on: date) -> list[Due]:
    """Every open deadline that has something to say or to do on `on`, with what. Reads only those that are ripe."""
    rows = connection.execute(_RIPE, {"day": on, "of_kind": process.kind}).mappings()
    return [_due(row, config, on) for row in rows]


def announce(
    ledger: Ledger, process: Process[F], due: Sequence[Due], config: Config, presenter: Presenter[F], on: date
) -> None:
    """Say every notice of `due`, one transaction a chunk. A deadline closed meanwhile says nothing."""
    for start in range(0, len(due), CHUNK):
        chunk = due[start : start + CHUNK]
        try:
            _say_each(ledger, process, chunk, config, presenter, on)
        except ValidationError:  # a letter that cannot be composed holds back its own deadline only
            for item in chunk:
                with suppress(ValidationError):
                    _say_each(ledger, process, [item], config, presenter, on)


def _say_each(
    ledger: Ledger, process: Process[F], chunk: Sequence[Due], config: Config, presenter: Presenter[F], on: date
) -> None:
    with ledger.writing() as connection:
        batch = Batch(connection, process, config)
        batch.load(item.deadline.subject for item in chunk)
        for item in chunk:
            row = batch.open_deadlines.get(item.deadline.subject, {}).get(item.deadline.limit)
            if row is not None and row["id"] == item.deadline.id:
                _say(batch, row, item, presenter, on)
        batch.flush()


def _due(row: RowMapping, config: Config, on: date) -> Due:
    limit, said = TimeLimit(row["time_limit"]), json.loads(row["said"])
    dates = ExplainedDate(row["start"], row["due_on"], row["sentence"])
    figures = config.figures_for(row["certification"]).time_limits[limit]
    plan = schedule(limit, dates.start, dates.due_on, figures, config.calendar)
    return Due(
        OpenDeadline(row["id"], row["subject"], limit, dates, said), due_now(limit, plan, said, dates.due_on, on), plan
    )


def _say(batch: Batch[F], row: Row, item: Due, presenter: Presenter[F], on: date) -> None:
    subject, said = batch.loaded[item.deadline.subject], json.loads(row["said"])
    for notice in item.today.send:
        if notice.code in said:
            continue
        mails = presenter.notice(subject.facts, item.deadline, notice, on)
        said[notice.code] = on.isoformat() if mails else None
        if not mails:  # nobody has to hear of it any more
            continue
        ref = f"sweep:{item.deadline.id}:{notice.code}"
        state = subject.row["state"]
        event = {"ref": ref, "event": notice.event.value, "source": state, "target": state,
                 "rule": _rule(batch, item), "on_date": on}  # fmt: skip
        content = {"by": "passage de nuit", "deadline": item.deadline.limit.value, "notice": notice.code,
                   "due_on": item.deadline.dates.due_on.isoformat()}  # fmt: skip
        batch.record(subject, event, content)
        for mail in mails:
            batch.post(subject.row["ref"], ref, mail, on)
    said |= {code: None for code in item.today.superseded if code not in said}
    following = next_date(item.deadline.limit, item.plan, said, item.deadline.dates.due_on)
    batch.change_deadline(row, {"said": json.dumps(said), "next_on": following})


def _rule(batch: Batch[F], item: Due) -> str:
    facts = batch.loaded[item.deadline.subject].facts
    return batch.config.figures_for(facts.certification, facts.grid_version).time_limits[item.deadline.limit].rule
