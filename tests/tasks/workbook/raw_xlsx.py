"""The parts of a workbook's file, read and changed as another program would."""

import re
import zipfile
from pathlib import Path

from tasks.workbook import Changes, XlsxWorkbook
from tests.tasks.workbook.sample import APPLICATIONS

TAB = APPLICATIONS.name
SHEET = "xl/worksheets/sheet2.xml"  # Candidatures
WORKBOOK = "xl/workbook.xml"


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
