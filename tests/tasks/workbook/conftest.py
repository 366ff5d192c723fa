from pathlib import Path

import pytest

from tasks.workbook import Changes, XlsxWorkbook
from tests.tasks.workbook.backends import BACKENDS, Backend
from tests.tasks.workbook.sample import APPLICATIONS, LAYOUT, application


@pytest.fixture(params=sorted(BACKENDS))
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    """A workbook just made, in each backend in turn."""
    made = BACKENDS[request.param](tmp_path, LAYOUT)
    made.workbook.create()
    return made


@pytest.fixture
def book(tmp_path: Path) -> XlsxWorkbook:
    """Three applications, one of them with a status."""
    made = XlsxWorkbook(tmp_path / "suivi.xlsx", LAYOUT)
    made.create()
    changes = Changes()
    for index in range(3):
        changes.append(APPLICATIONS.name, {**application(index), "Réf.": f"OF-{index}"})
    made.write(changes)
    return made
