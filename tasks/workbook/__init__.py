"""The workbook that staff and applicants type into: its layout, its protocol, its backends."""

from tasks.workbook.layout import Column, Layout, Mode, Owner, Tab, TextLine, TextStyle, Tone
from tasks.workbook.protocol import (
    Cells,
    Changes,
    Completion,
    Row,
    RowUpdate,
    TabChanges,
    TabContent,
    Unplaced,
    Workbook,
    WorkbookContent,
    WorkbookUnavailable,
    WriteReport,
)
from tasks.workbook.values import NOT_CALCULATED, CellError, CellValue, Kind
from tasks.workbook.xlsx import XlsxWorkbook

__all__ = [
    "NOT_CALCULATED",
    "CellError",
    "CellValue",
    "Cells",
    "Changes",
    "Column",
    "Completion",
    "Kind",
    "Layout",
    "Mode",
    "Owner",
    "Row",
    "RowUpdate",
    "Tab",
    "TabChanges",
    "TabContent",
    "TextLine",
    "TextStyle",
    "Tone",
    "Unplaced",
    "Workbook",
    "WorkbookContent",
    "WorkbookUnavailable",
    "WriteReport",
    "XlsxWorkbook",
]
