"""The server on its socket: real HTTP on 127.0.0.1, in a thread of the test's own process."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qs

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.sheets_server.auth import TokenRefused, service_account
from tests.sheets_server.book import Book
from tests.sheets_server.errors import ApiError
from tests.sheets_server.faults import (
    ANSWERS,
    HTML_502,
    READS,
    WRITES,
    Fault,
    Faults,
    Interlude,
    Interludes,
    Quota,
)
from tests.sheets_server.store import Request, Store, routed

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class Call(NamedTuple):
    method: str
    family: str


class SheetsServer:
    """A stand-in for Google's token, Sheets and Drive endpoints: `with SheetsServer() as server: …`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.crashes: list[Exception] = []
        self.faults = Faults()
        self._interludes = Interludes()
        self._quota = Quota()
        self._store = Store()
        self._connections: dict[tuple[str, int], H11Protocol] = {}
        self._socket = socket.socket()
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # 1.6 ms a call instead of 44 ms
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.account = service_account(self.url)

    def __enter__(self) -> Self:
        app = Starlette(routes=[Route("/{path:path}", self._serve, methods=METHODS)])
        protocol = _noting(self._connections)
        config = uvicorn.Config(app, http=protocol, lifespan="off", log_config=None)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.001)
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop: its thread ends within a tenth of a second, and closes the socket. A crash of the server itself is a
        failure of the test, not of the client.
        """
        for connection in list(self._connections.values()):
            connection.loop.call_soon_threadsafe(connection.transport.abort)
        self._server.should_exit = self._server.force_exit = True
        if self.crashes and exception[0] is None:
            raise self.crashes[0]

    def wait_closed(self) -> None:
        """Until nothing listens there any more."""
        self._thread.join(10)

    # What a test prepares and looks at.

    def new_spreadsheet(self, title: str = "Candidatures", locale: str = "fr_FR", zone: str = "Europe/Paris") -> str:
        """The id of a new spreadsheet of one blank tab, shared with the service account."""
        book = self._store.make(title, locale, zone)
        self.share(book.id)
        return book.id

    def book(self, book_id: str) -> Book:
        return self._store.books[book_id]

    def share(self, book_id: str, email: str | None = None, role: str = "writer") -> None:
        """`role`: owner, writer or reader; without an address, with the service account."""
        self.book(book_id).roles[email or self.account["client_email"]] = role

    def unshare(self, book_id: str, email: str | None = None) -> None:
        self.book(book_id).roles.pop(email or self.account["client_email"], None)

    def forget(self) -> None:
        """Every spreadsheet is gone, as in a new account; the key and its bearers stay."""
        self._store.books.clear()

    def revoke_key(self) -> None:
        """The account's key is deleted: `invalid_grant`, and 401 for the bearers already given."""
        self._store.tokens.revoke()

    def quota(self, reads: int, writes: int, window: float = 60) -> None:
        """At most so many reads and writes in `window` seconds; 0 is no limit."""
        self._quota.set(reads, writes, window)

    def between(
        self, callback: Callable[[], object], before: str = "values.batchUpdate", times: int = 1, skip: int = 0
    ) -> None:
        """Call `callback` just before the next `times` requests of a family are carried out, `skip` of them first."""
        self._interludes.add(Interlude(callback, before, times, skip))

    @property
    def reads(self) -> int:
        """Requests so far that count against Google's quota of reads."""
        return sum(call.family in READS for call in self.calls)

    @property
    def writes(self) -> int:
        return sum(call.family in WRITES for call in self.calls)

    # The wire.

    async def _serve(self, http: HttpRequest) -> Response:
        family, groups = routed(http.method, http.scope["path"])
        self.calls.append(Call(http.method, family))
        body = await http.body()
        fault = self.faults.take(family)
        if fault is not None and not fault.after_work:
            return await self._strike(fault, http)
        response = self._answered(family, groups, http, body)
        return response if fault is None else await self._strike(fault, http)

    def _answered(self, family: str, groups: dict[str, str], http: HttpRequest, body: bytes) -> Response:
        with self._store.lock:
            try:
                self._quota.count(family)
                self._interludes.play(family)
                return self._done(family, groups, http, body)
            except ApiError as refusal:
                return JSONResponse(refusal.body(), refusal.status)
            except TokenRefused as refusal:
                return JSONResponse(refusal.body, 400)
            except Exception as crash:  # noqa: BLE001 - kept, and raised in the test when the server stops
                self.crashes.append(crash)
                return JSONResponse(ApiError(500, f"The test server crashed: {crash!r}").body(), 500)

    def _done(self, family: str, groups: dict[str, str], http: HttpRequest, body: bytes) -> Response:
        if family == "unknown":
            raise ApiError(501, f"The test server does not know {http.method} {http.scope['path']}")
        if family == "token":
            form = {key: found[0] for key, found in parse_qs(body.decode()).items()}
            return JSONResponse(self._store.tokens.exchange(form))
        query = {key: http.query_params.getlist(key) for key in http.query_params}
        content = body.decode() if family == "drive.upload" else _parsed(body)
        request = Request(family, groups, query, content, http.headers.get("authorization", ""))
        answer = self._store.answer(request)
        if answer is None:
            return Response(status_code=204)
        return PlainTextResponse(answer) if isinstance(answer, str) else JSONResponse(answer)

    async def _strike(self, fault: Fault, http: HttpRequest) -> Response:
        if fault.kind == "html502":
            return HTMLResponse(HTML_502, 502)
        if fault.kind == "timeout":
            with suppress(TimeoutError):
                await asyncio.wait_for(_gone(http), fault.seconds)
        if fault.kind in ("timeout", "drop"):
            await self._hang_up(http)
            return Response(status_code=204)
        refusal = ANSWERS[fault.kind]()
        return JSONResponse(refusal.body(), refusal.status)

    async def _hang_up(self, http: HttpRequest) -> None:
        """Cut the connection: the client gets no byte of an answer."""
        assert http.client is not None
        connection = self._connections.get((http.client.host, http.client.port))
        if connection is not None:
            connection.transport.abort()
        await _gone(http)


async def _gone(http: HttpRequest) -> None:
    """Until the client has left, or its connection was cut."""
    while (await http.receive())["type"] != "http.disconnect":
        pass


def _parsed(body: bytes) -> Any:
    """The JSON of a request; NaN and what is not JSON are refused as Google does."""

    def refuse(constant: str) -> float:
        raise ValueError(constant)

    try:
        return json.loads(body, parse_constant=refuse) if body else {}
    except ValueError as error:
        raise ApiError(400, f"Invalid JSON payload received. Unexpected token. {error}") from error


def _noting(connections: dict[tuple[str, int], H11Protocol]) -> type[H11Protocol]:
    """uvicorn's HTTP protocol, which also notes each client's connection so that a fault can cut it."""

    class Noting(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            connections[transport.get_extra_info("peername")] = self

    return Noting
