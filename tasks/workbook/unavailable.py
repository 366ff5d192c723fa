"""A workbook that cannot even be named: whoever reads it hears why, and runs go on from the ledger."""

from typing import NoReturn

from tasks.workbook.layout import Layout
from tasks.workbook.protocol import Changes, Completion, WorkbookContent, WorkbookUnavailable, WriteReport


class UnavailableWorkbook:
    """Stands for one whose credentials or identifier are of no use.

    Args:
        reason: French, with its cure.
    """

    def __init__(self, layout: Layout, reason: str) -> None:
        self.layout = layout
        self._reason = reason

    def describe(self) -> str:
        return "classeur indisponible"

    def read(self) -> WorkbookContent:
        self._stop()

    def write(self, changes: Changes) -> WriteReport:
        return WriteReport(postponed=self._reason)

    def create(self) -> Completion:
        self._stop()

    def complete(self) -> Completion:
        self._stop()

    def _stop(self) -> NoReturn:
        raise WorkbookUnavailable(self._reason)
