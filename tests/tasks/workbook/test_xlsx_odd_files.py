"""Files that other programs made: odd ones are read and written, unusable ones refused in French."""

import re
from datetime import time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tasks.workbook import Changes, WorkbookUnavailable, XlsxWorkbook
from tests.tasks.workbook.raw_xlsx import SHEET, TAB, WORKBOOK, cell, edit, parts, put_cell, set_status
from tests.tasks.workbook.sample import LAYOUT, TO_DO


class TestOddFiles:
    def test_rows_and_cells_without_addresses(self, book: XlsxWorkbook) -> None:
        expected = [row.cells for row in book.read().tabs[TAB].rows]
        sheet = parts(book.path)[SHEET].decode()
        edit(book.path, SHEET, "^.*$", re.sub(r'<(row|c) r="[A-Z0-9]+"', r"<\1", sheet))
        assert [row.cells for row in book.read().tabs[TAB].rows] == expected
        set_status(book)
        assert cell(book, "Statut") == "Complète"

    def test_times_and_durations_are_text(self, book: XlsxWorkbook) -> None:
        opened = load_workbook(book.path)
        opened[TAB]["M2"].value, opened[TAB]["M2"].number_format = time(14, 30), "hh:mm"
        opened[TAB]["M3"].value, opened[TAB]["M3"].number_format = timedelta(hours=35), "[h]:mm"
        opened.save(book.path)
        assert [cell(book, "Avis de l’équipe", index) for index in range(2)] == ["14:30", "35:00"]

    def test_rich_text_and_escaped_characters(self, book: XlsxWorkbook) -> None:
        runs = "<r><rPr><b/></rPr><t>Avis </t></r><r><t>favorable_x000D_</t></r><rPh><t>x</t></rPh>"
        put_cell(book.path, "M2", f'<c r="M2" t="inlineStr"><is>{runs}</is></c>')
        assert cell(book, "Avis de l’équipe") == "Avis favorable\n"

    def test_a_stray_cell_at_the_end_of_the_sheet(self, book: XlsxWorkbook) -> None:
        edit(book.path, SHEET, "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
        assert len(book.read().tabs[TAB].rows) == 3
        set_status(book)
        assert cell(book, "Statut") == "Complète"

    def test_a_mirror_row_is_as_tall_as_its_text(self, book: XlsxWorkbook) -> None:
        changes = Changes()
        changes.mirror(TO_DO.name, [{"À faire": "court"}, {"À faire": "mot " * 40}, {"À faire": "mot " * 4_000}])
        book.write(changes)
        heights = [load_workbook(book.path)[TO_DO.name].row_dimensions[number].height for number in (2, 3, 4)]
        assert heights == [None, 48, 93]
        changes.mirror(TO_DO.name, [{"À faire": "court"}] * 3)
        book.write(changes)
        assert b" ht=" not in parts(book.path)["xl/worksheets/sheet4.xml"].partition(b"</row>")[2]
        changes.mirror(TO_DO.name, [])
        book.write(changes)
        assert parts(book.path)["xl/worksheets/sheet4.xml"].count(b"<row ") == 1


class TestUnavailable:
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "n’est pas un classeur .xlsx lisible"),
            (b"Horodateur;SIRET\n", "n’est pas un classeur .xlsx lisible"),
            (b"PK\x03\x04" + b"\x00" * 200, "n’est pas un classeur .xlsx lisible"),
            (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "est protégé par un mot de passe ou dans l’ancien format .xls"),
        ],
    )
    def test_not_a_workbook(self, tmp_path: Path, content: bytes, reason: str) -> None:
        path = tmp_path / "suivi.xlsx"
        path.write_bytes(content)
        with pytest.raises(WorkbookUnavailable, match=f"^« suivi.xlsx » {reason}"):
            XlsxWorkbook(path, LAYOUT).read()
        with pytest.raises(WorkbookUnavailable):
            XlsxWorkbook(path, LAYOUT).write(Changes())
        assert path.read_bytes() == content

    def test_a_damaged_file(self, book: XlsxWorkbook) -> None:
        whole = book.path.read_bytes()
        for length in range(0, len(whole), 997):
            book.path.write_bytes(whole[:length])
            with pytest.raises(WorkbookUnavailable):
                book.read()

    @pytest.mark.parametrize("damage", ["<row r=", '<row r="x"/>', '<row r="9"><c r="A9" t="s"><v>99999</v></c></row>'])
    def test_a_damaged_sheet(self, book: XlsxWorkbook, damage: str) -> None:
        edit(book.path, SHEET, "</sheetData>", f"{damage}</sheetData>")
        with pytest.raises(WorkbookUnavailable, match="n’est pas un classeur"):
            book.read()

    def test_no_file_and_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(WorkbookUnavailable, match="n’existe pas : lancez « certiflow init »"):
            XlsxWorkbook(tmp_path / "absent.xlsx", LAYOUT).read()
        with pytest.raises(WorkbookUnavailable, match="ne peut pas être lu"):
            XlsxWorkbook(tmp_path, LAYOUT).read()

    def test_dates_counted_from_1904(self, book: XlsxWorkbook) -> None:
        edit(book.path, WORKBOOK, "<workbookPr", '<workbookPr date1904="1"')
        with pytest.raises(WorkbookUnavailable, match="compte les dates à partir de 1904"):
            book.read()
