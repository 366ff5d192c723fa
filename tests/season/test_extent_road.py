"""A habilitation for one bloc and two routes: typed, stated by the agreement and the minutes, final once signed."""

import pytest

from domain.exams.session_guards import ORGANISER
from domain.extent import Extent
from domain.partnership import PARTNERSHIP
from domain.vocabulary import State
from tasks.tabs import columns
from tasks.tabs import conformity as tab
from tasks.tabs import registrations as registrations_tab
from tasks.tabs import sessions as sessions_tab
from tests import builders_conformity as good
from tests import exams
from tests.builders import application
from tests.exams_ledger import place
from tests.season import conformity as hands
from tests.season import registrations, sessions
from tests.season.conformity import ATELIER, REF_1, note
from tests.season.conformity_roads import JUDGED_ON, SIGNED_ON, ready_to_sign
from tests.season.desk import Desk
from tests.season.reading import between, events, minutes, plain
from tests.tasks.web.hostile_server import Site


@pytest.mark.rule("NET-04", "LAW-02")
def test_the_agreement_states_the_extent_until_it_is_signed(audit_desk: Desk, site: Site) -> None:
    ready_to_sign(audit_desk, site)
    assert "Elle porte sur la certification entière" in _last(audit_desk, "convention")
    note(audit_desk, {tab.EXTENT_BLOCS: "b9"})
    audit_desk.day(JUDGED_ON)
    assert _answer(audit_desk) == (
        "Blocs de l’habilitation : RS9001 n’a pas de bloc « B9 ». Choisissez parmi B1. [NET-04]"
    )
    note(audit_desk, {tab.EXTENT_BLOCS: None, tab.EXTENT_ROUTES: "Formation suivie\nPar correspondance"})
    audit_desk.day(JUDGED_ON)
    assert _answer(audit_desk).startswith(
        "Voies d’accès de l’habilitation : « Par correspondance » n’est pas une voie d’accès ; choisissez parmi : "
        "Formation suivie ; "
    )
    note(audit_desk, {tab.EXTENT_ROUTES: "Formation suivie\nValidation des acquis de l’expérience"})
    audit_desk.day(JUDGED_ON)
    said = "Voies d’accès à la certification : Formation suivie ; Validation des acquis de l’expérience."
    assert said in _last(audit_desk, "convention")
    assert [event for _, event, _ in events(audit_desk, REF_1)][-2:] == ["extent_set", "agreements_issued"]
    hands.sign_all(audit_desk, SIGNED_ON)
    note(audit_desk, hands.assured())
    audit_desk.day(SIGNED_ON)
    printed = between(_last(audit_desk, "habilitation"), "Étendue de l’habilitation (NET-04)", "Période de validité")
    assert [line.strip() for line in printed.split("•") if line.strip()] == [
        "Blocs : la certification entière.",
        "Voies d’accès : Formation suivie ; Validation des acquis de l’expérience.",
    ]


def _answer(desk: Desk) -> str:
    return plain(desk.row(tab.CONFORMITY, ATELIER)[columns.ANSWER])


def _last(desk: Desk, kind: str) -> str:
    return [text for found, text in minutes(desk, REF_1) if found == kind][-1]


@pytest.mark.rule("NET-04")
def test_a_partner_of_one_bloc_presents_nobody_to_another_and_organises_none(desk: Desk) -> None:
    registrations.office_of(desk)
    facts = good.habilitated(
        certification=exams.BLOCS_CODE, extent=Extent(blocs=("RNCP9002BC02",)), application=application(name=ATELIER)
    )
    with desk.office() as office:
        assert place(office, PARTNERSHIP, facts, State.HABILITATED, on=JUDGED_ON) == REF_1
    over = {registrations_tab.PARTNER: REF_1}
    desk.add_row(registrations_tab.REGISTRATIONS, registrations.registration("S-2026-0001", over))
    desk.add_row(sessions_tab.SESSIONS, sessions.planned({ORGANISER: REF_1}))
    desk.day(registrations.RECEIVED)
    refused = (
        "Atelier n° 1 n’est pas habilité pour le bloc RNCP9002BC01, mais pour RNCP9002BC02 seulement. Retirez ce bloc"
    )
    assert registrations.answers(desk) == [
        ("", "", f"Blocs : {refused}, ou laissez le dossier du partenaire vide. [NET-04]")
    ]
    ((_, _, answer),) = registrations.answers(desk, sessions_tab.SESSIONS)[-1:]
    assert answer == f"Organisateur : {refused}, ou laissez l’organisateur vide. [NET-04]"
