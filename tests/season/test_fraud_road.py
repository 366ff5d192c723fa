"""A fraud, from the report to the end of the ban: in « Fraudes », on real files (M2I-45 to M2I-50)."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.fraud_process import FRAUD
from domain.exams.seating import TimetableSlot
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, SessionState
from tasks.integrity import defects_of
from tasks.tabs import frauds as tab
from tasks.tabs.layout import TO_DO
from tests.exams import EXAM_OFFICE, EXAM_OFFICE_MAIL, a_candidacy, a_person, a_session
from tests.exams_ledger import place
from tests.season import reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR, DIRECTOR_MAIL, MANAGER_MAIL, Desk
from tests.season.test_delivery_road import DAY, LUC, WHOLE, ZOE, delivered, states

HELD = date(2027, 1, 18)
SLOTS = (TimetableSlot(epreuve="E1", starts=datetime(2027, 1, 18, 9), minutes=120, room="Salle A", candidates=()),)
CASE = "FR-2027-0001"
FACTS: dict[str, Any] = {
    tab.SESSION: "S-2027-0001", "Candidats": "I-2027-0001\ni-2027-0002", "Fait": "=Téléphone ouvert sur le corrigé",
    tab.EVIDENCE: "Photo du surveillant", tab.REPORTED_BY: "Aline Weber",
    "Date et heure": datetime(2027, 1, 18, 10, 40), "Saisi par": EXAM_OFFICE,
}  # fmt: skip
REPORT: dict[str, Any] = {
    tab.SIGNED_BY: "Irène Vasseur", tab.QUALITY: "Examinateur", "Rapport signé le": at(date(2027, 1, 19)),
}  # fmt: skip
BAN: dict[str, Any] = {
    "Décision": "Interdiction", "Motif": "Le rapport établit la tentative.", "Décidé par": EXAM_OFFICE,
    "Notifié le": at(date(2027, 1, 20)), "Interdiction jusqu’au": at(date(2027, 7, 20)),
}  # fmt: skip


@pytest.fixture
def running(desk: Desk) -> Desk:
    """A session under way, three candidates present."""
    with desk.office() as office:
        session = a_session(starts_on=HELD, ends_on=HELD)
        session = session.with_update({"ref": place(office, EXAM_SESSION, session, SessionState.RUNNING)})
        for person in (ZOE, LUC, a_person()):
            place(office, CANDIDACY, a_candidacy(session, person=person, slots=SLOTS), CandidacyState.PRESENT)
    return desk


def told(desk: Desk) -> str:
    return reading.plain(row(desk, tab.FRAUDS, CASE)["Retour"])


@pytest.mark.rule("M2I-45", "M2I-49", "M2I-40")
def test_a_reported_fraud_alerts_the_same_day_who_has_to_act(running: Desk) -> None:
    running.add_row(tab.FRAUDS, FACTS)
    running.day(HELD)
    shown = row(running, tab.FRAUDS, CASE)
    assert (shown["Statut"], shown["Retour"]) == ("Signalée", "Fraude signalée.")
    alerts = reading.mails(running, "fraud_alert")
    assert sorted(mail.to for mail in alerts) == sorted([EXAM_OFFICE_MAIL, DIRECTOR_MAIL, MANAGER_MAIL])
    assert {mail.on for mail in alerts} == {HELD}
    assert "Zoé Garnier" in alerts[0].text
    assert "Luc de la Tour" in alerts[0].text
    before = reading.traces(running)
    running.day(HELD)
    assert reading.traces(running) == before
    tasks = [(task["Pour qui"], reading.plain(task["Quoi"])) for task in running.rows(TO_DO)]
    assert (EXAM_OFFICE, "Obtenir le rapport signé et l’indiquer dans « Fraudes »") in tasks


@pytest.mark.rule("M2I-46", "M2I-47", "M2I-49")
def test_no_sanction_without_a_signed_report_then_each_person_is_notified_alone(running: Desk) -> None:
    running.add_row(tab.FRAUDS, FACTS)
    running.day(HELD)
    running.type_rows(tab.FRAUDS, {CASE: BAN})
    running.day(date(2027, 1, 20))
    assert told(running).startswith("Rapport signé par : aucune sanction sans rapport signé par l’examinateur")
    assert reading.mails(running, "sanction_notified") == []
    running.type_rows(tab.FRAUDS, {CASE: REPORT})
    running.day(date(2027, 1, 21))
    assert told(running) == "Sanction prononcée."
    notified = {mail.to: mail for mail in reading.mails(running, "sanction_notified")}
    assert set(notified) == {"zoe@candidats.example", "luc@candidats.example"}
    mine = notified["zoe@candidats.example"]
    assert "jusqu’au mardi 20 juillet 2027 inclus" in mine.text
    assert "former un recours jusqu’au" in mine.text
    assert "Luc" not in mine.text + mine.html
    assert mine.attached == {}
    ((kind, minutes),) = reading.minutes(running, CASE)
    assert kind == "sanction_fraude"
    assert "Irène Vasseur" in minutes
    assert "=Téléphone ouvert sur le corrigé" in minutes


@pytest.mark.rule("M2I-46")
def test_a_ban_lifts_itself_after_its_last_day(running: Desk) -> None:
    running.add_row(tab.FRAUDS, FACTS | REPORT | BAN)
    running.day(date(2027, 1, 20))
    assert states(running, FRAUD) == {CASE: "SANCTIONNEE"}
    running.day(date(2027, 7, 20))
    assert states(running, FRAUD) == {CASE: "SANCTIONNEE"}
    running.day(date(2027, 7, 21))
    assert (states(running, FRAUD), told(running)) == ({CASE: "EXECUTEE"}, "Fin de l’interdiction de se présenter.")
    with running.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("M2I-50")
def test_an_exclusion_takes_effect_at_once_for_the_accused_only(running: Desk) -> None:
    running.add_row(tab.FRAUDS, FACTS | REPORT | BAN | {"Décision": "Exclusion", "Interdiction jusqu’au": None})
    running.day(date(2027, 1, 20))
    assert states(running, CANDIDACY) == {
        "I-2027-0001": "EXCLU", "I-2027-0002": "EXCLU", "I-2027-0003": "PRESENT",
    }  # fmt: skip


@pytest.mark.rule("M2I-48")
def test_a_sanction_of_direction_withdraws_the_certificate(desk: Desk) -> None:
    delivered(desk)
    decided = {"Décision": "Retrait", "Décidé par": DIRECTOR, "Interdiction jusqu’au": None}
    facts = FACTS | REPORT | BAN | decided | {"Candidats": "I-2027-0001", "Notifié le": at(DAY)}
    desk.add_row(tab.FRAUDS, facts | {"Candidats": "I-2027-0003"})
    desk.day(DAY)
    assert "titulaire d’un certificat" in told(desk)
    desk.add_row(tab.FRAUDS, facts)
    desk.day(DAY)
    assert states(desk, CERTIFICATE)[WHOLE] == "RETIRE"
    assert states(desk, CANDIDACY)["I-2027-0001"] == "RETIRE"


@pytest.mark.rule("M2I-45")
def test_a_dismissed_case_tells_the_accused_that_nothing_follows(running: Desk) -> None:
    running.add_row(tab.FRAUDS, FACTS | {
        "Décision": tab.DISMISS, "Motif": "Téléphone éteint.", "Décidé par": DIRECTOR, "Notifié le": at(HELD),
    })  # fmt: skip
    running.day(HELD)
    assert states(running, FRAUD) == {CASE: "CLASSEE"}
    assert not any("Fraudes" in task["Quoi"] for task in running.rows(TO_DO))
    assert [mail.to for mail in reading.mails(running, "fraud_dismissed")] == [
        "luc@candidats.example", "zoe@candidats.example",
    ]  # fmt: skip
    assert [kind for kind, _ in reading.minutes(running, CASE)] == ["classement_fraude"]


@pytest.mark.rule("M2I-45")
def test_a_report_that_cannot_be_taken_says_why(running: Desk) -> None:
    bad: dict[str, Any] = {
        tab.SESSION: "S-2027-0099", "Candidats": "I-2027-0009", "Date et heure": at(HELD), "Fait": None,
    }  # fmt: skip
    running.add_rows(tab.FRAUDS, [FACTS | {header: value} for header, value in bad.items()])
    running.day(HELD)
    assert [reading.plain(shown["Retour"]).partition(".")[0] for shown in running.rows(tab.FRAUDS)] == [
        "Session : aucune session ne porte le numéro « S-2027-0099 »",
        "Candidats : I-2027-0009 : pas d’inscription de ce numéro à la session S-2027-0001",
        "Date et heure : la date et l’heure sont attendues ; écrivez par exemple 02/12/2026 14:30",
        "Fait : décrivez ce qui a été constaté",
    ]
    assert states(running, FRAUD) == {}


@pytest.mark.rule("M2I-47")
def test_what_was_reported_or_decided_does_not_change(running: Desk) -> None:
    """Each on its own case; a row put back as it was is answered as before."""
    whats = [f"{FACTS['Fait']} n° {number}" for number in (1, 2, 3)]
    running.add_rows(tab.FRAUDS, [FACTS | REPORT | BAN | {"Fait": what} for what in whats])
    running.day(date(2027, 1, 20))
    cases = [f"FR-2027-000{number}" for number in (1, 2, 3)]
    changes = [{"Fait": "Autre chose"}, {tab.SIGNED_BY: "Paul Roux"}, {"Motif": "Autre motif"}]
    running.type_rows(tab.FRAUDS, dict(zip(cases, changes, strict=True)))
    running.day(date(2027, 1, 21))
    assert [reading.plain(row(running, tab.FRAUDS, case)["Retour"]).partition(".")[0] for case in cases] == [
        "Fait : les faits signalés ne changent plus",
        "Rapport signé par : le rapport signé est enregistré et ne change plus",
        "Décision : cette affaire est décidée",
    ]
    running.type_rows(tab.FRAUDS, {cases[2]: {"Motif": BAN["Motif"]}})
    running.day(date(2027, 1, 21))
    assert row(running, tab.FRAUDS, cases[2])["Retour"] == "Sanction prononcée."
