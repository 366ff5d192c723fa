"""What was sent and not yet verified, kept on disk: a run cut between its write and its look is healed by the next."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from pathlib import Path

from tasks.google.cells import Cell, raw_of
from tasks.google.healing import Trace, healed
from tasks.whole_file import write_whole
from tasks.workbook.grid import Grid
from tasks.workbook.layout import Tab


class Journal:
    """The traces of one spreadsheet, by tab.

    Args:
        path: its file; None keeps it in memory only.
        book: the spreadsheet's identifier: a file about another one counts for nothing.
    """

    def __init__(self, path: Path | None, book: str) -> None:
        self._path, self._book = path, book
        self._traces: dict[str, Trace] = {}

    def reopen(self) -> None:
        """Another run may have written or settled the file meanwhile."""
        if self._path is not None:
            self._traces = self._load()

    @property
    def tabs(self) -> frozenset[str]:
        return frozenset(self._traces)

    def sound(self, tab: Tab, now: Grid | None) -> Grid | None:
        """The tab as it would be had every cell landed where it was meant to; as it is when nobody can tell."""
        trace = self._traces.get(tab.name)
        if trace is None or now is None:
            return now
        return healed(tab, now, trace) or now

    def record(self, before: Mapping[str, Grid], cells: Mapping[str, Iterable[Cell]]) -> None:
        """Note what is about to be sent. Raises OSError when the disk refuses: then nothing may be sent."""
        for tab, sent in cells.items():
            trace = self._traces.setdefault(tab, Trace({}))
            trace.before = before[tab]
            trace.cells.extend(sent)
        self._save()

    def settle(self) -> None:
        """Everything was seen in its place."""
        if self._traces:
            self._traces.clear()
            if self._path is not None:
                self._path.unlink(missing_ok=True)

    def _save(self) -> None:
        if self._path is None:
            return
        traces = {
            tab: {
                "before": {row: {at: raw_of(raw) for at, raw in cells.items()} for row, cells in trace.before.items()},
                "cells": [astuple(cell) for cell in trace.cells],
            }
            for tab, trace in self._traces.items()
        }
        content = json.dumps({"book": self._book, "traces": traces}, ensure_ascii=False)
        write_whole(self._path, content.encode(), 0o600)

    def _load(self) -> dict[str, Trace]:
        try:
            content = json.loads(self._path.read_bytes()) if self._path is not None else {}
        except (OSError, ValueError):  # none, or none of ours
            return {}
        if content.get("book") != self._book:
            return {}
        return {
            tab: Trace(
                {int(row): {int(at): raw for at, raw in cells.items()} for row, cells in trace["before"].items()},
                [Cell(*cell) for cell in trace["cells"]],
            )
            for tab, trace in content["traces"].items()
        }
