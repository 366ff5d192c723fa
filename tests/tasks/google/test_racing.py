"""Staff at work between our last look and our write, and between our write and our next look."""

from collections.abc import Callable

import pytest

from tasks.workbook import Changes, WriteReport
from tests.tasks.workbook.backends import GoogleBackend
from tests.tasks.workbook.hands import TAB, column, fill, rows, statuses, typed, update_all
from tests.tasks.workbook.sample import TO_DO, application

NOT_FOUND = "ligne introuvable (supprimée ou modifiée pendant l’écriture) : nouvel essai au prochain passage"
PUT, CHANGE, LOOK = "values.batchUpdate", "spreadsheets.batchUpdate", "values.batchGet"


def owners(google: GoogleBackend) -> dict[object, object]:
    """What says who a row is → its status."""
    return {row.cells["SIRET"]: row.cells["Statut"] for row in rows(google)}


def expected(*gone: int, count: int = 30) -> dict[object, object]:
    return {application(i)["SIRET"]: f"statut de OF-{i:04}" for i in range(count) if i not in gone}


@pytest.mark.parametrize("before", [PUT, LOOK])
def test_sorted_meanwhile(google: GoogleBackend, before: str) -> None:
    fill(google, 30)
    changes = update_all(google)
    people = sorted(map(str, typed(google.table(TAB))))
    google.server.between(lambda: google.book.sort(TAB, "SIRET", descending=True), before, skip=before == LOOK)
    assert google.workbook.write(changes).unplaced == ()
    assert owners(google) == expected()
    assert sorted(map(str, typed(google.table(TAB)))) == people


@pytest.mark.parametrize("before", [PUT, LOOK])
def test_a_row_deleted_meanwhile(google: GoogleBackend, before: str) -> None:
    fill(google, 30)
    changes = update_all(google)
    google.server.between(lambda: google.book.delete_row(TAB, 5), before, skip=before == LOOK)
    report = google.workbook.write(changes)
    assert [(lost.key, lost.reason) for lost in report.unplaced] == [("OF-0003", NOT_FOUND)]
    assert report.placed == 29
    assert owners(google) == expected(3)
    assert len(google.table(TAB)) == 30  # the status that landed under the last row is gone


@pytest.mark.parametrize("keyed", [True, False])
def test_a_row_inserted_meanwhile_gets_neither_key_nor_status(google: GoogleBackend, keyed: bool) -> None:
    fill(google, 10, keyed=keyed)
    changes = Changes()
    for i, row in enumerate(rows(google)):
        changes.update(TAB, {"Statut": f"statut de OF-{i:04}"}, key=f"OF-{i:04}", fingerprint=row.fingerprint)
    stranger = [None, None, "Tout juste arrivé", "44306184100047"]
    google.server.between(lambda: google.book.insert_row(TAB, 4, stranger), PUT)
    assert google.workbook.write(changes).unplaced == ()
    assert owners(google) == {**expected(count=10), "44306184100047": None}
    assert {row.key for row in rows(google) if row.cells["SIRET"] == "44306184100047"} == {None}
    assert sorted(statuses(google), key=str) == [None, *(f"OF-{i:04}" for i in range(10))]


def test_keys_that_landed_on_rows_of_other_keys_give_them_back(google: GoogleBackend) -> None:
    """A minted key overwrote the key of another dossier, which this run does not even speak of."""
    fill(google, 4)
    fresh = Changes()
    fresh.append(TAB, application(4))
    google.workbook.write(fresh)
    new = next(row for row in rows(google) if row.key is None)
    changes = Changes()
    changes.update(TAB, {"Statut": "Complète"}, key="OF-0004", fingerprint=new.fingerprint)
    google.server.between(lambda: google.book.sort(TAB, "SIRET", descending=True), PUT)
    google.workbook.write(changes)
    assert {row.key: (row.cells["SIRET"], row.cells["Statut"]) for row in rows(google)} == {
        f"OF-{i:04}": (application(i)["SIRET"], "Complète" if i == 4 else None) for i in range(5)
    }


def test_a_row_typed_where_ours_was_to_go_is_pushed_down(google: GoogleBackend) -> None:
    fill(google, 2)
    changes = Changes()
    changes.append(TAB, {**application(7), "Réf.": "OF-0007"})
    google.server.between(lambda: google.book.type(TAB, "C4", "Tapé à l’instant"), CHANGE)
    assert google.workbook.write(changes).placed == 1
    names = column(google.table(TAB), "Raison sociale")
    assert names[2:] == [application(7)["Raison sociale"], "Tapé à l’instant"]


def test_a_row_of_ours_deleted_before_our_look_is_reported_not_added_again(google: GoogleBackend) -> None:
    fill(google, 2)
    changes = Changes()
    changes.append(TAB, {**application(7), "Réf.": "OF-0007"})
    google.server.between(lambda: google.book.delete_row(TAB, 4), LOOK, skip=1)
    report = google.workbook.write(changes)
    assert (report.placed, [lost.key for lost in report.unplaced]) == (0, ["OF-0007"])
    assert len(rows(google)) == 2


def test_a_column_inserted_meanwhile_loses_nothing(google: GoogleBackend) -> None:
    """Every column moved by one: our statuses fell on opinions that staff had typed."""
    fill(google, 12)
    table = google.table(TAB)
    for i, row in enumerate(table[1:]):
        row[table[0].index("Avis de l’équipe")] = f"avis {i}"
    google.type_table(TAB, table)
    changes = update_all(google)
    people = typed(google.table(TAB))
    google.server.between(lambda: google.book.insert_column(TAB, 5, ["Notes", "à rappeler"]), PUT)
    assert google.workbook.write(changes).unplaced == ()
    assert owners(google) == expected(count=12)
    after = google.table(TAB)
    assert column(after, "Notes") == ["à rappeler", *[None] * 11]
    assert typed([row[:4] + row[5:] for row in after]) == people


def test_a_column_inserted_and_rows_sorted_meanwhile(google: GoogleBackend) -> None:
    fill(google, 12)
    table = google.table(TAB)
    for i, row in enumerate(table[1:]):
        row[table[0].index("Avis de l’équipe")] = f"avis {i}"
    google.type_table(TAB, table)
    changes = update_all(google)

    def both() -> None:
        google.book.insert_column(TAB, 5, ["Notes"])
        google.book.sort(TAB, "SIRET", descending=True)

    google.server.between(both, PUT)
    assert google.workbook.write(changes).unplaced == ()
    assert owners(google) == expected(count=12)
    opinions = {row.cells["SIRET"]: row.cells["Avis de l’équipe"] for row in rows(google)}
    assert opinions == {application(i)["SIRET"]: f"avis {i}" for i in range(12)}


@pytest.mark.parametrize("family", [PUT, CHANGE])
def test_a_tab_renamed_or_deleted_meanwhile_is_told(google: GoogleBackend, family: str) -> None:
    fill(google, 3)
    changes = update_all(google)
    changes.append(TAB, {**application(9), "Réf.": "OF-0009"})
    google.server.between(lambda: google.book.delete_tab(TAB), family)
    report = google.workbook.write(changes)
    absent = "L’onglet « Candidatures » est absent : rétablissez-le, ou relancez « certiflow init »."
    assert {lost.reason for lost in report.unplaced} == {absent}
    assert {lost.key for lost in report.unplaced} >= {"OF-0000", "OF-0001", "OF-0002"}


def test_a_mirror_scrambled_meanwhile_is_put_right(google: GoogleBackend) -> None:
    wanted = [{"Dossier": f"OF-{i:04}", "Urgence": "En retard"} for i in range(1200)]  # more than the tab has rows
    changes = Changes()
    changes.mirror(TO_DO.name, wanted)
    google.server.between(lambda: google.book.insert_row(TO_DO.name, 3, ["griffonné"]), PUT)
    assert google.workbook.write(changes).unplaced == ()
    assert [row.cells["Dossier"] for row in rows(google, TO_DO.name)] == [row["Dossier"] for row in wanted]


def sorting(google: GoogleBackend) -> Callable[[], None]:
    turns = iter(range(100))
    return lambda: google.book.sort(TAB, "SIRET", descending=next(turns) % 2 == 0)


def test_what_never_stops_moving_is_reported_and_healed_by_the_next_run(google: GoogleBackend) -> None:
    fill(google, 9)
    changes = update_all(google)
    google.server.between(sorting(google), PUT, times=3)
    report = google.workbook.write(changes)
    moving = "la ligne n’a cessé de bouger pendant l’écriture : nouvel essai au prochain passage"
    assert {lost.reason for lost in report.unplaced} == {moving}
    assert report.placed + len(report.unplaced) == 9
    assert google.another().write(changes).unplaced == ()
    assert owners(google) == expected(count=9)


def test_a_run_killed_before_its_last_look_is_healed_by_the_next(google: GoogleBackend) -> None:
    """A key is on a wrong row, and the process is gone: the journal on disk knows."""
    fill(google, 6, keyed=False)
    changes = Changes()
    for i, row in enumerate(rows(google)):
        changes.update(TAB, {"Statut": f"statut de OF-{i:04}"}, key=f"OF-{i:04}", fingerprint=row.fingerprint)
    stranger = [None, None, "Tout juste arrivé", "44306184100047"]

    def gesture() -> None:
        google.book.sort(TAB, "SIRET", descending=True)
        google.book.insert_row(TAB, 2, stranger)
        google.server.faults.add("503", on=LOOK, times=50)

    google.server.between(gesture, PUT)
    assert google.workbook.write(changes).postponed is not None
    google.server.faults.clear()
    later = google.another()
    read = {row.cells["SIRET"]: row.key for row in later.read().tabs[TAB].rows}
    assert read["44306184100047"] is None  # already so on paper
    assert later.write(changes) == WriteReport(placed=6, changed_cells=12)  # one row of six was right by luck
    assert owners(google) == {**expected(count=6), "44306184100047": None}
    assert not google.journal.exists()
