"""A holiday added late: every open deadline is counted again, once, and the journal says so."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from config.loader import CalendarOptions, Config, build_calendar
from domain.partnership import PARTNERSHIP
from domain.vocabulary import TimeLimit
from tasks.ledger.database import Ledger
from tasks.ledger.journal import verify
from tasks.ledger.recalculate import Moved, follow_calendar
from tasks.ledger.schema import journal
from tests.builders import TODAY, shipped_config
from tests.tasks.ledger.acting import act, journey, picture, ref_of

CLOSURES = (date(2026, 12, 23), date(2026, 12, 24))


def closed_at(*closures: date) -> Config:
    return replace(shipped_config(), calendar=build_calendar(CalendarOptions(closures=closures)))


def follow(ledger: Ledger, config: Config, on: date = TODAY) -> list[Moved]:
    return follow_calendar(ledger, PARTNERSHIP, config, on)


@pytest.fixture
def accepted(ledger: Ledger) -> Ledger:
    act(ledger, *journey()[:8])
    follow(ledger, shipped_config())
    return ledger


@pytest.mark.rule("O-19")
def test_a_closure_moves_what_it_falls_upon_and_nothing_else(accepted: Ledger) -> None:
    moved = follow(accepted, closed_at(*CLOSURES))
    assert moved == [Moved(ref_of(1), TimeLimit.CONFORMITY, date(2026, 12, 24), date(2026, 12, 29))]
    running = {row["time_limit"]: row for row in picture(accepted)["deadlines"] if row["closed_on"] is None}
    assert {limit: row["due_on"] for limit, row in running.items()} == {
        "D-CONFORMITE": date(2026, 12, 29), "D-INFO": date(2026, 11, 19), "D-QUALIOPI": date(2028, 5, 31),
    }  # fmt: skip
    assert running["D-CONFORMITE"]["sentence"] == (
        "30 jours ouvrés à compter du 12/11/2026, hors 23/12, 24/12, 25/12 → 29/12/2026"
    )


@pytest.mark.rule("O-19")
def test_a_move_is_an_event_and_the_chain_holds(accepted: Ledger) -> None:
    follow(accepted, closed_at(*CLOSURES))
    with accepted.reading() as connection:
        last = connection.execute(select(journal).order_by(journal.c.seq.desc()).limit(1)).mappings().one()
        assert verify(connection) == []
    assert (last["event"], last["source"], last["target"], last["rule"], last["on_date"]) == (
        "deadline_moved", "PRE_HABILITE", "PRE_HABILITE", "O-19", TODAY,
    )  # fmt: skip


@pytest.mark.rule("O-19")
def test_the_same_calendar_again_changes_nothing(accepted: Ledger) -> None:
    follow(accepted, closed_at(*CLOSURES))
    before = picture(accepted)
    assert follow(accepted, closed_at(*CLOSURES)) == []
    assert picture(accepted) == before


@pytest.mark.rule("O-19")
def test_a_first_calendar_moves_nothing(ledger: Ledger) -> None:
    act(ledger, *journey()[:8])
    assert follow(ledger, closed_at(*CLOSURES)) == []


def test_a_closure_may_be_put_taken_off_and_put_back_in_one_day(accepted: Ledger) -> None:
    for config in (closed_at(*CLOSURES), shipped_config(), closed_at(*CLOSURES)):
        assert len(follow(accepted, config)) == 1
