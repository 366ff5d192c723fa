"""Two processes on one ledger, each with days and forms of its own: nothing happens twice, nothing is lost."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from config.settings import ROOT
from domain.vocabulary import Event
from tasks.integrity import defects_of
from tasks.ledger.schema import documents, journal, outbox, subjects
from tests.crash.story import REMINDED, TODAY, eve, names
from tests.homes import copy_home
from tests.season.desk import Desk, daily_steps
from tests.tasks.ledger.mailing import Town, town

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

EACH = 2
COUNT, ROUNDS = 2, 4


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Twenty dossiers on the eve of a day on which something happens to each."""
    return eve(tmp_path_factory.mktemp("workers") / "home", EACH)


@pytest.fixture
def desk(before: Desk, tmp_path: Path) -> Desk:
    return Desk.at(copy_home(before.settings.home, tmp_path / "home"))


@pytest.fixture
def server() -> Iterator[Town]:
    with town() as found:
        yield found


def at_once(desk: Desk, server: Town, play: str, *, without: str = "") -> list[int]:
    """COUNT workers that begin at the same moment. Returns their exit codes."""
    forms = [desk.ref(name) for name in names(REMINDED, EACH)]
    order = {"home": str(desk.settings.home), "url": desk.settings.database_url, "port": server.port, "play": play,
             "rounds": ROUNDS, "forms": forms, "without": without}  # fmt: skip
    command = [sys.executable, "-m", "tests.workers.worker"]
    workers = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(COUNT)
    ]
    for number, worker in enumerate(workers):
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(json.dumps({**order, "name": number}) + "\n")
        worker.stdin.flush()
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        worker.communicate(timeout=500)
    return [worker.returncode for worker in workers]


def wrong_in(desk: Desk, server: Town) -> list[str]:
    """Whatever happened twice, or not at all."""
    with desk.office() as office:
        wrong = defects_of(office)
    with desk.ledger() as connection:
        moves = select(journal.c.subject, journal.c.event).where(journal.c.source != journal.c.target)
        papers = select(documents.c.subject, documents.c.kind)
        wrong += _twice("transition", [tuple(row) for row in connection.execute(moves)])
        wrong += _twice("document", [tuple(row) for row in connection.execute(papers)])
        wrong += _gaps([*connection.scalars(select(documents.c.number)), *connection.scalars(select(subjects.c.ref))])
    return wrong + wrong_mails(desk, server)


def wrong_mails(desk: Desk, server: Town) -> list[str]:
    with desk.ledger() as connection:
        due = list(connection.execute(select(outbox.c.message_id, outbox.c.status).where(outbox.c.on_date == TODAY)))
    arrived = [mail for _, mail in server.delivered]
    left = [f"mail {status}: {mail}" for mail, status in due if status != "sent" or mail not in arrived]
    return left + _twice("mail", arrived)


def _twice(what: str, found: Sequence[object]) -> list[str]:
    return [f"{what} twice: {item}" for item, times in Counter(found).items() if times > 1]


def _gaps(numbers: list[str]) -> list[str]:
    """« PV-2026-0003 » is the third: none is missing."""
    series: dict[str, list[int]] = {}
    for number in numbers:
        if found := re.fullmatch(r"(.+)-(\d{4,})", number):
            series.setdefault(found[1], []).append(int(found[2]))
    return [f"numbers: {name}" for name, used in series.items() if sorted(used) != list(range(1, len(used) + 1))]


@pytest.mark.parametrize("without", ["", "leases"])
def test_days_and_forms_at_once_happen_once(desk: Desk, server: Town, without: str) -> None:
    """With the lease of runs; and without it, the ledger's own door is enough for what it keeps."""
    codes = at_once(desk, server, "days", without=without)
    assert wrong_in(desk, server) == []
    if without:
        return  # two runs that write one workbook at once may end in « closed elsewhere »: the lease is there for that
    assert codes == [0] * COUNT
    typed_twice = [desk.ref(name) for name in names(REMINDED, EACH)]
    with desk.ledger() as connection:
        withdrawn = select(journal.c.subject).where(
            journal.c.event == Event.PRE_HABILITATION_WITHDRAWN.value, journal.c.subject.in_(typed_twice)
        )
        assert sorted(connection.scalars(withdrawn)) == sorted(typed_twice)


@pytest.fixture
def full_outbox(desk: Desk) -> Desk:
    """The day is played but for its mails."""
    desk.day(TODAY, steps=[step for step in daily_steps() if getattr(step, "__name__", "") != "send_mails"])
    return desk


def test_two_dispatches_at_once_send_each_mail_once(full_outbox: Desk, server: Town) -> None:
    assert at_once(full_outbox, server, "mails") == [0] * COUNT
    assert wrong_mails(full_outbox, server) == []


def test_without_locks_mails_leave_twice(full_outbox: Desk, server: Town, ledgers: object) -> None:
    if ledgers is None:
        pytest.skip("SQLite has its writers' lock in each BEGIN")
    at_once(full_outbox, server, "mails", without="locks")
    assert {sentence.partition(":")[0] for sentence in wrong_mails(full_outbox, server)} == {"mail twice"}


def test_without_locks_days_at_once_end_badly(desk: Desk, server: Town, ledgers: object) -> None:
    if ledgers is None:
        pytest.skip("SQLite has its writers' lock in each BEGIN")
    codes = at_once(desk, server, "days", without="locks")
    assert any(codes) or wrong_in(desk, server) != []
