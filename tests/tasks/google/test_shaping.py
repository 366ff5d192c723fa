"""Making and completing a spreadsheet: what staff find in it, and that a second time changes nothing."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from config.loader import Config
from tasks.tabs.layout import certiflow_layout
from tasks.workbook import Completion, Layout, Owner
from tests.sheets_server import Sheet
from tests.tasks.workbook.backends import GoogleBackend
from tests.tasks.workbook.hands import TAB, column, fill, rows, typed
from tests.tasks.workbook.sample import APPLICATIONS, COMMISSION, LAYOUT, READ_ME, TO_DO

CHANGE = "spreadsheets.batchUpdate"
FORM_HEADERS = [column.header for column in APPLICATIONS.columns if column.owner is Owner.FORM]


def at(sheet: Sheet, header: str, row: int = 1) -> Any:
    """The cell of a column, on the second row unless told."""
    headers = [sheet.at(0, number).value for number in range(sheet.column_count)]
    return sheet.at(row, headers.index(header))


def fresh(tmp_path: Path) -> GoogleBackend:
    made = GoogleBackend(tmp_path, LAYOUT)
    made.server.calls.clear()
    return made


def changes_of(google: GoogleBackend) -> int:
    return sum(call.family not in ("token", "spreadsheets.get", "values.batchGet") for call in google.server.calls)


def test_a_blank_spreadsheet_is_made_in_one_change(tmp_path: Path) -> None:
    google = fresh(tmp_path)
    google.book.locale, google.book.zone = "en_US", "America/New_York"
    done = google.workbook.create()
    assert done == Completion(
        added=(
            *(f"Onglet « {tab.name} » ajouté." for tab in LAYOUT.tabs),
            "Classeur réglé en français, fuseau Europe/Paris.",
        )
    )
    assert changes_of(google) == 1
    assert (google.book.locale, google.book.zone) == ("fr_FR", "Europe/Paris")
    assert google.book.tabs[:4] == [tab.name for tab in LAYOUT.tabs]
    for tab in (APPLICATIONS, COMMISSION, TO_DO):
        assert google.table(tab.name) == [[column.header for column in tab.columns]]


def test_a_second_time_makes_no_call_that_writes(google: GoogleBackend) -> None:
    fill(google, 3)
    google.server.calls.clear()
    assert google.workbook.create() == Completion()
    assert google.another().create() == Completion()
    assert changes_of(google) == 0


def test_staff_find_formats_drop_downs_checkboxes_and_notes(google: GoogleBackend) -> None:
    sheet = google.book.sheet(TAB)
    kinds = {header: at(sheet, header).number_format.get("type") for header in ("SIRET", "Code postal", "Téléphone")}
    assert kinds == dict.fromkeys(kinds, "TEXT")
    assert at(sheet, "Vérifiées le").number_format == {"type": "DATE", "pattern": "dd/mm/yyyy"}
    assert at(sheet, "Horodateur").number_format == {"type": "DATE_TIME", "pattern": "dd/mm/yyyy hh:mm"}
    assert at(sheet, "Année de création").number_format == {}
    assert at(sheet, "Pièces vérifiées").validation == {"condition": {"type": "BOOLEAN"}, "strict": True}
    answers = at(sheet, "Modalité").validation
    assert [value["userEnteredValue"] for value in answers["condition"]["values"]] == [
        "Présentiel", "À distance", "Mixte, en alternance"
    ]  # fmt: skip
    assert (answers["condition"]["type"], answers.get("strict", False)) == ("ONE_OF_LIST", False)
    decision = at(google.book.sheet(COMMISSION.name), "Décision").validation
    assert (decision["condition"]["type"], decision["strict"]) == ("ONE_OF_LIST", True)
    assert at(sheet, "SIRET", row=0).note == "14 chiffres."
    assert at(sheet, "Statut", row=0).validation is None
    assert sheet.grid["frozenRowCount"] == 1
    assert sheet.grid["frozenColumnCount"] == 3
    assert sheet.column_metadata[2]["pixelSize"] == 30 * 7 + 12
    assert sheet.properties["tabColorStyle"]["rgbColor"]["red"] == pytest.approx(0xF4 / 255)
    assert len(sheet.conditional_formats) == 5
    assert sheet.conditional_formats[0]["ranges"][0]["startColumnIndex"] == 13


def test_what_the_system_writes_is_protected(google: GoogleBackend) -> None:
    """Strictly where nobody has to sort or delete; with a warning on the rows that people own."""
    sheet = google.book.sheet(TAB)
    assert {
        (one["description"], one["range"]["startColumnIndex"], one["warningOnly"]) for one in sheet.protections
    } == {
        ("certiflow : Réf.", 1, True),
        ("certiflow : Statut", 13, True),
        ("certiflow : Échéance", 14, True),
        ("certiflow : Retour", 15, True),
    }
    (whole,) = google.book.sheet(TO_DO.name).protections
    assert whole["editors"]["users"] == [google.server.account["client_email"]]
    assert "warningOnly" not in whole
    assert "startColumnIndex" not in whole["range"]


def test_the_prose_is_written_once_as_text(google: GoogleBackend) -> None:
    lines = [row[1] for row in google.table(READ_ME.name) if len(row) > 1 and row[1]]
    assert lines[: len(READ_ME.text)] == [line.text for line in READ_ME.text]
    assert "Jaune : à remplir par l’équipe." in lines
    google.type_table(READ_ME.name, [["Notre propre mode d’emploi"]])
    assert google.workbook.complete() == Completion()
    assert google.table(READ_ME.name) == [["Notre propre mode d’emploi"]]


def test_a_tab_that_a_form_fills_is_completed_at_its_right_end(tmp_path: Path) -> None:
    google = fresh(tmp_path)
    order = ["Horodateur", *reversed(FORM_HEADERS[1:]), "Une question de plus"]
    answer = ["02/11/2026 10:00:00", *(f"réponse {i}" for i in range(len(order) - 1))]
    google.book.add_tab(TAB, [order, answer])
    done = google.workbook.create()
    assert done.problems == ()
    table = google.table(TAB)
    width = len(order)
    assert [row[:width] for row in table] == [order, answer]
    assert table[0][width:] == [c.header for c in APPLICATIONS.columns if c.owner is not Owner.FORM]
    assert at(google.book.sheet(TAB), "SIRET").number_format["type"] == "TEXT"
    assert google.workbook.create() == Completion()
    assert rows(google)[0].cells["SIRET"] == answer[order.index("SIRET")]


def test_a_column_typed_at_the_right_end_meanwhile_is_not_overwritten(google: GoogleBackend) -> None:
    fill(google, 2)
    google.book.delete_column(TAB, 16)
    google.server.between(lambda: google.book.insert_column(TAB, 16, ["Notes", "à rappeler"]), CHANGE)
    assert google.workbook.complete().added[0] == "Onglet « Candidatures » : colonne « Retour » ajoutée."
    assert column(google.table(TAB), "Notes") == ["à rappeler", None]
    assert google.workbook.read().problems == {}
    assert "certiflow : Retour" in {one["description"] for one in google.book.sheet(TAB).protections}


def test_formats_and_protections_that_were_removed_come_back(google: GoogleBackend) -> None:
    fill(google, 2)
    before = typed(google.table(TAB))
    sheet = google.book.sheet(TAB)
    sheet.protections.clear()
    for number in range(1, 4):
        sheet.put(number, 3, replace(sheet.at(number, 3), format=None))
    assert google.workbook.complete() == Completion(added=("Formats et protections mis en place.",))
    assert at(sheet, "SIRET").number_format["type"] == "TEXT"
    assert len(sheet.protections) == 4
    assert typed(google.table(TAB)) == before


def test_new_rows_are_dressed_like_the_others(google: GoogleBackend) -> None:
    google.workbook.layout = LAYOUT
    fill(google, 3)
    sheet = google.book.sheet(TAB)
    for row in (1, 2, 3):
        assert at(sheet, "SIRET", row).number_format["type"] == "TEXT"
        assert at(sheet, "Pièces vérifiées", row).validation["condition"]["type"] == "BOOLEAN"


@pytest.mark.parametrize("after_work", [False, True])
@pytest.mark.parametrize("kind", ["429", "503", "html502", "drop"])
def test_a_making_that_is_cut_is_looked_at_before_it_is_repeated(tmp_path: Path, kind: str, after_work: bool) -> None:
    google = fresh(tmp_path)
    google.server.faults.add(kind, on=CHANGE, after_work=after_work)
    assert len(google.workbook.create().added) == len(LAYOUT.tabs)
    assert sorted(google.book.tabs) == sorted([*(tab.name for tab in LAYOUT.tabs), "Feuille 1"])
    assert len(google.book.sheet(TAB).conditional_formats) == 5
    google.server.faults.clear()


def test_a_layout_with_a_tab_more_keeps_the_others(google: GoogleBackend) -> None:
    fill(google, 2)
    more = replace(COMMISSION, name="Recours")
    google.workbook.layout = Layout((*LAYOUT.tabs, more))
    assert google.workbook.complete() == Completion(added=("Onglet « Recours » ajouté.",))
    assert len(rows(google)) == 2


def test_the_shipped_layout_is_made_in_one_change_and_read_back(tmp_path: Path, config: Config) -> None:
    google = GoogleBackend(tmp_path, certiflow_layout(config))
    google.server.calls.clear()
    assert len(google.workbook.create().added) == len(google.layout.tabs)
    assert google.workbook.create() == Completion()
    assert changes_of(google) == 1
    assert google.workbook.read().problems == {}
