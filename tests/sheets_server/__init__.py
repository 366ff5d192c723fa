"""A stand-in for Google Sheets in tests: real HTTP, real tokens, spreadsheets in memory, faults on demand."""

from tests.sheets_server.book import Book, Typed
from tests.sheets_server.server import Call, SheetsServer
from tests.sheets_server.sheet import Cell, Sheet

__all__ = ["Book", "Call", "Cell", "Sheet", "SheetsServer", "Typed"]
