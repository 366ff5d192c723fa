"""A dysfunction from its finding to its closure: in « Dysfonctionnements », on real files (QUA-09, MIK-94, REF-22)."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.exams.session import Incident, Organiser
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import SessionState
from domain.network.nonconformity import Nonconformity
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import NonconformityState
from domain.partnership import PARTNERSHIP
from domain.vocabulary import State
from tasks import steps
from tasks.integrity import defects_of
from tasks.ledger.queries import View, read_deadlines, read_subjects
from tasks.tabs import layout
from tasks.tabs import nonconformities as tab
from tests import builders_conformity as good
from tests.builders import application
from tests.domain.network.nonconformity_rows import a_nonconformity, a_treatment, a_verification, an_action
from tests.exams import a_session
from tests.exams_ledger import place
from tests.season import reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR, MANAGER, MANAGER_MAIL, Desk

OPENED, ASKED, DONE, REFUSED, DONE_AGAIN, CLOSED = (
    date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 10), date(2027, 3, 12), date(2027, 3, 16), date(2027, 3, 18),
)  # fmt: skip
DYS, PARTNER_MAIL = "DYS-2027-0001", "contact@atelier-lumieres.example"
FOUND: dict[str, Any] = {
    "Dossier": "D-2026-0001", "Origine": "Réclamation d’un candidat", "Constaté le": at(OPENED), "Gravité": "Majeure",
    "Constat": "La page dit « diplôme d’État ».", "Saisi par": MANAGER,
}  # fmt: skip
ACTION: dict[str, Any] = {"Action demandée": "Retirer la mention.\nRepublier la page."}


@pytest.fixture
def partnered(desk: Desk) -> Desk:
    """One habilitated partner, followed by Claire Martin."""
    with desk.office() as office:
        habilitated = good.habilitated(owner=MANAGER)
        assert place(office, PARTNERSHIP, habilitated, State.HABILITATED, good.SIGNED_ON) == "D-2026-0001"
    return desk


def register(desk: Desk) -> list[View[Nonconformity]]:
    with desk.ledger() as connection:
        return list(read_subjects(connection, NONCONFORMITY))


def told(desk: Desk, ref: str = DYS) -> tuple[str, str]:
    found = row(desk, tab.NONCONFORMITIES, ref)
    return found["Statut"], reading.plain(found["Retour"])


def run(desk: Desk, on: date) -> None:
    """The steps that a dysfunction needs of a day."""
    desk.day(on, steps=steps.phase(steps.treat_cases, steps.sweep_deadlines))


def typed(desk: Desk, cells: dict[str, Any], on: date) -> tuple[str, str]:
    desk.type_rows(tab.NONCONFORMITIES, {DYS: {"Saisi par": MANAGER, **cells}})
    run(desk, on)
    return told(desk)


def asked(desk: Desk) -> None:
    """Found, then acted upon."""
    desk.add_row(tab.NONCONFORMITIES, FOUND)
    run(desk, OPENED)
    assert typed(desk, ACTION, ASKED) == ("Action en cours", "Action corrective demandée.")


def refused(desk: Desk) -> None:
    """Proved, and not believed."""
    asked(desk)
    done = {"Preuve": "https://atelier-lumieres.example/capture.png", "Traité le": at(DONE)}
    assert typed(desk, done, DONE)[0] == "Traité, à vérifier"
    said = {"Vérification": tab.REFUSE, "Motif": "La page est en ligne.", "Vérifié par": DIRECTOR,
            "Vérifié le": at(REFUSED)}  # fmt: skip
    assert typed(desk, said, REFUSED) == ("Action en cours", "Preuve refusée, action à reprendre.")


@pytest.mark.rule("QUA-09", "MIK-94")
def test_an_action_is_asked_point_by_point_then_reminded(partnered: Desk) -> None:
    desk = partnered
    desk.add_row(tab.NONCONFORMITIES, FOUND)
    desk.day(OPENED)
    assert told(desk)[0] == "Constaté, action à prévoir"
    (todo,) = [line for line in desk.rows(layout.TO_DO) if "Dysfonctionnements" in line["Quoi"]]
    assert (todo["Pour qui"], todo["Dossier"]) == (MANAGER, "D-2026-0001")
    assert typed(desk, ACTION, ASKED)[0] == "Action en cours"
    (mail,) = reading.mails(desk, "action_asked")
    assert (mail.to, mail.dossier) == (PARTNER_MAIL, DYS)
    assert "1. Retirer la mention. 2. Republier la page." in mail.text
    assert "mardi 23 mars 2027" in mail.text  # 15 working days, as its gravity says
    run(desk, date(2027, 3, 16))
    assert [mail.to for mail in reading.mails(desk, "action_reminder")] == [PARTNER_MAIL]


@pytest.mark.slow
@pytest.mark.rule("MIK-94")
def test_a_refused_proof_opens_the_action_again_with_another_date(partnered: Desk) -> None:
    desk = partnered
    refused(desk)
    assert "> La page est en ligne." in reading.mails(desk, "action_asked")[-1].text
    with desk.ledger() as connection:
        assert [item.dates.due_on for item in read_deadlines(connection, NONCONFORMITY)] == [date(2027, 4, 5)]
    before = reading.traces(desk)
    run(desk, REFUSED)  # the refused proof is still in its cell: nothing new
    assert reading.traces(desk) == before


@pytest.mark.rule("QUA-09", "MIK-94", "MIK-31")
def test_it_is_closed_by_another_with_a_sheet_of_the_whole_story(partnered: Desk) -> None:
    desk = partnered
    proof = a_treatment(proof="Vu avec l’organisme en visio.", treated_on=DONE_AGAIN)
    told_of = a_verification(motive="La page est en ligne.", verified_on=REFUSED)
    facts = a_nonconformity(rule="QUA-09", what=FOUND["Constat"], action=an_action(what=("Retirer la mention.",)),
                            treatment=proof, refusals=(told_of,))  # fmt: skip
    with desk.office() as office:
        place(office, NONCONFORMITY, facts, NonconformityState.TREATED, DONE_AGAIN)
    run(desk, DONE_AGAIN)
    closing = {"Vérification": tab.CLOSE, "Vérifié le": at(CLOSED)}
    stranger = typed(desk, {**closing, "Vérifié par": "Hélène Aubry"}, CLOSED)
    assert stranger[1].startswith("Vérifié par : « Hélène Aubry » ne figure pas dans l’onglet « Équipe »")
    assert typed(desk, {**closing, "Vérifié par": DIRECTOR}, CLOSED) == ("Clos", "Dysfonctionnement clos.")
    ((kind, sheet),) = reading.minutes(desk, DYS)
    assert kind == "fiche_dysfonctionnement"
    story = ("La page dit « diplôme d’État ».", "Retirer la mention.", "La page est en ligne.",
             "Vu avec l’organisme en visio.", "Gravité : majeure. Règle : QUA-09.")  # fmt: skip
    assert [said for said in story if reading.squeezed(said) not in reading.squeezed(sheet)] == []
    (closed,) = reading.mails(desk, "nonconformity_closed")
    assert (closed.to, len(closed.attached)) == (PARTNER_MAIL, 1)
    with desk.ledger() as connection:
        assert read_deadlines(connection, NONCONFORMITY) == []
    with desk.office() as office:
        assert defects_of(office) == []


@pytest.mark.slow
@pytest.mark.rule("QUA-09")
def test_what_was_found_is_corrected_by_an_event_and_stays_with_its_partner(partnered: Desk) -> None:
    desk = partnered
    desk.add_row(tab.NONCONFORMITIES, FOUND | ACTION)
    run(desk, OPENED)
    assert told(desk)[0] == "Action en cours"  # found and acted upon on the same day
    assert typed(desk, {"Gravité": "Critique", "Règle": "law-14"}, ASKED)[0] == "Action en cours"
    (view,) = register(desk)
    assert (view.facts.gravity.value, view.facts.rule) == ("CRITIQUE", "LAW-14")
    assert [event for _, event, _ in reading.events(desk, DYS)] == [
        "nonconformity_opened", "nonconformity_action_planned", "nonconformity_corrected",
    ]  # fmt: skip
    assert typed(desk, {"Dossier": None}, ASKED)[1].startswith("Dossier : ce dysfonctionnement concerne le dossier")
    assert typed(desk, {"Dossier": "D-2026-0001", "Règle": "ABC-99"}, ASKED)[1].startswith("Règle : « ABC-99 »")


@pytest.mark.slow
@pytest.mark.rule("QUA-09", "MIK-94")
def test_the_certifier_treats_its_own_by_somebody_of_its_team(partnered: Desk) -> None:
    desk = partnered
    own = {**FOUND, **ACTION, "Dossier": None, "Certification": "RS9001"}
    desk.add_rows(tab.NONCONFORMITIES, [own, {**own, "Certification": None}, {**own, "Gravité": "Grave"},
                                        {**own, "Dossier": "D-2026-0404"}])  # fmt: skip
    run(desk, OPENED)
    said = [reading.plain(line["Retour"]) for line in desk.rows(tab.NONCONFORMITIES)]
    assert said[0].startswith("Responsable de l’action : l’action est celle du certificateur")
    assert said[1].startswith("Certification : indiquez le dossier du partenaire, ou la certification")
    assert said[2].startswith("Gravité : « Grave » n’est pas une gravité")
    assert said[3].startswith("Dossier : aucun dossier ne porte le numéro « D-2026-0404 »")
    desk.type_rows(tab.NONCONFORMITIES, {DYS: {"Responsable de l’action": MANAGER}})
    run(desk, ASKED)
    (mail,) = reading.mails(desk, "action_asked")
    assert (mail.to, told(desk)[0]) == (MANAGER_MAIL, "Action en cours")
    assert [line["Organisme"] for line in desk.rows(layout.DEADLINES) if line["Dossier"] == DYS] == ["Certificateur"]
    desk.type_rows(tab.NONCONFORMITIES, {DYS: {
        "Preuve": "Modèle corrigé.", "Traité le": at(ASKED), "Vérification": tab.CLOSE, "Vérifié par": MANAGER,
        "Vérifié le": at(ASKED),
    }})  # fmt: skip
    run(desk, ASKED)
    assert told(desk)[1] == f"Vérifié par : {MANAGER} mène l’action : une autre personne vérifie la preuve. [QUA-09]"


@pytest.mark.slow
@pytest.mark.rule("QUA-09")
def test_an_action_that_is_recorded_stays_when_its_leader_leaves_the_team(partnered: Desk) -> None:
    desk = partnered
    own = {**FOUND, **ACTION, "Dossier": None, "Certification": "RS9001", "Responsable de l’action": DIRECTOR}
    desk.add_row(tab.NONCONFORMITIES, own)
    run(desk, OPENED)
    assert told(desk) == ("Action en cours", "Action corrective demandée.")
    with desk.book() as book:
        sheet = book[layout.TEAM]
        rank = next(row for row in range(2, 9) if sheet.cell(row, 1).value == DIRECTOR)
        sheet.cell(rank, 1).value = "Nora Diallo"
    run(desk, ASKED)
    assert told(desk) == ("Action en cours", "Action corrective demandée.")


@pytest.mark.rule("REF-22", "NET-27")
def test_an_incident_that_nobody_treats_enters_the_register_once(partnered: Desk) -> None:
    desk, starts = partnered, date(2027, 1, 18)
    incidents = tuple(
        Incident(number=number, reported_by="Aline Weber", occurred_at=datetime(2027, 1, 18, 9 + number),
                 what=f"Panne {number}.", treatment=done, treated_by="Aline Weber" if done else "",
                 treated_on=starts if done else None)
        for number, done in ((1, ""), (2, "Réparée."))
    )  # fmt: skip
    of_partner = Organiser(dossier="D-2026-0001", name="Atelier", email=PARTNER_MAIL, scope=application().scope)
    with desk.office() as office:
        ours = a_session(code="RS9001", incidents=incidents)
        place(office, EXAM_SESSION, ours, SessionState.ENDED)
        place(office, EXAM_SESSION, ours.with_update({"organiser": of_partner}), SessionState.ENDED)
    run(desk, date(2027, 1, 25))  # the fifth working day still belongs to its treatment
    assert register(desk) == []
    for _ in range(2):
        run(desk, date(2027, 1, 26))
    found = [(view.facts.source, view.facts.parent, view.facts.what, view.facts.rule) for view in register(desk)]
    assert found == [
        ("Incident S-2027-0001/1", "", "Panne 1.", "REF-22"),
        ("Incident S-2027-0002/1", "D-2026-0001", "Panne 1.", "REF-22"),
    ]
    assert row(desk, tab.NONCONFORMITIES, "DYS-2027-0002")["Constat"] == "Panne 1."
