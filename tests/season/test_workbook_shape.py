"""Staff move columns, sort, add their own, break headers: the tab concerned stops alone, and says how to cure it."""

from collections.abc import Callable, Iterable
from copy import copy
from datetime import date
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tasks.tabs import columns, layout
from tests.season import answers as form
from tests.season.desk import MANAGER, Desk, headers, row_of
from tests.season.reading import events, plain, traces
from tests.season.roads import ALL_POINTS, ATELIER, RECEPTION, SCORING_DAY, received

NEXT_DAY = date(2026, 11, 3)


Table = list[list[tuple[Any, Any]]]  # value and style: a column that is moved takes its format with it


def table(sheet: Worksheet) -> Table:
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows()
    return [[(cell.value, copy(cell._style)) for cell in row] for row in rows]


def retype(sheet: Worksheet, rows: Table) -> None:
    for number, row in enumerate(rows, start=1):
        for at, (value, style) in enumerate(row, start=1):
            cell: Any = sheet.cell(number, at)
            cell.value, cell._style = value, style


@pytest.mark.rule("MIK-04")
def test_moved_columns_sorted_rows_and_a_column_of_their_own_change_nothing(desk: Desk) -> None:
    received(desk, {1: {}, 2: {form.PROGRAMMES: None}})
    before = traces(desk)
    with desk.book() as book:
        sheet = book[layout.APPLICATIONS]
        head, *rows = table(sheet)
        turned = [list(reversed(row)) for row in [head, *reversed(rows)]]
        retype(sheet, turned)
        for number, value in enumerate(("À rappeler", "oui", "non"), start=1):
            sheet.cell(number, len(head) + 1).value = value
    run = desk.day(RECEPTION)
    assert (run.feedback.notes, run.warnings, traces(desk)) == ([], [], before)
    assert desk.row(layout.APPLICATIONS, "Atelier n° 2")["À rappeler"] == "oui"
    desk.type(layout.APPLICATIONS, "Atelier n° 2", {form.PROGRAMMES: "https://pieces.example/p.pdf"})
    with desk.book() as book:  # the formats of the columns stayed where they were
        sheet = book[layout.APPLICATIONS]
        for header, typed in form.answers(3).items():
            sheet.cell(4, headers(sheet)[header]).value = typed
    desk.day(NEXT_DAY)
    assert desk.states() == {f"Atelier n° {rank}": "Complète, à noter" for rank in (1, 2, 3)}
    row = desk.row(layout.APPLICATIONS, "Atelier n° 2")
    assert (row[columns.STATUS], row["À rappeler"]) == ("Complète, à noter", "oui")


def broken_header(sheet: Worksheet) -> None:
    sheet.cell(1, headers(sheet)[form.SIRET]).value = "Numéro"


def doubled_header(sheet: Worksheet) -> None:
    sheet.cell(1, sheet.max_column + 1).value = " siret "


def cleared(sheet: Worksheet) -> None:
    sheet.delete_rows(1, sheet.max_row)


BREAKAGES = [
    (
        broken_header,
        "L’onglet « Candidatures » n’a plus la colonne « SIRET » : rétablissez l’en-tête en ligne 1 (ou relancez "
        "« certiflow init » s’il a été supprimé), puis relancez.",
    ),
    (
        doubled_header,
        "L’onglet « Candidatures » a plusieurs colonnes « SIRET » (E et AV) : renommez ou supprimez celle qui est de "
        "trop, puis relancez.",
    ),
    (
        cleared,
        "L’onglet « Candidatures » n’a pas ses en-têtes en ligne 1 : rétablissez cette ligne, puis relancez.",
    ),
]


@pytest.mark.rule("MIK-04")
@pytest.mark.parametrize(("damage", "sentence"), BREAKAGES, ids=["missing", "doubled", "empty"])
def test_a_tab_without_its_headers_stops_alone_and_starts_again(
    desk: Desk, damage: Callable[[Worksheet], None], sentence: str
) -> None:
    received(desk)
    desk.score(ATELIER, ALL_POINTS)
    desk.apply(2)
    with desk.book() as book:
        kept = table(book[layout.APPLICATIONS])
        damage(book[layout.APPLICATIONS])
    desk.day(SCORING_DAY)
    assert desk.states() == {ATELIER: "En commission"}
    (anomaly,) = desk.rows(layout.ANOMALIES)
    assert [anomaly[header] for header in ("Onglet", "Ligne", "Champ", "Règle")] == [
        "Candidatures", "onglet", "Onglet", "MIK-04"
    ]  # fmt: skip
    assert plain(anomaly["Problème et remède"]) == sentence
    with desk.book() as book:
        cleared(book[layout.APPLICATIONS])
        retype(book[layout.APPLICATIONS], kept)
    desk.day(SCORING_DAY)
    assert desk.states() == {ATELIER: "En commission", "Atelier n° 2": "Complète, à noter"}
    assert desk.rows(layout.ANOMALIES) == []


def test_without_the_tab_of_the_team_the_people_last_read_still_decide(desk: Desk) -> None:
    received(desk)
    desk.score(ATELIER, ALL_POINTS)
    with desk.book() as book:
        del book[layout.TEAM]
    desk.day(SCORING_DAY)
    assert desk.states() == {ATELIER: "En commission"}
    assert [plain(row["Problème et remède"]) for row in desk.rows(layout.ANOMALIES)] == [
        "L’onglet « Équipe » est absent : rétablissez-le, ou relancez « certiflow init »."
    ]
    with desk.office() as office:
        office.workbook.create()
    desk.day(SCORING_DAY)
    assert desk.rows(layout.ANOMALIES) == []


def test_empty_tabs_are_no_anomaly(desk: Desk) -> None:
    run = desk.day(RECEPTION)
    assert (run.feedback.notes, run.warnings, desk.rows(layout.ANOMALIES)) == ([], [], [])
    with desk.book() as book:
        sheet = book[layout.TEAM]
        sheet.delete_rows(2, sheet.max_row)
    desk.apply()
    run = desk.day(RECEPTION)
    assert (run.feedback.notes, desk.states()) == ([], {ATELIER: "Complète, à noter"})
    assert columns.OWNER not in desk.row(layout.DOSSIERS, ATELIER)


def test_a_row_inserted_above_moves_nobody(desk: Desk) -> None:
    received(desk, {1: {}, 2: {}})
    with desk.book() as book:
        book[layout.SCORING].insert_rows(2, 3)
        book[layout.APPLICATIONS].insert_rows(3)
    desk.score("Atelier n° 2", ALL_POINTS)
    desk.day(SCORING_DAY)
    assert desk.states() == {ATELIER: "Complète, à noter", "Atelier n° 2": "En commission"}
    with desk.book() as book:
        sheet = book[layout.SCORING]
        assert [row_of(sheet, name) for name in (ATELIER, "Atelier n° 2")] == [5, 6]
    assert desk.row(layout.SCORING, "Atelier n° 2")[layout.VALIDATED_BY] == MANAGER
    assert events(desk, "D-2026-0002")[-1] == ("2026-11-04", "score_reached", "EN_COMMISSION")
