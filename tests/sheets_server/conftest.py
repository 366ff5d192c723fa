from collections.abc import Iterator

import gspread
import pytest
import requests

from tests.sheets_server import Book, SheetsServer


@pytest.fixture
def server() -> Iterator[SheetsServer]:
    with SheetsServer() as running:
        yield running


@pytest.fixture
def book(server: SheetsServer) -> Book:
    return server.book(server.new_spreadsheet())


class Wire:
    """One client of the server, on gspread's own session: what each call answers, refusals included."""

    def __init__(self, server: SheetsServer, book: Book) -> None:
        self.session: requests.Session = gspread.service_account_from_dict(server.account).http_client.session
        self.base = f"{server.url}/v4/spreadsheets/{book.id}"

    def call(self, method: str, path: str, **content: object) -> requests.Response:
        return self.session.request(method, self.base + path, timeout=5, **content)  # type: ignore[arg-type]

    def values(self, text: str, **options: str) -> object:
        """The values of a range, as numbers and text; None when it is blank."""
        params = {"valueRenderOption": "UNFORMATTED_VALUE", **options}
        return self.call("GET", f"/values/{text}", params=params).json().get("values")

    def write(self, text: str, rows: list[list[object]], entry: str = "RAW") -> requests.Response:
        return self.call("PUT", f"/values/{text}", params={"valueInputOption": entry}, json={"values": rows})

    def change(self, *changes: object) -> requests.Response:
        return self.call("POST", ":batchUpdate", json={"requests": changes})

    def metadata(self, fields: str, **params: str) -> dict[str, list[dict[str, object]]]:
        found: dict[str, list[dict[str, object]]] = self.call("GET", "", params={"fields": fields, **params}).json()
        return found


@pytest.fixture
def wire(server: SheetsServer, book: Book) -> Wire:
    return Wire(server, book)
