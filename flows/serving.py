"""`make up`: Prefect's interface, its schedules and every deployment, in one command that Ctrl+C stops whole."""

import asyncio
import ipaddress
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from prefect import Flow
from prefect.automations import EventTrigger
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, Posture
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.prefect_server import listen, prefect_application
from flows.prefect_settings import PrefectUnavailable, settings_of_environment, use_private_prefect
from tasks.mail.typography import french

if TYPE_CHECKING:
    from types import FrameType

TIMEZONE = "Europe/Paris"
#: the user and password that the interface asks for, as « user:password »
AUTH_VARIABLE = "PREFECT_SERVER_API_AUTH_STRING"

_HEARTBEAT_SECONDS = 30
#: three heartbeats missed: the process is gone
_SILENCE = timedelta(seconds=3 * _HEARTBEAT_SECONDS)
_ZOMBIES = "Traitements interrompus"

SERVED: Mapping[str, str] = {
    # in-memory leases leak the slot of a killed run, and every later run of that deployment is cancelled
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    # a page open in the same browser must not submit a form
    "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(_HEARTBEAT_SECONDS),
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
        description: French, shown on the deployment's page.
    """

    flow: Flow[..., Any]
    name: str
    cron: str | None
    description: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


def up(deployments: Sequence[Deployment], folder: Path, host: str = "127.0.0.1", port: int = 4200) -> None:
    """Serve Prefect's interface and the deployments until Ctrl+C or SIGTERM.

    Args:
        deployments: what is served; what an earlier list served and this one does not is removed.
        folder: Prefect's folder, the same as for `embedded_prefect`.
        host: address to listen on. Beyond this machine, AUTH_VARIABLE must hold « user:password ».
        port: 0 for any free one.

    Raises:
        PrefectUnavailable: with its French reason: no password, address taken, folder not writable.
    """
    _refuse_an_open_door(host)
    with listen(host, port) as listener:
        port = listener.getsockname()[1]
        use_private_prefect(folder, {**SERVED, **_reach(host, port, folder)})
        typer.echo(french("Démarrage de Prefect…"))
        with settings_of_environment(), prefect_application(folder, listener, ephemeral=False):
            _crash_silent_runs()
            _remove_others(deployments)
            runner = _runner_of(deployments, folder)
            typer.echo(french(f"Interface : http://{_shown(host)}:{port}"))
            typer.echo(french(f"Traitements et formulaires servis : {len(deployments)}. Pour tout arrêter : Ctrl+C."))
            _run_until_stopped(runner)
            typer.echo(french("Arrêt en cours…"))
    typer.echo(french("Prefect est arrêté."))


def _refuse_an_open_door(host: str) -> None:
    """Prefect's API runs flows and shows every run: beyond loopback it needs a password."""
    if not _is_loopback(host) and ":" not in os.environ.get(AUTH_VARIABLE, ""):
        raise PrefectUnavailable(
            f"L’adresse {host} ouvre Prefect à d’autres machines : un mot de passe est obligatoire. "
            f"Définissez la variable {AUTH_VARIABLE}, sous la forme utilisateur:mot-de-passe."
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(host: str) -> str:
    """The host as a URL on this machine names it."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104


def _reach(host: str, port: int, folder: Path) -> dict[str, str]:
    """Where our own runs find the server, and where a browser finds it."""
    reach = {
        "PREFECT_API_URL": f"http://{_shown(host)}:{port}/api",
        "PREFECT_SERVER_API_HOST": host,
        "PREFECT_SERVER_API_PORT": str(port),
        # relative: a browser on another machine must not call its own 127.0.0.1
        "PREFECT_SERVER_UI_API_URL": "/api",
        # Prefect unpacks its pages; its own folder may be read-only
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(folder.resolve() / "interface"),
    }
    if AUTH_VARIABLE in os.environ:
        reach["PREFECT_API_AUTH_STRING"] = os.environ[AUTH_VARIABLE]
    return reach


def _crash_silent_runs() -> None:
    """A run whose process and runner were both killed would stay « Running » for ever: its silence crashes it."""
    automation = AutomationCore(
        name=_ZOMBIES,
        description="Un traitement qui ne donne plus signe de vie est déclaré interrompu.",
        trigger=EventTrigger(
            match={"prefect.resource.id": "prefect.flow-run.*"},
            for_each={"prefect.resource.id"},
            after={"prefect.flow-run.heartbeat"},
            # any event of the run, its end included: custom state names change the event's name
            expect={"prefect.flow-run.*"},
            posture=Posture.Proactive,
            threshold=1,
            within=_SILENCE,
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message=french("Traitement interrompu : relancez-le."))],
    )
    with get_client(sync_client=True) as client:
        # the one that is there remembers the runs that were alive before this start
        if not client.read_automations_by_name(_ZOMBIES):
            client.create_automation(automation)


def _remove_others(deployments: Sequence[Deployment]) -> None:
    """A deployment that left the list would stay in the interface, and its schedule would pile up late runs."""
    wanted = {f"{item.flow.name}/{item.name}" for item in deployments}
    with get_client(sync_client=True) as client:
        flows = {flow.id: flow.name for flow in client.read_flows()}
        for known in client.read_deployments():
            if f"{flows[known.flow_id]}/{known.name}" not in wanted:
                client.delete_deployment(known.id)


def _runner_of(deployments: Sequence[Deployment], folder: Path) -> "_Runner":
    runner = _Runner(name="certiflow", pause_on_shutdown=True)
    # by default one folder of the machine's /tmp, closed to the second user who serves
    runner._tmp_dir = folder.resolve() / "runner"
    for item in deployments:
        runner.add_deployment(_as_prefect(item))
    return runner


def _run_until_stopped(runner: "_Runner") -> None:
    try:
        asyncio.run(runner.run_until_stopped())
    except (KeyboardInterrupt, asyncio.CancelledError):
        return


def _as_prefect(item: Deployment) -> RunnerDeployment:
    one_at_a_time = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    deployment = RunnerDeployment.from_flow(
        item.flow,
        item.name,
        schedules=[Cron(item.cron, timezone=TIMEZONE)] if item.cron else None,
        concurrency_limit=one_at_a_time if item.cron else None,
        parameters=dict(item.parameters),
        description=item.description,
        tags=list(item.tags),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    _title_forms(deployment)
    return deployment


def _title_forms(deployment: RunnerDeployment) -> None:
    """Head each form with its model's French title: Prefect shows the name of the Python parameter."""
    schema = deployment._parameter_openapi_schema  # Prefect has no public way to title a parameter
    for parameter in schema.properties.values():
        model = schema.definitions.get(str(parameter.get("$ref", "")).rpartition("/")[2], {})
        parameter["title"] = model.get("title", parameter.get("title"))


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
