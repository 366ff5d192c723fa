"""The alert flow: an e-mail for a run that crashed or is late, once, through the outbox."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Crashed, Scheduled
from sqlalchemy import select

from flows.alert import RunNotice, alert
from flows.alerts import INTERRUPTED
from flows.intake import intake
from tasks.ledger.schema import outbox
from tests.season.desk import MANAGER_MAIL, Desk

HOUR = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect: None) -> Desk:
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    found = Desk.at(tmp_path / "home")
    found.set_up()
    found.day(HOUR.date())
    return found


def a_run(state: State) -> UUID:
    with get_client(sync_client=True) as client:
        return client.create_flow_run(intake, state=state).id


def told(run: UUID, *, late: bool = False) -> str | None:
    state = alert(RunNotice(run=run, late=late), return_state=True)
    assert isinstance(state, State)
    assert state.is_completed()
    return state.message


def mails(desk: Desk) -> list[tuple[str, str, str, str]]:
    with desk.ledger() as connection:
        query = select(outbox.c.recipient, outbox.c.status, outbox.c.subject, outbox.c.text)
        rows = connection.execute(query.where(outbox.c.template == "run_failure")).all()
    return [(row.recipient, row.status, row.subject, " ".join(row.text.split())) for row in rows]


def test_a_crash_is_told_once_and_leaves_at_once(desk: Desk) -> None:
    run = a_run(Crashed(message="Process exited with status code: -9."))
    assert [told(run), told(run)] == ["0 changement, 1 e-mail parti.", "0 changement, 0 e-mail parti."]
    [(recipient, status, subject, text)] = mails(desk)
    assert (recipient, status, subject) == (MANAGER_MAIL, "sent", "Échec du traitement «\u202fintake\u202f»")
    assert INTERRUPTED in text
    assert "status code" not in text


def test_a_late_flow_is_told_once_a_day_with_its_hour_in_paris(desk: Desk) -> None:
    for _ in range(2):
        told(a_run(Scheduled(scheduled_time=HOUR)), late=True)
    [(recipient, status, subject, text)] = mails(desk)
    assert (recipient, status, subject) == (MANAGER_MAIL, "sent", "Retard du traitement «\u202fintake\u202f»")
    planned = HOUR.astimezone(ZoneInfo("Europe/Paris"))
    assert f"Il était prévu le {planned:%d/%m/%Y} à 03:00." in text


def test_a_run_that_is_no_longer_there_alarms_nobody(desk: Desk) -> None:
    assert told(uuid4()) == "Ce passage n’existe plus\u202f: personne n’a été prévenu."
    assert mails(desk) == []
