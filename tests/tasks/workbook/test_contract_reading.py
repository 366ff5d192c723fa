"""What every backend promises of a read: values as typed, disorder told in words, one tab at a time."""

from datetime import date, datetime

import pytest

from tasks.workbook import CellValue, Changes, Unplaced, WriteReport
from tests.tasks.workbook.backends import Backend
from tests.tasks.workbook.hands import HOSTILE, TAB, column, fill, rows, update_all
from tests.tasks.workbook.sample import COMMISSION, LAYOUT, application


class TestReading:
    def test_a_new_workbook_has_every_tab_and_no_row(self, backend: Backend) -> None:
        content = backend.workbook.read()
        assert list(content.tabs) == [tab.name for tab in LAYOUT.tabs]
        assert content.problems == {}
        assert [tab.rows for tab in content.tabs.values()] == [(), (), (), ()]

    def test_every_kind_of_value_comes_back_as_it_was_written(self, backend: Backend) -> None:
        answers: dict[str, CellValue] = {
            **application(3),
            "Réf.": "OF-0003",
            "Pièces vérifiées": True,
            "Vérifiées le": date(2026, 11, 3),
            "Avis de l’équipe": "Avis réservé",
            "Statut": "Complète",
            "Échéance": date(2026, 11, 24),
            "Retour": "Rien à signaler",
        }
        changes = Changes()
        changes.append(TAB, answers)
        changes.append(COMMISSION.name, {"Dossier": "OF-0003", "Points": 10.5, "Décision": "Refusé"})
        backend.workbook.write(changes)
        (row,) = rows(backend)
        assert row.cells == answers
        assert row.cells["Horodateur"] == datetime(2026, 11, 2, 11, 3, 7)
        assert rows(backend, COMMISSION.name)[0].cells["Points"] == 10.5

    def test_a_false_is_not_a_blank(self, backend: Backend) -> None:
        changes = Changes()
        changes.append(TAB, {**application(0), "Pièces vérifiées": False})
        backend.workbook.write(changes)
        assert rows(backend)[0].cells["Pièces vérifiées"] is False

    @pytest.mark.parametrize("text", HOSTILE)
    def test_what_an_applicant_typed_stays_text(self, backend: Backend, text: str) -> None:
        changes = Changes()
        changes.append(TAB, {"Raison sociale": text, "Motivation": text, "Réf.": "OF-1"})
        backend.workbook.write(changes)
        changes = Changes()
        changes.update(TAB, {"Retour": text}, key="OF-1")
        backend.workbook.write(changes)
        (row,) = rows(backend)
        assert [row.cells[header] for header in ("Raison sociale", "Motivation", "Retour")] == [text] * 3

    def test_characters_that_no_workbook_holds_are_left_out(self, backend: Backend) -> None:
        changes = Changes()
        changes.append(TAB, {"Raison sociale": "A\x00B\x0bC\ud800D\uffffE\r\nF"})
        backend.workbook.write(changes)
        assert rows(backend)[0].cells["Raison sociale"] == "ABCDE\nF"

    def test_numbers_and_dates_typed_by_hand(self, backend: Backend) -> None:
        table = backend.table(TAB)
        answers = {
            "SIRET": 73282932000074.0,
            "Code postal": 1000,
            "Qualiopi valable jusqu’au": 46341,
            "Année de création": 2019.0,
            "Vérifiées le": "31/02/2026",
            "Pièces vérifiées": "oui",
        }
        backend.type_table(TAB, [table[0], [answers.get(str(header)) for header in table[0]]])
        (row,) = rows(backend)
        assert row.cells["SIRET"] == 73282932000074
        assert str(row.cells["SIRET"]) == "73282932000074"
        assert {header: row.cells[header] for header in list(answers)[1:]} == {
            "Code postal": 1000,
            "Qualiopi valable jusqu’au": date(2026, 11, 15),
            "Année de création": 2019,
            "Vérifiées le": "31/02/2026",
            "Pièces vérifiées": True,
        }

    def test_blank_rows_are_skipped_and_numbers_still_point_at_the_row(self, backend: Backend) -> None:
        fill(backend, 3)
        header, *body = backend.table(TAB)
        blank: list[object] = [None] * len(header)
        spaces: list[object] = [" \u00a0"] * len(header)
        backend.type_table(TAB, [header, body[0], blank, spaces, body[1], blank, body[2]])
        assert [(row.number, row.key) for row in rows(backend)] == [(2, "OF-0000"), (5, "OF-0001"), (7, "OF-0002")]

    def test_moved_columns_odd_spellings_and_columns_of_staff(self, backend: Backend) -> None:
        fill(backend, 2)
        expected = [dict(row.cells) for row in rows(backend)]
        table = backend.table(TAB)
        table[0][table[0].index("Raison sociale")] = "  RAISON\u00a0\u202fsociale "
        table[0][table[0].index("Qualiopi valable jusqu’au")] = "Qualiopi valable jusqu'au"
        moved = [
            ["Mes notes", *reversed(row)] if i == 0 else [f"note {i}", *reversed(row)] for i, row in enumerate(table)
        ]
        backend.type_table(TAB, moved)
        assert [dict(row.cells) for row in rows(backend)] == expected
        backend.workbook.write(update_all(backend))
        after = backend.table(TAB)
        assert column(after, "Mes notes") == ["note 1", "note 2"]
        assert column(after, "Statut") == ["statut de OF-0000", "statut de OF-0001"]


class TestStoppedTabs:
    """A tab in disorder is stopped alone; the others go on, and nothing of it is written."""

    def stopped(self, backend: Backend) -> str:
        changes = Changes()
        changes.update(TAB, {"Statut": "x"}, key="OF-0000")
        changes.append(COMMISSION.name, {"Dossier": "OF-0000"})
        before = backend.table(TAB) if TAB in backend.workbook.read().tabs else []
        problem = backend.workbook.read().tabs[TAB].problem or ""
        assert backend.workbook.read().problems == {TAB: problem}
        report = backend.workbook.write(changes)
        assert report == WriteReport(placed=1, unplaced=(Unplaced(TAB, "OF-0000", None, problem),), changed_cells=1)
        assert backend.table(TAB) == before
        assert [row.key for row in rows(backend, COMMISSION.name)] == ["OF-0000"]
        return problem

    def test_doubled_header(self, backend: Backend) -> None:
        fill(backend, 2)
        backend.type_table(TAB, [[*row, row[13]] for row in backend.table(TAB)])
        assert self.stopped(backend) == (
            "L’onglet « Candidatures » a plusieurs colonnes « Statut » (N et Q) : "
            "renommez ou supprimez celle qui est de trop, puis relancez."
        )

    def test_missing_header(self, backend: Backend) -> None:
        fill(backend, 2)
        table = backend.table(TAB)
        table[0][table[0].index("SIRET")] = "Siret de l’organisme"
        backend.type_table(TAB, table)
        assert self.stopped(backend) == (
            "L’onglet « Candidatures » n’a plus la colonne « SIRET » : rétablissez l’en-tête en ligne 1 "
            "(ou relancez « certiflow init » s’il a été supprimé), puis relancez."
        )

    def test_header_row_pushed_down(self, backend: Backend) -> None:
        fill(backend, 2)
        table = backend.table(TAB)
        backend.type_table(TAB, [["Candidatures 2026"], *table])
        assert self.stopped(backend) == (
            "L’onglet « Candidatures » n’a pas ses en-têtes en ligne 1 : rétablissez cette ligne, puis relancez."
        )

    def test_missing_tab(self, backend: Backend) -> None:
        backend.delete_tab(TAB)
        problem = "L’onglet « Candidatures » est absent : rétablissez-le, ou relancez « certiflow init »."
        assert backend.workbook.read().problems == {TAB: problem}
        changes = Changes()
        changes.append(TAB, application(1))
        changes.append(COMMISSION.name, {"Dossier": "OF-0000"})
        report = backend.workbook.write(changes)
        assert report.unplaced == (Unplaced(TAB, None, None, problem),)
        assert [row.key for row in rows(backend, COMMISSION.name)] == ["OF-0000"]
