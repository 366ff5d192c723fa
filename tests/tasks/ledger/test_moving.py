"""A ledger copied into another database is the same ledger, and goes on there."""

from collections.abc import Callable

import pytest

from tasks.ledger.database import Ledger, LedgerUnavailable
from tasks.ledger.journal import Head, verify
from tasks.ledger.leases import AlreadyRunning, lease
from tasks.ledger.moving import copy_ledger
from tests.tasks.ledger.acting import act, journey, picture, received, ref_of, summary


def test_a_copy_is_the_same_and_goes_on(fresh: Callable[[], Ledger]) -> None:
    here, there = fresh(), fresh()
    act(here, *journey())
    head = copy_ledger(here, there)
    assert picture(there) == picture(here)
    assert isinstance(head, Head)
    assert summary(act(there, *journey(), received(2)))[-1] == "RECUE"
    with there.reading() as connection:
        assert verify(connection) == []
    assert [row["ref"] for row in picture(there)["subjects"]] == [ref_of(1), ref_of(2)]
    assert [row["ref"] for row in picture(here)["subjects"]] == [ref_of(1)]


def test_a_base_in_use_and_a_run_at_work_are_left_alone(fresh: Callable[[], Ledger]) -> None:
    here, there = fresh(), fresh()
    act(here, received(1))
    act(there, received(2), received(3))
    before = picture(there)
    with pytest.raises(LedgerUnavailable, match="contient déjà des dossiers"):
        copy_ledger(here, there)
    with lease(here, "run"), pytest.raises(AlreadyRunning):
        copy_ledger(here, fresh())
    assert picture(there) == before
