"""The workbook as a Google Sheets spreadsheet, through gspread."""

from tasks.google.opening import open_google_workbook
from tasks.google.workbook import GoogleWorkbook

__all__ = ["GoogleWorkbook", "open_google_workbook"]
