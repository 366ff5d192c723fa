"""A run killed mid-way is marked, alerted by e-mail and safely repeated, whether its runner survives it or not.

Real parts: `certiflow up`, SIGKILL while the run sends its e-mails, the .eml folder. Prefect notices a run whose
runner died with it by its silence, 90 s long.
"""

import os
import signal
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import State, StateType
from sqlalchemy import func, select

from tasks.integrity import defects_of
from tasks.ledger.schema import leases, outbox
from tests.flows.mails import alerts_of, sent
from tests.flows.program import Program, certiflow_up, eventually
from tests.season.answers import answers
from tests.season.desk import Desk

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

DAY = date(2026, 11, 2)
APPLICANTS = 60
ALERT = "Échec du traitement «\u202fintake\u202f»"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """So many applications wait that their run lasts."""
    desk = Desk.at(tmp_path / "home")
    desk.set_up()
    desk.apply_all([answers(rank) for rank in range(1, APPLICANTS + 1)])
    return desk


def start(program: Program) -> UUID:
    """Run « candidatures » as its button does."""
    with SyncPrefectClient(f"{program.url}/api") as client:
        deployment = client.read_deployment_by_name("intake/candidatures").id
        return client.create_flow_run_from_deployment(deployment, parameters={"as_of": DAY.isoformat()}).id


def end_of(program: Program, run: UUID, seconds: float) -> State:
    with SyncPrefectClient(f"{program.url}/api") as client:

        def ended() -> State | None:
            state = client.read_flow_run(run).state
            return state if state is not None and state.is_final() else None

        return eventually(ended, seconds)


def half_way(desk: Desk) -> int:
    """The process of the run, once it sends its e-mails and has some left to send."""

    def working() -> int | None:
        with desk.ledger() as ledger:
            sent = ledger.scalar(select(func.count()).where(outbox.c.status == "sent")) or 0
            holder = ledger.scalar(select(leases.c.holder))
        assert sent < 2 * APPLICANTS, "the run is too short to be cut"
        return int(holder.rpartition(":")[2]) if sent and holder else None

    return eventually(working)


def ten_minutes_pass(desk: Desk) -> None:
    """As far as Prefect's states tell: restarted within five, it waits a quarter of an hour for events that died."""
    with closing(sqlite3.connect(desk.settings.home / "prefect" / "prefect.db")) as database, database:
        database.execute(
            "UPDATE flow_run_state SET timestamp = strftime('%Y-%m-%d %H:%M:%f', timestamp, '-10 minutes')"
        )


def assert_told_once_and_repeated_whole(program: Program, desk: Desk) -> None:
    assert eventually(lambda: alerts_of(desk) or None, 120) == [ALERT]
    assert end_of(program, start(program), 180).is_completed()
    assert list(desk.states().values()) == ["Complète, à noter"] * APPLICANTS
    with desk.office() as office:
        assert defects_of(office) == []
    assert set(Counter(subject_and_id for subject_and_id in sent(desk)).values()) == {1}
    assert len(sent(desk)) == 2 * APPLICANTS + 1
    assert alerts_of(desk) == [ALERT]


def test_a_killed_run_is_marked_alerted_and_repeated(desk: Desk) -> None:
    with certiflow_up(desk.settings.home) as program:
        run = start(program)
        os.kill(half_way(desk), signal.SIGKILL)
        assert end_of(program, run, 60).type is StateType.CRASHED
        assert_told_once_and_repeated_whole(program, desk)


def test_so_is_a_run_whose_runner_died_with_it(desk: Desk) -> None:
    with certiflow_up(desk.settings.home) as program:
        run = start(program)
        process = half_way(desk)
        program.kill()
        os.kill(process, signal.SIGKILL)
    ten_minutes_pass(desk)
    with certiflow_up(desk.settings.home) as program:
        state = end_of(program, run, 200)
        assert (state.type, state.message) == (StateType.CRASHED, "Traitement interrompu\u202f: relancez-le.")
        assert_told_once_and_repeated_whole(program, desk)
