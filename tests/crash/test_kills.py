"""kill -9 at any moment: no transition, no PV, no e-mail is lost, and nothing is sent twice that could be avoided."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.crash.checking import Deaths, differences, fates_of, folder_doubles, wrong_copies
from tests.crash.stage import Stage, stage
from tests.crash.story import eve
from tests.homes import copy_home
from tests.tasks.ledger.mailing import Town, serving
from tests.tasks.mail.smtp_server import free_port

#: what is cut in one process is in the default suite (test_exam_cut, test_runs_again)
pytestmark = pytest.mark.slow

KILLED = -signal.SIGKILL


@pytest.fixture(scope="module")
def players() -> Iterator[Stage]:
    with stage() as found:
        yield found


@dataclass(frozen=True)
class Eve:
    """A home before the day, and one after a day that nobody killed (played twice: the second run changes nothing)."""

    before: Path
    after: Path
    seconds: float

    def again(self, folder: Path) -> Path:
        return copy_home(self.before, folder)

    @property
    def mails_of_the_day(self) -> set[str]:
        return fates_of(self.after).keys() - fates_of(self.before).keys()


def _eve(folder: Path, players: Stage, each: int) -> Eve:
    before = eve(folder / "before", each).settings.home
    after = copy_home(before, folder / "after")
    start = time.monotonic()
    play_whole(players, after)
    seconds = time.monotonic() - start
    play_whole(players, after)
    return Eve(before, after, seconds)


def play_whole(players: Stage, home: Path, port: int = 0) -> None:
    players.start(home, port=port)
    assert players.end() == 0


@pytest.fixture(scope="module")
def small(players: Stage, tmp_path_factory: pytest.TempPathFactory) -> Eve:
    return _eve(tmp_path_factory.mktemp("small"), players, 1)


@pytest.fixture(scope="module")
def large(players: Stage, tmp_path_factory: pytest.TempPathFactory) -> Eve:
    return _eve(tmp_path_factory.mktemp("large"), players, 4)


class Assassin(Town):
    """A mail server that kills its client once it has its Nth message, before it can say so."""

    def __init__(self, port: int) -> None:
        super().__init__(port=port)
        self.victim, self.at = 0, 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        reply = await super().handle_DATA(server, session, envelope)
        if self.at and len(self.received) == self.at:
            os.kill(self.victim, signal.SIGKILL)
        return reply

    def wait_until_idle(self) -> None:
        """All that a dead client had sent is in the log, or never will be."""
        while any(connection.transport is not None for connection in self.connections):
            time.sleep(0.005)


@pytest.fixture
def server() -> Iterator[Assassin]:
    with serving(Assassin(free_port())) as found:
        yield found


def killed_at_message(players: Stage, home: Path, server: Assassin, at: int, deaths: Deaths, broken: str = "") -> None:
    """One life that ends as its `at`th message has arrived."""
    before = len(server.received)
    server.at = before + at
    server.victim = players.start(home, port=server.port, broken=broken)
    assert players.end() == KILLED
    server.at = 0
    deaths.witness(home, [mail for _, mail in server.delivered[before:]])


def killed(players: Stage, home: Path, server: Assassin | None, deaths: Deaths, **how: float) -> bool:
    """One life that ends as `how` says (see `Stage.start`). Returns False when it was over before."""
    before = len(server.received) if server else 0
    players.start(home, port=server.port if server else 0, **how)  # type: ignore[arg-type]
    code = players.end()
    assert code in (0, KILLED)
    if code == KILLED:
        if server:
            server.wait_until_idle()
        deaths.witness(home, [mail for _, mail in server.delivered[before:]] if server else [])
    return code == KILLED


def found_wrong(eve: Eve, home: Path, server: Assassin | None, deaths: Deaths) -> list[str]:
    """Everything that is not as it must be, once the day was played to its end twice."""
    if server is None:
        return [*differences(home, eve.after, ("documents", "courriels")), *folder_doubles(home)]
    delivered = [mail for _, mail in server.delivered]
    return [*differences(home, eve.after, ("documents",)), *wrong_copies(eve.mails_of_the_day, delivered, deaths)]


def test_three_kills_leave_the_same_day(players: Stage, small: Eve, server: Assassin, tmp_path: Path) -> None:
    home, deaths = small.again(tmp_path / "home"), Deaths()
    assert killed(players, home, server, deaths, kill_after=0.1)
    for message in (2, 3):
        killed_at_message(players, home, server, message, deaths)
    play_whole(players, home, server.port)
    assert found_wrong(small, home, server, deaths) == []
    assert [len(unmarked) for unmarked in deaths.unmarked] == [0, 1, 1]
    assert len(server.received) == len(small.mails_of_the_day) + 2


@pytest.mark.parametrize("transport", ["eml", "smtp"])
def test_a_kill_at_each_commit_in_turn_leaves_the_same_day(
    players: Stage, small: Eve, server: Assassin, tmp_path: Path, transport: str
) -> None:
    mailbox = server if transport == "smtp" else None
    for number in count(1):
        server.received.clear()
        home, deaths = small.again(tmp_path / f"home-{number}"), Deaths()
        if not killed(players, home, mailbox, deaths, die_at=number):
            break
        for _ in range(2):  # as the control: « Retour » says what a run has just taken, then what stands
            play_whole(players, home, mailbox.port if mailbox else 0)
        assert found_wrong(small, home, mailbox, deaths) == [], f"killed at commit {number}"
    assert number > 2 * len(small.mails_of_the_day)


@pytest.mark.parametrize("transport", ["eml", "smtp"])
def test_thirty_kills_at_random_leave_the_same_day(
    players: Stage, large: Eve, server: Assassin, tmp_path: Path, transport: str
) -> None:
    mailbox = server if transport == "smtp" else None
    chance, homes, seen = Random(20261202), 0, Deaths()
    while len(seen.progress) < 30:
        server.received.clear()
        home, deaths, homes = large.again(tmp_path / f"home-{homes}"), Deaths(), homes + 1
        while killed(players, home, mailbox, deaths, kill_after=chance.uniform(0, large.seconds / 2)):
            pass
        play_whole(players, home, mailbox.port if mailbox else 0)
        assert found_wrong(large, home, mailbox, deaths) == []
        seen.progress.extend(deaths.progress)
    assert len(set(seen.progress)) >= 5, "the kills all fell in the same few places"


def crashed_once(players: Stage, home: Path, broken: str) -> None:
    """One life of a broken variant, which kills itself where it hurts; the life after it is sound."""
    players.start(home, broken=broken)
    assert players.end() == KILLED
    play_whole(players, home)


def test_the_checker_sees_a_decision_in_two_transactions(players: Stage, small: Eve, tmp_path: Path) -> None:
    home = small.again(tmp_path / "home")
    crashed_once(players, home, "two_transactions")
    wrong = found_wrong(small, home, None, Deaths())
    assert {sentence.partition(" ")[0] for sentence in wrong} >= {"deadlines:", "outbox:", "courriels:"}


def test_the_checker_sees_an_e_mail_marked_before_it_is_sent(players: Stage, small: Eve, tmp_path: Path) -> None:
    home = small.again(tmp_path / "home")
    crashed_once(players, home, "marks_before_sending")
    assert {sentence.partition(" ")[0] for sentence in found_wrong(small, home, None, Deaths())} == {"courriels:"}


def test_the_checker_sees_e_mails_marked_in_batches(
    players: Stage, small: Eve, server: Assassin, tmp_path: Path
) -> None:
    home, deaths = small.again(tmp_path / "home"), Deaths()
    killed_at_message(players, home, server, 4, deaths, "marks_in_batches")
    play_whole(players, home, server.port)
    assert found_wrong(small, home, server, deaths) == [
        "mail: 4 copies too many for 1 kills", "mail: kill 0 left 4 delivered e-mails unmarked",
    ]  # fmt: skip
