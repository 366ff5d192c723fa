"""Drive v3's `files`: list, create, get, delete, and CSV both ways (export, v2 upload)."""

import csv
import io
import re
from datetime import datetime

from tests.sheets_server.book import Book, put_entered
from tests.sheets_server.errors import ApiError, Json
from tests.sheets_server.masks import Mask, parsed, picked
from tests.sheets_server.rendering import shown
from tests.sheets_server.sheet import Sheet
from tests.sheets_server.values import Query

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
CONDITION = re.compile(r"(name|mimeType) ?= ?(?:\"([^\"]*)\"|'((?:[^'\\]|\\.)*)')")
DEFAULT_FIELDS = "kind,id,name,mimeType"


def described(book: Book, mask: Mask) -> Json:
    found: Json = {
        "kind": "drive#file",
        "id": book.id,
        "name": book.title,
        "mimeType": SPREADSHEET,
        "createdTime": _instant(book.created),
        "modifiedTime": _instant(book.modified),
    }
    result: Json = picked(found, mask)
    return result


def get(book: Book, query: Query) -> Json:
    return described(book, parsed(query.get("fields", [DEFAULT_FIELDS])[0]))


def listed(books: list[Book], query: Query) -> Json:
    """Every file that answers `q` on one page; a condition that we do not know is a 501."""
    wanted = query.get("q", [""])[0]
    conditions = CONDITION.findall(wanted)
    if CONDITION.sub("", wanted).replace("and", "").strip():
        raise ApiError(501, f"The test server does not know this search: {wanted}")
    for key, double, single in conditions:
        sought = double or single.replace("\\'", "'")
        books = [book for book in books if sought == (book.title if key == "name" else SPREADSHEET)]
    mask = parsed(query.get("fields", [f"kind,files({DEFAULT_FIELDS})"])[0])
    files = [described(book, {}) for book in sorted(books, key=lambda book: book.modified, reverse=True)]
    result: Json = picked({"kind": "drive#fileList", "files": files}, mask)
    return result


def exported(book: Book, query: Query) -> str:
    if query.get("mimeType") != ["text/csv"]:
        raise ApiError(501, "The test server exports CSV only.")
    sheet, out = book.sheets[0], io.StringIO()
    places = list(sheet.filled())
    width = 1 + max((column for _, column in places), default=-1)
    height = 1 + max((row for row, _ in places), default=-1)
    csv.writer(out).writerows(
        [shown(sheet.at(row, column), book.locale) for column in range(width)] for row in range(height)
    )
    return out.getvalue().removesuffix("\r\n")


def imported(book: Book, text: str) -> Json:
    """A CSV in the place of every tab: Google names the only one after the file, and moves it to California."""
    sheet = Sheet(0, book.title)
    rows = list(csv.reader(io.StringIO(text)))
    sheet.resize(max(len(rows), 1000), max([26, *map(len, rows)]))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            put_entered(sheet, number, column, value, book.locale)
    book.sheets, book.named_ranges, book.zone = [sheet], [], "America/Los_Angeles"
    return {"kind": "drive#file", "id": book.id, "title": book.title, "mimeType": SPREADSHEET}


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
