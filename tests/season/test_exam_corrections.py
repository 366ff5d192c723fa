"""What was noted or withdrawn by mistake, and put right: nobody is judged or certified on what no longer stands."""

from datetime import date

import pytest

from domain.exams import attendance_guards as day
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, SessionKind, SessionState
from tasks.ledger.queries import View, read_some, read_subjects
from tasks.tabs import attendance, certificates
from tasks.tabs import registrations as tab
from tasks.tabs import results as results_tab
from tasks.tabs.columns import ANSWER, STATUS, TYPED_BY
from tasks.tabs.registrations import REGISTRATIONS
from tests.exams import EXAM_DAY, a_candidacy, a_session
from tests.exams_ledger import judged, place, results_sent
from tests.season import exam_day as hands
from tests.season import exam_roads, reading, registrations
from tests.season.conformity import row
from tests.season.desk import DIRECTOR, MANAGER, Desk
from tests.season.exam_roads import B1, B2, B3, I_LUC, I_NOUR, I_ZOE, MAELYS

pytestmark = pytest.mark.slow  # variants of roads that the default suite plays

LATER = date(2027, 3, 8)
ZOE_TYPED = {tab.FIRST_NAMES: "Zoé", tab.BIRTH_NAME: "Garnier", tab.EMAIL: "zoe@candidats.example"}
WHY = {day.NOTE: "Erreur de ligne : il était là."}
LUC_1, NOUR_1 = f"{I_LUC}/E1", f"{I_NOUR}/E1"


def answer(desk: Desk, tab: str, key: str) -> str:
    return reading.plain(row(desk, tab, key)[ANSWER])


def candidacy(desk: Desk, ref: str) -> View[Candidacy]:
    with desk.ledger() as connection:
        return read_some(connection, CANDIDACY, [ref])[ref]


def state(desk: Desk, ref: str) -> str:
    return candidacy(desk, ref).state.value


@pytest.mark.rule("M2I-20", "M2I-13", "M2I-21")
def test_an_absence_and_a_non_admission_noted_by_mistake_are_put_right_with_their_reason(desk: Desk) -> None:
    exam_roads.attended(desk)
    desk.type_rows(attendance.ATTENDANCE, {LUC_1: hands.came(), NOUR_1: hands.came(WHY), f"{I_LUC}/E2": hands.came()})
    desk.day(EXAM_DAY)
    assert answer(desk, attendance.ATTENDANCE, LUC_1) == (
        "Observation : le candidat avait été noté absent ou non admis : écrivez pourquoi vous rectifiez. [M2I-20]"
    )
    assert answer(desk, attendance.ATTENDANCE, f"{I_LUC}/E2").startswith(
        "Présent : le candidat est « Absent ». Si c’est une erreur, rectifiez d’abord l’épreuve E1"
    )
    hands.end(desk)  # Nour has épreuves that nobody noted
    assert "la présence n’est pas notée pour" in answer(desk, results_tab.RESULTS, hands.SESSION)
    desk.type_rows(attendance.ATTENDANCE, {LUC_1: WHY})
    desk.day(EXAM_DAY)
    assert [state(desk, ref) for ref in (I_LUC, I_NOUR)] == ["PRESENT", "PRESENT"]
    told = {mail.dossier: "absence" in mail.text for mail in reading.mails(desk, "attendance_corrected")}
    assert told == {I_LUC: True, I_NOUR: False}
    before = reading.traces(desk)
    desk.day(EXAM_DAY)
    assert reading.traces(desk) == before


@pytest.mark.rule("M2I-20", "REF-24", "MIK-56")
def test_somebody_put_right_after_the_end_is_judged_and_no_longer_absent_in_the_minutes(desk: Desk) -> None:
    exam_roads.attended(desk)
    hands.mark(desk, {MAELYS: 4, I_ZOE: 1})
    hands.end(desk)
    desk.type_rows(attendance.ATTENDANCE, {LUC_1: hands.came(WHY)})
    hands.receive(desk)
    assert "la présence n’est pas notée pour Luc de la Tour" in answer(desk, results_tab.RESULTS, hands.SESSION)
    hands.attend(desk, I_LUC, on=hands.RECEIVED_ON)
    assert row(desk, results_tab.RESULTS, hands.SESSION)[STATUS] == "Pièces reçues, à délibérer"
    desk.type_rows(attendance.ATTENDANCE, {NOUR_1: hands.came(WHY)})
    hands.mark(desk, {I_LUC: 4}, on=hands.RECEIVED_ON)
    assert "les présences ne changent plus" in answer(desk, attendance.ATTENDANCE, NOUR_1)
    hands.deliberate(desk)
    minutes = dict(reading.minutes(desk, hands.SESSION))["jury"]
    absent = reading.between(minutes, "Candidats absents ou non admis", "Observations du jury")
    assert (I_NOUR in absent, I_LUC in absent) == (True, False)
    assert state(desk, I_LUC) == "REUSSI"


@pytest.mark.rule("M2I-21", "M2I-44")
def test_somebody_noted_as_present_by_mistake_is_absent_not_a_failure(desk: Desk) -> None:
    exam_roads.attended(desk)
    desk.type_rows(attendance.ATTENDANCE, {f"{I_ZOE}/E1": {day.PRESENT: "Non"}})
    hands.mark(desk, {MAELYS: 4})
    assert state(desk, I_ZOE) == "ABSENT"
    assert [mail.to for mail in reading.mails(desk, "candidate_absent", I_ZOE)] == ["zoe@candidats.example"]
    desk.type_rows(attendance.ATTENDANCE, {f"{MAELYS}/E1": {day.PRESENT: "Non"}})
    desk.day(EXAM_DAY)
    assert "n’a pas passé l’épreuve E1" in answer(desk, attendance.ATTENDANCE, f"{MAELYS}/E1")
    assert state(desk, MAELYS) == "PRESENT"


@pytest.mark.rule("M2I-48", "M2I-05")
def test_the_blocs_of_a_withdrawn_attestation_count_no_more_anywhere(desk: Desk) -> None:
    """Neither for a registration to come, nor for one that carries them already, nor for a parchemin."""
    with desk.office() as office:
        first = results_sent(office, a_session(kind=SessionKind.BLOCS, blocs=(B1,)))
        judged(office, first, hands.ZOE, [B1], CandidacyState.PARTLY)
        second = a_session(kind=SessionKind.BLOCS, blocs=(B2, B3), starts_on=LATER, ends_on=LATER)
        second = second.with_update({"ref": place(office, EXAM_SESSION, second, SessionState.PLANNED)})
        again = a_candidacy(second, person=hands.ZOE, carried=(B1,))
        carrying = place(office, CANDIDACY, again, CandidacyState.REGISTERED)
    desk.day(date(2027, 1, 25))
    withdrawn = {certificates.WITHDRAWN_BY: DIRECTOR, "Motif": "Fausse pièce.", TYPED_BY: MANAGER}
    desk.type_rows(certificates.CERTIFICATES, {"CERT-2027-0001": withdrawn})
    registrations.team_up(desk)
    desk.day(date(2027, 1, 26))
    assert candidacy(desk, carrying).facts.carried == ()
    third = registrations.plan(desk, starts_on=date(2027, 4, 5), ends_on=date(2027, 4, 5))
    desk.add_row(REGISTRATIONS, registrations.registration(third.ref, ZOE_TYPED))
    with desk.office() as office:
        fourth = results_sent(office, second.with_update({"ends_on": date(2027, 1, 20)}))
        judged(office, fourth, hands.ZOE, [B2, B3], CandidacyState.PARTLY, carried=(B1,))
    desk.day(date(2027, 1, 27))
    with desk.ledger() as connection:
        blocs = [view.facts.bloc.code if view.facts.bloc else "" for view in read_subjects(connection, CERTIFICATE)]
        latest = max(read_subjects(connection, CANDIDACY), key=lambda view: view.ref)
    assert blocs == [B1, B2, B3]
    assert (latest.facts.session.ref, latest.facts.carried, latest.facts.blocs) == (third.ref, (B2, B3), (B1,))
