from pathlib import Path

import pytest

from tests.tasks.workbook.backends import BACKENDS, Backend
from tests.tasks.workbook.sample import LAYOUT


@pytest.fixture(params=sorted(BACKENDS))
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    """A workbook just made, in each backend in turn."""
    made = BACKENDS[request.param](tmp_path, LAYOUT)
    made.workbook.create()
    return made
