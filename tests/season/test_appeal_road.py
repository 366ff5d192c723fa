"""A recours, from its reception to its answer: in « Recours », on real files (M2I-42, O-14, REF-22)."""

from datetime import date
from typing import Any

import pytest

from domain.exams.appeal_process import APPEAL
from domain.exams.fraud_process import FRAUD
from domain.exams.vocabulary import CandidacyState
from tasks.integrity import defects_of
from tasks.ledger.queries import read_deadlines, read_subjects
from tasks.tabs import appeals as tab
from tasks.tabs import frauds
from tasks.tabs.layout import TEAM
from tests.exams_ledger import REPRESENTATIVE, judged, results_sent
from tests.season import reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR, MANAGER, Desk
from tests.season.test_delivery_road import LUC, states
from tests.season.test_fraud_road import BAN, CASE, FACTS, REPORT, running

__all__ = ["running"]
RECEIVED, ANSWERED = date(2027, 2, 1), date(2027, 2, 8)
RECOURS = "RC-2027-0001"
LODGED: dict[str, Any] = {
    tab.CONTESTED: "I-2027-0001", tab.CLAIMANT: "Luc de la Tour", tab.EMAIL: "luc@candidats.example",
    "Reçu le": at(RECEIVED), "Motifs du recours": "Ma seconde étude de cas n’a pas été lue.", "Saisi par": MANAGER,
}  # fmt: skip
ANSWER: dict[str, Any] = {
    "Décision": "Rejeté", "Motif": "Les grilles des deux jurés concordent.", "Décidé par": DIRECTOR,
    "Décidé le": at(ANSWERED),
}  # fmt: skip


@pytest.fixture
def failed(desk: Desk) -> Desk:
    """Luc has failed; Sylvie Renard, of direction, has validated the session."""
    desk.add_row(TEAM, {"Nom": REPRESENTATIVE, "E-mail": "sylvie.renard@certificateur.example", "Rôle": "Direction"})
    with desk.office() as office:
        session = results_sent(office)
        judged(office, session, LUC, [], CandidacyState.FAILED)
    return desk


def told(desk: Desk) -> str:
    return reading.plain(row(desk, tab.APPEALS, RECOURS)["Retour"])


@pytest.mark.rule("O-14", "M2I-42", "REF-22")
def test_a_recours_is_acknowledged_the_same_day_with_the_date_of_its_answer(failed: Desk) -> None:
    failed.add_row(tab.APPEALS, LODGED)
    failed.day(RECEIVED)
    shown = row(failed, tab.APPEALS, RECOURS)
    assert (shown["Statut"], shown["Retour"]) == ("Reçu, à instruire", "Recours reçu.")
    assert REPRESENTATIVE in shown[tab.TAKEN_BY]
    (mail,) = reading.mails(failed, "appeal_received")
    assert (mail.to, mail.on) == ("luc@candidats.example", RECEIVED)
    assert "lundi 22 février 2027" in mail.text
    assert "après la fin du délai" not in mail.text
    with failed.ledger() as connection:
        assert [item.dates.due_on for item in read_deadlines(connection, APPEAL)] == [date(2027, 2, 22)]


@pytest.mark.rule("O-14", "M2I-42")
def test_who_took_the_decision_does_not_answer_somebody_else_does(failed: Desk) -> None:
    deciders = (REPRESENTATIVE, MANAGER, "Personne", DIRECTOR)
    answers = [LODGED | ANSWER | {"Motifs du recours": f"Pour {name}", "Décidé par": name} for name in deciders]
    failed.add_rows(tab.APPEALS, answers)
    failed.day(ANSWERED)
    assert [reading.plain(shown["Retour"]).partition(".")[0] for shown in failed.rows(tab.APPEALS)] == [
        f"Décidé par : {REPRESENTATIVE} a pris part à la décision contestée",
        f"Décidé par : « {MANAGER} » est inscrit comme « Responsable des partenariats » ; cette décision revient à : "
        "« Direction »",
        "Décidé par : « Personne » ne figure pas dans l’onglet « Équipe »",
        "Recours rejeté",
    ]
    assert list(states(failed, APPEAL).values()) == ["RECU", "RECU", "RECU", "REJETE"]
    (mail,) = reading.mails(failed, "appeal_answered")
    assert (mail.dossier, mail.subject) == ("RC-2027-0004", "Votre recours est rejeté – recours RC-2027-0004")
    assert "Les grilles des deux jurés concordent." in mail.text
    ((kind, minutes),) = reading.minutes(failed, "RC-2027-0004")
    assert kind == "decision_recours"
    assert "Pour Hélène Dubois" in minutes
    assert len(mail.attached) == 1
    before = reading.traces(failed)
    failed.day(ANSWERED)
    assert reading.traces(failed) == before
    with failed.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("O-14")
def test_a_late_recours_is_recorded_and_said_to_be_late(failed: Desk) -> None:
    """Two months run from the notification, 22 January."""
    days = (date(2027, 3, 22), date(2027, 3, 23))
    failed.add_rows(tab.APPEALS, [LODGED | {"Reçu le": at(day)} for day in days])
    failed.day(days[1])
    with failed.ledger() as connection:
        assert [view.facts.is_late for view in read_subjects(connection, APPEAL)] == [False, True]
    late = {mail.dossier: "après la fin du délai de recours" in mail.text for mail in reading.mails(failed)}
    assert (late["RC-2027-0001"], late["RC-2027-0002"]) == (False, True)


@pytest.mark.rule("M2I-46", "M2I-42")
def test_a_recours_upheld_against_a_sanction_ends_the_ban(running: Desk) -> None:
    running.add_row(frauds.FRAUDS, FACTS | REPORT | BAN)
    running.day(date(2027, 1, 20))
    running.add_row(tab.APPEALS, LODGED | ANSWER | {tab.CONTESTED: CASE, "Décision": "Accueilli"})
    running.day(ANSWERED)
    assert states(running, APPEAL) == {RECOURS: "ACCUEILLI"}
    assert states(running, FRAUD) == {CASE: "LEVEE"}


@pytest.mark.rule("M2I-42")
def test_a_recours_that_cannot_be_taken_says_why(failed: Desk) -> None:
    bad: list[dict[str, Any]] = [
        {tab.CONTESTED: "I-2027-0404"}, {tab.CONTESTED: "=1+1"}, {tab.EMAIL: "luc@a.example, eve@b.example"},
        {"Reçu le": at(date(2027, 1, 20))}, {"Motifs du recours": None},
    ]  # fmt: skip
    failed.add_rows(tab.APPEALS, [LODGED | over for over in bad])
    failed.day(RECEIVED)
    found = [reading.plain(shown["Retour"]) for shown in failed.rows(tab.APPEALS)]
    starts = (
        "Objet contesté : « I-2027-0404 » ne désigne ni inscription",
        "Objet contesté : « =1+1 » ne désigne ni inscription",
        "E-mail : ",
        "Reçu le : un recours arrive entre la décision contestée, du 22/01/2027",
        "Motifs du recours : indiquez ce que l’auteur du recours conteste",
    )
    assert [said.startswith(start) for said, start in zip(found, starts, strict=True)] == [True] * 5
    assert states(failed, APPEAL) == {}
