"""A holiday or closure added late moves the open deadlines: each is counted again, and what changed is listed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from config.loader import Config
from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.notices import next_date, schedule
from domain.process import F, Process
from domain.vocabulary import Event, TimeLimit
from tasks.ledger.batch import Batch, Loaded, Row
from tasks.ledger.database import Ledger
from tasks.ledger.keeping import read_note, write_note
from tasks.ledger.queries import read_deadlines

CHUNK = 500


@dataclass(frozen=True)
class Moved:
    """A deadline whose date changed with the calendar."""

    subject: str
    limit: TimeLimit
    before: date
    after: date


def follow_calendar(ledger: Ledger, process: Process[F], config: Config, on: date) -> list[Moved]:
    """Count every open deadline again when the calendar is not the one of the last time (O-19)."""
    mark, note = _fingerprint(config.calendar), f"calendar:{process.kind}"
    with ledger.reading() as connection:
        known = read_note(connection, note)
        stale = known not in (None, mark)
        refs = sorted({item.subject for item in read_deadlines(connection, process)}) if stale else []
    moved: list[Moved] = []
    for start in range(0, len(refs), CHUNK):
        with ledger.writing() as connection:
            batch = Batch(connection, process, config)
            batch.load(refs[start : start + CHUNK])
            for ref in refs[start : start + CHUNK]:
                moved.extend(_recount(batch, batch.loaded[ref], on))
            batch.flush()
    if known != mark:
        with ledger.writing() as connection:
            write_note(connection, note, mark)
    return moved


@lru_cache(maxsize=4)
def _fingerprint(calendar: WorkingCalendar) -> str:
    days = sorted(day.isoformat() for day in calendar.holidays)
    return hashlib.sha256(json.dumps(days).encode()).hexdigest()


def _recount(batch: Batch[F], subject: Loaded[F], on: date) -> Iterator[Moved]:
    facts = subject.facts
    figures = batch.config.figures_for(facts.certification, facts.grid_version)
    for limit, row in batch.open_deadlines.get(facts.ref, {}).items():
        dates = batch.process.span(limit, facts, figures, row["start"], batch.config.calendar)
        if dates is None or dates.due_on == row["due_on"]:
            continue
        before = row["due_on"]
        plan = schedule(limit, dates.start, dates.due_on, figures.time_limits[limit], batch.config.calendar)
        following = next_date(limit, plan, json.loads(row["said"]), dates.due_on)
        batch.change_deadline(row, {"due_on": dates.due_on, "sentence": dates.sentence, "next_on": following})
        _record(batch, subject, row, before, dates, on)
        yield Moved(facts.ref, limit, before, dates.due_on)


def _record(batch: Batch[F], subject: Loaded[F], row: Row, before: date, dates: ExplainedDate, on: date) -> None:
    state = subject.row["state"]
    event = {
        "ref": f"calendar:{row['id']}:{batch.head.count + 1}", "event": Event.DEADLINE_MOVED.value,
        "source": state, "target": state, "rule": "O-19", "on_date": on,
    }  # fmt: skip
    content = {
        "by": "calendrier des jours ouvrés", "deadline": row["time_limit"],
        "notice": f"{format_date(before)} → {format_date(dates.due_on)}",
    }  # fmt: skip
    batch.record(subject, event, content)
