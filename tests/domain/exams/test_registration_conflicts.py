"""A registration beside its session, the other ones of the person, the bans and what was acquired before."""

from datetime import date
from typing import Any

import pytest

from domain.certification import Certification
from domain.exams.candidacy import BlocDecision, Candidacy
from domain.exams.person import Birth
from domain.exams.registration_conflicts import (
    Ban,
    Beside,
    capacity,
    carried_blocs,
    conflict,
    identity_conflict,
    is_resit,
    presented,
)
from domain.exams.session import ExamRoom, ExamSession, Site
from domain.exams.vocabulary import SessionState
from domain.lifecycle import Lifecycle, LifecycleState
from tests.exams import a_candidacy, a_person, a_session, certification_of

ON = date(2026, 11, 24)
FIGURES = certification_of()
B1, B2, B3 = (bloc.code for bloc in FIGURES.referentiel.blocs)
SESSION = a_session()
CASE = "FR-2026-0001"


def beside(session: ExamSession = SESSION, **over: Any) -> Beside:
    values: dict[str, Any] = {"session": session, "state": SessionState.PLANNED, "seated": 0, "others": (),
                              "bans": (), "figures": FIGURES, "on": ON}  # fmt: skip
    return Beside(**{**values, **over})


def said(candidacy: Candidacy, around: Beside) -> str:
    return str(conflict(candidacy, around))


def test_nothing_stands_in_the_way_of_a_good_registration() -> None:
    assert conflict(a_candidacy(), beside()) is None


@pytest.mark.rule("M2I-11")
@pytest.mark.parametrize(
    "state", [state for state in SessionState if state not in (SessionState.PLANNED, SessionState.CONVENED)]
)
def test_only_a_session_to_come_takes_registrations(state: SessionState) -> None:
    assert said(a_candidacy(), beside(state=state)) == (
        f"Session : la session S-2026-0001 est « {state.label} » : inscrivez le candidat à une session à venir. "
        "[M2I-11]"
    )
    begun = beside(on=SESSION.starts_on)
    assert said(a_candidacy(), begun) == (
        "Session : la session S-2026-0001 a commencé le 18/01/2027 : inscrivez le candidat à une session à venir. "
        "[M2I-11]"
    )


@pytest.mark.rule("M2I-46")
@pytest.mark.parametrize(
    ("until", "banned"), [(date(2027, 1, 17), False), (date(2027, 1, 18), True), (date(2027, 11, 24), True)]
)
def test_a_ban_covers_its_last_day(until: date, banned: bool) -> None:
    found = said(a_candidacy(), beside(bans=[Ban(a_person(), until, CASE, "Omar Traoré")]))
    expected = (
        f"Nom de naissance : cette personne ne peut pas se présenter jusqu’au {until:%d/%m/%Y} inclus (affaire {CASE}) "
        ": inscrivez-la à une session ultérieure. [M2I-46]"
    )
    assert found == (expected if banned else "None")


@pytest.mark.rule("M2I-46")
def test_a_likeness_with_a_banned_person_waits_for_direction() -> None:
    ban = Ban(a_person(first_names="Maëlys", birth_name="d’Œuvrard"), date(2027, 6, 1), CASE, "Omar Traoré")
    twin = a_candidacy(person=a_person(first_names="Maelis", birth_name="Oeuvrar"))
    around = beside(bans=[ban])
    assert said(twin, around) == (
        "Nom de naissance : cette identité ressemble à celle de Maëlys d’Œuvrard, qui ne peut pas se présenter "
        f"jusqu’au 01/06/2027 inclus (affaire {CASE}). Vérifiez la pièce d’identité : si c’est quelqu’un d’autre, un "
        "membre de la direction l’écrit dans « Homonymie levée par ». [M2I-46]"
    )
    cleared: dict[str, Any] = {"homonym_checked_by": "Hélène Dubois"}
    assert conflict(twin.with_update(cleared), around) is None
    assert conflict(a_candidacy(**cleared), around) is not None
    assert identity_conflict(twin, around) is not None


@pytest.mark.rule("M2I-15")
def test_the_rooms_hold_those_who_sit_together() -> None:
    assert capacity(SESSION) == 20
    assert capacity(a_session(site=Site(place="À distance"))) is None
    alone = SESSION.referentiel.model_copy(
        update={
            "epreuves": tuple(item.model_copy(update={"individual": True}) for item in SESSION.referentiel.epreuves)
        }
    )
    assert capacity(a_session(referentiel=alone)) is None
    small = a_session(site=Site(place="Lyon", rooms=(ExamRoom(name="A", capacity=2),)))
    assert conflict(a_candidacy(small), beside(small, seated=1)) is None
    assert said(a_candidacy(small), beside(small, seated=2)) == (
        "Session : la session est complète : ses salles ont 2 places pour les épreuves collectives. Ajoutez une salle "
        "dans « Sessions », ou choisissez une autre session. [M2I-15]"
    )


@pytest.mark.rule("M2I-05")
def test_the_blocs_are_those_of_the_session_that_are_not_acquired_yet() -> None:
    assert presented(SESSION, (), (B2,), is_full=True) == (B1, B3)
    assert presented(SESSION, (), (B2,), is_full=False) == ()
    assert said(a_candidacy(blocs=(B1, B2), carried=(B2,)), beside()) == (
        f"Blocs : le candidat a déjà acquis {B2} : retirez-le. [M2I-05]"
    )
    assert said(a_candidacy(blocs=(), carried=(B1, B2, B3)), beside()) == (
        "Blocs : le candidat a déjà acquis tous les blocs de cette session. [M2I-05]"
    )


def judged(acquired: tuple[str, ...], certification: str = FIGURES.code) -> Candidacy:
    decisions = tuple(BlocDecision(bloc=bloc, proposed=True, acquired=True) for bloc in acquired)
    return a_candidacy(certification=certification, decisions=decisions, blocs=(B1, B2))


@pytest.mark.rule("M2I-39", "M2I-43")
def test_a_second_sitting_for_the_same_blocs_is_charged() -> None:
    assert is_resit((B2, B3), [judged(())], FIGURES.code)
    assert not is_resit((B3,), [judged(())], FIGURES.code)
    assert not is_resit((B2,), [judged((), "RS9001")], FIGURES.code)


@pytest.mark.rule("M2I-05", "M2I-09")
def test_blocs_are_carried_over_within_the_certification_and_to_the_one_that_replaces_it() -> None:
    old = revised(FIGURES, {B1: (B3,)})
    assert carried_blocs([judged((B2,)), judged((B1,))], FIGURES, {FIGURES.code: FIGURES}) == (B1, B2)
    assert carried_blocs([judged((B1, B2), old.code)], FIGURES, {old.code: old}) == (B3,)


def revised(figures: Certification, table: dict[str, tuple[str, ...]]) -> Certification:
    lifecycle = Lifecycle(state=LifecycleState.REVISED, since=ON, successor=figures.code, correspondences=table)
    return figures.model_copy(update={"code": "RNCP8001", "lifecycle": lifecycle})


@pytest.mark.rule("M2I-08", "M2I-10")
def test_a_closed_certification_takes_the_holders_of_a_bloc_for_a_year() -> None:
    closed = FIGURES.model_copy(
        update={
            "registration_end": date(2026, 6, 30),
            "lifecycle": Lifecycle(state=LifecycleState.CLOSED, since=date(2026, 6, 30)),
        }
    )
    holder, late = a_candidacy(blocs=(B2,), carried=(B1,)), a_session(starts_on=date(2027, 7, 1),
                                                                      ends_on=date(2027, 7, 1))  # fmt: skip
    assert conflict(holder, beside(figures=closed)) is None
    assert said(a_candidacy(), beside(figures=closed)).endswith("vérifiez les blocs acquis. [M2I-10]")
    assert said(a_candidacy(late, blocs=(B2,), carried=(B1,)), beside(late, figures=closed)).endswith(
        "orientez le candidat vers une autre certification. [M2I-10]"
    )


def test_two_people_of_one_name_born_another_day_are_two_people() -> None:
    other = a_candidacy(person=a_person(birth=Birth(year=1991, month=3, day=2)))
    assert conflict(other, beside(bans=[Ban(a_person(), date(2027, 6, 1), CASE, "Omar Traoré")])) is None
