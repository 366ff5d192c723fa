"""The workbook as an .xlsx file on disk."""

import os
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path

from tasks.workbook import shaping
from tasks.workbook.grid import Grid, locate_columns, read_tab
from tasks.workbook.layout import LISTS_TAB, Layout
from tasks.workbook.package import Package, readable
from tasks.workbook.planning import CellWrite, plan_tab
from tasks.workbook.protocol import Changes, Completion, WorkbookContent, WorkbookUnavailable, WriteReport
from tasks.workbook.saving import ChangedMeanwhile, Postponed, check_free, digest, replace_file
from tasks.workbook.sheetread import Sheet
from tasks.workbook.sheetwrite import SheetEditor
from tasks.workbook.stylesheet import Stylesheet
from tasks.workbook.values import header_key

_ATTEMPTS = 5
_UNSETTLED = "Le classeur « {} » change sans cesse : l’écriture sera refaite au prochain passage."


class XlsxWorkbook:
    """An .xlsx file that people keep open, sort and edit as they like.

    Args:
        path: the file; it need not exist before `create`.
        layout: what it holds.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        self.path = path
        self.layout = layout
        self._last: tuple[str, Mapping[str, Grid | None]] | None = None  # digest and grids of the last reading

    def describe(self) -> str:
        return f"classeur « {self.path.name} »"

    def read(self) -> WorkbookContent:
        grids = self._grids(self._bytes())
        return WorkbookContent({tab.name: read_tab(tab, grids[tab.name]) for tab in self.layout.tabs})

    def write(self, changes: Changes) -> WriteReport:
        changes.check(self.layout)
        for _ in range(_ATTEMPTS):
            try:
                return self._write_once(changes)
            except ChangedMeanwhile:
                continue
            except Postponed as refusal:
                return WriteReport(postponed=str(refusal))
        return WriteReport(postponed=_UNSETTLED.format(self.path.name))

    def create(self) -> Completion:
        if os.access(self.path, os.F_OK):
            return self.complete()
        try:
            replace_file(self.path, shaping.new_workbook(self.layout), read_digest=None)
        except ChangedMeanwhile:  # someone was quicker
            return self.complete()
        except Postponed as refusal:
            raise WorkbookUnavailable(f"Le classeur « {self.path.name} » n’a pas pu être créé. {refusal}") from None
        return Completion(added=(f"Classeur « {self.path.name} » créé, {len(self.layout.tabs)} onglets.",))

    def complete(self) -> Completion:
        for _ in range(_ATTEMPTS):
            try:
                return self._complete_once()
            except ChangedMeanwhile:
                continue
            except Postponed as refusal:
                return Completion(postponed=str(refusal))
        return Completion(postponed=_UNSETTLED.format(self.path.name))

    def _bytes(self) -> bytes:
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            raise WorkbookUnavailable(
                f"Le classeur « {self.path} » n’existe pas : lancez « certiflow init » pour le créer, "
                "ou corrigez son chemin dans la configuration."
            ) from None
        except OSError:
            raise WorkbookUnavailable(
                f"Le classeur « {self.path} » ne peut pas être lu : vérifiez que c’est un fichier "
                "et que certiflow a le droit de le lire."
            ) from None

    def _grids(self, data: bytes) -> Mapping[str, Grid | None]:
        """The grid of each tab; what was read last is not read again as long as the file is the same."""
        version = digest(data)
        if self._last is None or self._last[0] != version:
            package = Package(data, self.path.name)
            with readable(self.path.name):
                styles = Stylesheet(package.styles)
                self._last = version, {tab.name: _grid(package, styles, tab.name) for tab in self.layout.tabs}
        return self._last[1]

    def _write_once(self, changes: Changes) -> WriteReport:
        data = self._bytes()
        grids = self._grids(data)
        plans = {name: plan_tab(self.layout.tab(name), grids[name], tab) for name, tab in changes.tabs.items()}
        changed = sum(len(plan.writes) for plan in plans.values())
        if changed:
            check_free(self.path)
            writes = {name: plan.writes for name, plan in plans.items() if plan.writes}
            with readable(self.path.name):
                patched = _patched(data, self.path.name, writes, partial(self._typed_columns, grids))
            replace_file(self.path, patched, read_digest=digest(data))
        return WriteReport(
            placed=sum(plan.placed for plan in plans.values()),
            unplaced=tuple(lost for plan in plans.values() for lost in plan.unplaced),
            changed_cells=changed,
        )

    def _typed_columns(self, grids: Mapping[str, Grid | None], name: str) -> set[int]:
        """The numbers of the columns of a tab that are read from people; none in a tab of their own."""
        tab = next((tab for tab in self.layout.tabs if header_key(tab.name) == header_key(name)), None)
        places = locate_columns(tab, grids[tab.name])[0] if tab else {}
        return {places[column.header] for column in tab.typed_columns if column.header in places} if tab else set()

    def _complete_once(self) -> Completion:
        data = self._bytes()
        package = Package(data, self.path.name)
        with readable(self.path.name):
            lists = _grid(package, Stylesheet(package.styles), LISTS_TAB)
            undrawn = [tab for tab in self.layout.tabs if tab.charts and not package.has_chart(tab.name)]
        gaps = shaping.find_gaps(self.layout, self._grids(data), lists)
        gaps.charts = [tab for tab in undrawn if tab not in gaps.tabs]
        if not gaps.sentences():
            return Completion(problems=tuple(gaps.problems))
        check_free(self.path)
        with readable(self.path.name):
            completed = shaping.completed_workbook(data, self.path.name, self.layout, gaps)
        copy = self._keep_copy(data)
        replace_file(self.path, completed, read_digest=digest(data))
        return Completion((*gaps.sentences(), f"Copie de l’ancien classeur : « {copy.name} »."), tuple(gaps.problems))

    def _keep_copy(self, data: bytes) -> Path:
        """The file as it was, beside it: openpyxl keeps cells and styles, but not every shape or picture."""
        copy = self.path.with_name(f"{self.path.stem} (avant init {digest(data)[:8]}){self.path.suffix}")
        if not copy.exists():
            replace_file(copy, data, read_digest=None)
        return copy


def _grid(package: Package, styles: Stylesheet, tab: str) -> Grid | None:
    part = package.sheet_part(tab)
    return None if part is None else Sheet(package.part(part), package.strings, styles).grid()


def _patched(
    data: bytes, name: str, writes: Mapping[str, list[CellWrite]], typed: Callable[[str], Collection[int]]
) -> bytes:
    """The workbook's bytes with some cells set and everything else as it was, formulas left to be recalculated."""
    package = Package(data, name)
    styles = Stylesheet(package.styles)
    for tab, cells in writes.items():
        part = package.sheet_part(tab)
        if part is not None:
            sheet = SheetEditor(package.part(part), package.strings, styles)
            sheet.set(cells)
            package.replace(part, sheet.to_bytes())
            if sheet.formula_overwritten:
                package.forget_calculation_order()
    if styles.changed:
        package.replace_styles(styles.to_bytes())
    _outdate_formulas(package, styles, typed)
    return package.to_bytes()


def _outdate_formulas(package: Package, styles: Stylesheet, typed: Callable[[str], Collection[int]]) -> None:
    with_formulas = {tab: part for tab, part in package.sheets.items() if package.has_formula(part)}
    for tab, part in with_formulas.items():
        sheet = SheetEditor(package.part(part), package.strings, styles)
        if sheet.forget_values(typed(tab)):
            package.replace(part, sheet.to_bytes())
    if with_formulas:
        package.recalculate_on_opening()
