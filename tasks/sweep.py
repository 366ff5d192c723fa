"""The nightly sweep: reminders, escalation, lapse. It holds no rule of its own; the deadlines' rows say it all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.process import Command, Process
from domain.processes import PROCESSES
from domain.team import Team
from tasks.feedback import Feedback
from tasks.ledger.announce import Due, announce, read_due
from tasks.ledger.keeping import write_note
from tasks.ledger.queries import read_team
from tasks.ledger.recalculate import Moved, follow_calendar
from tasks.office import Office, apply_commands
from tasks.presenting.presenters import presenter_of


@dataclass(frozen=True)
class Swept:
    """What one sweep did, or would do: one line a deadline.

    Args:
        moved: dates that a new holiday changed.
        postponed: lapses that wait for the workbook to be read.
    """

    due: Sequence[Due]
    moved: Sequence[Moved] = ()
    postponed: int = 0

    @property
    def notices(self) -> int:
        return sum(len(item.today.send) for item in self.due)

    @property
    def lapses(self) -> int:
        return sum(1 for item in self.due if item.today.lapse is not None) - self.postponed


def look(office: Office, on: date) -> Swept:
    """What the sweep of the day `on` has to do; changes nothing (`--dry-run`)."""
    with office.ledger.reading() as connection:
        return Swept([item for process in PROCESSES for item in read_due(connection, process, office.config, on)])


def sweep(office: Office, on: date, feedback: Feedback, *, may_lapse: bool = True) -> Swept:
    """Do it: lapses through the one door, then notices. Twice on the same day changes nothing more.

    Args:
        may_lapse: False when the workbook could not be read: what arrived there on the last day is not known yet.
    """
    with office.ledger.reading() as connection:
        team = read_team(connection)
    swept = [_sweep_one(office, process, team, on, feedback, may_lapse) for process in PROCESSES]
    with office.ledger.writing() as connection:
        write_note(connection, "last_sweep", on.isoformat())
    return Swept(
        [item for part in swept for item in part.due],
        [item for part in swept for item in part.moved],
        sum(part.postponed for part in swept),
    )


def _sweep_one(
    office: Office, process: Process[Any], team: Team, on: date, feedback: Feedback, may_lapse: bool
) -> Swept:
    moved = follow_calendar(office.ledger, process, office.config, on)
    with office.ledger.reading() as connection:
        due = read_due(connection, process, office.config, on)
    ended = [item for item in due if item.today.lapse is not None]
    lapses = [
        Command(f"sweep:{item.deadline.id}:lapse", item.deadline.subject, item.today.lapse, on, "passage de nuit")
        for item in ended
        if item.today.lapse is not None and may_lapse
    ]
    feedback.take("Échéances", apply_commands(office, team, lapses, process), {})
    notices = [item for item in due if item.today.lapse is None]
    announce(office.ledger, process, notices, office.config, presenter_of(process, office.config, team), on)
    return Swept(due, moved, 0 if may_lapse else len(ended))
