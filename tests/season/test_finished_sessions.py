"""A session that is over: the rows of its day leave the workbook, the ledger and the documents keep what they said."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from domain.exams.candidacy_process import CANDIDACY
from tasks.ledger.queries import read_subjects
from tasks.tabs import attendance, deliberations, grids, results
from tasks.tabs.columns import REF
from tests.season import exam_day as hands
from tests.season import exam_roads as roads
from tests.season.desk import Desk
from tests.season.exam_day import SESSION
from tests.season.reading import traces

END = hands.VALIDATED_ON
_DAY_TABS = (attendance.ATTENDANCE, grids.GRIDS, deliberations.DELIBERATIONS)


@pytest.fixture
def delivered(desk: Desk) -> Desk:
    roads.judged(desk)
    hands.sign_and_validate(desk)
    assert desk.rows(results.RESULTS)[0]["Statut"] == "Certifications délivrées"
    return desk


def rows_of_the_day(desk: Desk) -> Mapping[str, int]:
    return {tab: len(desk.rows(tab)) for tab in _DAY_TABS}


@pytest.mark.rule("REF-29", "NET-27")
def test_the_rows_of_a_session_leave_thirty_days_after_its_end_and_the_ledger_keeps_them(delivered: Desk) -> None:
    before = rows_of_the_day(delivered)
    delivered.day(END + timedelta(days=29))
    assert rows_of_the_day(delivered) == before
    with delivered.ledger() as connection:
        marks = {view.ref: view.facts.marks for view in read_subjects(connection, CANDIDACY)}
    said = traces(delivered)
    delivered.day(END + timedelta(days=30))
    assert rows_of_the_day(delivered) == dict.fromkeys(_DAY_TABS, 0)
    assert [row[REF] for row in delivered.rows(results.RESULTS)] == [SESSION]
    with delivered.ledger() as connection:
        assert {view.ref: view.facts.marks for view in read_subjects(connection, CANDIDACY)} == marks
    assert sum(map(len, marks.values())) > 0
    assert traces(delivered) == said
    run = delivered.day(END + timedelta(days=30))
    assert run.written is not None
    assert run.written.changed_cells == 0


@pytest.mark.rule("REF-29")
def test_a_row_whose_last_words_were_refused_stays_until_somebody_cures_it(delivered: Desk) -> None:
    key = delivered.rows(grids.GRIDS)[0][REF]
    delivered.type_rows(grids.GRIDS, {key: {"Points": 0}})
    delivered.day(END + timedelta(days=40))
    (left,) = delivered.rows(grids.GRIDS)
    assert (left[REF], left["Points"]) == (key, 0)
    assert "[M2I-33]" in left["Retour"]
