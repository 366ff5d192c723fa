"""Registrations that cannot be, and people who come back: bad input, conflicts, bans, second sittings."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.exams.candidacy import BlocDecision
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.fraud import Accused, FraudCase, SanctionDecision
from domain.exams.fraud_process import FRAUD
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, FraudState, Sanction, SessionKind, SessionState
from domain.partnership import PARTNERSHIP
from domain.vocabulary import State
from tasks.ledger.queries import read_subjects
from tasks.tabs import registrations as tab
from tests import builders_conformity as good
from tests import exams
from tests.exams_ledger import place
from tests.season import reading
from tests.season import registrations as hands
from tests.season.desk import DIRECTOR, MANAGER, Desk
from tests.season.registrations import DECIDED, RECEIVED, REF_1, REF_2, candidacies, organise, plan, register


@pytest.fixture
def office_desk(desk: Desk) -> Desk:
    return hands.office_of(desk)


#: what a row changes, and the answer that it has
UNUSABLE: tuple[tuple[dict[str, Any], str], ...] = (
    ({tab.BORN: datetime(2027, 3, 1)},
     "Date de naissance : la date de naissance est dans le futur. Corrigez-la. [NET-10]"),
    ({tab.BORN: "31/02/1991"},
     "Date de naissance : « 31/02/1991 » n’est pas une date qui existe ; indiquez-la sous la forme JJ/MM/AAAA. "
     "[NET-10]"),
    ({tab.BIRTH_NAME: "L" * 300},
     "Nom de naissance : le nom compte 300 caractères, 120 au plus. Écrivez-le comme sur la pièce d’identité. "
     "[NET-10]"),
    ({tab.BIRTH_NAME: "العربي"},
     "Nom de naissance : « العربي » comporte autre chose que des lettres latines, que demandent le parchemin et les "
     "déclarations. Recopiez le nom de la pièce d’identité, au besoin de ses lignes destinées à la lecture "
     "automatique. [NET-10]"),
    ({tab.USAGE_NAME: "=Petit()"},
     "Nom d’usage : « =Petit() » comporte autre chose que des lettres latines, que demandent le parchemin et les "
     "déclarations. Recopiez le nom de la pièce d’identité, au besoin de ses lignes destinées à la lecture "
     "automatique. [NET-10]"),
    ({"Réf.": "I-2026-0042"},
     "Réf. : aucune inscription ne porte la référence « I-2026-0042 ». Videz « Réf. » pour une nouvelle ligne : "
     "certiflow la numérote. [M2I-26]"),
    ({tab.SESSION: "S-2026-0009"},
     "Session : aucune session ne porte le numéro « S-2026-0009 ». Vérifiez-le dans l’onglet « Sessions ». [M2I-11]"),
    ({tab.PROOF: None},
     "Justificatif (lien) : joignez le justificatif de la voie « Candidat libre : expérience équivalente ». [M2I-24]"),
    ({tab.ROUTE: "Formation suivie"},
     "Formateurs : nommez les formateurs du candidat, un par ligne : aucun d’eux ne siège à son jury. [LAW-15]"),
    ({tab.BLOCS: "RNCP9002BC09"},
     "Blocs : la session n’évalue pas « RNCP9002BC09 ». Choisissez parmi : RNCP9002BC01, RNCP9002BC02, RNCP9002BC03. "
     "[M2I-05]"),
    ({tab.PARTNER: "D-2026-0404"},
     "Organisme formateur : aucun dossier ne porte le numéro « D-2026-0404 ». Vérifiez-le dans l’onglet "
     "« Candidatures ». [M2I-24]"),
    ({tab.SESSION: "S-2026-0003", tab.ROUTE: "Formation suivie", tab.TRAINERS: "Jeanne Kaplan"},
     "Voie d’accès : une session de blocs est ouverte à l’expérience équivalente, au parcours personnalisé et à la "
     "VAE, non à une formation suivie. Corrigez la voie d’accès, ou choisissez une session d’évaluation. [M2I-25]"),
    ({tab.SESSION: "S-2026-0003"},
     "Blocs : indiquez les blocs présentés, un par ligne, parmi : RNCP9002BC01, RNCP9002BC02. [M2I-05]"),
    ({tab.SESSION: "S-2026-0004"},
     "Session : la session S-2026-0004 est « Annulée » : inscrivez le candidat à une session à venir. [M2I-11]"),
    ({tab.EMAIL: "maelys@a.example, autre@b.example"},
     "E-mail : « maelys@a.example, autre@b.example » contient plusieurs adresses électroniques ; n’en gardez qu’une. "
     "[NET-10]"),
)  # fmt: skip


MAELYS = exams.a_person()
FRAUD_1 = "FR-2026-0001"


def sanction(desk: Desk, candidacy: str, until: date) -> None:
    """A ban until a day included."""
    case = FraudCase(
        ref=FRAUD_1, certification=exams.BLOCS_CODE, session="S-2026-0001", manager=exams.EXAM_OFFICE,
        accused=(Accused(candidacy=candidacy, name=MAELYS.name, email=MAELYS.email),), what="Téléphone allumé.",
        reported_by=exams.EXAM_OFFICE, occurred_at=datetime(2026, 10, 1, 10),
        decision=SanctionDecision(sanction=Sanction.BAN, motive="Fraude établie.", decided_by=DIRECTOR,
                                  by_direction=True, notified_on=date(2026, 10, 5), ban_until=until),
    )  # fmt: skip
    with desk.office() as office:
        assert place(office, FRAUD, case, FraudState.SANCTIONED, on=date(2026, 10, 5)) == FRAUD_1


def sat(desk: Desk, state: CandidacyState, acquired: tuple[str, ...] = ()) -> str:
    """An earlier candidacy of Maëlys, notified on 5 October."""
    earlier = exams.a_session(ref="S-2026-0009", starts_on=date(2026, 9, 28), ends_on=date(2026, 9, 28))
    decisions = tuple(BlocDecision(bloc=bloc, proposed=True, acquired=True) for bloc in acquired)
    facts = exams.a_candidacy(earlier, decisions=decisions, notified_on=date(2026, 10, 5))
    with desk.office() as office:
        return place(office, CANDIDACY, facts, state, on=date(2026, 9, 28))


@pytest.mark.rule("NET-10", "M2I-11", "M2I-24", "M2I-25", "M2I-05", "LAW-15")
def test_a_row_that_cannot_be_used_is_answered_and_registers_nobody(office_desk: Desk) -> None:
    desk = office_desk
    plan(desk, kind=SessionKind.BLOCS, blocs=("RNCP9002BC01", "RNCP9002BC02"))
    plan(desk, SessionState.CANCELLED, starts_on=date(2027, 3, 1), ends_on=date(2027, 3, 1))
    desk.add_rows(tab.REGISTRATIONS, [
        hands.registration("S-2026-0001", {tab.FIRST_NAMES: f"Maëlys {'Anne ' * rank}", **over})
        for rank, (over, _) in enumerate(UNUSABLE)
    ])  # fmt: skip
    organise(desk, RECEIVED)
    assert [answer for _, _, answer in hands.answers(desk)] == [said for _, said in UNUSABLE]
    assert candidacies(desk) == []


@pytest.mark.rule("NET-10", "M2I-02")
def test_apostrophes_particles_accents_and_a_birth_year_alone_are_kept_as_typed(office_desk: Desk) -> None:
    desk, names = office_desk, ["O’Brien-Le Goff", "D'Astorg", "de La Tour d’Auvergne", "Nguyễn", "Łukasiewicz"]
    foreign: dict[str, Any] = {tab.BORN: 1991, tab.COUNTRY: "Viêt Nam", tab.POSTAL_CODE: None}
    desk.add_rows(tab.REGISTRATIONS, [hands.registration("S-2026-0001", {tab.BIRTH_NAME: name, **foreign})
                                      for name in names])  # fmt: skip
    organise(desk, RECEIVED)
    found = [view.facts.person for view in candidacies(desk)]
    assert [person.birth_name for person in found] == names
    assert {(person.birth.year, person.birth.month, person.birth.country) for person in found} == {
        (1991, None, "Viêt Nam")
    }


@pytest.mark.rule("M2I-11", "NET-10")
def test_nobody_registers_twice_nor_to_two_sessions_at_once(office_desk: Desk) -> None:
    desk = office_desk
    plan(desk, starts_on=date(2027, 1, 17), ends_on=date(2027, 1, 19))
    rows = [
        hands.registration("S-2026-0001"),
        hands.registration("S-2026-0001", {tab.BIRTH_NAME: "D’OEUVRARD", tab.FIRST_NAMES: "Maelys"}),
        hands.registration("S-2026-0003"),
        hands.registration("S-2026-0002"),
    ]
    desk.add_rows(tab.REGISTRATIONS, rows)
    organise(desk, RECEIVED)
    organise(desk, DECIDED)
    said = hands.answers(desk)
    assert [(ref, status) for ref, status, _ in said] == [(REF_1, "À valider"), ("", ""), ("", ""),
                                                          ("I-2026-0002", "À valider")]  # fmt: skip
    assert said[1][2] == (
        f"Nom de naissance : Maëlys d’Œuvrard est déjà inscrit à cette session, sous la référence {REF_1}. [NET-10]"
    )
    assert said[2][2] == (
        "Session : Maëlys d’Œuvrard est déjà inscrit à la session S-2026-0001, du 18/01/2027 au 18/01/2027 : les dates "
        "se chevauchent. Choisissez une autre session, ou notez un désistement de la première. [M2I-11]"
    )


@pytest.mark.rule("M2I-15")
def test_a_session_that_is_full_takes_nobody_else(office_desk: Desk) -> None:
    desk = office_desk
    site = exams.a_session().site
    plan(desk, site=site.model_copy(update={"rooms": (site.rooms[0].model_copy(update={"capacity": 1}),)}))
    other: dict[str, Any] = {tab.FIRST_NAMES: "Zoé", tab.BIRTH_NAME: "Garnier"}
    rows = [("S-2026-0003", {}), ("S-2026-0003", other)]
    desk.add_rows(tab.REGISTRATIONS, [hands.registration(session, over) for session, over in rows])
    organise(desk, RECEIVED)
    assert hands.answers(desk)[1][2] == (
        "Session : la session est complète : ses salles ont 1 place pour les épreuves collectives. Ajoutez une salle "
        "dans « Sessions », ou choisissez une autre session. [M2I-15]"
    )


@pytest.mark.rule("LAW-12", "REF-19")
def test_a_vae_that_nobody_answers_is_admissible_and_its_jury_meets_within_three_months(office_desk: Desk) -> None:
    desk = office_desk
    vae: dict[str, Any] = {tab.ROUTE: "Validation des acquis de l’expérience"}
    desk.add_rows(tab.REGISTRATIONS, [
        hands.registration("S-2026-0002", {**vae, tab.RECEIVED_ON: hands.at(date(2026, 11, 2))}),
        hands.registration("S-2026-0001", {**vae, tab.RECEIVED_ON: hands.at(date(2026, 11, 2))}),
    ])  # fmt: skip
    organise(desk, RECEIVED)
    assert hands.answers(desk)[0][2] == (
        "Session : la session commence le 09/02/2027 ; le jury d’une VAE se tient dans les trois mois du dossier, soit "
        "au plus tard le 02/02/2027. Choisissez une session plus proche. [LAW-12]"
    )
    desk.day(date(2027, 1, 2))
    assert candidacies(desk)[0].state.value == "A_VALIDER"
    desk.day(date(2027, 1, 3))
    assert reading.events(desk, REF_1)[-1] == ("2027-01-03", "registration_deemed_admissible", "INSCRIT")
    (told,) = reading.mails(desk, "registration_validated")
    assert "elle est recevable, et votre inscription" in told.text
    assert told.attached == {}


@pytest.mark.rule("M2I-46")
def test_a_ban_follows_the_person_under_another_spelling_until_it_ends(office_desk: Desk) -> None:
    desk = office_desk
    sanction(desk, sat(desk, CandidacyState.EXCLUDED), until=date(2027, 1, 20))
    other: dict[str, Any] = {tab.FIRST_NAMES: "MAELYS", tab.BIRTH_NAME: "Douvrard"}
    desk.add_rows(tab.REGISTRATIONS, [
        hands.registration("S-2026-0001"), hands.registration("S-2026-0001", other),
        hands.registration("S-2026-0002"), hands.registration("S-2026-0001", {**other, tab.HOMONYM: MANAGER}),
    ])  # fmt: skip
    organise(desk, RECEIVED)
    said = [answer for ref, _, answer in hands.answers(desk) if ref in ("", REF_2)]
    assert said == [
        "Nom de naissance : cette personne ne peut pas se présenter jusqu’au 20/01/2027 inclus (affaire FR-2026-0001) "
        ": inscrivez-la à une session ultérieure. [M2I-46]",
        "Nom de naissance : cette identité ressemble à celle de Maëlys d’Œuvrard, qui ne peut pas se présenter "
        "jusqu’au 20/01/2027 inclus (affaire FR-2026-0001). Vérifiez la pièce d’identité : si c’est quelqu’un d’autre, "
        "un membre de la direction l’écrit dans « Homonymie levée par ». [M2I-46]",
        "Vérifiez les prérequis, puis validez ou refusez l’inscription. [REF-20]",
        f"Homonymie levée par : « {MANAGER} » est inscrit comme « Responsable des partenariats » ; cette décision "
        "revient à : « Direction ». [M2I-46]",
    ]


@pytest.mark.rule("M2I-46")
def test_a_ban_ends_the_registration_that_came_before_it(office_desk: Desk) -> None:
    desk = office_desk
    for session in ("S-2026-0001", "S-2026-0002"):
        register(desk, session, hands.validated(RECEIVED))
    sanction(desk, sat(desk, CandidacyState.EXCLUDED), until=date(2027, 1, 20))
    desk.day(DECIDED)
    assert [status for _, status, _ in hands.answers(desk)] == ["Inscription refusée", "Inscrit"]
    (told,) = reading.mails(desk, "registration_refused")
    assert "jusqu’au 20/01/2027 inclus (affaire FR-2026-0001)" in told.text


@pytest.mark.rule("M2I-39", "M2I-43", "M2I-05", "REF-14")
def test_who_comes_back_is_charged_and_keeps_the_blocs_that_he_acquired(office_desk: Desk) -> None:
    desk = office_desk
    sat(desk, CandidacyState.PARTLY, acquired=("RNCP9002BC02",))
    register(desk)
    facts = next(view.facts for view in candidacies(desk) if view.ref == REF_2)
    assert (facts.blocs, facts.carried, facts.resit) == (("RNCP9002BC01", "RNCP9002BC03"), ("RNCP9002BC02",), True)
    line = next(line for line in desk.rows(tab.REGISTRATIONS) if line["Réf."] == REF_2)
    assert (line[tab.RESIT], line[tab.CARRIED]) == ("Oui", "RNCP9002BC02")
    desk.day(RECEIVED)
    (told,) = reading.mails(desk, "registration_received")
    assert "ce nouveau passage est payant" in told.text
    assert "RNCP9002BC02 – Réaliser la maquette et le prototype d’une interface" in told.text


@pytest.mark.rule("QUA-10", "LAW-06")
@pytest.mark.parametrize("state", [State.SUSPENDED, State.TERMINATED, State.EXPIRED, State.READY_TO_SIGN])
def test_a_partner_whose_habilitation_is_not_in_force_presents_nobody_new(office_desk: Desk, state: State) -> None:
    """Whom it had presented before keeps his place."""
    desk, partner = office_desk, {tab.PARTNER: "D-2026-0001"}
    with desk.office() as office:
        granted_on = None if state is State.READY_TO_SIGN else good.SIGNED_ON
        facts = good.habilitated(certification=exams.BLOCS_CODE, habilitated_on=granted_on)
        assert place(office, PARTNERSHIP, facts, state, RECEIVED) == "D-2026-0001"
        with office.ledger.reading() as connection:
            session = next(iter(read_subjects(connection, EXAM_SESSION))).facts
        known = exams.a_candidacy(session, partner="D-2026-0001", person=exams.a_person(birth_name="Petit"))
        place(office, CANDIDACY, known, CandidacyState.TO_VALIDATE)
    desk.add_row(tab.REGISTRATIONS, hands.registration("S-2026-0001", partner))
    organise(desk, RECEIVED)
    said = [answer for _, _, answer in hands.answers(desk)]
    assert [answer for answer in said if answer.startswith("Organisme formateur")] == [
        f"Organisme formateur : Atelier des Lumières est « {state.label} » : il n’inscrit "
        f"{'plus' if granted_on else 'pas'} de candidat. Le certificateur reprend l’inscription : laissez l’organisme "
        "vide. [QUA-10]"
    ]
    assert [one.facts.person.birth_name for one in candidacies(desk)] == ["Petit"]


@pytest.mark.rule("NET-25")
def test_a_partner_presents_nobody_to_a_certification_that_is_not_its_own(office_desk: Desk) -> None:
    desk = office_desk
    with desk.office() as office:
        assert place(office, PARTNERSHIP, good.habilitated(), State.HABILITATED, RECEIVED) == "D-2026-0001"
    desk.add_row(tab.REGISTRATIONS, hands.registration("S-2026-0001", {tab.PARTNER: "D-2026-0001"}))
    organise(desk, RECEIVED)
    said = [answer for _, _, answer in hands.answers(desk)]
    assert [answer for answer in said if answer.startswith("Organisme formateur")] == [
        f"Organisme formateur : Atelier des Lumières est habilité pour {good.habilitated().certification}, pas pour "
        f"{exams.BLOCS_CODE}. Indiquez le dossier de cette certification, ou laissez l’organisme vide. [NET-25]"
    ]
    assert candidacies(desk) == []
