"""What people type in the sample workbook during the demonstration: in cells of their own, then they save."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from domain.audit import Verdict
from domain.network.check_guards import CONCLUDED_BY, CONCLUDED_ON, CONCLUSION
from domain.vocabulary import Factor, Opinion
from tasks.tabs import audit, checks, columns, layout
from tasks.tabs.replacements import REPLACEMENTS
from tasks.workbook.typing_hands import Opened, TypedBook, TypedSheet

#: tabs where staff write a row of their own
_FREE = (layout.DIRECTION, REPLACEMENTS)


def type_day(path: Path, day: Mapping[str, Any]) -> None:
    """Everything that is typed on one day of the story; nothing is opened on a day when nobody types."""
    if not any(day.get(what) for what in ("entries", "verdicts", "checks")):
        return
    book = TypedBook(path)
    type_in(book, day)
    book.save()


def type_in(book: Opened, day: Mapping[str, Any]) -> None:
    """The same, in a workbook that is open."""
    for entry in day.get("entries", ()):
        _type(book, entry, day["on"])
    for judged in day.get("verdicts", ()):
        _judge_supports(book.sheet(audit.AUDIT), judged)
    for judged in day.get("checks", ()):
        _conclude(book, judged)


def _type(book: Opened, entry: Mapping[str, Any], on: date) -> None:
    """One entry: in its row, in every row like it with `each`, in a row of its own where staff add them."""
    sheet, cells = book.sheet(entry["tab"]), dict(entry["cells"])
    if entry.get("new"):
        sheet.fill(sheet.first_free_row, cells)
        return
    if "decision" in entry:
        cells |= _commission_cells(entry["decision"], on)
    if entry["tab"] in _FREE:
        cells |= {columns.DOSSIER: _dossier_of(book.sheet(layout.DOSSIERS), entry["organisme"])}
        cells |= {layout.DECIDED_ON: on} if entry["tab"] == layout.DIRECTION else {}
        sheet.fill(sheet.first_free_row, cells)
        return
    where = entry.get("where", {})
    rows = list(_rows_of(sheet, entry["organisme"], where) if "organisme" in entry else sheet.rows(where))
    for row in rows if entry.get("each") else (rows[-1],):  # the latest evaluation of a trainer is the last one
        sheet.fill(row, cells)


def _judge_supports(sheet: TypedSheet, judged: Mapping[str, Any]) -> None:
    rows = _rows_of(sheet, judged["organisme"], {columns.STATUS: audit.TO_JUDGE})
    _judge(sheet, rows, {audit.AUDITOR: judged["auditor"]}, judged.get("remarks", ()))


def _conclude(book: Opened, judged: Mapping[str, Any]) -> None:
    """Every point of a check of the network, then its conclusion."""
    points = book.sheet(checks.POINTS)
    of_check = [row for row in points.rows({}) if str(points.shown(row, columns.REF)).startswith(f"{judged['ref']}/")]
    _judge(points, of_check, {}, judged.get("remarks", ()))
    sheet = book.sheet(checks.CHECKS)
    signed = {CONCLUSION: judged["conclusion"], CONCLUDED_ON: judged["held"], CONCLUDED_BY: judged["auditor"]}
    sheet.fill(sheet.row_of(judged["ref"], columns.REF), signed | {columns.TYPED_BY: judged["typed_by"]})


def _judge(sheet: TypedSheet, rows: Iterable[int], cells: Mapping[str, Any], remarks: Sequence[Any]) -> None:
    """The auditor confirms what is proposed and judges the rest « conforme », but for the remarks of the story."""
    for row in rows:
        judged = {audit.VERDICT: sheet.shown(row, audit.VERDICT) or Verdict.CONFORMING.label, **cells}
        for remark in remarks:
            if all(sheet.shown(row, header) == value for header, value in remark["where"].items()):
                judged |= remark["cells"]
        sheet.fill(row, judged)


def _commission_cells(decision: str, on: date) -> dict[str, Any]:
    factors = {layout.opinion_of(factor): Opinion.FAVOURABLE.label for factor in Factor}
    if decision == layout.REFUSE:
        factors[layout.opinion_of(Factor.CANDIDATE_SELECTION)] = Opinion.UNFAVOURABLE.label
    return factors | {
        layout.HELD_ON: datetime(on.year, on.month, on.day), layout.DECISION: decision,
        layout.ATTENDEES: "Hélène Dubois\nClaire Martin", columns.TYPED_BY: "Claire Martin",
    }  # fmt: skip


def _rows_of(sheet: TypedSheet, organisme: str, where: Mapping[str, str]) -> Iterator[int]:
    """The rows of an organisation whose other cells are as `where` says."""
    named = "Raison sociale" if "Raison sociale" in sheet.headers else columns.ORGANISATION
    return sheet.rows({named: organisme, **where})


def _dossier_of(sheet: TypedSheet, organisme: str) -> str:
    (row,) = _rows_of(sheet, organisme, {})
    return str(sheet.shown(row, columns.DOSSIER))
