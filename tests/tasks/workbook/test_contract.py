"""The heart of the contract, for every backend: staff may do anything between a read and its write."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.workbook import Changes, Unplaced
from tests.tasks.workbook.backends import BACKENDS, Backend
from tests.tasks.workbook.hands import HOSTILE, TAB, column, fill, rows, statuses, typed, update_all
from tests.tasks.workbook.sample import LAYOUT, application

NOT_FOUND = "ligne introuvable (supprimée ou modifiée pendant l’écriture) : nouvel essai au prochain passage"


class TestStaffBetweenReadAndWrite:
    def test_rows_sorted_deleted_inserted_and_edited(self, backend: Backend) -> None:
        fill(backend, 60)
        changes = update_all(backend)
        header, *body = backend.table(TAB)
        body = sorted(body, key=lambda row: str(row[header.index("SIRET")])[::-1])[:50]
        gone = {f"OF-{index:04}" for index in range(60)} - {str(row[1]) for row in body}
        body[4][header.index("Avis de l’équipe")] = "Tapé pendant le passage"
        body[9][header.index("Raison sociale")] = "Nouveau nom"
        stranger: list[object] = [None] * len(header)
        stranger[header.index("Raison sociale")] = "Tout juste arrivé"
        body.insert(20, stranger)
        backend.type_table(TAB, [header, *body])
        before = typed(backend.table(TAB))
        report = backend.workbook.write(changes)
        assert {lost.key: lost.reason for lost in report.unplaced} == dict.fromkeys(gone, NOT_FOUND)
        assert report.placed == 50
        assert typed(backend.table(TAB)) == before
        assert statuses(backend) == {str(row[1]): f"statut de {row[1]}" for row in body if row[1]} | {None: None}

    def test_keys_are_written_on_new_rows_wherever_they_went(self, backend: Backend) -> None:
        fill(backend, 20, keyed=False)
        changes = Changes()
        for index, row in enumerate(rows(backend)):
            changes.update(TAB, {"Statut": "Complète"}, key=f"K{index}", fingerprint=row.fingerprint)
        header, *body = backend.table(TAB)
        backend.type_table(TAB, [header, *reversed(body)])
        assert backend.workbook.write(changes).placed == 20
        assert {row.key: row.cells["SIRET"] for row in rows(backend)} == {
            f"K{index}": application(index)["SIRET"] for index in range(20)
        }

    def test_twins_are_served_in_order(self, backend: Backend) -> None:
        changes = Changes()
        for _ in range(3):
            changes.append(TAB, application(5))
        backend.workbook.write(changes)
        changes = Changes()
        for index, row in enumerate(rows(backend)):
            changes.update(TAB, {"Statut": f"jumeau {index}"}, key=f"K{index}", fingerprint=row.fingerprint)
        backend.workbook.write(changes)
        assert [(row.key, row.cells["Statut"]) for row in rows(backend)] == [
            ("K0", "jumeau 0"),
            ("K1", "jumeau 1"),
            ("K2", "jumeau 2"),
        ]

    def test_a_lost_key_is_healed(self, backend: Backend) -> None:
        fill(backend, 3)
        changes = update_all(backend)
        table = backend.table(TAB)
        table[2][table[0].index("Réf.")] = None
        backend.type_table(TAB, table)
        assert backend.workbook.write(changes).unplaced == ()
        assert [row.key for row in rows(backend)] == ["OF-0000", "OF-0001", "OF-0002"]

    def test_a_row_without_key_that_was_edited_is_left_for_the_next_run(self, backend: Backend) -> None:
        fill(backend, 2, keyed=False)
        prints = [row.fingerprint for row in rows(backend)]
        changes = Changes()
        for index, print_ in enumerate(prints):
            changes.update(TAB, {"Statut": "Complète"}, key=f"K{index}", fingerprint=print_)
        table = backend.table(TAB)
        table[1][table[0].index("SIRET")] = "44306184100047"
        backend.type_table(TAB, table)
        assert backend.workbook.write(changes).unplaced == (Unplaced(TAB, "K0", prints[0], NOT_FOUND),)
        assert [(row.key, row.cells["Statut"]) for row in rows(backend)] == [(None, None), ("K1", "Complète")]

    def test_a_row_of_another_key_is_never_taken_for_a_twin(self, backend: Backend) -> None:
        changes = Changes()
        changes.append(TAB, {**application(1), "Réf.": "OF-0001"})
        backend.workbook.write(changes)
        (row,) = rows(backend)
        changes = Changes()
        changes.update(TAB, {"Statut": "Rejetée"}, key="OF-0002", fingerprint=row.fingerprint)
        assert backend.workbook.write(changes).placed == 0
        assert statuses(backend) == {"OF-0001": None}

    def test_a_copied_row_gets_no_status_until_staff_choose(self, backend: Backend) -> None:
        fill(backend, 2)
        table = backend.table(TAB)
        copy = list(table[1])
        copy[table[0].index("Raison sociale")] = "Copie retouchée"
        backend.type_table(TAB, [*table, copy])
        content = backend.workbook.read().tabs[TAB]
        assert content.doubled_keys == {"OF-0000": (2, 4)}
        changes = Changes()
        changes.update(TAB, {"Statut": "Rejetée"}, key="OF-0000")
        (lost,) = backend.workbook.write(changes).unplaced
        assert lost.reason == (
            "la référence « OF-0000 » figure sur plusieurs lignes (2 et 4) : gardez-la sur une seule"
        )
        assert column(backend.table(TAB), "Statut") == [None, None, None]

    def test_a_copied_row_is_told_from_the_original_by_its_content(self, backend: Backend) -> None:
        fill(backend, 2)
        changes = update_all(backend)
        table = backend.table(TAB)
        copy = list(table[1])
        copy[table[0].index("Raison sociale")] = "Copie retouchée"
        backend.type_table(TAB, [table[0], copy, *table[1:]])
        assert backend.workbook.write(changes).unplaced == ()
        assert column(backend.table(TAB), "Statut") == [None, "statut de OF-0000", "statut de OF-0001"]

    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(data=st.data(), count=st.integers(1, 8), keyed=st.booleans())
    def test_never_a_status_on_a_wrong_row(
        self, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, count: int, keyed: bool
    ) -> None:
        for make in BACKENDS.values():
            backend = make(tmp_path_factory.mktemp("any"), LAYOUT)
            backend.workbook.create()
            fill(backend, count, keyed=keyed)
            changes = Changes()
            for row in rows(backend):
                key = row.key or f"K-{row.cells['SIRET']}"
                changes.update(TAB, {"Statut": f"de {row.cells['SIRET']}"}, key=key, fingerprint=row.fingerprint)
            header, *body = backend.table(TAB)
            body = data.draw(st.permutations(body))[: data.draw(st.integers(0, count))]
            for row_typed in body:
                if data.draw(st.booleans()):
                    row_typed[header.index("Avis de l’équipe")] = data.draw(st.sampled_from(HOSTILE))
                if data.draw(st.booleans()):
                    row_typed[header.index("Réf.")] = None
            columns = data.draw(st.permutations(range(len(header))))
            backend.type_table(TAB, [[row_typed[at] for at in columns] for row_typed in [header, *body]])
            before = typed(backend.table(TAB))
            backend.workbook.write(changes)
            assert typed(backend.table(TAB)) == before
            for row in rows(backend):
                assert row.cells["Statut"] in (None, f"de {row.cells['SIRET']}")
