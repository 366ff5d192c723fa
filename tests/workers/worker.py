"""One of several workers on one ledger: `python -m tests.workers.worker` waits for an order, then for the start."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping

import tasks.run
from config.settings import Settings
from flows.forms import WithdrawalForm
from tasks import steps
from tasks.direction import direction_command
from tasks.dispatch import dispatch
from tasks.ledger import database, outbox
from tasks.office import PROCESS, open_office
from tasks.run import Run, open_run
from tests.crash.story import TODAY
from tests.season.desk import DIRECTOR, MANAGER, daily_steps, play

PATIENCE = 300


def days(settings: Settings, order: Mapping[str, Any]) -> None:
    """The whole day, as often as ordered; before each, one form if any is left."""
    forms = iter(order["forms"])
    for _ in range(order["rounds"]):
        if dossier := next(forms, None):
            _withdraw(settings, dossier, f"form:{order['name']}:{dossier}")
        with open_run(settings, TODAY, PATIENCE) as run:
            for step in daily_steps():
                play(step, run)


def _withdraw(settings: Settings, dossier: str, ref: str) -> None:
    """What the form « Retrait » does."""
    form = WithdrawalForm(
        dossier=dossier, motive="Fausse déclaration.", decided_by=DIRECTOR, decided_on=TODAY, typed_by=MANAGER
    )

    def submit(run: Run) -> None:
        steps.submit.fn(run, direction_command(form.typed(ref), run.pulled.team, TODAY), PROCESS)

    with open_run(settings, TODAY, PATIENCE) as run:
        for step in steps.phase(submit):
            play(step, run)


def mails(settings: Settings, order: Mapping[str, Any]) -> None:
    """What waits in the outbox, without the lease of a run."""
    with open_office(settings) as office:
        dispatch(office)


def without_leases() -> None:
    """Runs may be several at once; the ledger has its own locks."""
    tasks.run.lease = lambda *_: nullcontext()  # type: ignore[assignment, attr-defined]


def without_locks() -> None:
    """Neither leases nor the lock of PostgreSQL's one writer; and reading the outbox takes long enough to be two."""
    without_leases()
    free = outbox._free

    def alone(connection: Connection) -> None:
        """The other writers are not waited for."""

    def slow(row: RowMapping) -> bool:
        time.sleep(0.01)
        return free(row)

    database._be_alone = alone
    outbox._free = slow


PLAYS: Mapping[str, Callable[[Settings, Mapping[str, Any]], None]] = {"days": days, "mails": mails}
UNLOCKED: Mapping[str, Callable[[], None]] = {"leases": without_leases, "locks": without_locks}


def main() -> None:
    order = json.loads(sys.stdin.readline())
    settings = Settings(
        home=Path(order["home"]), ledger_url=order["url"], mail_transport="smtp", smtp_host="localhost",
        smtp_port=order["port"], smtp_security="none", smtp_timeout=30,
    )  # fmt: skip
    if order["without"]:
        UNLOCKED[order["without"]]()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    PLAYS[order["play"]](settings, order)


if __name__ == "__main__":
    main()
