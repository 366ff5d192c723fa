"""What a workbook looks like, as data: tabs, columns, who owns what. No I/O, no colour, no backend."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from tasks.workbook.values import Kind, header_key

_FORBIDDEN_IN_TAB_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TAB_NAME = 31
LISTS_TAB = "Listes"  # hidden, holds the drop-downs' choices; no layout may take the name


class Owner(StrEnum):
    """Who writes a column. Only SYSTEM cells of an existing row are ever written by the software."""

    FORM = "form"
    STAFF = "staff"
    SYSTEM = "system"


class Tone(StrEnum):
    """How a value is felt: the colour it gives, whichever backend paints it."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    MUTED = "muted"


class Mode(StrEnum):
    """Who owns the rows of a tab.

    ROWS: people own them; the system updates its own columns by key and may append rows.
    MIRROR: a list of the system, rewritten whole at every run (« À faire », « Échéances », « Anomalies »).
    TEXT: prose, written once when the tab is made (« Lisez-moi »).
    """

    ROWS = "rows"
    MIRROR = "mirror"
    TEXT = "text"


class TextStyle(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One paragraph of a TEXT tab."""

    text: str
    style: TextStyle = TextStyle.BODY


@dataclass(frozen=True, slots=True)
class Column:
    """One column, known by its header.

    Args:
        header: as written in row 1; matched later whatever its spacing, case or kind of apostrophe.
        owner: who writes it.
        kind: what its cells hold; drives number format, alignment, drop-down and how a cell is read.
        choices: the drop-down's values, for CHOICE columns only.
        width: in characters of the default font.
        help: French sentence shown as a note on the header, "" for none.
        tones: value → tone; colours the cell (the whole row in a MIRROR tab).
    """

    header: str
    owner: Owner
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    width: int = 16
    help: str = ""
    tones: Mapping[str, Tone] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not header_key(self.header):
            raise ValueError("a column needs a header")
        if self.choices and self.kind is not Kind.CHOICE:
            raise ValueError(f"« {self.header} » has choices but is not a CHOICE column")


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars beside the columns of a MIRROR tab, of some of its rows.

    Args:
        labels, values: headers of two columns of the tab.
        first, last: sheet rows, both drawn.
        most: the end of the scale; None for what the values need.
    """

    title: str
    labels: str
    values: str
    first: int
    last: int
    most: float | None = None


@dataclass(frozen=True)
class Tab:
    """One tab.

    Args:
        name: as shown on the tab, at most 31 characters.
        key: header of the column that identifies a row (« Réf. », « Dossier »), None when nothing does.
        columns: in the order in which they are made; staff may move them afterwards.
        mode: who owns the rows.
        frozen: how many columns on the left stay in sight while scrolling.
        colour: RRGGBB of the tab's tongue, "" for the one of its mode.
        text: the paragraphs of a TEXT tab.
        charts: drawn once beside the columns of an .xlsx file, again by `complete` when none is left. Google Sheets
            shows the figures alone.
    """

    name: str
    key: str | None = None
    columns: tuple[Column, ...] = ()
    mode: Mode = Mode.ROWS
    frozen: int = 1
    colour: str = ""
    text: tuple[TextLine, ...] = ()
    charts: tuple[Chart, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.name) <= _LONGEST_TAB_NAME or _FORBIDDEN_IN_TAB_NAME.search(self.name):
            raise ValueError(f"« {self.name} » is no tab name: 1 to 31 characters, none of []:*?/\\")
        if self.name.casefold() == LISTS_TAB.casefold():
            raise ValueError(f"the tab name « {LISTS_TAB} » is reserved for the drop-downs")
        if (self.mode is Mode.TEXT) == bool(self.columns):
            raise ValueError(f"« {self.name} »: a TEXT tab has text, any other tab has columns")
        keys = [header_key(column.header) for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError(f"« {self.name} »: two columns have the same header")
        for header in (*((self.key,) if self.key is not None else ()), *self._charted):
            self.column(header)

    def column(self, header: str) -> Column:
        """The column of that header. Raises ValueError when the tab has none."""
        found = self._exact.get(header) or self._normalised.get(header_key(header))
        if found is None:
            raise ValueError(f"« {self.name} » has no column « {header} »")
        return found

    @property
    def _charted(self) -> tuple[str, ...]:
        return tuple(header for chart in self.charts for header in (chart.labels, chart.values))

    @cached_property
    def _exact(self) -> dict[str, Column]:
        return {column.header: column for column in self.columns}

    @cached_property
    def _normalised(self) -> dict[str, Column]:
        return {header_key(column.header): column for column in self.columns}

    @property
    def typed_columns(self) -> tuple[Column, ...]:
        """The columns people fill, in layout order: what a row's fingerprint is made of."""
        return tuple(column for column in self.columns if column.owner is not Owner.SYSTEM)


@dataclass(frozen=True, slots=True)
class Layout:
    """All the tabs of a workbook, in order."""

    tabs: tuple[Tab, ...]

    def __post_init__(self) -> None:
        names = [tab.name.casefold() for tab in self.tabs]
        if len(set(names)) != len(names):
            raise ValueError("two tabs have the same name")

    def tab(self, name: str) -> Tab:
        """The tab of that name. Raises ValueError when there is none."""
        for tab in self.tabs:
            if tab.name == name:
                return tab
        raise ValueError(f"the layout has no tab « {name} »")
