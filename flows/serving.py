"""`make up`: Prefect's interface, its schedules and every deployment, in one command that Ctrl+C stops whole."""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.events import DeploymentEventTrigger
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.door import door_of
from flows.prefect_reach import announced
from flows.prefect_server import listen, prefect_application
from flows.prefect_settings import settings_of_environment, use_private_prefect
from flows.watching import HEARTBEAT_SECONDS, LATE_AFTER, crash_silent_runs
from tasks.mail.typography import french

if TYPE_CHECKING:
    from types import FrameType

TIMEZONE = "Europe/Paris"

SERVED: Mapping[str, str] = {
    # in-memory leases leak the slot of a killed run, and every later run of that deployment is cancelled
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    # a page open in the same browser must not submit a form
    "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS),
    # « Late » is alerted by e-mail: 15 s, the default, is only a busy machine
    "PREFECT_SERVER_SERVICES_LATE_RUNS_AFTER_SECONDS": str(int(LATE_AFTER.total_seconds())),
    # a person who submits a form waits for its run: look every 2 s, not 10
    "PREFECT_RUNNER_POLL_FREQUENCY": "2",
}


@dataclass(frozen=True)
class Deployment:
    """A flow that Prefect runs on a schedule, or from the form of its parameters.

    Attributes:
        flow: defined at the top of a module: a run imports it by name.
        cron: in Europe/Paris. A scheduled run never overlaps the one before; a form has no limit, for the second of
            two forms would be dropped.
        triggers: events that start a run of it.
        description: French, shown on the deployment's page.
    """

    flow: Flow[..., Any]
    name: str
    cron: str | None
    description: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    triggers: tuple[DeploymentEventTrigger, ...] = ()


def up(
    deployments: Sequence[Deployment], folder: Path, host: str = "127.0.0.1", port: int = 4200, *, runner: bool = True
) -> None:
    """Serve Prefect's interface and the deployments until Ctrl+C or SIGTERM.

    Args:
        deployments: what is served; what an earlier list served and this one does not is removed.
        folder: Prefect's folder, the same as for `embedded_prefect`.
        host: address to listen on. Beyond this machine, the door asks for a password: see `flows.door`.
        port: 0 for any free one.
        runner: whether flows run here. Else the workers of a work pool run those of prefect.yaml, and the
            deployments are left as they are.

    Raises:
        PrefectUnavailable: with its French reason: bad password, address taken, folder not writable.
    """
    with listen(host, port) as listener:
        port = listener.getsockname()[1]
        door = door_of(host, folder)
        use_private_prefect(folder, {**SERVED, **_reach(host, port, folder), **door.settings})
        typer.echo(french("Démarrage de Prefect…"))
        address = f"http://{_shown(host)}:{port}"
        with (
            settings_of_environment(),
            prefect_application(folder, listener, ephemeral=False),
            announced(folder, address),
        ):
            crash_silent_runs()
            typer.echo(french(f"Interface : {address}"))
            if door.settings:
                typer.echo(french(f"Utilisateur et mot de passe à y donner : {door.kept_in}."))
            _until_stopped(_runner_of(deployments, folder).run_until_stopped() if runner else _stand_by())
            typer.echo(french("Arrêt en cours…"))
    typer.echo(french("Prefect est arrêté."))


def _shown(host: str) -> str:
    """The host as a URL on this machine names it."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104


def _reach(host: str, port: int, folder: Path) -> dict[str, str]:
    """Where our own runs find the server, and where a browser finds it."""
    return {
        "PREFECT_API_URL": f"http://{_shown(host)}:{port}/api",
        "PREFECT_SERVER_API_HOST": host,
        "PREFECT_SERVER_API_PORT": str(port),
        # relative: a browser on another machine must not call its own 127.0.0.1
        "PREFECT_SERVER_UI_API_URL": "/api",
        # Prefect unpacks its pages; its own folder may be read-only
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(folder.resolve() / "interface"),
    }


def _remove_others(deployments: Sequence[Deployment]) -> None:
    """A deployment that left the list would stay in the interface, and its schedule would pile up late runs."""
    wanted = {f"{item.flow.name}/{item.name}" for item in deployments}
    with get_client(sync_client=True) as client:
        flows = {flow.id: flow.name for flow in client.read_flows()}
        for known in client.read_deployments():
            if f"{flows[known.flow_id]}/{known.name}" not in wanted:
                client.delete_deployment(known.id)


def _runner_of(deployments: Sequence[Deployment], folder: Path) -> "_Runner":
    _remove_others(deployments)
    runner = _Runner(name="certiflow", pause_on_shutdown=True)
    # by default one folder of the machine's /tmp, closed to the second user who serves
    runner._tmp_dir = folder.resolve() / "runner"
    for item in deployments:
        runner.add_deployment(_as_prefect(item))
    typer.echo(french(f"Traitements et formulaires servis : {len(deployments)}. Pour tout arrêter : Ctrl+C."))
    return runner


async def _stand_by() -> None:
    """The server alone, until SIGTERM."""
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - a coroutine that runs has its task
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    typer.echo(french("Les exécuteurs du groupe de travail font les traitements. Pour tout arrêter : Ctrl+C."))
    await asyncio.Event().wait()


def _until_stopped(work: Coroutine[Any, Any, None]) -> None:
    try:
        asyncio.run(work)
    except (KeyboardInterrupt, asyncio.CancelledError):
        return


def _as_prefect(item: Deployment) -> RunnerDeployment:
    one_at_a_time = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    return RunnerDeployment.from_flow(
        item.flow,
        item.name,
        schedules=[Cron(item.cron, timezone=TIMEZONE)] if item.cron else None,
        concurrency_limit=one_at_a_time if item.cron else None,
        parameters=dict(item.parameters),
        description=item.description,
        tags=list(item.tags),
        triggers=[trigger.model_copy() for trigger in item.triggers],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


class _Runner(Runner):
    """A runner that SIGTERM stops as Ctrl+C does; Prefect's own handler leaves tracebacks and a half-stopped loop."""

    _stop: Callable[[], object]

    async def run_until_stopped(self) -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine that runs has its task
        self._stop = lambda: loop.call_soon_threadsafe(task.cancel)
        await self.start()

    def handle_sigterm(self, signal: int, frame: "FrameType | None") -> None:
        self._stop()
