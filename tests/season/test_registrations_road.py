"""A registration from the row that staff add to the place that is kept, refused, moved or given up (M2I-24, M2I-26)."""

from datetime import date
from typing import Any

import pytest

from domain.exams.candidacy import InCourseResults
from domain.exams.candidacy_process import CANDIDACY
from tasks.ledger.queries import read_children, read_deadlines
from tasks.tabs import registrations as tab
from tasks.tabs.columns import MOTIVE, TYPED_BY
from tests import exams
from tests.season import reading
from tests.season import registrations as hands
from tests.season.desk import DIRECTOR, Desk
from tests.season.registrations import DECIDED, RECEIVED, REF_1, candidacies, organise, register


@pytest.fixture
def office_desk(desk: Desk) -> Desk:
    return hands.office_of(desk)


@pytest.mark.rule("M2I-26", "REF-20", "REF-29", "M2I-07", "NET-10")
def test_a_registration_waits_for_the_adviser_then_keeps_a_place(office_desk: Desk) -> None:
    desk = office_desk
    register(desk)
    assert hands.answers(desk) == [
        (REF_1, "À valider", "Vérifiez les prérequis, puis validez ou refusez l’inscription. [REF-20]")
    ]
    with desk.ledger() as connection:
        (clock,) = read_deadlines(connection, CANDIDACY)
    assert (clock.limit.value, clock.dates.due_on) == ("D-INSCRIPTION", date(2026, 11, 25))
    desk.type_rows(tab.REGISTRATIONS, {REF_1: hands.validated(DECIDED)})
    desk.day(DECIDED)
    assert reading.events(desk, REF_1) == [
        ("2026-11-23", "registration_received", "A_VALIDER"), ("2026-11-24", "registration_corrected", "A_VALIDER"),
        ("2026-11-24", "registration_validated", "INSCRIT"),
    ]  # fmt: skip
    ((kind, sheet),) = reading.minutes(desk, REF_1)
    assert kind == "fiche_prerequis"
    assert "Savoir utiliser un poste informatique" in sheet
    (told,) = reading.mails(desk, "registration_validated")
    assert told.to == "maelys@candidats.example"
    assert "Durée : 3 heures" in told.text
    assert list(told.attached) == ["DC-2026-0001 Fiche de vérification des prérequis.pdf"]
    before = reading.traces(desk)
    desk.day(DECIDED)
    assert reading.traces(desk) == before


@pytest.mark.rule("M2I-26", "REF-20")
def test_the_decision_is_the_adviser_s_once_the_prerequisites_are_verified(office_desk: Desk) -> None:
    desk = office_desk
    register(desk)
    desk.type_rows(tab.REGISTRATIONS, {REF_1: {tab.DECISION: tab.VALIDATE, tab.DECIDED_BY: exams.ADVISER}})
    organise(desk, DECIDED)
    assert hands.answers(desk)[0][2] == (
        "Prérequis vérifiés : vérifiez les prérequis avant de valider l’inscription. [REF-20]"
    )
    desk.type_rows(tab.REGISTRATIONS, {REF_1: {**hands.validated(DECIDED), tab.DECIDED_BY: hands.REFERENT}})
    organise(desk, DECIDED)
    assert hands.answers(desk)[0][2] == (
        f"Décidé par : « {hands.REFERENT} » est inscrit comme « Référent handicap » ; cette décision revient à : "
        "« Conseiller formation », « Responsable des examens », « Direction ». [M2I-26]"
    )
    desk.type_rows(tab.REGISTRATIONS, {
        REF_1: {tab.DECISION: tab.REFUSE, tab.DECIDED_BY: exams.ADVISER, MOTIVE: "L’expérience n’est pas établie."}
    })  # fmt: skip
    organise(desk, DECIDED)
    assert candidacies(desk)[0].state.value == "REFUSE"
    (told,) = reading.mails(desk, "registration_refused")
    assert "L’expérience n’est pas établie." in told.text
    assert "recours jusqu’au dimanche 24 janvier 2027" in told.text


@pytest.mark.rule("REF-17", "LAW-13")
def test_an_accommodation_keeps_its_measures_and_never_the_medical_reason(office_desk: Desk) -> None:
    desk = office_desk
    register(desk)
    asked: dict[str, Any] = {tab.ACCOMMODATION: tab.GRANTED, tab.EXTRA_TIME: 33, tab.ACCOMMODATED_BY: hands.REFERENT}
    desk.type_rows(tab.REGISTRATIONS, {REF_1: {**asked, tab.MEASURES: "Dyslexie : tiers-temps, police agrandie."}})
    organise(desk, DECIDED)
    assert hands.answers(desk)[0][2] == (
        "Mesures d’aménagement : « Dyslexie » relève du dossier médical, qui n’est pas conservé ici. Écrivez seulement "
        "les mesures : tiers-temps, poste adapté, secrétaire, interprète… [LAW-13]"
    )
    desk.type_rows(tab.REGISTRATIONS, {REF_1: {tab.MEASURES: "Tiers-temps, police agrandie."}})
    organise(desk, DECIDED)
    organise(desk, DECIDED)
    found = candidacies(desk)[0].facts.accommodation
    assert (found.granted, found.measures, found.extra_time_percent, found.decided_by) == (
        True, "Tiers-temps, police agrandie.", 33, hands.REFERENT
    )  # fmt: skip
    (told,) = reading.mails(desk, "accommodation_decided")
    assert "Temps supplémentaire : 33 % de la durée" in told.text


@pytest.mark.rule("M2I-43", "O-11", "M2I-36")
def test_a_registered_candidate_moves_gives_up_and_has_his_name_put_right(office_desk: Desk) -> None:
    desk = office_desk
    register(desk)
    desk.type_rows(tab.REGISTRATIONS, {REF_1: hands.validated(DECIDED)})
    organise(desk, DECIDED)
    results: dict[str, Any] = {tab.IN_COURSE: "Les six évaluations sont réussies.", tab.IN_COURSE_ON: hands.at(DECIDED)}
    desk.type_rows(tab.REGISTRATIONS, {
        REF_1: {tab.NEW_SESSION: "S-2026-0002", tab.BIRTH_NAME: "d’Œuvrard-Petit", tab.LATE: "Oui", **results}
    })  # fmt: skip
    organise(desk, DECIDED)
    with desk.ledger() as connection:
        (view,) = read_children(connection, CANDIDACY, ["S-2026-0002"])
    facts = view.facts
    assert (facts.session.ref, facts.parent, facts.late_agreement) == ("S-2026-0002", "S-2026-0002", True)
    assert facts.person.birth_name == "d’Œuvrard-Petit"
    assert facts.in_course == InCourseResults(summary="Les six évaluations sont réussies.", received_on=DECIDED)
    desk.type_rows(tab.REGISTRATIONS, {REF_1: {tab.BLOCS: "RNCP9002BC01"}})
    organise(desk, DECIDED)
    assert hands.answers(desk)[0][2].startswith("Blocs : l’inscription est décidée : cette donnée ne change plus.")
    desk.type_rows(tab.REGISTRATIONS, {REF_1: {tab.BLOCS: None, tab.GAVE_UP: "Oui"}})
    organise(desk, DECIDED)
    assert [event for _, event, _ in reading.events(desk, REF_1)] == [
        "registration_received", "registration_corrected", "registration_validated", "registration_corrected",
        "in_course_recorded", "candidacy_moved", "registration_given_up",
    ]  # fmt: skip
    assert hands.answers(desk) == [(REF_1, "Désistement", "Désistement.")]


def test_direction_may_decide_too_and_a_row_without_signature_is_not_read(office_desk: Desk) -> None:
    desk = office_desk
    by_direction = {**hands.validated(RECEIVED), tab.DECIDED_BY: DIRECTOR}
    unsigned: dict[str, Any] = {tab.BIRTH_NAME: "Garnier", TYPED_BY: None}
    desk.add_rows(tab.REGISTRATIONS, [hands.registration("S-2026-0001", over) for over in (by_direction, unsigned)])
    organise(desk, RECEIVED)
    (view,) = candidacies(desk)
    assert (view.state.value, view.facts.decided_by) == ("INSCRIT", DIRECTOR)
    assert hands.answers(desk)[1] == ("", "", "")


@pytest.mark.rule("NET-10")
def test_a_row_that_was_lost_comes_back_with_what_was_typed(office_desk: Desk) -> None:
    desk = office_desk
    register(desk, over={tab.BORN: 1991, tab.POSTAL_CODE: 1000})
    with desk.book() as book:
        book[tab.REGISTRATIONS].delete_rows(2)
    organise(desk, DECIDED)
    (line,) = desk.rows(tab.REGISTRATIONS)
    assert (line["Réf."], line[tab.BIRTH_NAME], line[tab.BORN], line[tab.POSTAL_CODE]) == (
        REF_1, "d’Œuvrard", "1991", "01000"
    )  # fmt: skip
