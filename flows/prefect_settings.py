"""Prefect's settings: private, offline, quiet. Set before Prefect is first imported; nothing here imports it early.

Two ways to run, one folder and one database: `embedded_prefect` for a command that needs no server, `serving.up` for
the interface of the staff.
"""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

#: Prefect's own folder in certiflow's home: database, log, leases
PREFECT_FOLDER = "prefect"

#: how long Prefect's application may take to start, in seconds: a new database on a loaded machine takes 20
START_SECONDS = 180

#: settings of both ways
PRIVATE: Mapping[str, str] = {
    # nothing leaves the machine
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    # a person's data is in the ledger, never in Prefect's logs or pickled results
    "PREFECT_LOGGING_LOG_PRINTS": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    # the terminal is French: Prefect's own words and tracebacks go to prefect.log
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_HANDLERS_DEBUG_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    # blocks hold integrations and secrets: none is used, and registering them costs a second of a new database
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    # SQLite takes one writer: one commit per batch, else a flow's own request meets HTTP 503 and waits 2 s
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "500",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
}

#: a command: no interface, no automation, nobody looking on
EMBEDDED: Mapping[str, str] = {
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    # written when the application stops: no commit competes with a flow
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "60",
}

#: what a shell may hold for another Prefect, and would send our runs there
_FOREIGN = ("PREFECT_PROFILE", "PREFECT_API_KEY", "PREFECT_API_AUTH_STRING", "PREFECT_API_URL")


class PrefectUnavailable(Exception):
    """Prefect cannot start. The message is a French sentence with its cure."""


def use_private_prefect(folder: Path, settings: Mapping[str, str]) -> None:
    """Make this process, and those it starts, use a Prefect of its own.

    Args:
        folder: Prefect's folder: database, log, leases. Made when absent, closed to other users.
        settings: environment variables beyond PRIVATE, which they may override.

    Raises:
        PrefectUnavailable: the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise PrefectUnavailable(
            f"Prefect ne peut pas écrire dans le dossier « {folder} ». "
            "Rendez ce dossier accessible en écriture, ou indiquez-en un autre par CERTIFLOW_HOME."
        ) from error
    for name in _FOREIGN:
        os.environ.pop(name, None)
    os.environ.update({**PRIVATE, "PREFECT_HOME": str(folder.resolve()), **settings})


@contextmanager
def settings_of_environment() -> Iterator[None]:
    """Enter Prefect's settings as the environment states them now, even where Prefect was imported before."""
    from prefect.context import SettingsContext, get_settings_context
    from prefect.settings import Settings

    with SettingsContext(profile=get_settings_context().profile, settings=Settings()):
        yield


@contextmanager
def embedded_prefect(folder: Path) -> Iterator[None]:
    """Run flows without a server: Prefect's own application answers inside this process, for the length of the block.

    Prefect's ephemeral mode does the same in a child process; that child imports everything twice and outlives a
    killed parent. A second use inside the block shares the first.

    Args:
        folder: Prefect's folder.

    Raises:
        PrefectUnavailable: the folder cannot be written, or the application does not start.
    """
    from flows.prefect_server import is_serving, listen, prefect_application

    if is_serving():
        yield
        return
    with listen("127.0.0.1", 0) as listener:
        use_private_prefect(folder, {**EMBEDDED, **_private_reach(listener.getsockname()[1])})
        with settings_of_environment(), prefect_application(folder, listener, ephemeral=True), _without_heartbeat():
            yield


def _private_reach(port: int) -> dict[str, str]:
    """The port is open to every user of the machine while the command runs: a password of one use closes it."""
    password = f"certiflow:{secrets.token_urlsafe()}"
    return {
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_API_AUTH_STRING": password,
    }


@contextmanager
def _without_heartbeat() -> Iterator[None]:
    """A heartbeat keeps each flow waiting for a second, and no variable turns it off."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield
