"""What the requests of each family do: the routes, the spreadsheets, and who may do what to them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import RLock
from typing import Any

from tests.sheets_server import changes, drive, metadata, values
from tests.sheets_server.auth import Tokens
from tests.sheets_server.book import Book
from tests.sheets_server.errors import ApiError, Json, forbidden, not_found
from tests.sheets_server.faults import WRITES

BOOK = r"/v4/spreadsheets/(?P<id>[^/:]+)"
ROUTES = [
    (method, re.compile(pattern, re.DOTALL), family)
    for method, pattern, family in (
        ("POST", r"/token", "token"),
        ("GET", BOOK, "spreadsheets.get"),
        ("POST", BOOK + ":batchUpdate", "spreadsheets.batchUpdate"),
        ("GET", BOOK + "/values:batchGet", "values.batchGet"),
        ("POST", BOOK + "/values:batchUpdate", "values.batchUpdate"),
        ("POST", BOOK + "/values:batchClear", "values.batchClear"),
        ("POST", BOOK + "/values/(?P<range>.+):append", "values.append"),
        ("POST", BOOK + "/values/(?P<range>.+):clear", "values.clear"),
        ("GET", BOOK + "/values/(?P<range>.+)", "values.get"),
        ("PUT", BOOK + "/values/(?P<range>.+)", "values.update"),
        ("GET", r"/drive/v3/files", "drive.files.list"),
        ("POST", r"/drive/v3/files", "drive.files.create"),
        ("GET", r"/drive/v3/files/(?P<id>[^/]+)/export", "drive.files.export"),
        ("GET", r"/drive/v3/files/(?P<id>[^/]+)", "drive.files.get"),
        ("PUT", r"/upload/drive/v2/files/(?P<id>[^/]+)", "drive.upload"),
        ("DELETE", r"/drive/v3/files/(?P<id>[^/]+)", "drive.files.delete"),
    )
]


@dataclass(frozen=True)
class Request:
    family: str
    groups: dict[str, str]
    query: values.Query
    body: Any
    authorization: str


def routed(method: str, path: str) -> tuple[str, dict[str, str]]:
    """The family of a request and what its path names; « unknown » for what the server does not do."""
    for known, pattern, family in ROUTES:
        found = pattern.fullmatch(path) if known == method else None
        if found is not None:
            return family, found.groupdict()
    return "unknown", {}


Answer = Json | str | None
"""JSON, a text (CSV), or None for a 204."""


class Store:
    def __init__(self) -> None:
        self.lock = RLock()
        self.tokens = Tokens()
        self.books: dict[str, Book] = {}

    def make(self, title: str, locale: str, zone: str) -> Book:
        with self.lock:
            book = Book(title, locale, zone, self.lock)
            self.books[book.id] = book
            return book

    def answer(self, request: Request) -> Answer:
        """Carry the request out for the account behind its bearer; ApiError when it cannot be."""
        family, drives = request.family, request.family.startswith("drive.")
        writes = family in WRITES or family in ("drive.files.create", "drive.files.delete", "drive.upload")
        user = self.tokens.user(request.authorization, drive=drives, writes=writes)
        if family == "drive.files.list":
            return drive.listed([book for book in self.books.values() if user in book.roles], request.query)
        if family == "drive.files.create":
            return self._create(request, user)
        book = self.open(request.groups["id"], user, writes=writes)
        if family == "drive.files.delete":
            del self.books[book.id]
            return None
        if writes:
            book.modified = datetime.now(UTC)
        return METHODS[family](book, request, user)

    def open(self, book_id: str, user: str, *, writes: bool) -> Book:
        """The spreadsheet: 404 when there is none, 403 when it is not shared with the account for that."""
        book = self.books.get(book_id)
        if book is None:
            raise not_found()
        role = book.roles.get(user)
        if role is None or (writes and role == "reader"):
            raise forbidden()
        return book

    def _create(self, request: Request, user: str) -> Json:
        """Drive makes a spreadsheet in the account's own language: English for a service account."""
        if request.body.get("mimeType") != drive.SPREADSHEET:
            raise ApiError(501, "The test server creates spreadsheets only.")
        book = self.make(request.body.get("name") or "Untitled", "en_US", "Etc/GMT")
        book.roles[user] = "owner"
        return drive.get(book, request.query)


METHODS: dict[str, Callable[[Book, Request, str], Answer]] = {
    "spreadsheets.get": lambda book, request, _: metadata.get(book, request.query),
    "spreadsheets.batchUpdate": lambda book, request, user: changes.batch_update(book, request.body, user),
    "values.get": lambda book, request, _: values.get(book, request.query, request.groups["range"]),
    "values.batchGet": lambda book, request, _: values.batch_get(book, request.query),
    "values.update": lambda book, request, _: values.update(book, request.query, request.groups["range"], request.body),
    "values.batchUpdate": lambda book, request, _: values.batch_update(book, request.body),
    "values.append": lambda book, request, _: values.append(book, request.query, request.groups["range"], request.body),
    "values.clear": lambda book, request, _: values.clear(book, request.groups["range"]),
    "values.batchClear": lambda book, request, _: values.batch_clear(book, request.body),
    "drive.files.get": lambda book, request, _: drive.get(book, request.query),
    "drive.upload": lambda book, request, _: drive.imported(book, request.body),
    "drive.files.export": lambda book, request, _: drive.exported(book, request.query),
}
