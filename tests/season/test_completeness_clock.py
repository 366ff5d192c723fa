"""Twenty working days to complete an application: reminders, alert, lapse, and the door that stays open (O-03)."""

from datetime import date, datetime

import pytest

from tasks.tabs import columns, layout
from tests.season import answers as form
from tests.season.desk import MANAGER_MAIL, Desk
from tests.season.reading import between, events, kinds, mails, minutes, plain
from tests.season.roads import ATELIER, received

NO_PROGRAMME: form.Cells = {form.PROGRAMMES: None}
PROGRAMME = "https://pieces.example/programme.pdf"
REF = "D-2026-0001"
#: every day on which the sweep has something to say, each after the night before it
NIGHTS = [date(2026, 11, day) for day in (6, 9, 16, 17, 26, 27)] + [date(2026, 12, 1), date(2026, 12, 2)]


@pytest.mark.rule("MIK-13", "O-03", "O-20")
def test_reminders_alert_and_lapse_come_on_their_day(desk: Desk) -> None:
    received(desk, {1: NO_PROGRAMME})
    for night in NIGHTS:
        desk.day(night)
    assert kinds(desk, REF) == [
        ("2026-11-02", "acknowledgement"),
        ("2026-11-02", "missing_pieces"),
        ("2026-11-09", "missing_pieces_reminder"),
        ("2026-11-17", "missing_pieces_reminder"),
        ("2026-11-27", "deadline_reminder_staff"),
        ("2026-12-02", "closed_without_action"),
    ]
    assert [mail.to for mail in mails(desk, "deadline_reminder_staff")] == [MANAGER_MAIL]
    assert events(desk, REF)[-2:] == [
        ("2026-11-27", "escalated", "RECUE"),
        ("2026-12-02", "completion_lapsed", "CLASSEE_SANS_SUITE"),
    ]
    assert desk.deadlines() == []


@pytest.mark.rule("MIK-13")
def test_each_reminder_lists_the_pieces_and_the_days_left(desk: Desk) -> None:
    received(desk, {1: NO_PROGRAMME})
    desk.day(date(2026, 11, 9))
    desk.day(date(2026, 11, 17))
    first, second = mails(desk, "missing_pieces_reminder")
    for mail in (first, second):
        assert "1. Programmes de formation existants (liens) non renseigné → complétez" in mail.text
        assert "au plus tard le mardi 1er décembre 2026" in mail.text
    assert ("15 jours ouvrés" in first.text, "10 jours ouvrés" in second.text) == (True, True)


@pytest.mark.rule("MIK-31", "MIK-32", "O-03")
def test_the_lapse_has_its_minutes_and_its_mail(desk: Desk) -> None:
    received(desk, {1: NO_PROGRAMME})
    desk.day(date(2026, 12, 2))
    ((kind, text),) = minutes(desk, REF)
    assert kind == "classement_sans_suite"
    assert between(text, "Faits", "Pièces manquantes") == (
        "La candidature reçue le 02/11/2026 est restée incomplète. "
        "Délai : 20 jours ouvrés à compter du 02/11/2026, hors 11/11 → 01/12/2026."
    )
    assert "Programmes de formation existants (liens) : non renseigné" in text
    assert "Candidature classée sans suite Seules les candidatures complètes sont examinées (MIK-13)." in text
    assert "Voies de recours : cette décision peut être contestée" in text
    assert "jusqu’au 02/02/2027" in text
    (mail,) = mails(desk, "closed_without_action")
    assert list(mail.attached) == ["PV-2026-0001 Procès-verbal de classement sans suite.pdf"]
    assert "vous pouvez former un recours jusqu’au mardi 2 février 2027 inclus" in mail.text


@pytest.mark.rule("O-20")
def test_after_nights_without_a_run_only_the_latest_reminder_leaves(desk: Desk) -> None:
    received(desk, {1: NO_PROGRAMME})
    desk.day(date(2026, 11, 24))
    desk.day(date(2026, 12, 1))
    assert kinds(desk, REF)[2:] == [("2026-11-24", "missing_pieces_reminder")]
    assert [row["Déjà dit"] for row in desk.deadlines()] == ["Rappel après 10 jours ouvrés, le 24/11/2026"]


@pytest.mark.rule("MIK-13")
def test_the_last_piece_on_the_last_day_stops_the_clock(desk: Desk) -> None:
    received(desk, {1: NO_PROGRAMME})
    desk.type(layout.APPLICATIONS, ATELIER, {form.PROGRAMMES: PROGRAMME})
    desk.day(date(2026, 12, 1))
    desk.day(date(2026, 12, 2))
    assert desk.states() == {ATELIER: "Complète, à noter"}
    assert kinds(desk, REF)[-1] == ("2026-12-01", "application_complete")
    assert events(desk, REF)[-2:] == [
        ("2026-12-01", "declaration_completed", "RECUE"),
        ("2026-12-01", "pieces_complete", "COMPLETE"),
    ]


@pytest.mark.rule("MIK-13")
def test_a_correction_that_still_lacks_a_piece_gets_a_new_list_and_the_same_date(desk: Desk) -> None:
    received(desk, {1: {**NO_PROGRAMME, form.KBIS: None}})
    desk.type(layout.APPLICATIONS, ATELIER, {form.KBIS: "https://pieces.example/k.pdf"})
    desk.day(date(2026, 11, 5))
    last = mails(desk, "missing_pieces")[-1]
    assert last.on == date(2026, 11, 5)
    assert between(last.text, "1 élément reste à fournir ou à corriger.", ">>>") == (
        "1. Programmes de formation existants (liens) non renseigné → complétez votre réponse au formulaire"
    )
    assert "au plus tard le mardi 1er décembre 2026" in last.text


@pytest.mark.rule("O-03")
def test_after_the_lapse_the_old_row_is_without_effect_and_a_new_response_opens_a_new_dossier(desk: Desk) -> None:
    received(desk, {1: NO_PROGRAMME})
    desk.day(date(2026, 12, 2))
    desk.type(layout.APPLICATIONS, ATELIER, {form.PROGRAMMES: PROGRAMME})
    desk.apply(1, {form.SUBMITTED: datetime(2026, 12, 3, 9, 0)})
    desk.day(date(2026, 12, 3))
    old, new = desk.rows(layout.APPLICATIONS)
    assert (old[columns.DOSSIER], old[columns.STATUS]) == (REF, "Classée sans suite")
    assert plain(old[columns.ANSWER]) == (
        f"Sans effet : le dossier {REF} est « Classée sans suite » et sa déclaration d’origine fait foi. "
        "La réponse est conservée. [MIK-33]"
    )
    assert (new[columns.REF], new[columns.DOSSIER], new[columns.STATUS]) == (
        "C-2026-0002", "D-2026-0002", "Complète, à noter"
    )  # fmt: skip
    assert kinds(desk, "D-2026-0002") == [("2026-12-03", "acknowledgement"), ("2026-12-03", "application_complete")]
    assert kinds(desk, REF)[-1] == ("2026-12-02", "closed_without_action")
