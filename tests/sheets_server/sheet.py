"""One tab in memory: typed cells by row, and what a tab carries beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.sheets_server.errors import ApiError, Json
from tests.sheets_server.ranges import Box, box_of, grid_box, grid_range, shifted

Value = str | int | float | bool | None
DEFAULT_WIDTH = 100  # pixels


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell holds. `value` is the formula's result when there is a formula; a date is a number."""

    value: Value = None
    formula: str = ""
    format: Json | None = None
    note: str = ""
    validation: Json | None = None

    @property
    def number_format(self) -> Json:
        return (self.format or {}).get("numberFormat") or {}

    def typed(self, value: Value, formula: str = "") -> "Cell":
        """The same cell holding something else: its format, note and validation stay."""
        return replace(self, value=None if value == "" else value, formula=formula)


BLANK = Cell()


class Sheet:
    """Rows are dictionaries by column; there are always as many as the grid has."""

    def __init__(self, sheet_id: int, title: str, rows: int = 1000, columns: int = 26) -> None:
        self.properties: Json = {
            "sheetId": sheet_id,
            "title": title,
            "sheetType": "GRID",
            "gridProperties": {"rowCount": rows, "columnCount": columns},
        }
        self.rows: list[dict[int, Cell]] = [{} for _ in range(rows)]
        self.column_metadata: list[Json] = [{"pixelSize": DEFAULT_WIDTH} for _ in range(columns)]
        self.row_sizes: dict[int, int] = {}
        self.merges: list[Json] = []
        self.protections: list[Json] = []
        self.conditional_formats: list[Json] = []
        self.basic_filter: Json | None = None

    @property
    def id(self) -> int:
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        return str(self.properties["title"])

    @property
    def grid(self) -> Json:
        grid: Json = self.properties["gridProperties"]
        return grid

    @property
    def column_count(self) -> int:
        return int(self.grid["columnCount"])

    @property
    def frozen(self) -> tuple[int, int]:
        """How many rows and columns stay in view."""
        return self.grid.get("frozenRowCount", 0), self.grid.get("frozenColumnCount", 0)

    @property
    def widths(self) -> list[int]:
        return [column["pixelSize"] for column in self.column_metadata]

    @property
    def tab_color(self) -> Json | None:
        return (self.properties.get("tabColorStyle") or {}).get("rgbColor")

    @property
    def whole(self) -> Box:
        return Box(0, 0, len(self.rows), self.column_count)

    def cell(self, a1: str) -> Cell:
        """The cell at « B2 », with its format, note and validation."""
        box, _ = box_of(a1, len(self.rows), self.column_count)
        return self.at(box.top, box.left)

    def at(self, row: int, column: int) -> Cell:
        return self.rows[row].get(column, BLANK)

    def put(self, row: int, column: int, cell: Cell) -> None:
        if cell == BLANK:
            self.rows[row].pop(column, None)
        else:
            self.rows[row][column] = cell

    def box(self, grid: Json) -> Box:
        return grid_box(grid, len(self.rows), self.column_count)

    def filled(self, within: Box | None = None) -> Iterator[tuple[int, int]]:
        """Where the cells that hold something are, row by row."""
        box = within or self.whole
        for row in range(box.top, min(box.bottom, len(self.rows))):
            for column in sorted(self.rows[row]):
                if column in box.columns and self.rows[row][column].value is not None:
                    yield row, column

    def insert(self, dimension: str, at: int, count: int) -> None:
        """Empty rows or columns before index `at`; what stood there moves, with every range that holds it."""
        if dimension == "ROWS":
            self.rows[at:at] = [{} for _ in range(count)]
        else:
            self.rows = [{c + count if c >= at else c: cell for c, cell in row.items()} for row in self.rows]
            self.column_metadata[at:at] = [{"pixelSize": DEFAULT_WIDTH} for _ in range(count)]
        self._moved(dimension, at, count)

    def delete(self, dimension: str, at: int, count: int) -> None:
        if dimension == "ROWS":
            del self.rows[at : at + count]
        else:
            gone = range(at, at + count)
            self.rows = [
                {c - count if c >= at else c: cell for c, cell in row.items() if c not in gone} for row in self.rows
            ]
            del self.column_metadata[at : at + count]
        self._moved(dimension, at, -count)

    def resize(self, rows: int, columns: int) -> None:
        """Grow or shrink at the end, as a change of `gridProperties` does."""
        if rows < 1 or columns < 1:
            raise ApiError(400, "A sheet must keep at least one row and one column.")
        for dimension, now, wanted in (("ROWS", len(self.rows), rows), ("COLUMNS", self.column_count, columns)):
            if wanted > now:
                self.insert(dimension, now, wanted - now)
            elif wanted < now:
                self.delete(dimension, wanted, now - wanted)

    def _moved(self, dimension: str, at: int, count: int) -> None:
        key = "rowCount" if dimension == "ROWS" else "columnCount"
        self.grid[key] += count
        self.merges = [moved for merge in self.merges if (moved := shifted(merge, dimension, at, count))]
        kept = []
        for protection in self.protections:
            place = shifted(protection["range"], dimension, at, count)
            if place is not None:
                kept.append({**protection, "range": place})
        self.protections = kept
        rules = []
        for rule in self.conditional_formats:
            places = [moved for grid in rule["ranges"] if (moved := shifted(grid, dimension, at, count))]
            if places:
                rules.append({**rule, "ranges": places})
        self.conditional_formats = rules

    def merge(self, box: Box) -> None:
        """One merged cell: the first value stays, the others are lost."""
        self.unmerge(box)
        for row, column in list(self.filled(box)):
            if (row, column) != (box.top, box.left):
                self.put(row, column, self.at(row, column).typed(None))
        self.merges.append(grid_range(self.id, box))

    def unmerge(self, box: Box) -> None:
        def touches(grid: Json) -> bool:
            other = self.box(grid)
            return not (
                other.bottom <= box.top or other.top >= box.bottom or other.right <= box.left or other.left >= box.right
            )

        self.merges = [grid for grid in self.merges if not touches(grid)]

    def copy(self) -> "Sheet":
        """A copy that later changes do not reach: cells are never changed in place, dictionaries are copied."""
        twin = Sheet(self.id, self.title, 0, 0)
        twin.properties = {**self.properties, "gridProperties": dict(self.grid)}
        twin.rows = [dict(row) for row in self.rows]
        twin.column_metadata = [dict(column) for column in self.column_metadata]
        twin.row_sizes = dict(self.row_sizes)
        twin.merges = list(self.merges)
        twin.protections = list(self.protections)
        twin.conditional_formats = list(self.conditional_formats)
        twin.basic_filter = self.basic_filter
        return twin
