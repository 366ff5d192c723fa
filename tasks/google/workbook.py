"""The workbook as a Google Sheets spreadsheet that people keep open, sort and edit as they like."""

from pathlib import Path

from tasks.google.api import SheetsApi
from tasks.google.failures import Cure, GoogleFailure
from tasks.google.journal import Journal
from tasks.google.shaping import shape
from tasks.google.spreadsheet import read_grids, read_spreadsheet
from tasks.google.writing import Writing
from tasks.workbook.grid import read_tab
from tasks.workbook.layout import Layout, Mode
from tasks.workbook.protocol import Changes, Completion, WorkbookContent, WorkbookUnavailable, WriteReport

_LOOKS = 3


class GoogleWorkbook:
    """A spreadsheet that exists and is shared with the account of `api`.

    Args:
        api: the spreadsheet on the wire.
        layout: what it holds.
        zone: IANA name of the time zone that its dates are told in.
        journal: file of what was sent and not yet verified; None keeps it in memory.
        editor: the service account's address, who alone may edit what is protected; "" when there is none.
    """

    def __init__(self, api: SheetsApi, layout: Layout, zone: str, journal: Path | None, editor: str = "") -> None:
        self.layout = layout
        self._api, self._zone, self._editor = api, zone, editor
        self._journal = Journal(journal, api.book)
        self._title = ""

    def describe(self) -> str:
        return f"classeur Google « {self._title or self._api.book} »"

    def read(self) -> WorkbookContent:
        """2 calls at any number of rows."""
        self._begin()
        for look in range(1, _LOOKS + 1):
            try:
                return self._read_once()
            except GoogleFailure as failure:  # READ_AGAIN: a tab was renamed between the two calls
                if failure.cure is not Cure.READ_AGAIN or look == _LOOKS:
                    raise WorkbookUnavailable(str(failure)) from None
        raise AssertionError

    def _begin(self) -> None:
        self._api.begin()
        self._journal.reopen()

    def _read_once(self) -> WorkbookContent:
        book = read_spreadsheet(self._api)
        self._title = book.title
        names = [tab.name for tab in self.layout.tabs if tab.mode is not Mode.TEXT]
        grids = read_grids(self._api, book, names)
        return WorkbookContent(
            {tab.name: read_tab(tab, self._journal.sound(tab, grids.get(tab.name))) for tab in self.layout.tabs}
        )

    def write(self, changes: Changes) -> WriteReport:
        """4 calls at any number of rows, 5 when rows are added; more when people work on the same rows meanwhile."""
        changes.check(self.layout)
        self._begin()
        try:
            return Writing(self._api, self.layout, changes, self._journal).run()
        except GoogleFailure as failure:
            return WriteReport(postponed=str(failure))
        except OSError:
            return WriteReport(
                postponed="Le carnet des écritures en cours ne peut pas être enregistré : "
                "vérifiez la place et les droits du dossier de certiflow."
            )

    def create(self) -> Completion:
        return self.complete()

    def complete(self) -> Completion:
        self._begin()
        try:
            return shape(self._api, self.layout, self._zone, self._editor)
        except GoogleFailure as failure:
            raise WorkbookUnavailable(str(failure)) from None
