"""The charts of a tab, beside its columns: the bars follow the cells, whatever changes there."""

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tasks.workbook.grid import HEADER_ROW
from tasks.workbook.layout import Chart, Tab
from tasks.workbook.palette import CHART_COLOUR
from tasks.workbook.values import header_key

_WIDTH, _LINE, _HEAD = 16, 0.62, 2.4  # centimetres
_ROW_HEIGHT, _ROWS_APART = 0.53, 2  # 15 points


def _height(chart: Chart) -> int:
    return round(_HEAD + _LINE * (chart.last - chart.first + 1))


def add_charts(sheet: Worksheet, tab: Tab) -> None:
    """Draw the tab's charts one under the other, right of the last column that people use.

    Columns are found by their header: people may have moved them.
    """
    at = {header_key(cell.value): cell.column or 0 for cell in sheet[HEADER_ROW] if cell.value}
    letter, row = get_column_letter(max(at.values(), default=0) + 2), HEADER_ROW + 1
    for chart in tab.charts:
        drawn = _bars(sheet, chart, at[header_key(chart.labels)], at[header_key(chart.values)])
        sheet.add_chart(drawn, f"{letter}{row}")
        row += round(_height(chart) / _ROW_HEIGHT) + _ROWS_APART


def _bars(sheet: Worksheet, chart: Chart, labels: int, values: int) -> BarChart:
    drawn = BarChart()
    drawn.type, drawn.title, drawn.legend, drawn.gapWidth = "bar", chart.title, None, 40
    drawn.add_data(Reference(sheet, min_col=values, min_row=chart.first, max_row=chart.last))
    drawn.set_categories(Reference(sheet, min_col=labels, min_row=chart.first, max_row=chart.last))
    drawn.series[0].graphicalProperties = GraphicalProperties(solidFill=CHART_COLOUR)
    drawn.series[0].dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    drawn.x_axis.scaling.orientation = "maxMin"  # the first row on top
    drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = 0.0, chart.most
    drawn.x_axis.delete = drawn.y_axis.delete = False  # without it Excel shows no axis at all
    drawn.y_axis.majorGridlines, drawn.y_axis.crosses = None, "max"
    drawn.width, drawn.height = _WIDTH, _height(chart)
    return drawn
