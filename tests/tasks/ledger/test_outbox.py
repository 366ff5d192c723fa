"""Claim → send → mark: who may take an e-mail, and when."""

import socket
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from tasks.ledger.database import Ledger
from tasks.ledger.holders import now, this_holder
from tasks.ledger.outbox import AT_ONCE, CLAIM, claim, mark
from tasks.ledger.schema import outbox
from tests.tasks.ledger.mailing import fates, later, post

HOST = socket.gethostname()


def taken(ledger: Ledger) -> list[int]:
    return [row["id"] for row in claim(ledger)]


def stuck(ledger: Ledger, holder: str, left: timedelta) -> None:
    """What a claim looks like whose holder has not marked it."""
    with ledger.writing() as connection:
        change = {"status": "sending", "claimed_by": holder, "claimed_until": now() + left}
        connection.execute(update(outbox).values(change))


def row_of(ledger: Ledger) -> dict[str, Any]:
    with ledger.reading() as connection:
        return dict(connection.execute(select(outbox)).mappings().one())


def test_what_is_claimed_is_recorded_before_it_is_sent(ledger: Ledger) -> None:
    post(ledger, "a@b.example")
    before = now()
    assert taken(ledger) == [1]
    row = row_of(ledger)
    assert (row["status"], row["claimed_by"], row["attempts"]) == ("sending", this_holder(), 0)
    assert before + CLAIM <= row["claimed_until"] <= now() + CLAIM


def test_what_is_claimed_is_not_claimed_again(ledger: Ledger) -> None:
    post(ledger, "a@b.example")
    assert (taken(ledger), taken(ledger)) == ([1], [])


def test_the_oldest_are_taken_first_and_so_many_at_once(ledger: Ledger) -> None:
    for number in range(1, AT_ONCE + 3):
        post(ledger, "a@b.example", number)
    assert taken(ledger) == list(range(1, AT_ONCE + 1))
    assert taken(ledger) == [AT_ONCE + 1, AT_ONCE + 2]


def test_the_same_message_id_is_kept_once(ledger: Ledger) -> None:
    assert post(ledger, "a@b.example", 1) == post(ledger, "c@d.example", 1)
    assert fates(ledger) == [("a@b.example", "queued")]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("sent", "sent"), ("failed", "failed"), ("unknown", "unknown"), ("waiting", "queued"), ("retry", "queued")],
)
def test_a_mark_says_what_became_of_it_and_lets_it_go(ledger: Ledger, status: str, expected: str) -> None:
    post(ledger, "a@b.example")
    claim(ledger)
    mark(ledger, 1, status, error="panne")
    row = row_of(ledger)
    told = "" if status == "waiting" else "panne"  # an e-mail that was not tried has nothing to tell
    assert (row["status"], row["error"], row["claimed_by"], row["claimed_until"]) == (expected, told, None, None)
    assert (row["attempts"], row["sent_at"] is not None) == (0 if status == "waiting" else 1, status == "sent")


@pytest.mark.parametrize("status", ["sent", "failed", "unknown"])
def test_what_has_its_fate_is_never_taken_again(ledger: Ledger, status: str) -> None:
    post(ledger, "a@b.example")
    claim(ledger)
    mark(ledger, 1, status)
    assert taken(ledger) == []


@pytest.mark.parametrize("status", ["retry", "unknown"])
def test_another_try_waits_for_its_time(ledger: Ledger, status: str) -> None:
    post(ledger, "a@b.example")
    claim(ledger)
    mark(ledger, 1, status, not_before=now() + timedelta(minutes=10))
    assert taken(ledger) == []
    later(ledger)
    assert taken(ledger) == [1]


def test_a_claim_of_a_live_process_is_respected(ledger: Ledger) -> None:
    post(ledger, "a@b.example")
    stuck(ledger, f"{HOST}:1", left=CLAIM)
    assert taken(ledger) == []


def test_a_claim_of_a_dead_process_is_taken_over_at_once(ledger: Ledger) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    post(ledger, "a@b.example")
    stuck(ledger, f"{HOST}:{process.pid}", left=CLAIM)
    assert taken(ledger) == [1]


def test_a_claim_of_another_machine_is_taken_over_when_it_expires(ledger: Ledger) -> None:
    post(ledger, "a@b.example")
    stuck(ledger, "ailleurs:1", left=timedelta(seconds=30))
    assert taken(ledger) == []
    stuck(ledger, "ailleurs:1", left=timedelta(seconds=-1))
    assert taken(ledger) == [1]
