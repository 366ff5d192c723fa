"""prefect.yaml, for the workers of a work pool, holds the deployments that `certiflow up` serves, one for one."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml  # type: ignore[import-untyped]
from prefect.cli.deploy._models import PrefectYamlModel
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import State
from prefect.events import DeploymentEventTrigger
from prefect.states import Scheduled

from config.settings import ROOT
from flows.deployments import DEPLOYMENTS
from flows.prefect_settings import PRIVATE
from flows.serving import SERVED, TIMEZONE, Deployment
from flows.watching import LATE_AFTER
from tests.flows.mails import alerts_of
from tests.flows.program import certiflow_up, eventually
from tests.season.desk import Desk

FILE = ROOT / "prefect.yaml"
POOL = "certiflow"


def written() -> list[dict[str, Any]]:
    return list(yaml.safe_load(FILE.read_text(encoding="utf-8"))["deployments"])


def as_written(item: Deployment) -> dict[str, Any]:
    """A deployment as prefect.yaml is to hold it, but for its triggers."""
    entry: dict[str, Any] = {
        "name": item.name, "description": item.description, "tags": list(item.tags),
        "entrypoint": f"{item.flow.fn.__module__}.{item.flow.fn.__name__}",
        "work_pool": {"name": POOL, "job_variables": {"env": environment()}},
    }  # fmt: skip
    if item.parameters:
        entry["parameters"] = dict(item.parameters)
    if item.cron:
        entry["schedules"] = [{"cron": item.cron, "timezone": TIMEZONE}]
        entry["concurrency_limit"] = {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    return entry


def environment() -> Mapping[str, str]:
    """Of what `up` sets, what a run must have wherever it runs."""
    private = ("PREFECT_LOGGING_LOG_PRINTS", "PREFECT_RESULTS_PERSIST_BY_DEFAULT", "DO_NOT_TRACK")
    heartbeat = "PREFECT_FLOWS_HEARTBEAT_FREQUENCY"
    return {heartbeat: SERVED[heartbeat], **{name: PRIVATE[name] for name in private}}


def test_it_holds_the_same_deployments() -> None:
    found = [{key: value for key, value in entry.items() if key != "triggers"} for entry in written()]
    assert found == [as_written(item) for item in DEPLOYMENTS]


def test_it_holds_the_same_triggers() -> None:
    found = {
        entry["name"]: [DeploymentEventTrigger.model_validate(trigger) for trigger in entry.get("triggers", ())]
        for entry in written()
    }
    assert found == {item.name: list(item.triggers) for item in DEPLOYMENTS}


def test_prefect_reads_every_key_of_it() -> None:
    """Prefect drops a key that it does not know without a word."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    read = PrefectYamlModel.model_validate(content)
    assert read.pull == []
    assert set(content) - {"definitions"} <= set(PrefectYamlModel.model_fields)
    for entry, known in zip(written(), read.deployments, strict=True):
        assert set(entry) == known.model_fields_set


def prefect(settings: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
        cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def worker(settings: Mapping[str, str]) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL],
        cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def state_of(client: SyncPrefectClient, run: UUID) -> State:
    state = client.read_flow_run(run).state
    assert state is not None
    return state


def planned_too_early(client: SyncPrefectClient) -> UUID:
    """A run whose hour is past, while no worker is there; Prefect has seen it."""
    hour = datetime.now(UTC) - LATE_AFTER - timedelta(seconds=1)
    run = client.create_flow_run_from_deployment(
        client.read_deployment_by_name("intake/candidatures").id,
        parameters={"as_of": date(2026, 11, 2).isoformat()},
        state=Scheduled(scheduled_time=hour),
    ).id
    eventually(lambda: state_of(client, run).name == "Late" or None)
    return run


@pytest.mark.slow
def test_the_commands_that_it_gives_run_a_late_flow_on_a_worker_and_tell_of_it(tmp_path: Path) -> None:
    desk = Desk.at(tmp_path / "home")
    desk.set_up()
    desk.apply(1)
    with certiflow_up(tmp_path / "home", "--no-runner") as program:
        settings = {
            "CERTIFLOW_HOME": str(tmp_path / "home"), "PREFECT_HOME": str(tmp_path / "worker"),
            "PREFECT_API_URL": f"{program.url}/api",
        }  # fmt: skip
        prefect(settings, "work-pool", "create", POOL, "--type", "process")
        prefect(settings, "deploy", "--all")
        with SyncPrefectClient(f"{program.url}/api") as client:
            assert {item.name for item in client.read_deployments()} == {item.name for item in DEPLOYMENTS}
            assert {item.name for item in client.read_automations()} == {
                "Traitements interrompus", *(trigger.name for item in DEPLOYMENTS for trigger in item.triggers),
            }  # fmt: skip
            run = planned_too_early(client)
            with worker(settings):
                eventually(lambda: state_of(client, run).is_final() or None, 120)
                assert eventually(lambda: alerts_of(desk) or None, 120) == ["Retard du traitement «\u202fintake\u202f»"]
            assert state_of(client, run).message == "6 changements, 2 e-mails partis."
        assert program.stop().splitlines() == ["Arrêt en cours…", "Prefect est arrêté."]
