"""What applicants type reaches the sheet as text, whole or cut in words, through both ways of writing."""

import pytest

from tasks.google.cells import Cell as SentCell
from tasks.google.cells import ranges_of, raw_of
from tasks.workbook import Changes, WriteReport
from tests.tasks.workbook.backends import GoogleBackend
from tests.tasks.workbook.hands import HOSTILE, TAB, fill, rows

NAME = "Raison sociale"


def test_no_text_ever_becomes_a_formula_or_a_number(google: GoogleBackend) -> None:
    changes = Changes()
    for index, text in enumerate(HOSTILE):
        changes.append(TAB, {"Réf.": f"OF-{index}", NAME: text})
    google.workbook.write(changes)
    changes = Changes()
    for index, text in enumerate(HOSTILE):
        changes.update(TAB, {"Retour": text}, key=f"OF-{index}")
    google.workbook.write(changes)
    sheet = google.book.sheet(TAB)
    for row, text in enumerate(HOSTILE, 1):
        for column in (2, 15):
            assert (sheet.at(row, column).value, sheet.at(row, column).formula) == (text, "")
    assert google.workbook.write(changes).changed_cells == 0


@pytest.mark.parametrize("text", ["é" * 50_001, "👩" * 50_001, "x" * 1_000_000], ids=["long", "emoji", "a million"])
def test_a_text_longer_than_a_cell_holds_is_cut_and_says_so(google: GoogleBackend, text: str) -> None:
    changes = Changes()
    changes.append(TAB, {"Réf.": "OF-1", NAME: text})
    changes.append(TAB, {"Réf.": "OF-2", NAME: "Une autre, intacte"})
    assert google.workbook.write(changes).placed == 2
    changes = Changes()
    changes.update(TAB, {"Retour": text}, key="OF-1")
    assert google.workbook.write(changes).placed == 1
    first, second = rows(google)
    for header in (NAME, "Retour"):
        kept = str(first.cells[header])
        assert kept.endswith(" […]")
        assert text.startswith(kept.removesuffix(" […]"))
    assert second.cells[NAME] == "Une autre, intacte"
    assert google.workbook.write(changes).changed_cells == 0


def test_what_is_no_character_is_left_out(google: GoogleBackend) -> None:
    changes = Changes()
    changes.append(TAB, {"Réf.": "OF-1\x00", NAME: "A\x00B\x1b\ud800C", "Statut": "\x00"})
    assert google.workbook.write(changes).placed == 1
    (row,) = rows(google)
    assert (row.key, row.cells[NAME], row.cells["Statut"]) == ("OF-1", "ABC", None)


def test_a_tab_named_with_an_apostrophe_is_found(google: GoogleBackend) -> None:
    assert ranges_of("L'équipe", [SentCell(2, 1, "", "a"), SentCell(3, 1, "", None), SentCell(5, 1, "", "b")]) == {
        "'L''équipe'!A2:A3": [["a"], [""]],
        "'L''équipe'!A5:A5": [["b"]],
    }


def test_a_renamed_spelling_of_a_tab_is_still_the_tab(google: GoogleBackend) -> None:
    fill(google, 1)
    google.book.rename_tab(TAB, " candidatures ")
    changes = Changes()
    changes.update(TAB, {"Statut": "Complète"}, key="OF-0000")
    assert google.workbook.write(changes) == WriteReport(placed=1, changed_cells=1)
    assert rows(google)[0].cells["Statut"] == "Complète"


def test_checkboxes_that_google_fills_do_not_push_new_rows_down(google: GoogleBackend) -> None:
    (headers,) = google.table(TAB)
    unticked: list[object] = [False if header == "Pièces vérifiées" else None for header in headers]
    google.type_table(TAB, [headers, *[unticked] * 300])
    fill(google, 2)
    assert [row.number for row in rows(google)] == [2, 3]


def test_a_number_stays_exact() -> None:
    assert raw_of(73282932000074) == 73282932000074
    assert raw_of(True) is True
