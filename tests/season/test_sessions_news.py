"""Who hears of what changes in a session: responsable, partner, jury, candidates (M2I-11, M2I-18, REF-17)."""

from datetime import date
from typing import Any
from unittest.mock import patch

import pytest

from domain.exams import session_guards as field
from domain.exams.vocabulary import CandidacyState
from domain.partnership import PARTNERSHIP
from domain.vocabulary import Scope, State
from tasks.tabs import juries
from tasks.tabs import registrations as registrations_tab
from tasks.tabs import sessions as tab
from tasks.tabs.columns import TYPED_BY
from tasks.timetable import solve
from tests.builders import application, dossier
from tests.exams import BLOCS_CODE, EXAM_DAY, EXAM_OFFICE
from tests.exams_ledger import place
from tests.season import sessions as hands
from tests.season.conformity import at
from tests.season.desk import Desk
from tests.season.reading import mails, minutes, traces
from tests.season.sessions import CHECKED_ON, CONVENED_ON, IRENE, PAUL, PLANNED_ON, SESSION
from tests.season.test_sessions_changes import MOTIVE, NEW_DAY, invitations
from tests.season.test_sessions_road import vevent

pytestmark = pytest.mark.slow  # variants of roads that the default suite plays

MAELYS, ZOE = "I-2026-0001", "I-2026-0002"
OTHER = "S-2026-0002"


def missions(desk: Desk) -> list[tuple[date, str]]:
    return [(mail.on, mail.subject.partition(" – ")[0]) for mail in mails(desk, "session_mission", SESSION)]


@pytest.mark.rule("M2I-11", "M2I-14", "REF-21", "M2I-12")
def test_new_dates_or_another_place_give_the_letter_of_mission_again(desk: Desk) -> None:
    """Other hours alone do not. Once convened, another place is told to the jury and to the candidates too."""
    hands.plan(desk)
    hands.note(desk, {field.FIRST_DAY: at(date(2027, 1, 19)), field.PLACE: "Lyon"}, PLANNED_ON)
    hands.note(desk, {field.CLOSES: "18 h 30"}, PLANNED_ON)
    hands.note(desk, {tab.CONVENE: "Oui"}, CONVENED_ON)
    hands.note(desk, {field.PLACE: "Dijon"}, CHECKED_ON)
    told = [subject for _, subject in missions(desk)]
    assert [subject.partition(" : ")[0] for subject in told[1:]] == ["Nouvelle lettre de mission"] * 2
    letters = [text for kind, text in minutes(desk, SESSION) if kind == "lettre_mission"]
    assert ["19/01/2027" in text for text in letters] == [False, True, True]
    assert ["Dijon" in text for text in letters] == [False, False, True]
    for kind, people in (("convocation", 3), ("jury_convocation", 2)):
        found = [vevent(mail.attached["invitation.ics"])[3:] for mail in mails(desk, kind)]
        assert sorted(found) == [(1, "Lyon")] * people + [(2, "Dijon")] * people


@pytest.mark.rule("M2I-18", "M2I-41", "NET-15")
def test_a_partner_that_organises_hears_of_the_new_date_and_of_the_end(desk: Desk) -> None:
    with desk.office() as office:
        given = application(certification=BLOCS_CODE, scope=Scope.ASSESS)
        facts = dossier(certification=BLOCS_CODE, application=given, grid_version="")
        ref = place(office, PARTNERSHIP, facts, State.HABILITATED, on=PLANNED_ON)
    hands.plan(desk, {field.ORGANISER: ref})
    hands.note(desk, hands.ended(tab.POSTPONE, MOTIVE, {field.NEW_FIRST_DAY: at(NEW_DAY)}), CHECKED_ON)
    hands.note(desk, hands.ended(tab.CANCEL, "Trop peu d’inscrits."), CHECKED_ON)
    told = mails(desk, "session_ending_partner")
    assert {mail.to for mail in told} == {given.email}
    assert sorted((mail.subject.split(" : ")[0], MOTIVE in mail.text) for mail in told) == [
        ("Session annulée", False), ("Session reportée", True),
    ]  # fmt: skip
    assert missions(desk)[-1] == (CHECKED_ON, "Nouvelle lettre de mission : session du lundi 8 février 2027")


def test_a_session_of_the_certifier_tells_no_partner(desk: Desk) -> None:
    hands.plan(desk)
    hands.note(desk, hands.ended(tab.CANCEL, MOTIVE), CHECKED_ON)
    assert mails(desk, "session_ending_partner") == []
    assert len(mails(desk, "session_cancelled_direction")) == 1


def registrations(desk: Desk, by_ref: dict[str, dict[str, Any]], on: date) -> None:
    signed = {ref: {TYPED_BY: EXAM_OFFICE, **cells} for ref, cells in by_ref.items()}
    desk.type_rows(registrations_tab.REGISTRATIONS, signed)
    hands.organise(desk, on)


@pytest.mark.rule("REF-17", "LAW-13", "M2I-12")
def test_measures_that_are_granted_once_convened_are_on_a_new_convocation(desk: Desk) -> None:
    """No time moves, nobody else is disturbed, and the same words typed again say nothing."""
    hands.convene(desk)
    granted = {
        registrations_tab.ACCOMMODATION: registrations_tab.GRANTED, registrations_tab.ACCOMMODATED_BY: EXAM_OFFICE,
        registrations_tab.MEASURES: "Poste près de la porte.",
    }  # fmt: skip
    registrations(desk, {MAELYS: granted}, CHECKED_ON)
    (again,) = [mail for mail in mails(desk, "convocation") if mail.on == CHECKED_ON]
    assert (again.dossier, vevent(again.attached["invitation.ics"])[3]) == (MAELYS, 2)
    assert "Poste près de la porte." in again.text
    sheets = [text for kind, text in minutes(desk, MAELYS) if kind == "convocation"]
    assert ["Poste près de la porte." in text for text in sheets] == [False, True]
    before = traces(desk)
    hands.organise(desk, CHECKED_ON)
    assert traces(desk) == before


@pytest.mark.rule("M2I-43")
def test_who_moves_or_gives_up_is_told_and_his_agenda_corrected(desk: Desk) -> None:
    hands.plan(desk)
    desk.add_row(tab.SESSIONS, hands.planned({field.FIRST_DAY: at(NEW_DAY)}))
    hands.organise(desk, PLANNED_ON)
    registrations(desk, {ZOE: {registrations_tab.NEW_SESSION: OTHER}}, PLANNED_ON)
    hands.note(desk, {tab.CONVENE: "Oui"}, CONVENED_ON)
    registrations(desk, {MAELYS: {registrations_tab.GAVE_UP: "Oui"}}, CHECKED_ON)
    (moved,) = mails(desk, "candidate_moved")
    assert (moved.dossier, moved.attached) == (ZOE, {})
    assert f"reportée, sans nouveau dossier, à la session {OTHER} du lundi 8 février 2027." in moved.text
    (gone,) = mails(desk, "candidate_gave_up")
    (called,) = mails(desk, "convocation", MAELYS)
    (method, uid, start, sequence, _) = vevent(gone.attached["invitation.ics"])
    assert (gone.dossier, method, sequence) == (MAELYS, "CANCEL", 2)
    assert (uid, start) == vevent(called.attached["invitation.ics"])[1:3]
    assert [view.state for view in hands.candidacies(desk)] == [
        CandidacyState.GAVE_UP, CandidacyState.REGISTERED, CandidacyState.CONVENED,
    ]  # fmt: skip


@pytest.mark.rule("M2I-12", "M2I-17")
def test_a_juror_in_reserve_who_leaves_and_comes_back_is_told_each_time(desk: Desk) -> None:
    """One candidate: only one juror hears him; the other is expected all the same."""
    hands.convene(desk)
    registrations(desk, {ref: {registrations_tab.GAVE_UP: "Oui"} for ref in (ZOE, "I-2026-0003")}, CHECKED_ON)
    (heard_by,) = [slot.jurors for slot in hands.slots(desk) if slot.epreuve == "E3"]
    (spare,) = {IRENE, PAUL} - set(heard_by)
    address = "irene@jurys.example" if spare == IRENE else "paul@jurys.example"
    before = len(invitations(desk, "jury_convocation"))
    for absent in ("Oui", None):
        desk.type_rows(juries.JURIES, {f"{SESSION}/{spare}": {juries.ABSENT: absent}})
        hands.organise(desk, CHECKED_ON)
    told = invitations(desk, "jury_convocation")
    assert len(told) == before + 2
    mine = sorted((sequence, method) for to, method, _, sequence in told if to == address)
    assert [method for _, method in mine[-2:]] == ["CANCEL", "REQUEST"]


def test_a_timetable_is_looked_for_once_while_nothing_changes(desk: Desk) -> None:
    hands.plan(desk, {field.ROOMS: "Salle A ; 2"})
    with patch("tasks.exams.solving.solve", wraps=solve) as search:
        for _ in range(3):
            hands.note(desk, {tab.CONVENE: "Oui"}, CONVENED_ON)
            said = hands.answer(desk)
            assert said.endswith("[M2I-12]")
        assert search.call_count == 1
        hands.note(desk, {field.ROOMS: "Salle A ; 3"}, CONVENED_ON)
        hands.organise(desk, CONVENED_ON)
    assert search.call_count == 2
    assert hands.the_session(desk).state.value == "CONVOQUEE"
    assert {slot.starts.date() for slot in hands.slots(desk)} == {EXAM_DAY}
