"""What the .xlsx backend reads from odd files, and what it leaves as staff, Excel or LibreOffice put it."""

import re
import zipfile
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tasks.workbook import CellError, Changes, WorkbookUnavailable, XlsxWorkbook
from tests.tasks.workbook.sample import APPLICATIONS, LAYOUT, TO_DO, application

TAB = APPLICATIONS.name
SHEET = "xl/worksheets/sheet2.xml"  # Candidatures
WORKBOOK = "xl/workbook.xml"


@pytest.fixture
def book(tmp_path: Path) -> XlsxWorkbook:
    """Three applications, one of them with a status."""
    made = XlsxWorkbook(tmp_path / "suivi.xlsx", LAYOUT)
    made.create()
    changes = Changes()
    for index in range(3):
        changes.append(TAB, {**application(index), "Réf.": f"OF-{index}"})
    made.write(changes)
    return made


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def edit(path: Path, part: str, pattern: str, replacement: str) -> None:
    """Change a part of the file as another program would have written it."""
    content = parts(path)
    text, count = re.subn(pattern, replacement, content[part].decode(), count=1, flags=re.DOTALL)
    assert count == 1
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in content.items():
            file.writestr(name, text if name == part else data)


def put_cell(path: Path, address: str, xml: str) -> None:
    """Replace or add one cell of « Candidatures », as XML, at the end of its row when it is new."""
    row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    found = re.search(f'<c r="{address}".*?(</c>|/>)', parts(path)[SHEET].decode())
    if found:
        edit(path, SHEET, re.escape(found[0]), xml)
    else:
        edit(path, SHEET, f'(<row r="{row}".*?)</row>', rf"\1{xml}</row>")


def cell(book: XlsxWorkbook, header: str, index: int = 0) -> object:
    return book.read().tabs[TAB].rows[index].cells[header]


def set_status(book: XlsxWorkbook, status: str = "Complète", key: str = "OF-0") -> None:
    changes = Changes()
    changes.update(TAB, {"Statut": status}, key=key)
    assert book.write(changes).placed == 1


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
