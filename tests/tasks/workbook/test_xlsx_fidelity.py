"""What the .xlsx backend reads from odd files, and what it leaves as staff, Excel or LibreOffice put it."""

import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tasks.workbook import CellError, Changes, XlsxWorkbook
from tests.tasks.workbook.raw_xlsx import SHEET, TAB, WORKBOOK, cell, edit, parts, put_cell, set_status


class TestFormulas:
    def test_a_formula_is_read_as_its_value_and_kept_with_it(self, book: XlsxWorkbook) -> None:
        formula = '<c r="M2" t="str"><f>C2&amp;" Béa"</f><v>Atelier Béa</v></c>'
        put_cell(book.path, "M2", formula)
        set_status(book)
        set_status(book, "Rejetée")
        assert cell(book, "Avis de l’équipe") == "Atelier Béa"
        assert formula.encode() in parts(book.path)[SHEET]

    def test_the_spreadsheet_is_asked_to_recalculate(self, book: XlsxWorkbook) -> None:
        edit(book.path, WORKBOOK, r"<calcPr[^>]*/>", '<calcPr calcId="191029"/>')
        set_status(book)
        assert b"fullCalcOnLoad" not in parts(book.path)[WORKBOOK]
        put_cell(book.path, "M2", '<c r="M2"><f>LEN(N2)</f><v>8</v></c>')
        set_status(book, "Rejetée")
        assert b'<calcPr calcId="191029" fullCalcOnLoad="1"/>' in parts(book.path)[WORKBOOK]

    def test_figures_that_depend_on_what_was_written_are_not_left_stale(self, book: XlsxWorkbook) -> None:
        """LibreOffice trusts a value that it finds: in a column of staff's own the formula is left without one."""
        put_cell(book.path, "M2", '<c r="M2"><f>LEN(C2)</f><v>8</v></c>')
        put_cell(book.path, "R2", '<c r="R2" t="str"><f>N2</f><v>Rejetée</v></c>')
        set_status(book)
        sheet = parts(book.path)[SHEET]
        assert b'<c r="R2"><f>N2</f></c>' in sheet
        assert b'<c r="M2"><f>LEN(C2)</f><v>8</v></c>' in sheet

    def test_calculation_settings_are_added_where_the_schema_wants_them(self, book: XlsxWorkbook) -> None:
        edit(book.path, WORKBOOK, r"<calcPr[^>]*/>", "")
        put_cell(book.path, "M2", '<c r="M2"><f>1+1</f><v>2</v></c>')
        set_status(book)
        assert b'</definedNames><calcPr fullCalcOnLoad="1"/>' in parts(book.path)[WORKBOOK]

    @pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
    def test_a_formula_that_was_never_calculated_is_an_error_not_a_blank(self, book: XlsxWorkbook, value: str) -> None:
        put_cell(book.path, "M2", f'<c r="M2"><f>C2</f>{value}</c>')
        assert cell(book, "Avis de l’équipe") == CellError("formule non calculée")

    def test_a_formula_that_gives_an_empty_text_is_blank(self, book: XlsxWorkbook) -> None:
        put_cell(book.path, "M2", '<c r="M2" t="str"><f>""</f><v></v></c>')
        assert cell(book, "Avis de l’équipe") is None

    def test_an_error_cell_is_told_from_its_text(self, book: XlsxWorkbook) -> None:
        put_cell(book.path, "M2", '<c r="M2" t="e"><f>#REF!</f><v>#REF!</v></c>')
        put_cell(book.path, "M3", '<c r="M3" t="inlineStr"><is><t>#REF!</t></is></c>')
        assert cell(book, "Avis de l’équipe", 0) == CellError("#REF!")
        assert cell(book, "Avis de l’équipe", 1) == "#REF!"

    def test_a_formula_in_a_system_column_gives_way(self, book: XlsxWorkbook) -> None:
        put_cell(book.path, "N2", '<c r="N2" t="shared"><f t="shared" si="0" ref="N2:N4">LEN(C2)</f><v>9</v></c>')
        put_cell(book.path, "N3", '<c r="N3"><f t="shared" si="0"/><v>9</v></c>')
        put_cell(book.path, "N4", '<c r="N4"><f t="shared" si="0"/><v>9</v></c>')
        add_calc_chain(book.path)
        set_status(book)
        content = parts(book.path)
        assert b'<c r="N3"><f>LEN(C3)</f></c><' in content[SHEET]
        assert b'<c r="N4"><f>LEN(C4)</f></c><' in content[SHEET]
        assert cell(book, "Statut") == "Complète"
        assert "xl/calcChain.xml" not in content
        assert b"calcChain" not in content["[Content_Types].xml"] + content["xl/_rels/workbook.xml.rels"]

    def test_completing_a_workbook_keeps_the_calculated_values(self, book: XlsxWorkbook) -> None:
        put_cell(book.path, "M2", '<c r="M2" t="str"><f>C2</f><v>Atelier</v></c>')
        put_cell(book.path, "M3", '<c r="M3"><f>G3+1</f><v>2012</v></c>')
        edit(book.path, WORKBOOK, 'name="Commission"', 'name="Archives"')
        assert book.complete().added[0] == "Onglet « Commission » ajouté."
        assert [cell(book, "Avis de l’équipe", index) for index in range(3)] == ["Atelier", 2012, None]
        assert load_workbook(book.path)[TAB]["M3"].value == "=G3+1"


def add_calc_chain(path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/>'
    content = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{content}"/>'
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/calcChain.xml", '<calcChain><c r="N2" i="2"/></calcChain>')
    edit(path, "xl/_rels/workbook.xml.rels", "</Relationships>", f"{relation}</Relationships>")
    edit(path, "[Content_Types].xml", "</Types>", f"{override}</Types>")


class TestUntouched:
    def test_only_the_changed_sheet_changes(self, book: XlsxWorkbook) -> None:
        before = parts(book.path)
        set_status(book)
        after = parts(book.path)
        assert {name for name in after if after[name] != before.get(name)} == {SHEET}
        assert list(after) == list(before)

    def test_other_rows_and_unknown_extensions_stay_to_the_byte(self, book: XlsxWorkbook) -> None:
        extension = (
            '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" uri="{CCE6}">'
            "<x14:dataValidations/></ext></extLst>"
        )
        edit(book.path, SHEET, "</worksheet>", f"{extension}</worksheet>")
        put_cell(book.path, "R3", '<c r="R3" s="1" t="n" cm="1"><v>12.50</v></c>')
        before = re.findall(rb"<row .*?</row>", parts(book.path)[SHEET], re.DOTALL)
        set_status(book)
        after = re.findall(rb"<row .*?</row>", parts(book.path)[SHEET], re.DOTALL)
        assert [index for index, row in enumerate(after) if row != before[index]] == [1]
        assert extension.encode() in parts(book.path)[SHEET]

    def test_a_status_keeps_the_look_that_staff_gave_the_cell(self, book: XlsxWorkbook) -> None:
        put_cell(book.path, "N2", '<c r="N2" s="3"/>')
        set_status(book)
        assert b'<c r="N2" s="3" t="inlineStr">' in parts(book.path)[SHEET]

    def test_a_date_is_a_date_even_in_a_cell_without_date_format(self, book: XlsxWorkbook) -> None:
        put_cell(book.path, "O2", '<c r="O2" s="0"/>')
        changes = Changes()
        changes.update(TAB, {"Échéance": datetime(2026, 11, 24)}, key="OF-0")
        book.write(changes)
        shown = load_workbook(book.path)[TAB]["O2"]
        assert (shown.value, shown.number_format) == (datetime(2026, 11, 24), "dd/mm/yyyy")
