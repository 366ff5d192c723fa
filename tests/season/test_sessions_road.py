"""A session from its row to its opening: planned, convened, declared ready, opened (M2I-11 to M2I-17, O-11)."""

from datetime import date

import icalendar
import pytest

from domain.exams import session_guards as field
from domain.exams.vocabulary import CandidacyState, SessionKind
from tasks.tabs import juries
from tasks.tabs import registrations as registrations_tab
from tasks.tabs import sessions as tab
from tests.exams import BLOCS_CODE, EXAM_DAY, EXAM_OFFICE, EXAM_OFFICE_MAIL, a_person
from tests.season import reading
from tests.season import sessions as hands
from tests.season.conformity import at, row
from tests.season.desk import Desk
from tests.season.reading import mails, minutes, plain
from tests.season.sessions import CHECKED_ON, CONVENED_ON, IRENE, LATE_ON, PAUL, PLANNED_ON, SESSION

LUC = "I-2026-0003"
ADA = a_person(first_names="Ada", birth_name="Noor", email="ada@candidats.example")
EXTRA_TIME = {
    "granted": True, "measures": "Temps majoré d’un tiers, salle calme.", "extra_time_percent": 33,
    "decided_by": "Ugo Ferrand", "decided_on": date(2026, 11, 30),
}  # fmt: skip


def vevent(attached: bytes | str) -> tuple[str, str, str, int, str]:
    """Method, UID, start, sequence and place of an invitation."""
    calendar = icalendar.Calendar.from_ical(attached)
    (event,) = calendar.walk("VEVENT")
    start = event.decoded("DTSTART").strftime("%d/%m/%Y %H:%M")
    return str(calendar["METHOD"]), str(event["UID"]), start, int(str(event["SEQUENCE"])), str(event["LOCATION"])


@pytest.mark.rule("M2I-01", "M2I-04", "M2I-11", "M2I-14", "REF-21", "O-11")
def test_a_planned_session_gives_its_responsable_a_letter_of_mission(desk: Desk) -> None:
    hands.plan(desk)
    facts = hands.the_session(desk).facts
    assert (facts.kind, facts.blocs) == (SessionKind.FULL, tuple(bloc.code for bloc in facts.referentiel.blocs))
    assert (facts.starts_on, facts.ends_on, facts.manager.email) == (EXAM_DAY, EXAM_DAY, EXAM_OFFICE_MAIL)
    (letter,) = mails(desk, "session_mission")
    assert (letter.to, letter.dossier) == (EXAM_OFFICE_MAIL, SESSION)
    assert "Candidats convoqués au plus tard" in letter.text
    ((kind, text),) = minutes(desk, SESSION)
    assert kind == "lettre_mission"
    assert "personne d’autre ne l’est. Elle suit le référentiel 2026-1" in text
    assert "vous ne demandez ni ne conservez aucune pièce médicale" in text
    shown = row(desk, tab.SESSIONS, SESSION)
    assert plain(shown["Échéance"]) == "Convocation du jury : 15 jours ouvrés avant le 18/01/2027 → 24/12/2026"


@pytest.mark.rule("M2I-12", "M2I-52", "REF-05", "REF-15", "REF-16", "O-11")
def test_everybody_is_convened_to_times_that_the_plan_gives(desk: Desk) -> None:
    hands.convene(desk)
    session = hands.the_session(desk)
    assert session.state.value == "CONVOQUEE"
    assert session.facts.timetable is not None
    for view in hands.candidacies(desk):
        assert (view.state, view.facts.convene_by) == (CandidacyState.CONVENED, date(2027, 1, 4))
        assert [slot.epreuve for slot in view.facts.slots] == ["E1", "E2", "E3"]
    (convocation,) = mails(desk, "convocation", LUC)
    first = hands.candidacies(desk)[2].facts.slots[0]
    method, _, start, sequence, place = vevent(convocation.attached["invitation.ics"])
    assert (method, sequence, place) == ("REQUEST", 1, "Centre de Strasbourg, 12 rue des Érables")
    assert start == f"{first.starts:%d/%m/%Y %H:%M}"
    assert "Entretien final" in convocation.text
    assert "une pièce d’identité en cours de validité" in convocation.text.lower()
    ((kind, sheet),) = minutes(desk, LUC)
    assert kind == "convocation"
    assert "Luc de la Tour" in sheet
    assert "Maëlys" not in sheet + convocation.text
    jurors = mails(desk, "jury_convocation", SESSION)
    assert [mail.to for mail in jurors] == ["irene@jurys.example", "paul@jurys.example"]
    assert {vevent(mail.attached["invitation.ics"])[0] for mail in jurors} == {"REQUEST"}
    text = dict(minutes(desk, SESSION))["convocation_jury"]
    assert "Composition : 1 femme, 1 homme." in text
    assert "Déclaration d’absence de lien (M2I-31)" in text
    assert f"01/12/2026, {EXAM_OFFICE}" in text


@pytest.mark.rule("M2I-12", "M2I-23")
def test_the_planning_shows_every_time_with_who_attends_it(desk: Desk) -> None:
    hands.convene(desk)
    everybody = "Maëlys d’Œuvrard (I-2026-0001)\nZoé Garnier (I-2026-0002)\nLuc de la Tour (I-2026-0003)"
    together = [(epreuve.partition(" ")[0], who) for epreuve, who, _ in hands.shown(desk)[:2]]
    assert together == [("Mise", everybody), ("Questionnaire", everybody)]
    assert [staff for _, _, staff in hands.shown(desk)][1] == "Gaël Roy"
    assert sorted(who for epreuve, who, _ in hands.shown(desk) if epreuve == "Entretien final") == sorted(
        everybody.split("\n")
    )


def test_a_second_run_says_nothing_more(desk: Desk) -> None:
    hands.convene(desk)
    before = reading.traces(desk)
    hands.organise(desk, CONVENED_ON)
    assert reading.traces(desk) == before
    assert desk.day(CONVENED_ON).feedback.notes == []
    assert reading.traces(desk) == before


@pytest.mark.rule("M2I-15", "M2I-16", "M2I-23", "M2I-31", "M2I-17")
def test_a_session_is_ready_once_checked_and_opens_with_an_examiner(desk: Desk) -> None:
    hands.convene(desk)
    hands.note(desk, {tab.CHECKLIST["tools"]: "Oui", field.SIGNED_BY: EXAM_OFFICE, field.SIGNED_ON: at(CHECKED_ON)},
               CHECKED_ON)  # fmt: skip
    assert hands.answer(desk) == (
        "Prête ? : la session n’est pas prête. à contrôler : les locaux, les matériels, les équipements, les documents "
        "des examinateurs. [M2I-15]"
    )
    hands.note(desk, {**hands.checked(CHECKED_ON), field.SIGNED_BY: "Bob Inconnu"}, CHECKED_ON)
    assert hands.answer(desk) == (
        f"Contrôle signé par : le contrôle est signé par le responsable de session, {EXAM_OFFICE}. [M2I-15]"
    )
    hands.note(desk, hands.checked(CHECKED_ON), CHECKED_ON)
    assert hands.the_session(desk).state.value == "PRETE"
    (told,) = mails(desk, "session_ready")
    assert "Candidats : 3" in told.text
    pack = dict(minutes(desk, SESSION))["dossier_session"]
    for part in ("Affichage", "Émargement", "Grille", "Aménagements d’épreuves – confidentiel", "Fiche d’incident"):
        assert part in pack
    hands.note(desk, {field.OPENED_ON: at(EXAM_DAY)}, EXAM_DAY)
    assert hands.answer(desk).startswith(
        "Session ouverte le : aucun examinateur habilité n’est noté présent : la session ne peut pas ouvrir."
    )
    desk.type_rows(juries.JURIES, {f"{SESSION}/{IRENE}": {juries.PRESENT_ON: at(EXAM_DAY)}})
    hands.organise(desk, EXAM_DAY)
    assert hands.the_session(desk).state.value == "EN_COURS"


@pytest.mark.rule("M2I-12", "O-11")
def test_a_late_candidate_is_convened_with_his_agreement_only(desk: Desk) -> None:
    """The others go on without him."""
    hands.plan(desk)
    hands.register(desk, ADA, late_agreement=True)
    hands.note(desk, {tab.CONVENE: "Oui"}, LATE_ON)
    said = hands.answer(desk)
    assert said.count("devait être convoqué dix jours ouvrés avant la session, soit jusqu’au 04/01/2027") == 3
    assert said.count(f"notez-le dans « Inscriptions », « {registrations_tab.LATE} ». [O-11]") == 3
    assert [mail.to for mail in mails(desk, "convocation")] == ["ada@candidats.example"]
    assert "Cette convocation vous parvient tardivement, avec votre accord." in mails(desk, "convocation")[0].text


@pytest.mark.rule("M2I-12")
def test_a_candidate_who_comes_later_changes_nobody_else(desk: Desk) -> None:
    hands.convene(desk)
    told = {view.ref: view.facts.slots for view in hands.candidacies(desk)}
    hands.register(desk, ADA)
    hands.organise(desk, date(2026, 12, 8))
    now = {view.ref: view.facts.slots for view in hands.candidacies(desk)}
    assert {ref: now[ref] for ref in told} == told
    assert [slot.epreuve for slot in now["I-2026-0004"]] == ["E1", "E2", "E3"]
    assert sorted(mail.dossier for mail in mails(desk, "convocation")) == [*sorted(told), "I-2026-0004"]


@pytest.mark.rule("LAW-13", "REF-17")
def test_extra_time_is_in_the_plan_and_on_no_notice(desk: Desk) -> None:
    """Rounded up to five minutes; the measures are for those who apply them."""
    hands.plan(desk)
    hands.register(desk, ADA, accommodation=EXTRA_TIME)
    hands.note(desk, {tab.CONVENE: "Oui", field.OPENS: "8 h"}, CONVENED_ON)
    slots = hands.candidacies(desk)[3].facts.slots
    assert {slot.epreuve: slot.minutes for slot in slots} == {"E1": 240, "E2": 55, "E3": 30}
    (convocation,) = mails(desk, "convocation", "I-2026-0004")
    assert "Temps majoré d’un tiers, salle calme." in convocation.text
    hands.note(desk, hands.checked(CHECKED_ON), CHECKED_ON)
    pack = dict(minutes(desk, SESSION))["dossier_session"]
    confidential = reading.between(pack, "Aménagements d’épreuves – confidentiel", "Fiche d’incident")
    assert "Ada Noor Temps majoré d’un tiers, salle calme. 33 %" in confidential
    public = reading.between(pack, "Affichage : épreuves", "Aménagements d’épreuves – confidentiel")
    assert "Ada N. (I-2026-0004)" in public
    assert [word for word in ("majoré", "33", "240", "4 heures") if word in public] == []


@pytest.mark.rule("M2I-05")
def test_a_session_of_blocs_assesses_those_blocs_alone(desk: Desk) -> None:
    blocs = {tab.KIND: SessionKind.BLOCS.label, field.BLOCS: f"{BLOCS_CODE}BC02"}
    hands.plan(desk, blocs)
    hands.note(desk, {tab.CONVENE: "Oui"}, CONVENED_ON)
    session = hands.the_session(desk).facts
    assert session.blocs == (f"{BLOCS_CODE}BC02",)
    assert {slot.epreuve for slot in hands.candidacies(desk)[0].facts.slots} == {"E1", "E2", "E3"}
    hands.note(desk, hands.checked(CHECKED_ON), CHECKED_ON)
    pack = dict(minutes(desk, SESSION))["dossier_session"]
    grids = reading.between(pack, "Grille : Mise en situation", "Aménagements d’épreuves – confidentiel")
    assert "C3.1" in grids
    assert "C5.1" not in grids


@pytest.mark.rule("M2I-14", "REF-21")
def test_another_responsable_gets_a_mission_of_his_own(desk: Desk) -> None:
    hands.plan(desk)
    hands.note(desk, {field.MANAGER: "Léa Petit", tab.MANAGER_EMAIL: "lea@certificateur.example"}, PLANNED_ON)
    assert {mail.to for mail in mails(desk, "session_mission")} == {EXAM_OFFICE_MAIL, "lea@certificateur.example"}
    hands.note(desk, {tab.CONVENE: "Oui"}, CONVENED_ON)
    assert hands.candidacies(desk)[0].facts.session.manager == "Léa Petit"
    assert PAUL in {member.examiner for member in hands.the_session(desk).facts.jury}
