"""The few calls that we make to Google Sheets, over gspread's own HTTP client."""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import Any, TypeVar

import gspread
from google.auth.exceptions import GoogleAuthError
from gspread.exceptions import APIError
from requests import RequestException, Response

from tasks.google.access import Access
from tasks.google.failures import QUOTA, TOO_LONG, Cure, GoogleFailure, failure_of
from tasks.google.limiter import Kind, Limiter

_CONNECT, _READ = 3.0, 30.0  # seconds
_TRIES = 7  # of a read; waits of 1, 2, 4… seconds outlast a quota's minute
GOOGLE = "https://sheets.googleapis.com"
_Reply = TypeVar("_Reply")

Json = Any  # what Google answers; taken apart in one place a call
Ranges = Mapping[str, Sequence[Sequence[object]]]  # A1 range → rows of values


class _Client(gspread.HTTPClient):  # type: ignore[misc,unused-ignore]
    """gspread's client, sent to another host in tests."""

    host = GOOGLE

    def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Response:
        return super().request(method, endpoint.replace(GOOGLE, self.host, 1), *args, **kwargs)


class SheetsApi:
    """One spreadsheet on the wire. Reads are tried again until `deadline`; a write is the caller's to repeat.

    Args:
        book: the spreadsheet's identifier.
        access: who calls.
        limiter: shared by all who call with this account.
        patience: seconds that an operation may take in all, waits included.
        host: Google's, or a test server's.
    """

    def __init__(self, book: str, access: Access, limiter: Limiter, patience: float = 180, host: str = GOOGLE) -> None:
        self.book, self.account = book, access.account
        self._client = _Client(access.credentials)
        self._client.host = host
        self._limiter, self._clock, self._patience = limiter, limiter.clock, patience
        self._deadline = 0.0
        self.begin()

    def begin(self) -> None:
        """A new operation: its deadline starts now."""
        self._deadline = self._clock.now() + self._patience

    def properties(self, fields: str, ranges: Sequence[str] = ()) -> Json:
        """What the spreadsheet is made of: 1 read. `fields` is Google's mask; `ranges` bounds the cells it names."""
        params: MutableMapping[str, Any] = {"fields": fields}
        if ranges:
            params["ranges"] = list(ranges)
        return self._read(lambda: self._client.spreadsheets_get(self.book, params))

    def values(self, ranges: Sequence[str]) -> list[list[list[object]]]:
        """The rows of each range, in order: 1 read, none when nothing is asked."""
        if not ranges:
            return []
        params = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
        reply = self._read(lambda: self._client.values_batch_get(self.book, list(ranges), dict(params)))
        return [found.get("values", []) for found in reply["valueRanges"]]

    def put(self, ranges: Ranges) -> None:
        """Set cells, as they are: text that begins with « = » stays text. 1 write, in one go or not at all."""
        data = [{"range": at, "majorDimension": "ROWS", "values": rows} for at, rows in ranges.items()]
        body = {"valueInputOption": "RAW", "data": data}
        self._once("write", lambda: self._client.values_batch_update(self.book, body))

    def change(self, requests: Sequence[Mapping[str, Any]]) -> Json:
        """Change tabs, rows and looks: 1 write, in one go or not at all."""
        return self._once("write", lambda: self._client.batch_update(self.book, {"requests": list(requests)}))

    def wait(self, failure: GoogleFailure, tries: int) -> None:
        """Let some time pass before try number `tries` + 1. Raises `failure` when the deadline comes first."""
        pause = 2.0 ** (tries - 1)
        if self._clock.now() + pause >= self._deadline:
            raise failure
        self._clock.sleep(pause)

    def _read(self, call: Callable[[], _Reply]) -> _Reply:
        tries = 1
        while True:
            try:
                return self._once("read", call)
            except GoogleFailure as failure:
                if failure.cure is not Cure.WAIT or tries == _TRIES:
                    raise
                self.wait(failure, tries)
                tries += 1

    def _once(self, kind: Kind, call: Callable[[], _Reply]) -> _Reply:
        delay = self._limiter.delay(kind)
        left = self._deadline - self._clock.now() - delay
        if left <= 0:
            raise GoogleFailure(QUOTA if delay else TOO_LONG, Cure.WAIT)
        if delay:
            self._clock.sleep(delay)
        self._client.set_timeout((min(_CONNECT, left), min(_READ, left)))
        try:
            return call()
        except (APIError, GoogleAuthError, RequestException, ValueError, OSError) as error:
            raise failure_of(error, self.account, self.book) from None
