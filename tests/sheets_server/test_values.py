"""`values.*` beyond the recordings: what is typed in French, what stays text, and what has no room."""

from datetime import date, datetime

import pytest

from tests.sheets_server import Book
from tests.sheets_server.conftest import Wire

TAB = "Feuille 1"


def test_raw_text_stays_the_text_it_is(book: Book, wire: Wire) -> None:
    rows: list[list[object]] = [["=1+1", "'x", "01000", "+33 6", "VRAI", "12,50", "1E5"], [True, 12.5, 7, "", None]]
    wire.write("A1", rows)
    assert wire.values("A1:G2") == [rows[0], [True, 12.5, 7]]


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("12,5", 12.5, "12,5"),
        ("1 234,56", 1234.56, "1\u202f234,56"),
        ("12.5", "12.5", "12.5"),
        ("01000", 1000, "1000"),
        ("1E5", 100000, "1,00E+05"),
        ("12,5 %", 0.125, "12,50%"),
        ("vrai", True, "VRAI"),
        ("02/11/2026", 46328, "02/11/2026"),
        ("2026-11-02", 46328, "2026-11-02"),
        ("02/11/2026 18:00", 46328.75, "02/11/2026 18:00:00"),
        ("31/02/2026", "31/02/2026", "31/02/2026"),
        ("'=1+1", "=1+1", "=1+1"),
        ("=3/2", 1.5, "1,5"),
        ("=SOMME(A1:A9)", "#NAME?", "#NAME?"),
        ("Œuvre & Métiers", "Œuvre & Métiers", "Œuvre & Métiers"),
    ],
)
def test_what_is_typed_in_french(wire: Wire, typed: str, value: object, shown: str) -> None:
    wire.write("B2", [[typed]], "USER_ENTERED")
    assert wire.values("B2") == [[value]]
    assert wire.values("B2", valueRenderOption="FORMATTED_VALUE") == [[shown]]


def test_a_cell_in_text_format_keeps_what_is_typed(book: Book, wire: Wire) -> None:
    text = {"numberFormat": {"type": "TEXT", "pattern": "@"}}
    grid = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1}
    wire.change({"repeatCell": {"range": grid, "cell": {"userEnteredFormat": text}, "fields": "userEnteredFormat"}})
    wire.write("A1", [["01000", "01000"]], "USER_ENTERED")
    assert wire.values("A1:B1") == [["01000", 1000]]


def test_a_write_outside_the_grid_is_refused_whole(book: Book, wire: Wire) -> None:
    body = {
        "valueInputOption": "RAW",
        "data": [{"range": "A1", "values": [["x"]]}, {"range": "A1001", "values": [["y"]]}],
    }
    refused = wire.call("POST", "/values:batchUpdate", json=body).json()["error"]
    assert refused["message"] == "Range ('Feuille 1'!A1001) exceeds grid limits. Max rows: 1000, max columns: 26"
    assert book.table(TAB) == []
    larger = wire.write("A1:B1", [["x"], ["y"]]).json()["error"]["message"]
    assert larger == "Requested writing within range ['Feuille 1'!A1:B1], but tried writing to row [2]"
    assert wire.write("Absent!A1", [["x"]]).json()["error"]["message"] == "Unable to parse range: Absent!A1"


def test_nan_and_nested_values_are_refused(book: Book, wire: Wire) -> None:
    path = "/values/A1?valueInputOption=RAW"
    assert wire.call("PUT", path, data=b'{"values": [[NaN]]}').status_code == 400
    assert wire.write("A1", [[["x"]]]).status_code == 400
    assert book.table(TAB) == []


def test_an_append_goes_under_the_table_and_grows_the_grid(book: Book, wire: Wire) -> None:
    book.type_table(TAB, [["Réf.", None, "Statut"], *[[f"OF-{n}", None, "Reçue"] for n in range(999)]])
    path = "/values/A1:append?valueInputOption=RAW"
    reply = wire.call("POST", path, json={"values": [["OF-999", "note"]]}).json()
    assert reply["updates"]["updatedRange"] == "'Feuille 1'!A1001:B1001"
    assert book.table(TAB)[1000] == ["OF-999", "note", None]


def test_staff_s_dates_are_serials_on_the_wire(book: Book, wire: Wire) -> None:
    book.type_table(TAB, [[date(2026, 11, 2), datetime(2026, 11, 2, 18), True, 12.5, "'x", None]])
    assert wire.values("A1:F1") == [[46328, 46328.75, True, 12.5, "'x"]]
    assert book.table(TAB) == [[date(2026, 11, 2), datetime(2026, 11, 2, 18), True, 12.5, "'x"]]


def test_titles_of_every_kind_are_found(book: Book, wire: Wire) -> None:
    for title in ("À faire", "D3", "L’été / l'hiver !", "2026"):
        book.add_tab(title, [[title]])
        quoted = title.replace("'", "''").replace("/", "%2F")
        assert wire.values(f"'{quoted}'!A1") == [[title]]
