"""A trainer's question from the day it is asked to its answer by e-mail: in « Questions », on real files (MIK-51)."""

from datetime import date
from typing import Any

import pytest

from domain.network.question import ANSWER, ANSWERED_BY, ANSWERED_ON, ASKED_ON, QUESTION, QUESTION_ASKED, TRAINER
from domain.partnership import PARTNERSHIP
from domain.trainer import TRAINER as TRAINERS
from domain.trainer import TrainerState
from domain.vocabulary import State, TimeLimit
from tasks import steps
from tasks.integrity import defects_of
from tasks.tabs import questions as tab
from tasks.tabs.columns import ANSWER as SAID
from tasks.tabs.columns import DEADLINE, DOSSIER, ORGANISATION, STATUS, TYPED_BY
from tasks.tabs.layout import TO_DO
from tests import builders_conformity as good
from tests.builders import dossier as a_dossier
from tests.exams_ledger import place
from tests.season import reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR, MANAGER, MANAGER_MAIL, Desk
from tests.season.test_delivery_road import states
from tests.season.test_registration_file_road import due, night, said

ASKED, DUE, ANSWERED = date(2027, 3, 1), date(2027, 3, 8), date(2027, 3, 11)
QF, PARTNER_MAIL, TRAINER_MAIL = "QF-2027-0001", "contact@atelier-lumieres.example", "zoe@formateurs.example"
WORDS = "=1+1 Le dossier technique <b>compte-t-il</b> pour le bloc 2 ?"


@pytest.fixture
def partnered(desk: Desk) -> Desk:
    """A habilitated partner whose trainer has an address, and one in conformity, both followed by Claire Martin."""
    with desk.office() as office:
        dossier = place(office, PARTNERSHIP, good.habilitated(owner=MANAGER), State.HABILITATED, good.SIGNED_ON)
        assert dossier == "D-2026-0001"
        place(office, TRAINERS, good.trainer(email=TRAINER_MAIL), TrainerState.VALIDATED, good.SIGNED_ON)
        place(office, PARTNERSHIP, good.in_conformity(owner=MANAGER), State.IN_CONFORMITY, good.SESSION_ON)
    return desk


def asked(**over: Any) -> dict[str, Any]:
    return {
        DOSSIER: "d-2026-0001", TRAINER: "zoé  GARNIER", QUESTION_ASKED: WORDS, ASKED_ON: at(ASKED), TYPED_BY: MANAGER,
        **over,
    }  # fmt: skip


def answer(on: date, **over: Any) -> dict[str, Any]:
    return {ANSWER: "Oui : le critère C2.1.", ANSWERED_ON: at(on), ANSWERED_BY: "claire martin", **over}


def cases(desk: Desk, on: date) -> None:
    """The step that takes the questions of a day."""
    desk.day(on, steps=steps.phase(steps.treat_cases))


@pytest.mark.rule("MIK-51", "O-20")
def test_a_question_without_an_answer_waits_in_the_list_then_is_told_late(partnered: Desk) -> None:
    desk = partnered
    desk.add_row(tab.QUESTIONS, asked())
    desk.day(ASKED)
    assert (states(desk, QUESTION), due(desk, TimeLimit.QUESTION)) == ({QF: "POSEE"}, {QF: DUE.isoformat()})
    shown = row(desk, tab.QUESTIONS, QF)
    assert (shown[STATUS], shown[ORGANISATION], shown.get(tab.DELAY)) == (
        "Posée, à répondre", "Atelier des Lumières", None,
    )  # fmt: skip
    (todo,) = [line for line in desk.rows(TO_DO) if "Questions" in line["Quoi"]]
    assert (todo["Pour qui"], todo["Dossier"], todo["Avant le"]) == (MANAGER, "D-2026-0001", at(DUE))
    for day in (date(2027, 3, 4), DUE, date(2027, 3, 10)):
        night(desk, day)
    told = {name: [(mail.on, mail.to) for mail in reading.mails(desk, name, QF)] for name in (
        "deadline_reminder_staff", "deadline_overdue_owner", "deadline_overdue_manager", "deadline_overdue_direction",
    )}  # fmt: skip
    assert told == {
        "deadline_reminder_staff": [(date(2027, 3, 4), MANAGER_MAIL)],
        "deadline_overdue_owner": [(DUE, MANAGER_MAIL)],
        "deadline_overdue_manager": [(date(2027, 3, 10), MANAGER_MAIL)],
        "deadline_overdue_direction": [],
    }


@pytest.mark.rule("MIK-51")
def test_an_answer_is_sent_to_its_trainer_stops_the_clock_and_shows_its_delay(partnered: Desk) -> None:
    desk = partnered
    desk.add_row(tab.QUESTIONS, asked())
    cases(desk, ASKED)
    desk.type_rows(tab.QUESTIONS, {QF: answer(ANSWERED)})
    cases(desk, ANSWERED)
    shown = row(desk, tab.QUESTIONS, QF)
    assert (shown[STATUS], shown[tab.DELAY], shown.get(DEADLINE)) == ("Répondue", 8, None)
    assert said(desk, tab.QUESTIONS, QF) == "Répondue. La réponse est envoyée au formateur."
    (mail,) = reading.mails(desk, "question_answered")
    assert mail.to == TRAINER_MAIL
    for words in (WORDS, "Oui : le critère C2.1.", MANAGER, "1er mars 2027"):
        assert words in reading.plain(mail.text)
    night(desk, date(2027, 3, 15))
    assert reading.mails(desk, "deadline_overdue_direction", QF) == []  # the answer has closed its clock
    before = reading.traces(desk)
    cases(desk, ANSWERED)
    assert reading.traces(desk) == before
    with desk.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("MIK-51")
def test_a_partner_in_conformity_is_answered_the_same_day_at_its_own_address(partnered: Desk) -> None:
    desk = partnered
    desk.add_row(tab.QUESTIONS, asked(**{DOSSIER: "D-2026-0002"}) | answer(ASKED))
    cases(desk, ASKED)
    assert (states(desk, QUESTION), row(desk, tab.QUESTIONS, QF)[tab.DELAY]) == ({QF: "REPONDUE"}, 0)
    (mail,) = reading.mails(desk, "question_answered")
    assert (mail.to, "transmettez-la-lui" in reading.plain(mail.text)) == (PARTNER_MAIL, True)
    assert said(desk, tab.QUESTIONS, QF) == "Répondue. La réponse est envoyée à son organisme, à lui transmettre."


@pytest.mark.rule("MIK-51")
def test_what_cannot_be_asked_or_answered_is_refused_in_its_row(partnered: Desk) -> None:
    desk = partnered
    with desk.office() as office:
        place(office, PARTNERSHIP, a_dossier(), State.REFUSED, good.SESSION_ON)
    desk.add_rows(tab.QUESTIONS, [
        asked() | answer(ASKED, **{ANSWERED_BY: "Personne"}), asked(**{DOSSIER: "D-2026-0404"}),
        asked(**{DOSSIER: "D-2026-0003"}), asked(**{ASKED_ON: at(date(1999, 1, 1))}), asked(**{TRAINER: None}),
    ])  # fmt: skip
    cases(desk, ASKED)
    told = [reading.plain(line[SAID]) for line in desk.rows(tab.QUESTIONS)]
    assert told[0].startswith("Répondu par : « Personne » ne figure pas dans l’onglet « Équipe »")
    assert told[1].startswith("Dossier : aucun dossier ne porte le numéro « D-2026-0404 »")
    assert told[2].startswith("Dossier : le dossier est à l’état « Refusée")
    assert told[3].startswith("Posée le : l’organisme est partenaire depuis le ")
    assert told[4].startswith("Formateur : ")
    assert states(desk, QUESTION) == {QF: "POSEE"}
    desk.type_rows(tab.QUESTIONS, {QF: {ANSWERED_BY: DIRECTOR}})
    cases(desk, ASKED)
    assert states(desk, QUESTION) == {QF: "REPONDUE"}
    for over, why in (({ANSWER: "Non."}, "la réponse est partie : elle ne change plus"),
                      ({QUESTION_ASKED: "Une autre ?"}, "ce qui est enregistré ne change plus")):  # fmt: skip
        desk.type_rows(tab.QUESTIONS, {QF: {**asked(), **answer(ASKED), ANSWERED_BY: DIRECTOR, **over}})
        cases(desk, ASKED)
        assert why in said(desk, tab.QUESTIONS, QF)
