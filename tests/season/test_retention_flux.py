"""What is erased of the CPF flux: its files name the holders of several sessions, and so do its returns (RGPD)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from config.retention import load_retention
from config.settings import ROOT
from domain.exams.vocabulary import CandidacyState
from domain.network.retention import Kept
from domain.vocabulary import TimeLimit
from tasks import steps
from tasks.ledger.queries import read_deadlines
from tasks.ledger.schema import deadlines
from tasks.retention.lots import due_lots
from tasks.tabs import retention as tab
from tasks.tabs.columns import REF, STATUS
from tests.exams import a_person
from tests.exams_ledger import judged, results_sent
from tests.season.desk import DIRECTOR, Desk
from tests.season.passages import DELIVERED_ON, FIRST, RETURN, RETURNED_ON, SECOND, answered, export, states

ERASED_ON = date(2032, 3, 1)
NAMED = "Plusieurs titulaires ont été identifiés pour EXEMPLE Maëlys"


@pytest.fixture
def told(cpf_desk: Desk) -> Desk:
    """Holders of two sessions left in one file, and its return has come; the clocks of surveys are stopped.

    The passage that was rejected is never put right: its own clock, three months from the delivery, never stops.
    """
    people = a_person(), a_person(first_names="Luc", birth_name="de la Tour", email="luc@c.example")
    with cpf_desk.office() as office:
        for number, person in enumerate(people):
            session = results_sent(office, starts_on=date(2027, 1, 17 + number))
            judged(office, session, person, session.blocs, CandidacyState.PASSED)
    cpf_desk.day(DELIVERED_ON, steps=steps.phase(steps.judge_sessions))
    export(cpf_desk)
    answered(cpf_desk, [SECOND], {FIRST: NAMED})
    cpf_desk.day(RETURNED_ON, steps=RETURN)
    with cpf_desk.office() as office, office.ledger.writing() as connection:
        others = deadlines.c.time_limit != TimeLimit.MATCHING.value
        connection.execute(update(deadlines).where(others).values(closed_on=RETURNED_ON))
    return cpf_desk


def erase(desk: Desk, on: date, sessions: list[str]) -> None:
    desk.day(on, steps=steps.phase(steps.erase, steps.propose_erasures))
    waiting = [row[REF] for row in desk.rows(tab.RETENTION)
               if row[STATUS] == "À confirmer" and any(ref in row[tab.WHAT] for ref in sessions)]  # fmt: skip
    assert len(waiting) == len(sessions)
    desk.type_rows(tab.RETENTION, {key: {"Décision": tab.ERASE, "Confirmé par": DIRECTOR} for key in waiting})
    desk.day(on, steps=steps.phase(steps.erase))


def left(desk: Desk) -> int:
    return sum(path.is_file() for path in desk.settings.cpf_folder.rglob("*"))


@pytest.mark.rule("RGPD")
def test_files_that_two_sessions_share_go_when_both_are_erased_by_one_run(told: Desk) -> None:
    assert left(told) == 2  # the file and its return
    erase(told, ERASED_ON, ["S-2027-0001", "S-2027-0002"])
    assert left(told) == 0


@pytest.mark.rule("RGPD")
def test_files_that_two_sessions_share_stay_for_the_second_one(told: Desk) -> None:
    erase(told, ERASED_ON, ["S-2027-0001"])
    assert left(told) == 2
    erase(told, ERASED_ON + timedelta(days=1), ["S-2027-0002"])
    assert left(told) == 0


@pytest.mark.rule("RGPD", "LAW-10")
def test_a_passage_that_was_never_accepted_does_not_keep_its_session_for_ever(told: Desk) -> None:
    assert states(told) == {FIRST: "ACCROCHE_KO", SECOND: "ACCROCHE_OK"}
    with told.office() as office, office.ledger.reading() as connection:
        retention = load_retention(ROOT / "config")
        running = [item.subject for item in read_deadlines(connection)]
        due = [lot.root for lot in due_lots(connection, retention, ERASED_ON) if lot.kept is Kept.SESSION]
    assert (running, due) == ([FIRST], ["S-2027-0001", "S-2027-0002"])
    erase(told, ERASED_ON, ["S-2027-0001"])
    with told.office() as office, office.ledger.reading() as connection:
        assert read_deadlines(connection) == []  # nobody is reminded of what is gone
    assert told.day(ERASED_ON + timedelta(days=1)).feedback.notes == []
