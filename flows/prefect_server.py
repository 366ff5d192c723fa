"""Prefect's application in a thread of this process: however the process ends, no server is left behind."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from logging.handlers import RotatingFileHandler
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.prefect_settings import START_SECONDS, PrefectUnavailable

LOG_NAME = "prefect.log"
_STOP_SECONDS = 30
_THREAD_NAME = "prefect-application"
#: the root, and those that do not hand their records up to it
_LOGGERS = ("", "uvicorn", "fastapi")
#: a page may load and call its own server only, and no other site may frame it
_POLICY = b"default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'none'"


def is_serving() -> bool:
    """Whether Prefect's application already answers in this process."""
    return any(thread.name == _THREAD_NAME for thread in threading.enumerate())


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to `host` and `port` (0: any free one).

    Raises:
        PrefectUnavailable: the address is taken, or is not one of this machine.
    """
    listener: socket.socket | None = None
    try:
        # asyncio turns Nagle's delay off only where the protocol is stated: 40 ms a request otherwise
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        if listener is not None:
            listener.close()
        raise PrefectUnavailable(
            f"L’adresse {host}:{port} est déjà occupée, ou n’est pas celle de cette machine. "
            "Arrêtez le programme qui l’occupe, ou choisissez un autre port."
        ) from error
    return listener


@contextmanager
def prefect_application(folder: Path, listener: socket.socket, *, ephemeral: bool) -> Iterator[None]:
    """Serve Prefect's API (and, unless `ephemeral`, its interface and schedules) for the length of the block.

    Args:
        folder: where prefect.log is written.
        listener: the bound socket; its owner closes it.
        ephemeral: no interface, no scheduler: runs and artifacts only.

    Raises:
        PrefectUnavailable: it does not start; prefect.log says why.
    """
    from prefect.server.api.server import create_app

    app = create_app(ephemeral=ephemeral, final=True, ignore_cache=True)
    log = _log_to(folder)  # after Prefect's own set-up of logging, which removes handlers
    config = uvicorn.Config(_keep_browsers_home(app), lifespan="on", log_config=None, timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=copy_context().run, args=(server.run, [listener]), name=_THREAD_NAME, daemon=True)
    thread.start()
    try:
        _wait_for(server, thread, folder)
        try:
            yield
        finally:
            _send_what_is_pending()
    finally:
        server.should_exit = True
        thread.join(_STOP_SECONDS)
        _stop_logging(log)


def _keep_browsers_home(app: ASGIApp) -> ASGIApp:
    """Forbid the pages to call any other site: Prefect's own load an analytics service, whatever its settings say."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (b"content-security-policy", _POLICY)]
            await send(message)

        await app(scope, receive, send_with_policy)

    return answer


def _wait_for(server: uvicorn.Server, thread: threading.Thread, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise PrefectUnavailable(
                f"Prefect n’a pas pu démarrer. La cause est dans le fichier « {folder / LOG_NAME} ». "
                f"S’il s’agit de sa base de données, déplacez « {folder / 'prefect.db'} » : elle sera recréée ; "
                "les dossiers n’y sont pas."
            )
        time.sleep(0.02)


def _send_what_is_pending() -> None:
    """Task runs and logs travel in the background: wait for them before the application goes."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    EventsWorker.drain_all(timeout=_STOP_SECONDS)
    APILogWorker.drain_all(timeout=_STOP_SECONDS)


def _log_to(folder: Path) -> logging.Handler:
    handler = RotatingFileHandler(folder / LOG_NAME, maxBytes=2_000_000, backupCount=3, encoding="utf-8", delay=True)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    for name in _LOGGERS:
        logging.getLogger(name).addHandler(handler)
    return handler


def _stop_logging(handler: logging.Handler) -> None:
    for name in _LOGGERS:
        logging.getLogger(name).removeHandler(handler)
    handler.close()
