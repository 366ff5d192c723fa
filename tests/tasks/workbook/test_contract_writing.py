"""What every backend promises of a write and of its making: only what differs, only where it may."""

from datetime import date, datetime

import pytest

from tasks.workbook import CellValue, Changes, Completion, Layout, WriteReport
from tests.tasks.workbook.backends import Backend
from tests.tasks.workbook.hands import TAB, column, fill, rows, statuses, typed, update_all
from tests.tasks.workbook.sample import APPLICATIONS, COMMISSION, LAYOUT, TO_DO, application


class TestWriting:
    def test_writing_the_same_again_changes_nothing(self, backend: Backend) -> None:
        fill(backend, 5)
        changes = update_all(backend)
        changes.mirror(TO_DO.name, [{"Dossier": "OF-0001", "Avant le": date(2026, 11, 9)}])
        assert backend.workbook.write(changes).changed_cells == 7
        assert backend.workbook.write(changes) == WriteReport(placed=6, changed_cells=0)

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("é" * 40_000, "é" * 32_763 + " […]"),
            ("👩" * 20_000, "👩" * 16_381 + " […]"),
            ("  espaces  ", "  espaces  "),
            ("\x00\x01", None),
            (True, "Oui"),
            (date(1850, 1, 2), "02/01/1850"),
            (12.0, 12),
            (0.1 + 0.2, 0.1 + 0.2),
        ],
        ids=["long", "long emoji", "spaces", "controls", "yes", "old date", "integral", "float"],
    )
    def test_what_a_cell_cannot_hold_is_adapted_once(
        self, backend: Backend, written: CellValue, read: CellValue
    ) -> None:
        fill(backend, 1)
        changes = Changes()
        changes.update(TAB, {"Statut": written}, key="OF-0000")
        backend.workbook.write(changes)
        assert statuses(backend) == {"OF-0000": read}
        assert backend.workbook.write(changes).changed_cells == 0

    def test_a_moment_is_kept_to_the_second(self, backend: Backend) -> None:
        changes = Changes()
        changes.append(TAB, {"Horodateur": datetime(2026, 11, 2, 10, 30, 15, 400_000), "Réf.": "OF-1"})
        backend.workbook.write(changes)
        assert rows(backend)[0].cells["Horodateur"] == datetime(2026, 11, 2, 10, 30, 15)
        assert backend.workbook.write(changes).changed_cells == 0

    def test_a_value_that_someone_changed_is_asserted_again(self, backend: Backend) -> None:
        fill(backend, 2)
        changes = update_all(backend)
        backend.workbook.write(changes)
        table = backend.table(TAB)
        table[1][table[0].index("Statut")] = "Pré-habilité"
        backend.type_table(TAB, table)
        assert backend.workbook.write(changes).changed_cells == 1
        assert statuses(backend) == {"OF-0000": "statut de OF-0000", "OF-0001": "statut de OF-0001"}

    def test_none_blanks_a_cell(self, backend: Backend) -> None:
        fill(backend, 1)
        backend.workbook.write(update_all(backend))
        changes = Changes()
        changes.update(TAB, {"Statut": None}, key="OF-0000")
        backend.workbook.write(changes)
        assert statuses(backend) == {"OF-0000": None}

    def test_a_row_that_is_retired_is_blank_and_the_others_stay(self, backend: Backend) -> None:
        fill(backend, 4)
        table = backend.table(TAB)
        table[2] = [*table[2], "gardez"]  # in a column of their own, whose header they left blank
        table[3] = table[4]  # OF-0003 twice
        backend.type_table(TAB, table)
        changes = Changes()
        for key in ("OF-0000", "OF-0001", "OF-0003", "OF-9999"):
            changes.retire(TAB, key)
        backend.workbook.write(changes)
        assert [row.key for row in rows(backend)] == ["OF-0001", "OF-0003", "OF-0003"]
        assert backend.table(TAB)[2][-1] == "gardez"
        assert backend.workbook.write(changes).changed_cells == 0
        changes = Changes()
        changes.append(TAB, {**application(5), "Réf.": "OF-0005"})
        backend.workbook.write(changes)
        assert [row.key for row in rows(backend)][-1] == "OF-0005"

    def test_rows_that_staff_make_are_not_retired(self, backend: Backend) -> None:
        changes = Changes()
        changes.retire(COMMISSION.name, "OF-0000")
        with pytest.raises(ValueError, match="not made by the system"):
            backend.workbook.write(changes)

    def test_appending_a_key_that_exists_updates_its_system_cells_only(self, backend: Backend) -> None:
        fill(backend, 2)
        changes = Changes()
        changes.append(TAB, {"Réf.": "of-0001", "Raison sociale": "Autre nom", "Statut": "Complète"})
        changes.append(TAB, {"Réf.": "OF-0002", "Raison sociale": "Nouvelle"})
        changes.append(TAB, {"Réf.": "OF-0002", "Statut": "Complète"})
        assert backend.workbook.write(changes).placed == 3
        assert [(row.cells["Raison sociale"], row.cells["Statut"]) for row in rows(backend)] == [
            (application(0)["Raison sociale"], None),
            (application(1)["Raison sociale"], "Complète"),
            ("Nouvelle", "Complète"),
        ]

    def test_rows_are_appended_below_everything_staff_wrote(self, backend: Backend) -> None:
        fill(backend, 1)
        header, row = backend.table(TAB)
        blank: list[object] = [None] * len(header)
        backend.type_table(TAB, [[*header, "Notes"], [*row, None], [*blank, None], [*blank, "rappeler lundi"]])
        changes = Changes()
        changes.append(TAB, {"Raison sociale": "Nouvelle"})
        backend.workbook.write(changes)
        assert [row.number for row in rows(backend)] == [2, 5]
        assert column(backend.table(TAB), "Notes") == [None, None, "rappeler lundi", None]

    def test_a_key_that_staff_type_is_not_rewritten(self, backend: Backend) -> None:
        changes = Changes()
        changes.append(COMMISSION.name, {"Dossier": "OF-12", "Décision": "Accepté"})
        backend.workbook.write(changes)
        changes = Changes()
        changes.update(COMMISSION.name, {"Retour": "Vu"}, key="of-12")
        backend.workbook.write(changes)
        (row,) = rows(backend, COMMISSION.name)
        assert (row.key, row.cells["Retour"]) == ("OF-12", "Vu")

    def test_a_mirror_is_rewritten_whole(self, backend: Backend) -> None:
        changes = Changes()
        changes.mirror(TO_DO.name, [{"Dossier": f"OF-{index}", "Urgence": "En retard"} for index in range(5)])
        backend.workbook.write(changes)
        table = backend.table(TO_DO.name)
        table[1][table[0].index("Organisme")] = "griffonné"
        backend.type_table(TO_DO.name, [table[0], *reversed(table[1:])])
        changes = Changes()
        last: dict[str, CellValue] = {"Urgence": "Plus tard", "Avant le": date(2026, 12, 24), "Dossier": "OF-9"}
        changes.mirror(TO_DO.name, [last])
        backend.workbook.write(changes)
        assert [row.cells for row in rows(backend, TO_DO.name)] == [last | {"Organisme": None, "À faire": None}]
        changes = Changes()
        changes.mirror(TO_DO.name, [])
        backend.workbook.write(changes)
        assert rows(backend, TO_DO.name) == ()

    @pytest.mark.parametrize("header", ["Raison sociale", "Avis de l’équipe", "Pièces vérifiées"])
    def test_columns_of_people_are_refused(self, backend: Backend, header: str) -> None:
        changes = Changes()
        changes.update(TAB, {header: "x"}, key="OF-0000")
        with pytest.raises(ValueError, match="belongs to people"):
            backend.workbook.write(changes)

    def test_two_thousand_rows(self, backend: Backend) -> None:
        fill(backend, 2000, keyed=False)
        changes = Changes()
        for index, row in enumerate(rows(backend)):
            changes.update(TAB, {"Statut": f"de {index}"}, key=f"OF-{index:05}", fingerprint=row.fingerprint)
        assert backend.workbook.write(changes) == WriteReport(placed=2000, changed_cells=4000)
        found = {row.cells["SIRET"]: (row.key, row.cells["Statut"]) for row in rows(backend)}
        assert found == {application(i)["SIRET"]: (f"OF-{i:05}", f"de {i}") for i in range(2000)}


class TestShaping:
    def test_a_complete_workbook_is_left_alone(self, backend: Backend) -> None:
        fill(backend, 2)
        assert backend.workbook.complete() == Completion()
        assert backend.workbook.create() == Completion()
        assert len(rows(backend)) == 2

    def test_a_missing_tab_and_a_missing_system_column_come_back(self, backend: Backend) -> None:
        fill(backend, 2)
        backend.delete_tab(COMMISSION.name)
        at = backend.table(TAB)[0].index("Retour")
        backend.type_table(TAB, [row[:at] + row[at + 1 :] for row in backend.table(TAB)])
        before = typed(backend.table(TAB))
        done = backend.workbook.complete()
        assert done.added[:2] == (
            "Onglet « Commission » ajouté.",
            "Onglet « Candidatures » : colonne « Retour » ajoutée.",
        )
        assert backend.workbook.read().problems == {}
        assert typed(backend.table(TAB)) == before

    def test_an_answer_column_that_was_renamed_is_not_doubled_by_an_empty_one(self, backend: Backend) -> None:
        fill(backend, 2)
        table = backend.table(TAB)
        table[0][table[0].index("SIRET")] = "Siret de l’organisme"
        backend.type_table(TAB, table)
        done = backend.workbook.complete()
        assert done == Completion(problems=(backend.workbook.read().tabs[TAB].problem or "",))
        assert backend.table(TAB) == table

    def test_new_choices_reach_the_drop_downs_without_touching_rows(self, backend: Backend) -> None:
        fill(backend, 2)
        before = backend.table(TAB)
        columns = tuple(
            c if c.header != "Modalité" else type(c)("Modalité", c.owner, c.kind, (*c.choices, "AFEST"))
            for c in APPLICATIONS.columns
        )
        backend.workbook.layout = Layout(
            tuple(type(t)(t.name, t.key, columns) if t.name == TAB else t for t in LAYOUT.tabs)
        )
        assert backend.workbook.complete().added[0] == "Listes déroulantes mises à jour."
        assert backend.workbook.complete() == Completion()
        assert backend.table(TAB) == before
