"""Cells of « Inscriptions »: a birth date with what is known of it, whatever a spreadsheet made of it."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.exams.registration_rows import birth_date, names
from tasks.intake.cells import BadCell
from tasks.workbook.values import CellValue


@pytest.mark.rule("NET-10")
@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (datetime(1991, 3, 1), (1991, 3, 1)),
        (date(1991, 3, 1), (1991, 3, 1)),
        ("01/03/1991", (1991, 3, 1)),
        (" 1991-03-01 ", (1991, 3, 1)),
        ("03/1991", (1991, 3, None)),
        (1991, (1991, None, None)),
        ("1991", (1991, None, None)),
        (33298, (1991, 3, 1)),
        (None, None),
        (" ", None),
    ],
)
def test_a_birth_date_is_read_with_what_is_known_of_it(
    cell: CellValue, found: tuple[int, int | None, int | None] | None
) -> None:
    assert birth_date(cell) == found


@pytest.mark.parametrize("cell", ["31/02/1991", "13/1991", 1850, 19910301, "199", "avant guerre", True, 1991.5])
def test_what_is_no_birth_date_is_refused_in_words(cell: CellValue) -> None:
    with pytest.raises(BadCell):
        birth_date(cell)


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.datetimes(), st.dates()))
def test_any_cell_is_a_birth_date_that_exists_or_is_refused(cell: CellValue) -> None:
    try:
        found = birth_date(cell)
    except BadCell:
        return
    assert found is None or date(found[0], found[1] or 1, found[2] or 1).year == found[0]


def test_names_are_one_a_line() -> None:
    assert names("Jeanne  Kaplan\n\n Lukas\u202eOstrowski ") == ("Jeanne Kaplan", "LukasOstrowski")
