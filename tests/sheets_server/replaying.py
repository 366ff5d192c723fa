"""Recorded requests sent again to the test server, and its replies compared with Google's own."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gspread
import requests

from tests.sheets_server import SheetsServer
from tests.sheets_server.errors import Json

IDENTIFIERS = ("spreadsheetId", "id", "sheetId", "namedRangeId", "protectedRangeId")
CONSTANTS = ("defaultFormat", "spreadsheetTheme")
"""Google's theme, the same for every new spreadsheet: the server does not send it."""
INSTANTS = ("createdTime", "modifiedTime")


@dataclass(frozen=True)
class Replayed:
    recording: Json
    status: int
    reply: Any
    wanted: Any

    @property
    def equal(self) -> bool:
        return bool(self.status == self.recording["status"] and self.reply == self.wanted)

    def __str__(self) -> str:
        place = f"{self.recording['cassette']} {self.recording['seq']} {self.recording['op']}"
        return f"{place}\n  Google: {self.recording['status']} {self.wanted}\n  server: {self.status} {self.reply}"


def replayed(file: Path) -> Iterator[Replayed]:
    """Every recording; each cassette finds an empty account, as gspread's tests did."""
    cassettes: dict[str, list[Json]] = defaultdict(list)
    for line in file.read_text("utf-8").splitlines():
        recording = json.loads(line)
        cassettes[recording["cassette"]].append(recording)
    with SheetsServer() as server:
        session = authorized(server)
        for recordings in cassettes.values():
            server.forget()
            yield from _Cassette(server, session).play(recordings)


def authorized(server: SheetsServer) -> requests.Session:
    """gspread's own session: it gets its bearers from the server's token endpoint, as it does from Google's."""
    session: requests.Session = gspread.service_account_from_dict(server.account).http_client.session
    return session


def shares(results: list[Replayed]) -> dict[str, tuple[int, int]]:
    """How many replies were equal, and how many there are, for each operation."""
    every = Counter(result.recording["op"] for result in results)
    equal = Counter(result.recording["op"] for result in results if result.equal)
    return {op: (equal[op], every[op]) for op in sorted(every)}


class _Cassette:
    """`names`: what Google called a spreadsheet, a tab or a range, and what the server calls it."""

    def __init__(self, server: SheetsServer, session: requests.Session) -> None:
        self.server, self.session = server, session
        self.names: dict[Any, Any] = {}
        self.account = server.account["client_email"]

    def play(self, recordings: list[Json]) -> Iterator[Replayed]:
        for recording in recordings:
            if recording["status"] == 403:
                self._someone_elses(recording["groups"]["id"])
            response = self.session.request(
                recording["method"],
                self.server.url + self._renamed(recording["path"]),
                params=[(key, self._renamed(value)) for key, value in recording["query"]],
                **self._content(recording["body"]),
            )
            text = response.headers.get("content-type", "").startswith("text/plain")
            reply = {"__raw__": response.text} if text else json.loads(response.text or "null")
            self._learn(recording["response"], reply)
            yield Replayed(recording, response.status_code, _kept(reply), _kept(self._renamed(recording["response"])))

    def _content(self, body: Any) -> dict[str, Any]:
        if isinstance(body, dict) and "__raw__" in body:
            return {"data": body["__raw__"].encode()}
        return {"json": self._renamed(body)} if body is not None else {}

    def _someone_elses(self, recorded: str) -> None:
        """The recordings meet a spreadsheet that is not theirs: there is one here too."""
        made = self.server.new_spreadsheet()
        self.server.unshare(made)
        self.names[recorded] = made

    def _renamed(self, value: Any) -> Any:
        """The recorded value with the server's own identifiers, in texts and under their keys."""
        if isinstance(value, dict):
            return {
                key: self.names.get(part, part) if key in IDENTIFIERS else self._renamed(part)
                for key, part in value.items()
            }
        if isinstance(value, list):
            return [self._renamed(part) for part in value]
        if isinstance(value, str):
            for recorded, ours in self.names.items():
                if isinstance(recorded, str) and isinstance(ours, str):
                    value = value.replace(recorded, ours)
            return value.replace("service@example.iam.gserviceaccount.com", self.account)
        return value

    def _learn(self, recorded: Any, ours: Any) -> None:
        if isinstance(recorded, dict) and isinstance(ours, dict):
            for key in recorded.keys() & ours.keys():
                if key in IDENTIFIERS and isinstance(recorded[key], str | int):
                    self.names.setdefault(recorded[key], ours[key])
                self._learn(recorded[key], ours[key])
        elif isinstance(recorded, list) and isinstance(ours, list):
            for one, other in zip(recorded, ours, strict=False):
                self._learn(one, other)


def _kept(value: Any) -> Any:
    """What is compared: all but Google's theme and the instants of the day of the recording."""
    if isinstance(value, dict):
        return {
            key: "an instant" if key in INSTANTS else _kept(part) for key, part in value.items() if key not in CONSTANTS
        }
    return [_kept(part) for part in value] if isinstance(value, list) else value
