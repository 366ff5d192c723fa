"""One run at a time, and a run that died holds up nobody."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from tasks.ledger.database import Ledger
from tasks.ledger.holders import is_gone, now, this_holder
from tasks.ledger.leases import DURATION, AlreadyRunning, lease, renew
from tasks.ledger.schema import leases

HOST = socket.gethostname()


@contextmanager
def other_process() -> Iterator[int]:
    """The pid of a process that lives as long as the block."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        yield process.pid
    finally:
        process.communicate()


def hold(ledger: Ledger, holder: str, left: timedelta = DURATION) -> None:
    with ledger.writing() as connection:
        connection.execute(insert(leases).values(name="run", holder=holder, expires_at=now() + left))


def held_by(ledger: Ledger) -> list[str]:
    with ledger.reading() as connection:
        return list(connection.scalars(select(leases.c.holder)))


def test_it_is_held_for_the_block_and_given_back(ledger: Ledger) -> None:
    with lease(ledger, "run"):
        assert held_by(ledger) == [this_holder()] == [f"{HOST}:{os.getpid()}"]
    assert held_by(ledger) == []


def test_a_block_that_raises_gives_it_back(ledger: Ledger) -> None:
    with pytest.raises(ZeroDivisionError), lease(ledger, "run"):
        raise ZeroDivisionError
    assert held_by(ledger) == []


def test_a_second_run_of_the_same_process_is_refused(ledger: Ledger) -> None:
    with lease(ledger, "run"), pytest.raises(AlreadyRunning), lease(ledger, "run"):
        pytest.fail("two runs at once")


def test_another_name_is_another_lock(ledger: Ledger) -> None:
    with lease(ledger, "run"), lease(ledger, "other"):
        assert held_by(ledger) == [this_holder()] * 2


def test_a_live_process_keeps_it_and_is_named(ledger: Ledger) -> None:
    with other_process() as pid:
        hold(ledger, f"{HOST}:{pid}")
        with pytest.raises(AlreadyRunning) as refused, lease(ledger, "run"):
            pytest.fail("two runs at once")
        with ledger.reading() as connection:
            ends = connection.execute(select(leases.c.expires_at)).scalar_one()
        assert str(refused.value) == (
            f"Un autre traitement est en cours ({HOST}:{pid}). Attendez sa fin, ou relancez après {ends:%H:%M} (UTC)."
        )
        assert held_by(ledger) == [f"{HOST}:{pid}"]


def test_a_dead_process_loses_it_at_once(ledger: Ledger) -> None:
    with other_process() as pid:
        assert not is_gone(f"{HOST}:{pid}")
    assert is_gone(f"{HOST}:{pid}")
    hold(ledger, f"{HOST}:{pid}")
    with lease(ledger, "run"):
        assert held_by(ledger) == [this_holder()]


@pytest.mark.parametrize("holder", ["ailleurs:1", f"{HOST}:not-a-pid", HOST, "", f"{HOST}:1"])
def test_a_holder_that_cannot_be_looked_at_keeps_it_until_it_expires(ledger: Ledger, holder: str) -> None:
    """Another machine, a name that means nothing, a process of somebody else's."""
    hold(ledger, holder)
    with pytest.raises(AlreadyRunning), lease(ledger, "run"):
        pytest.fail("two runs at once")


def test_an_expired_lease_is_taken_over(ledger: Ledger) -> None:
    hold(ledger, "ailleurs:1", left=timedelta(seconds=-1))
    with lease(ledger, "run"):
        assert held_by(ledger) == [this_holder()]


def test_who_lost_it_does_not_give_back_the_lease_of_the_next(ledger: Ledger) -> None:
    with lease(ledger, "run"), ledger.writing() as connection:
        connection.execute(leases.update().values(holder="ailleurs:1"))
    assert held_by(ledger) == ["ailleurs:1"]


def test_a_long_run_that_lives_is_not_taken_over(ledger: Ledger) -> None:
    hold(ledger, this_holder(), left=timedelta(seconds=1))
    before = now()
    with ledger.writing() as connection:
        renew(connection)
    with ledger.reading() as connection:
        assert connection.execute(select(leases.c.expires_at)).scalar_one() >= before + DURATION


def test_nobody_renews_the_lease_of_another(ledger: Ledger) -> None:
    hold(ledger, "ailleurs:1", left=timedelta(seconds=-1))
    with ledger.writing() as connection:
        renew(connection)
    with lease(ledger, "run"):
        assert held_by(ledger) == [this_holder()]


def test_a_patient_run_waits_for_the_other_to_end(ledger: Ledger) -> None:
    with other_process() as pid:
        hold(ledger, f"{HOST}:{pid}")
        leaving = threading.Timer(0.2, let_go, [ledger])
        leaving.start()
        with lease(ledger, "run", patience=30):
            assert held_by(ledger) == [this_holder()]
        leaving.join()


def let_go(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        connection.execute(leases.delete())
