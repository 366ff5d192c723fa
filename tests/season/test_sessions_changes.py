"""What may happen to a session before it opens: a juror away, another date, an end (M2I-17 to M2I-19, M2I-41)."""

from datetime import date, datetime

import icalendar
import pytest

from domain.exams import session_guards as field
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.vocabulary import CandidacyEvent, CandidacyState
from domain.process import Command
from tasks.exams.postponing import submitted_decision
from tasks.exams.session_rows import TypedDecision
from tasks.integrity import defects_of
from tasks.office import Pull, apply_commands
from tasks.tabs import juries
from tasks.tabs import sessions as tab
from tests.exams import EXAM_DAY, EXAM_OFFICE
from tests.season import sessions as hands
from tests.season.conformity import at
from tests.season.desk import DIRECTOR_MAIL, Desk
from tests.season.reading import events, mails, minutes, traces
from tests.season.sessions import CHECKED_ON, IRENE, NADIA, PAUL, SESSION

NEW_DAY = date(2027, 2, 8)
MOTIVE = "Le centre est fermé par arrêté préfectoral."


def invitations(desk: Desk, kind: str) -> list[tuple[str, str, str, int]]:
    """(recipient, method, start, sequence) of the invitations of one kind of e-mail."""
    found = []
    for mail in mails(desk, kind):
        calendar = icalendar.Calendar.from_ical(mail.attached["invitation.ics"])
        (event,) = calendar.walk("VEVENT")
        start = event.decoded("DTSTART").strftime("%d/%m %H:%M")
        found.append((mail.to, str(calendar["METHOD"]), start, int(str(event["SEQUENCE"]))))
    return found


def uids(desk: Desk, kind: str) -> set[str]:
    return {
        str(icalendar.Calendar.from_ical(mail.attached["invitation.ics"]).walk("VEVENT")[0]["UID"])
        for mail in mails(desk, kind)
    }


def times(desk: Desk) -> dict[str, list[datetime]]:
    return {view.ref: [slot.starts for slot in view.facts.slots] for view in hands.candidacies(desk)}


@pytest.mark.rule("M2I-17", "M2I-18", "M2I-12")
def test_a_juror_away_in_the_morning_moves_only_whom_he_was_to_hear(desk: Desk) -> None:
    """The session opens in the same run, after a plan without him and a new pack."""
    hands.make_ready(desk)
    before = times(desk)
    desk.type_rows(juries.JURIES, {
        f"{SESSION}/{PAUL}": {juries.ABSENT: "Oui"}, f"{SESSION}/{IRENE}": {juries.PRESENT_ON: at(EXAM_DAY)},
    })  # fmt: skip
    hands.note(desk, {field.OPENED_ON: at(EXAM_DAY)}, EXAM_DAY)
    assert [event for _, event, _ in events(desk, SESSION)][-4:] == [
        "exam_timetable_set", "exam_jury_recalled", "exam_session_ready", "exam_session_started",
    ]  # fmt: skip
    moved = {ref for ref, starts in times(desk).items() if starts != before[ref]}
    assert len(moved) == 1
    assert {mail.dossier for mail in mails(desk, "convocation") if mail.on == EXAM_DAY} == moved
    (paul,) = [one for one in invitations(desk, "jury_convocation") if one[0] == "paul@jurys.example" and one[3] == 2]
    assert paul[1] == "CANCEL"
    assert hands.jury_answers(desk)[1] == (f"{SESSION}/{PAUL}", "Absent : il ne siège pas.")


@pytest.mark.rule("M2I-17", "M2I-18")
def test_without_an_examiner_replacements_are_proposed_the_best_first(desk: Desk) -> None:
    hands.make_ready(desk)
    insider = {"person": "Ali Benali", "email": "ali@jurys.example", "external": False}
    hands.habilitate(desk, {"person": "Sofia Lindqvist", "email": "sofia@jurys.example"}, insider)
    absent = {juries.ABSENT: "Oui"}
    desk.type_rows(juries.JURIES, {f"{SESSION}/{IRENE}": absent, f"{SESSION}/{PAUL}": absent})
    hands.organise(desk, EXAM_DAY)
    assert hands.answer(desk) == (
        "Jury : le jury compte 0 membre(s), il en faut 1 au moins. Ajoutez une ligne dans « Jurys ». [O-16] Jury : "
        "remplaçants possibles : 1. Ali Benali (E-2026-0004, interne, aucune autre session) ; 2. Sofia Lindqvist "
        "(E-2026-0003, extérieur, aucune autre session). Ajoutez l’un d’eux dans « Jurys », ou reportez la session. "
        "[M2I-18]"
    )
    desk.add_row(juries.JURIES, hands.juror(NADIA, {juries.PRESENT_ON: at(EXAM_DAY)}))
    hands.note(desk, {field.OPENED_ON: at(EXAM_DAY)}, EXAM_DAY)
    assert hands.the_session(desk).state.value == "EN_COURS"


@pytest.mark.rule("M2I-31", "LAW-15")
def test_a_declared_link_or_a_trainer_never_examines_the_candidate(desk: Desk) -> None:
    hands.convene(desk)
    (heard,) = [slot.candidates[0] for slot in hands.slots(desk) if slot.epreuve == "E3" and slot.jurors == (PAUL,)]
    desk.type_rows(juries.JURIES, {f"{SESSION}/{PAUL}": {juries.LINKED: heard}})
    hands.organise(desk, CHECKED_ON)
    assert hands.jury_answers(desk)[1][1] == f"Désigné. N’examine pas {heard}. [M2I-31]"
    slots = hands.slots(desk)
    assert [slot for slot in slots if PAUL in slot.jurors and heard in slot.candidates] == []


@pytest.mark.rule("M2I-18", "M2I-19", "M2I-12")
def test_a_postponed_session_withdraws_everybody_then_calls_them_again(desk: Desk) -> None:
    hands.make_ready(desk)
    hands.note(desk, hands.ended(tab.POSTPONE, MOTIVE), CHECKED_ON)
    assert hands.answer(desk) == "Session reportée. Indiquez la nouvelle date. [M2I-18]"
    assert {view.state for view in hands.candidacies(desk)} == {CandidacyState.REGISTERED}
    assert [one[1] for one in invitations(desk, "candidate_postponed")] == ["CANCEL"] * 3
    assert [one[1] for one in invitations(desk, "jury_postponed")] == ["CANCEL"] * 2
    told = mails(desk, "candidate_postponed")[0]
    assert MOTIVE in told.text
    assert "la nouvelle date vous sera annoncée par une convocation" in told.text
    (direction,) = mails(desk, "session_postponed_direction")
    assert direction.to == DIRECTOR_MAIL
    assert "Candidats prévenus : 3" in direction.text
    assert f"Motif {MOTIVE}" in dict(minutes(desk, SESSION))["report_session"]


@pytest.mark.rule("M2I-18", "M2I-12", "M2I-15")
def test_a_new_date_calls_everybody_again(desk: Desk) -> None:
    """The same appointment in each agenda; the premises are checked anew."""
    hands.make_ready(desk)
    hands.note(desk, hands.ended(tab.POSTPONE, MOTIVE), CHECKED_ON)
    hands.note(desk, {field.NEW_FIRST_DAY: at(NEW_DAY)}, date(2027, 1, 20))
    session = hands.the_session(desk)
    assert (session.state.value, session.facts.starts_on) == ("CONVOQUEE", NEW_DAY)
    again = [one for one in invitations(desk, "convocation") if one[2].startswith("08/02")]
    assert [one[1] for one in again] == ["REQUEST"] * 3
    assert {one[3] for one in again} == {3}
    assert uids(desk, "convocation") == uids(desk, "candidate_postponed")
    assert hands.answer(desk).startswith("Contrôle signé le : ce contrôle date d’avant le report du 15/01/2027.")
    before = traces(desk)
    hands.organise(desk, date(2027, 1, 20))
    assert traces(desk) == before
    with desk.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("M2I-41")
def test_a_cancelled_session_is_motivated_and_keeps_the_registrations(desk: Desk) -> None:
    hands.convene(desk)
    hands.note(desk, hands.ended(tab.CANCEL, ""), CHECKED_ON)
    assert hands.answer(desk) == "Motif : la décision est motivée. Écrivez le motif. [M2I-41]"
    hands.note(desk, hands.ended(tab.CANCEL, MOTIVE, {tab.DECIDED_BY: "Bob Inconnu"}), CHECKED_ON)
    assert hands.answer(desk) == (
        "Décidé par : « Bob Inconnu » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne. [M2I-41]"
    )
    hands.note(desk, hands.ended(tab.CANCEL, MOTIVE), CHECKED_ON)
    assert hands.the_session(desk).state.value == "ANNULEE"
    assert {view.state for view in hands.candidacies(desk)} == {CandidacyState.REGISTERED}
    assert {view.facts.session.cancelled for view in hands.candidacies(desk)} == {True}
    assert len(mails(desk, "candidate_session_cancelled")) == 3
    assert [one[1] for one in invitations(desk, "jury_cancelled")] == ["CANCEL"] * 2
    (direction,) = mails(desk, "session_cancelled_direction")
    assert f"Décidé par : {EXAM_OFFICE}" in direction.text
    assert "annulation_session" in dict(minutes(desk, SESSION))
    before = traces(desk)
    hands.organise(desk, CHECKED_ON)
    assert traces(desk) == before


@pytest.mark.rule("M2I-18")
def test_a_form_postpones_to_a_day_that_it_names(desk: Desk) -> None:
    """The row keeps its first date: it is not taken for a change of mind."""
    hands.convene(desk)
    typed = TypedDecision(True, MOTIVE, EXAM_OFFICE, EXAM_OFFICE, NEW_DAY, NEW_DAY)
    with desk.office() as office:
        pull = Pull(office.workbook.read(), hands.team(desk), CHECKED_ON)
        command = submitted_decision(office, pull, SESSION, typed)
        late = submitted_decision(office, pull, SESSION, TypedDecision(
            True, MOTIVE, EXAM_OFFICE, EXAM_OFFICE, date(2027, 1, 4), date(2027, 1, 4)
        ))  # fmt: skip
    assert str(late) == (
        "Première journée : une session ne se planifie pas dans le passé (04/01/2027). Corrigez la date. [M2I-11]"
    )
    hands.apply(desk, command, CHECKED_ON)
    hands.organise(desk, CHECKED_ON)
    session = hands.the_session(desk)
    assert (session.state.value, session.facts.starts_on) == ("CONVOQUEE", NEW_DAY)
    assert "reportée au lundi 8 février 2027" in mails(desk, "candidate_postponed")[0].text


@pytest.mark.rule("M2I-12", "M2I-43")
def test_who_gives_up_leaves_the_plan_and_nobody_else_is_disturbed(desk: Desk) -> None:
    hands.convene(desk)
    before = times(desk)
    given_up = Command("essai", "I-2026-0002", CandidacyEvent.GAVE_UP, CHECKED_ON, "essai")
    with desk.office() as office:
        apply_commands(office, hands.team(desk), [given_up], CANDIDACY)
    hands.organise(desk, CHECKED_ON)
    session = hands.the_session(desk).facts
    assert [person.candidacy for person in session.enrolled] == ["I-2026-0001", "I-2026-0003"]
    assert {ref for slot in hands.slots(desk) for ref in slot.candidates} == {"I-2026-0001", "I-2026-0003"}
    assert times(desk) == before
    assert len(mails(desk, "convocation")) == 3
