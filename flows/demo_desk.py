"""What people type in the sample workbook during the demonstration: in cells of their own, then they save."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from domain.audit import Verdict
from domain.vocabulary import Factor, Opinion
from tasks.tabs import audit, columns, layout
from tasks.tabs.replacements import REPLACEMENTS

#: tabs where staff write a row of their own
_FREE = (layout.DIRECTION, REPLACEMENTS)


def type_day(path: Path, day: Mapping[str, Any]) -> None:
    """Everything that is typed on one day of the story; nothing is opened on a day when nobody types."""
    if not (day.get("entries") or day.get("verdicts")):
        return
    book = openpyxl.load_workbook(path)
    type_in(book, day)
    book.save(path)


def type_in(book: Workbook, day: Mapping[str, Any]) -> None:
    """The same, in a workbook that is open."""
    for entry in day.get("entries", ()):
        _type(book, entry, day["on"])
    for judged in day.get("verdicts", ()):
        _judge(book[audit.AUDIT], judged)


def _type(book: Workbook, entry: Mapping[str, Any], on: date) -> None:
    """One entry: in its row, in every row like it with `each`, in a row of its own where staff add them."""
    sheet, cells = book[entry["tab"]], dict(entry["cells"])
    if entry.get("new"):
        _fill(sheet, _first_free_row(sheet), cells)
        return
    if "decision" in entry:
        cells |= _commission_cells(entry["decision"], on)
    if entry["tab"] in _FREE:
        cells |= {columns.DOSSIER: _dossier_of(book[layout.DOSSIERS], entry["organisme"])}
        cells |= {layout.DECIDED_ON: on} if entry["tab"] == layout.DIRECTION else {}
        _fill(sheet, _first_free_row(sheet), cells)
        return
    where = entry.get("where", {})
    rows = list(_rows_of(sheet, entry["organisme"], where) if "organisme" in entry else _rows(sheet, where))
    for row in rows if entry.get("each") else (rows[-1],):  # the latest evaluation of a trainer is the last one
        _fill(sheet, row, cells)


def _judge(sheet: Worksheet, judged: Mapping[str, Any]) -> None:
    """The auditor confirms what the pre-audit proposes and judges the rest, but for the remarks of the story."""
    headers = _headers(sheet)
    for row in _rows_of(sheet, judged["organisme"], {columns.STATUS: audit.TO_JUDGE}):
        shown = {header: sheet.cell(row, column).value for header, column in headers.items()}
        cells = {audit.VERDICT: shown[audit.VERDICT] or Verdict.CONFORMING.label, audit.AUDITOR: judged["auditor"]}
        for remark in judged.get("remarks", ()):
            if all(shown[header] == value for header, value in remark["where"].items()):
                cells |= remark["cells"]
        _fill(sheet, row, cells)


def _commission_cells(decision: str, on: date) -> dict[str, Any]:
    factors = {layout.opinion_of(factor): Opinion.FAVOURABLE.label for factor in Factor}
    if decision == layout.REFUSE:
        factors[layout.opinion_of(Factor.CANDIDATE_SELECTION)] = Opinion.UNFAVOURABLE.label
    return factors | {
        layout.HELD_ON: datetime(on.year, on.month, on.day), layout.DECISION: decision,
        layout.ATTENDEES: "Hélène Dubois\nClaire Martin", columns.TYPED_BY: "Claire Martin",
    }  # fmt: skip


def _fill(sheet: Worksheet, row: int, cells: Mapping[str, Any]) -> None:
    headers = _headers(sheet)
    for header, value in cells.items():
        sheet.cell(row, _column(headers, header)).value = value


def _column(headers: Mapping[str, int], wanted: str) -> int:
    """The column of a header; « G3 » is enough for « G3 – Adéquation des CV au référentiel »."""
    return next(column for header, column in headers.items() if header == wanted or header.startswith(f"{wanted} – "))


def _rows_of(sheet: Worksheet, organisme: str, where: Mapping[str, str]) -> Iterator[int]:
    """The rows of an organisation whose other cells are as `where` says."""
    named = "Raison sociale" if "Raison sociale" in _headers(sheet) else columns.ORGANISATION
    return _rows(sheet, {named: organisme, **where})


def _rows(sheet: Worksheet, wanted: Mapping[str, str]) -> Iterator[int]:
    """The rows whose cells are as `wanted` says."""
    headers = _headers(sheet)
    for row in range(2, sheet.max_row + 1):
        if all(sheet.cell(row, headers[header]).value == value for header, value in wanted.items()):
            yield row


def _dossier_of(sheet: Worksheet, organisme: str) -> str:
    (row,) = _rows_of(sheet, organisme, {})
    return str(sheet.cell(row, _headers(sheet)[columns.DOSSIER]).value)


def _first_free_row(sheet: Worksheet) -> int:
    rows = range(2, sheet.max_row + 2)
    return next(row for row in rows if all(cell.value is None for cell in sheet[row]))


def _headers(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): column for column, cell in enumerate(sheet[1], start=1) if cell.value}
