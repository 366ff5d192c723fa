"""`{id}:batchUpdate` and the metadata that tells what it did."""

from tests.sheets_server import Book
from tests.sheets_server.conftest import Wire

TAB = "Feuille 1"


def test_an_unknown_request_is_a_501_and_nothing_is_done(book: Book, wire: Wire) -> None:
    refused = wire.change({"addSheet": {"properties": {"title": "Un"}}}, {"addChart": {}})
    assert (refused.status_code, refused.json()["error"]["status"]) == (501, "UNIMPLEMENTED")
    assert book.tabs == [TAB]


def test_a_misspelt_field_is_refused(book: Book, wire: Wire) -> None:
    refused = wire.change({"addSheet": {"property": {"title": "Un"}}})
    assert refused.json()["error"]["message"] == (
        "Invalid JSON payload received. Unknown name \"property\" at 'requests[0].addSheet': Cannot find field."
    )
    assert wire.call("GET", "", params={"fields": "sheets.proprieties"}).status_code == 400


def test_a_refused_request_undoes_those_before_it(book: Book, wire: Wire) -> None:
    book.type(TAB, "A1", "x")
    clear = {"updateCells": {"range": {"sheetId": 0}, "fields": "userEnteredValue"}}
    refused = wire.change(
        {"addSheet": {"properties": {"title": "Un"}}}, clear, {"addSheet": {"properties": {"title": "un"}}}
    )
    assert refused.json()["error"]["message"] == (
        'Invalid requests[2].addSheet: A sheet with the name "un" already exists. Please enter another name.'
    )
    assert (book.tabs, book.table(TAB)) == ([TAB], [["x"]])


def test_a_tab_is_shaped_and_says_so(book: Book, wire: Wire) -> None:
    column = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2}
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Oui"}]}, "strict": True}
    date_format = {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}
    frozen = {"sheetId": 0, "gridProperties": {"frozenRowCount": 1, "frozenColumnCount": 2}}
    width = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    tone = {"condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Rejetée"}]}, "format": {}}
    cell = {"userEnteredFormat": date_format}
    corner = {"sheetId": 0, "endRowIndex": 1, "endColumnIndex": 1}
    done = wire.change(
        {"updateSheetProperties": {"properties": frozen, "fields": "gridProperties(frozenRowCount,frozenColumnCount)"}},
        {"updateDimensionProperties": {"range": width, "properties": {"pixelSize": 240}, "fields": "pixelSize"}},
        {"setDataValidation": {"range": column, "rule": rule}},
        {"repeatCell": {"range": column, "cell": cell, "fields": "userEnteredFormat.numberFormat"}},
        {"updateCells": {"range": corner, "rows": [{"values": [{"note": "Aide"}]}], "fields": "note"}},
        {"addProtectedRange": {"protectedRange": {"range": column, "description": "certiflow"}}},
        {"addConditionalFormatRule": {"rule": {"ranges": [column], "booleanRule": tone}, "index": 0}},
    )
    assert done.status_code == 200, done.text
    sheet = book.sheet(TAB)
    assert (sheet.frozen, sheet.widths[:3], sheet.cell("A1").note) == ((1, 2), [100, 240, 100], "Aide")
    assert (sheet.cell("B2").validation, sheet.cell("B1").validation) == (rule, None)
    assert sheet.cell("B1000").number_format == date_format["numberFormat"]
    asked = "sheets(properties.gridProperties,protectedRanges(range,description),conditionalFormats.ranges)"
    assert wire.metadata(asked) == {
        "sheets": [
            {
                "properties": {
                    "gridProperties": {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 1, "frozenColumnCount": 2}
                },
                "protectedRanges": [
                    {
                        "range": {"startRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2},
                        "description": "certiflow",
                    }
                ],
                "conditionalFormats": [{"ranges": [{"startRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2}]}],
            }
        ]
    }


def test_ranges_follow_the_columns_that_people_insert(book: Book, wire: Wire) -> None:
    column = {"sheetId": 0, "startColumnIndex": 2, "endColumnIndex": 3}
    wire.change({"addProtectedRange": {"protectedRange": {"range": column}}})
    book.insert_column(TAB, 1)
    assert book.sheet(TAB).protections[0]["range"] == {"startColumnIndex": 3, "endColumnIndex": 4}
    book.delete_column(TAB, 4)
    assert book.sheet(TAB).protections == []


def test_appended_rows_are_blank_and_can_be_written(book: Book, wire: Wire) -> None:
    assert wire.write("A1001", [["x"]]).status_code == 400
    wire.change({"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 500}})
    assert wire.write("A1500", [["x"]]).status_code == 200
    assert len(book.sheet(TAB).rows) == 1500


def test_the_cells_that_are_asked_and_no_others(book: Book, wire: Wire) -> None:
    book.type_table(TAB, [["Réf.", "Statut"], ["OF-1", "Reçue"]])
    asked = wire.metadata("sheets.data(startRow,rowData.values.userEnteredValue)", ranges="A2:B3")
    values = [{"userEnteredValue": {"stringValue": "OF-1"}}, {"userEnteredValue": {"stringValue": "Reçue"}}]
    assert asked == {"sheets": [{"data": [{"startRow": 1, "rowData": [{"values": values}]}]}]}


def test_staff_sort_insert_and_delete_whole_rows(book: Book, wire: Wire) -> None:
    book.type_table(TAB, [["Réf.", "Points"], ["b", 2], ["a", 10], ["c", None]])
    book.sort(TAB, "Réf.")
    assert book.table(TAB) == [["Réf.", "Points"], ["a", 10], ["b", 2], ["c", None]]
    book.sort(TAB, "Points", descending=True)
    book.insert_row(TAB, 2, ["d", 1])
    book.delete_row(TAB, 4)
    assert wire.values("A1:B5") == [["Réf.", "Points"], ["d", 1], ["a", 10], ["c"]]
    book.enter(TAB, "B2", "12,5")
    book.add_tab("Commission")
    book.rename_tab(TAB, "Candidatures")
    book.delete_tab("Commission")
    assert (book.tabs, book.table("Candidatures")[1]) == (["Candidatures"], ["d", 12.5])


def test_tabs_move_by_the_index_before_the_move(book: Book, wire: Wire) -> None:
    for title in ("Deux", "Trois"):
        book.add_tab(title)

    def move(index: int) -> list[str]:
        wire.change({"updateSheetProperties": {"properties": {"sheetId": 0, "index": index}, "fields": "index"}})
        return book.tabs

    assert move(1) == [TAB, "Deux", "Trois"]
    assert move(2) == ["Deux", TAB, "Trois"]
    assert move(0) == [TAB, "Deux", "Trois"]
    assert move(3) == ["Deux", "Trois", TAB]


def test_cells_are_copied_and_cut(book: Book, wire: Wire) -> None:
    book.type_table(TAB, [["a", "b"], ["c", "d"]])

    def grid(top: int, left: int, bottom: int, right: int) -> dict[str, int]:
        return {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}

    wire.change({"copyPaste": {"source": grid(0, 0, 1, 2), "destination": grid(2, 0, 3, 2)}})
    wire.change({"cutPaste": {"source": grid(1, 0, 2, 1), "destination": {"rowIndex": 0, "columnIndex": 2}}})
    assert book.table(TAB) == [["a", "b", "c"], [None, "d", None], ["a", "b", None]]
    wire.change({"duplicateSheet": {"sourceSheetId": 0, "newSheetName": "Copie", "insertSheetIndex": 1}})
    wire.change({"deleteSheet": {"sheetId": 0}})
    assert (book.tabs, book.table("Copie")[0]) == (["Copie"], ["a", "b", "c"])
