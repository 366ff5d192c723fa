"""A partner suspended while its session is planned, convened or ready: the session is taken over (LAW-06, NET-25)."""

from datetime import date, datetime

import pytest

from domain.exams import session_guards as field
from domain.exams.vocabulary import CandidacyState, OrganiserKind
from domain.partnership import PARTNERSHIP
from domain.vocabulary import Scope, State
from tasks import steps
from tasks.integrity import defects_of
from tasks.tabs import juries, layout
from tasks.tabs import procedures as procedures_tab
from tasks.tabs import sessions as tab
from tests import builders_conformity as good
from tests.builders import application
from tests.exams import BLOCS_CODE, EXAM_DAY, EXAM_OFFICE, a_person
from tests.exams_ledger import place
from tests.season import reading
from tests.season import sessions as hands
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR, MANAGER, Desk
from tests.season.reading import events, plain
from tests.season.sessions import CHECKED_ON, CONVENED_ON, IRENE, SESSION

PARTNER, ATELIER = "D-2026-0001", "Atelier des Lumières"
SUSPENDED_ON = date(2027, 1, 6)
Line = tuple[str, str, datetime, str, str]
ADA = a_person(first_names="Ada", birth_name="Noor", email="ada@candidats.example")
CURE = (
    "n’organise plus la session. Reprenez-la au nom du certificateur : videz « Organisateur » et vérifiez le lieu ; ou "
    "reportez-la. Les candidats gardent leur inscription. [LAW-06]"
)
REFUSED = f"{ATELIER} est « Convention suspendue » et {CURE}"


def partnered(desk: Desk, organiser: str | None) -> Desk:
    """A habilitated partner, that presents Ada to the session of `organiser`."""
    facts = good.habilitated(certification=BLOCS_CODE, habilitated_on=date(2026, 11, 2),
                             application=application(scope=Scope.PREPARE_AND_ASSESS))  # fmt: skip
    with desk.office() as office:
        assert place(office, PARTNERSHIP, facts, State.HABILITATED, date(2026, 11, 2)) == PARTNER
    hands.plan(desk, {field.ORGANISER: organiser})
    hands.register(desk, ADA, partner=PARTNER)
    return desk


def procedure(desk: Desk, what: procedures_tab.ProcedureStep, on: date) -> None:
    desk.add_row(procedures_tab.PROCEDURES, {
        "Dossier": PARTNER, "Étape": what.label, "Motif": "Deux manquements.", "Décidé par": DIRECTOR,
        "Date de la décision": at(on), "Saisi par": MANAGER,
    })  # fmt: skip
    desk.day(on, steps=steps.phase(steps.follow_conformity, steps.treat_cases, steps.follow))


def suspend(desk: Desk, on: date = SUSPENDED_ON) -> None:
    procedure(desk, procedures_tab.ProcedureStep.SUSPEND, on)
    assert desk.states() == {ATELIER: "Convention suspendue"}


def lines(desk: Desk) -> list[Line]:
    """Of « À faire », about the session and its partner."""
    return [
        (line["Pour qui"], line["Urgence"], line["Avant le"], plain(line["Quoi"]), plain(line["Pourquoi"]))
        for line in desk.rows(layout.TO_DO)
        if line.get("Dossier") == SESSION and ATELIER in line["Pourquoi"]
    ]


def line(urgency: str, what: str, does: str) -> Line:
    why = f"{ATELIER}, qui {does}, est « Convention suspendue » : les candidats gardent leur place [LAW-06]"
    return EXAM_OFFICE, urgency, at(EXAM_DAY), what, why


def taken_over(urgency: str) -> Line:
    what = "Reprendre la session (videz « Organisateur »), ou la reporter, dans « Sessions »"
    return line(urgency, what, "l’organise")


def looked_after(urgency: str) -> Line:
    return line(urgency, "Assurer l’examen de ses candidats, sans passer par l’organisme", "présente 1 candidat")


@pytest.mark.rule("LAW-06", "NET-25", "QUA-10", "NET-05")
def test_a_session_of_a_suspended_partner_opens_once_the_certifier_takes_it_over(desk: Desk) -> None:
    partnered(desk, PARTNER)
    hands.note(desk, {tab.CONVENE: "Oui"}, CONVENED_ON)
    hands.note(desk, hands.checked(CHECKED_ON), CHECKED_ON)
    assert (hands.the_session(desk).state.value, lines(desk)) == ("PRETE", [])
    suspend(desk, CHECKED_ON)
    assert lines(desk) == [taken_over("Cette semaine"), looked_after("Cette semaine")]
    hands.organise(desk, CHECKED_ON)
    assert plain(row(desk, tab.SESSIONS, SESSION)[tab.READY]) == REFUSED
    desk.type_rows(juries.JURIES, {f"{SESSION}/{IRENE}": {juries.PRESENT_ON: at(EXAM_DAY)}})
    hands.note(desk, {field.OPENED_ON: at(EXAM_DAY)}, EXAM_DAY)
    assert hands.answer(desk) == f"Organisateur : {REFUSED}"
    before = {view.ref: view.facts.slots for view in hands.candidacies(desk)}
    told = len(reading.mails(desk, "convocation"))
    assert (hands.the_session(desk).state.value, len(before), told) == ("PRETE", 4, 4)

    hands.note(desk, {field.ORGANISER: None}, EXAM_DAY)
    session = hands.the_session(desk)
    assert (session.state.value, session.facts.organiser.kind) == ("EN_COURS", OrganiserKind.CERTIFIER)
    assert [event for _, event, _ in events(desk, SESSION)][-3:] == [
        "exam_session_moved", "exam_session_ready", "exam_session_started",
    ]  # fmt: skip
    assert {view.ref: view.facts.slots for view in hands.candidacies(desk)} == before
    assert {view.state for view in hands.candidacies(desk)} == {CandidacyState.CONVENED}
    assert (len(reading.mails(desk, "convocation")), lines(desk)) == (told, [])
    with desk.office() as office:
        assert defects_of(office) == []


@pytest.mark.rule("LAW-06", "NET-25")
def test_nobody_is_convened_by_a_suspended_partner_until_the_suspension_is_lifted(desk: Desk) -> None:
    """The rest of its row is still taken."""
    partnered(desk, PARTNER)
    suspend(desk, CONVENED_ON)
    hands.note(desk, {tab.CONVENE: "Oui", field.PLACE: "Maison des examens, Colmar"}, CONVENED_ON)
    assert hands.answer(desk) == f"Organisateur : {REFUSED}"
    session = hands.the_session(desk)
    assert (session.state.value, session.facts.site.place) == ("PLANIFIEE", "Maison des examens, Colmar")
    assert (reading.mails(desk, "convocation"), lines(desk)) == ([], [taken_over("À venir"), looked_after("À venir")])
    procedure(desk, procedures_tab.ProcedureStep.LIFT, CONVENED_ON)
    hands.organise(desk, CONVENED_ON)
    session = hands.the_session(desk)
    assert (session.state.value, session.facts.organiser.standing) == ("CONVOQUEE", State.HABILITATED)
    assert (len(reading.mails(desk, "convocation")), lines(desk)) == (4, [])


@pytest.mark.rule("LAW-06", "QUA-10")
def test_the_candidates_of_a_suspended_partner_sit_the_session_of_the_certifier(desk: Desk) -> None:
    partnered(desk, None)
    suspend(desk, CONVENED_ON)
    hands.note(desk, {tab.CONVENE: "Oui"}, CONVENED_ON)
    assert hands.the_session(desk).state.value == "CONVOQUEE"
    assert "ada@candidats.example" in [mail.to for mail in reading.mails(desk, "convocation")]
    assert lines(desk) == [looked_after("À venir")]
