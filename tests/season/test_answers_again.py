"""The same OF answers again, edits, deletes, copies: each has one answer, and nothing declared is lost (MIK-04)."""

from datetime import date, datetime

import pytest

from tasks.tabs import columns, layout
from tests.season import answers as form
from tests.season.desk import Desk, headers, row_of
from tests.season.reading import events, kinds, mails, plain, traces
from tests.season.roads import ATELIER, received

pytestmark = pytest.mark.slow  # variants of roads that the default suite plays

REF = "D-2026-0001"
NEXT_DAY, LATER = date(2026, 11, 3), date(2026, 11, 4)
NO_PROGRAMME: form.Cells = {form.PROGRAMMES: None}
AGAIN: form.Cells = {form.SUBMITTED: datetime(2026, 11, 3, 8, 0)}
NO_EFFECT = (
    f"Sans effet : le dossier {REF} est « Complète, à noter » et sa déclaration d’origine fait foi. "
    "La réponse est conservée. [MIK-33]"
)


def said(desk: Desk) -> list[tuple[str | None, str | None, str]]:
    """(Réf., Dossier, Retour) of each row of « Candidatures »."""
    rows = desk.rows(layout.APPLICATIONS)
    return [(row.get(columns.REF), row.get(columns.DOSSIER), plain(row.get(columns.ANSWER, ""))) for row in rows]


def edited_sheet(desk: Desk, header: str, value: object) -> None:
    """Put a value in any column of the first application, the system's included."""
    with desk.book() as book:
        sheet = book[layout.APPLICATIONS]
        sheet.cell(row_of(sheet, ATELIER), headers(sheet)[header]).value = value  # type: ignore[assignment]


@pytest.mark.rule("MIK-04", "MIK-13")
def test_a_second_answer_completes_the_first(desk: Desk) -> None:
    received(desk, {1: NO_PROGRAMME})
    desk.apply(1, AGAIN)
    desk.day(NEXT_DAY)
    assert said(desk) == [
        ("C-2026-0001", REF, "Remplacée par la réponse C-2026-0002 du même organisme. [MIK-04]"),
        ("C-2026-0002", REF, "Complète, à noter depuis le 03/11/2026."),
    ]
    assert [event for _, event, _ in events(desk, REF)][-2:] == ["declaration_completed", "pieces_complete"]
    assert [kind for _, kind in kinds(desk, REF)] == ["acknowledgement", "missing_pieces", "application_complete"]


@pytest.mark.rule("MIK-16", "MIK-33")
def test_a_second_answer_to_a_complete_dossier_is_kept_and_changes_nothing(desk: Desk) -> None:
    received(desk)
    before = events(desk, REF)
    desk.apply(1, {**AGAIN, form.STAFF: 60})
    desk.day(NEXT_DAY)
    assert said(desk) == [
        ("C-2026-0001", REF, "Complète, à noter depuis le 02/11/2026."),
        ("C-2026-0002", REF, NO_EFFECT),
    ]
    assert events(desk, REF) == before
    assert len(traces(desk)["snapshots"]) == 2
    assert "G2 2/2 : 10 ans d’activité, 6 salariés" in plain(
        desk.row(layout.SCORING, ATELIER)["Détail des points automatiques"]
    )


@pytest.mark.rule("MIK-04")
def test_two_answers_read_in_the_same_run_make_one_dossier(desk: Desk) -> None:
    desk.apply(1, NO_PROGRAMME)
    desk.apply(1, {form.SUBMITTED: datetime(2026, 11, 2, 11, 0)})
    desk.day(date(2026, 11, 2))
    assert [row[columns.DOSSIER] for row in desk.rows(layout.DOSSIERS)] == [REF]
    assert [row[columns.DOSSIER] for row in desk.rows(layout.APPLICATIONS)] == [REF, REF]
    assert desk.states() == {ATELIER: "Complète, à noter"}


@pytest.mark.rule("MIK-13")
def test_a_row_edited_while_incomplete_completes_it(desk: Desk) -> None:
    received(desk, {1: NO_PROGRAMME})
    desk.type(layout.APPLICATIONS, ATELIER, {form.PROGRAMMES: "https://pieces.example/p.pdf"})
    desk.day(NEXT_DAY)
    assert said(desk) == [("C-2026-0001", REF, "Complète, à noter depuis le 03/11/2026.")]
    assert len(traces(desk)["snapshots"]) == 2


@pytest.mark.rule("MIK-16", "MIK-33")
def test_a_row_edited_once_complete_is_without_effect_kept_and_said(desk: Desk) -> None:
    received(desk)
    before = events(desk, REF)
    desk.type(layout.APPLICATIONS, ATELIER, {form.STAFF: 60})
    desk.day(NEXT_DAY)
    assert said(desk) == [("C-2026-0001", REF, NO_EFFECT)]
    assert (events(desk, REF), len(traces(desk)["snapshots"])) == (before, 2)


@pytest.mark.rule("MIK-16")
def test_an_edit_taken_back_once_complete_stops_nobody(desk: Desk) -> None:
    received(desk)
    for day, staff in ((NEXT_DAY, 60), (LATER, 6)):
        desk.type(layout.APPLICATIONS, ATELIER, {form.STAFF: staff})
        desk.apply(day.day, {form.SUBMITTED: datetime(2026, 11, day.day, 7, 0)})
        desk.day(day)
    assert desk.states() == dict.fromkeys([ATELIER, "Atelier n° 3", "Atelier n° 4"], "Complète, à noter")


@pytest.mark.rule("MIK-13")
def test_an_incomplete_row_edited_to_and_fro_counts_as_it_stands(desk: Desk) -> None:
    received(desk, {1: NO_PROGRAMME})
    for day, staff in ((3, -2), (4, 6), (5, -2)):
        desk.type(layout.APPLICATIONS, ATELIER, {form.STAFF: staff})
        desk.day(date(2026, 11, day))
        listed = "Nombre de salariés" in mails(desk, "missing_pieces")[-1].text
        assert listed == (staff < 0), f"on the {day}th"
        assert ("Nombre de salariés" in desk.row(layout.APPLICATIONS, ATELIER)[columns.ANSWER]) == (staff < 0)


@pytest.mark.rule("MIK-04")
def test_another_siret_in_a_received_row_is_refused(desk: Desk) -> None:
    received(desk)
    desk.type(layout.APPLICATIONS, ATELIER, {form.SIRET: form.siret(9)})
    desk.day(NEXT_DAY)
    assert said(desk) == [
        ("C-2026-0001", REF, f"SIRET : le SIRET et la certification du dossier {REF} ne changent pas. Rétablissez-les "
         "et déposez une nouvelle réponse pour une autre candidature. [MIK-04] Complète, à noter depuis le 02/11/2026.")
    ]  # fmt: skip
    assert [row["SIRET"] for row in desk.rows(layout.DOSSIERS)] == [form.siret(1)]


@pytest.mark.rule("MIK-16")
def test_a_deleted_row_leaves_its_dossier_and_is_told(desk: Desk) -> None:
    received(desk, {1: {}, 2: {}})
    with desk.book() as book:
        book[layout.APPLICATIONS].delete_rows(row_of(book[layout.APPLICATIONS], ATELIER))
    desk.day(NEXT_DAY)
    assert desk.states() == {ATELIER: "Complète, à noter", "Atelier n° 2": "Complète, à noter"}
    assert [(row["Champ"], plain(row["Problème et remède"]), row["Règle"]) for row in desk.rows(layout.ANOMALIES)] == [
        ("Réf.", f"la ligne C-2026-0001 a été supprimée de l’onglet. Le dossier {REF} suit son cours ; pour le clore, "
         "passez par une décision.", "MIK-16")
    ]  # fmt: skip
    desk.score(ATELIER, (0, 0, 0, 0))
    desk.day(LATER)
    assert desk.states()[ATELIER] == "En commission"


@pytest.mark.rule("MIK-04")
def test_a_lost_reference_is_given_back(desk: Desk) -> None:
    received(desk)
    edited_sheet(desk, columns.REF, None)
    run = desk.day(NEXT_DAY)
    assert said(desk) == [("C-2026-0001", REF, "Complète, à noter depuis le 02/11/2026.")]
    assert (run.feedback.notes, len(desk.rows(layout.DOSSIERS))) == ([], 1)


@pytest.mark.rule("MIK-04")
def test_an_invented_reference_is_refused_then_cured(desk: Desk) -> None:
    desk.apply()
    edited_sheet(desk, columns.REF, "C-2026-0042")
    desk.day(date(2026, 11, 2))
    refusal = "la référence « C-2026-0042 » n’existe pas. Effacez cette cellule."
    assert said(desk) == [("C-2026-0042", None, f"Réf. : {refusal} [MIK-04]")]
    assert [plain(row["Problème et remède"]) for row in desk.rows(layout.ANOMALIES)] == [refusal]
    edited_sheet(desk, columns.REF, None)
    desk.day(date(2026, 11, 2))
    assert said(desk) == [("C-2026-0001", REF, "Complète, à noter depuis le 02/11/2026.")]
    assert desk.rows(layout.ANOMALIES) == []


@pytest.mark.rule("MIK-04")
def test_two_identical_rows_make_one_dossier(desk: Desk) -> None:
    desk.apply()
    desk.apply()
    desk.day(date(2026, 11, 2))
    assert [row[columns.DOSSIER] for row in desk.rows(layout.DOSSIERS)] == [REF]
    assert [kind for _, kind in kinds(desk, REF)] == ["acknowledgement", "application_complete"]


@pytest.mark.rule("MIK-04")
def test_the_second_of_two_identical_rows_is_told_and_can_be_deleted(desk: Desk) -> None:
    desk.apply()
    desk.apply()
    desk.day(date(2026, 11, 2))
    run = desk.day(NEXT_DAY)
    first, second = said(desk)
    assert first == ("C-2026-0001", REF, "Complète, à noter depuis le 02/11/2026.")
    assert second[0] is None
    assert "C-2026-0001" in second[2]
    assert [row["Ligne"] for row in desk.rows(layout.ANOMALIES)] == ["ligne 3"]
    with desk.book() as book:
        book[layout.APPLICATIONS].delete_rows(3)
    desk.day(LATER)
    assert (desk.rows(layout.ANOMALIES), run.warnings) == ([], [])


def test_a_response_dated_tomorrow_waits_for_its_day(desk: Desk) -> None:
    desk.apply(1, AGAIN)
    desk.day(date(2026, 11, 2))
    assert said(desk) == [(None, None, "Sera prise en compte à sa date.")]
    assert (mails(desk), desk.rows(layout.ANOMALIES)) == ([], [])
    desk.day(NEXT_DAY)
    assert said(desk) == [("C-2026-0001", REF, "Complète, à noter depuis le 03/11/2026.")]
    assert desk.rows(layout.DOSSIERS)[0]["Reçu le"] == datetime(2026, 11, 3)
