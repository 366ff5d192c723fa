from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tasks.workbook.backends import GoogleBackend
from tests.tasks.workbook.sample import LAYOUT


@pytest.fixture
def google(tmp_path: Path) -> Iterator[GoogleBackend]:
    """A spreadsheet just made, its calls counted from here; no fault outlives the test."""
    made = GoogleBackend(tmp_path, LAYOUT)
    made.workbook.create()
    made.server.calls.clear()
    yield made
    made.server.faults.clear()
    made.server.quota(0, 0)
