"""The contradictory procedure, from the suspension to its end: in « Procédures », on real files (LAW-06, QUA-10)."""

from datetime import date
from typing import Any

import pytest

from domain.discrepancies import Gap
from domain.france_competences import Declared, Export, Fiche
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import Gravity, NonconformityState
from domain.partnership import PARTNERSHIP
from domain.reconciliation import reconcile
from domain.vocabulary import Scope, State, TimeLimit
from tasks import steps
from tasks.france_competences.register import read_registered
from tasks.integrity import defects_of
from tasks.ledger.queries import read_deadlines, read_subjects
from tasks.statistics import conformity_delay
from tasks.tabs import conformity, layout
from tasks.tabs import procedures as tab
from tests import builders_conformity as good
from tests import builders_procedure as made
from tests.builders import CODE, application
from tests.domain.network.nonconformity_rows import a_nonconformity
from tests.exams_ledger import place
from tests.season import reading
from tests.season.conformity import at
from tests.season.desk import DIRECTOR, MANAGER, MANAGER_MAIL, Desk

REF, OF, AGENCY = "D-2026-0001", "contact@atelier-lumieres.example", "agence@communication.example"
SUSPENDED_ON, TOLD_ON, ANSWERED_ON, LAST_DAY, AFTER = (
    made.SUSPENDED_ON, made.TOLD_ON, made.ANSWERED_ON, made.ANSWER_BY, made.DECIDED_ON,
)  # fmt: skip
REASONS = "Deux manquements au contrôle du 12/04/2027."
ANSWER = "La mention a été retirée le jour même."


@pytest.fixture
def partnered(desk: Desk) -> Desk:
    """One habilitated partner with an agency, declared to France compétences, whose two clocks run."""
    with desk.office() as office:
        facts = good.habilitated(
            owner=MANAGER, application=application(communication_email=AGENCY), fc_declaration=good.fc_declaration(),
        )  # fmt: skip
        assert place(office, PARTNERSHIP, facts, State.HABILITATED, good.SIGNED_ON) == REF
    return desk


def run(desk: Desk, on: date) -> None:
    desk.day(on, steps=steps.phase(steps.follow_conformity, steps.treat_cases, steps.follow, steps.sweep_deadlines))


def typed(what: tab.ProcedureStep, on: date) -> dict[str, Any]:
    return {"Dossier": REF, "Étape": what.label, "Motif": REASONS, "Décidé par": DIRECTOR,
            "Date de la décision": at(on), "Saisi par": MANAGER}  # fmt: skip


def step(desk: Desk, what: tab.ProcedureStep, on: date, **over: Any) -> str:
    """Type one step of direction, run the day; what « Retour » says of it."""
    desk.add_row(tab.PROCEDURES, typed(what, on) | over)
    run(desk, on)
    return reading.plain(desk.rows(tab.PROCEDURES)[-1]["Retour"])


def suspend(desk: Desk) -> None:
    assert step(desk, tab.ProcedureStep.SUSPEND, SUSPENDED_ON) == "Convention suspendue."


def tell(desk: Desk) -> None:
    suspend(desk)
    griefs: dict[str, Any] = {"Griefs": "\n".join(made.ITEMS)}
    assert step(desk, tab.ProcedureStep.GRIEVANCES, TOLD_ON, **griefs) == "Griefs notifiés."


def answered(desk: Desk) -> None:
    tell(desk)
    given: dict[str, Any] = {
        "Observations reçues le": at(ANSWERED_ON),
        "Observations": ANSWER,
        "Décidé par": None,
        "Motif": None,
    }
    said = step(desk, tab.ProcedureStep.OBSERVATIONS, ANSWERED_ON, **given)
    assert said == "Observations de l’organisme reçues."


def limits(desk: Desk) -> dict[TimeLimit, date]:
    with desk.ledger() as connection:
        return {item.limit: item.dates.due_on for item in read_deadlines(connection, PARTNERSHIP)}


def pv(desk: Desk, kind: str) -> str:
    return reading.squeezed(dict(reading.minutes(desk, REF))[kind])


@pytest.mark.slow
@pytest.mark.rule("LAW-06", "QUA-10", "MIK-31")
def test_a_suspension_is_motivated_notified_to_the_partner_and_its_agency_and_stops_what_is_new(
    partnered: Desk,
) -> None:
    desk = partnered
    suspend(desk)
    assert desk.states() == {"Atelier des Lumières": "Convention suspendue"}
    letters = reading.mails(desk, "agreement_suspended")
    assert [(mail.to, len(mail.attached)) for mail in letters] == [(AGENCY, 1), (OF, 1)]
    assert f"> {REASONS}" in letters[1].text
    assert "vous aurez alors un délai pour présenter vos observations" in letters[1].text
    minutes = pv(desk, "suspension")
    assert reading.squeezed("Convention suspendue") in minutes
    assert reading.squeezed("Voies de recours") in minutes
    (todo,) = [line for line in desk.rows(layout.TO_DO) if "Procédures" in line["Quoi"]]
    assert (todo["Pour qui"], reading.plain(todo["Quoi"])) == (
        DIRECTOR, "Notifier les griefs, ou lever la suspension, dans « Procédures »",
    )  # fmt: skip
    run(desk, SUSPENDED_ON)  # the checks of the network that opened after the sweep have said that they are late
    before = reading.traces(desk)
    run(desk, SUSPENDED_ON)
    assert reading.traces(desk) == before


@pytest.mark.slow
@pytest.mark.rule("LAW-06", "O-17")
def test_no_direct_road_and_no_haste(partnered: Desk) -> None:
    desk = partnered
    direct = step(desk, tab.ProcedureStep.TERMINATE, SUSPENDED_ON)
    assert direct.startswith("Étape : « Résilier la convention » vient après la suspension de la convention")
    suspend(desk)
    without = step(desk, tab.ProcedureStep.TERMINATE, SUSPENDED_ON)
    assert without.startswith("Étape : une convention ne se résilie qu’après avoir notifié les griefs")
    griefs: dict[str, Any] = {"Griefs": "\n".join(made.ITEMS)}
    assert step(desk, tab.ProcedureStep.GRIEVANCES, TOLD_ON, **griefs) == "Griefs notifiés."
    (mail,) = reading.mails(desk, "grievances_notified")
    assert mail.subject.startswith("2 griefs : vos observations sont attendues")
    assert f"1. {made.ITEMS[0]} 2. {made.ITEMS[1]}" in mail.text
    assert "jeudi 27 mai 2027" in mail.text
    early = step(desk, tab.ProcedureStep.TERMINATE, LAST_DAY)
    assert early.startswith("Date de la décision : cette décision se date entre le 28/05/2027 et aujourd’hui")
    assert step(desk, tab.ProcedureStep.TERMINATE, AFTER) == "Convention résiliée."
    assert reading.squeezed("L’organisme n’a présenté aucune observation.") in pv(desk, "resiliation")


@pytest.mark.rule("LAW-06", "QUA-10", "LAW-05", "MIK-86", "MIK-36")
def test_a_termination_answers_the_observations_and_is_declared_within_two_months(partnered: Desk) -> None:
    desk = partnered
    answered(desk)
    assert [mail.to for mail in reading.mails(desk, "observations_received")] == [OF]
    assert TimeLimit.OBSERVATIONS not in limits(desk)
    on = AFTER
    silent = step(desk, tab.ProcedureStep.TERMINATE, on)
    assert silent.startswith("Réponse aux observations : l’organisme a présenté des observations")
    given: dict[str, Any] = {"Réponse aux observations": "La page la portait encore le 13/05/2027."}
    assert step(desk, tab.ProcedureStep.TERMINATE, on, **given) == "Convention résiliée."
    minutes = pv(desk, "resiliation")
    told = (*made.ITEMS, ANSWER, "La page la portait encore le 13/05/2027.", REASONS, "Voies de recours",
            "France compétences au plus tard le 28/07/2027")  # fmt: skip
    assert [said for said in told if reading.squeezed(said) not in minutes] == []
    assert [mail.to for mail in reading.mails(desk, "agreement_terminated")] == [OF]
    (due,) = reading.mails(desk, "fc_change_due")
    assert (due.to, limits(desk)) == (MANAGER_MAIL, {TimeLimit.FC_DECLARATION: date(2027, 7, 28)})
    assert due.subject.startswith("Fin d’habilitation à déclarer à France compétences")
    declared: dict[str, Any] = {
        conformity.DECLARED_ON: at(date(2027, 6, 1)),
        conformity.PROOF: "https://preuves.example/fin.png",
    }
    desk.type(conformity.CONFORMITY, "Atelier des Lumières", {"Saisi par": MANAGER, **declared})
    run(desk, date(2027, 6, 2))
    assert limits(desk) == {}
    assert reading.events(desk, REF)[-1] == ("2027-06-02", "declared_to_fc", "RESILIEE")
    with desk.office() as office:
        assert defects_of(office) == []
        assert conformity_delay(office) == {"mean": 27.0, "median": 27.0, "count": 1}  # it was habilitated all the same


@pytest.mark.slow
@pytest.mark.rule("LAW-06")
def test_an_early_answer_does_not_shorten_the_time_that_the_griefs_left(partnered: Desk) -> None:
    desk = partnered
    answered(desk)
    (todo,) = [line for line in desk.rows(layout.TO_DO) if "Procédures" in line["Quoi"]]
    assert reading.plain(todo["Quoi"]).startswith("Résilier la convention à partir du 28/05/2027, ou lever")
    given: dict[str, Any] = {"Réponse aux observations": "La page la portait encore le 13/05/2027."}
    hasty = step(desk, tab.ProcedureStep.TERMINATE, date(2027, 5, 14), **given)
    assert hasty.startswith("Date de la décision : cette décision se date entre le 28/05/2027 et aujourd’hui")


@pytest.mark.rule("LAW-05", "LAW-18")
def test_a_terminated_partner_that_is_still_declared_is_a_gap_a_suspended_one_is_not(partnered: Desk) -> None:
    desk = partnered

    def gaps(on: date) -> list[Gap]:
        siret = application().siret
        line = Declared(CODE, siret, "Atelier des Lumières", Scope.PREPARE_AND_ASSESS.france_competences)
        fiche = Fiche(CODE, "", active=True, partners=(line,))
        with desk.office() as office:
            found = reconcile(read_registered(office), Export("essai", None, {CODE: fiche}, frozenset({"RS"}), 1), on)
        return [one.kind for one in found]

    tell(desk)
    assert gaps(TOLD_ON) == []
    assert step(desk, tab.ProcedureStep.TERMINATE, AFTER) == "Convention résiliée."
    assert gaps(AFTER) == [Gap.STILL_DECLARED]


@pytest.mark.slow
@pytest.mark.rule("LAW-06")
def test_a_suspension_that_is_lifted_puts_everything_back(partnered: Desk) -> None:
    desk = partnered
    answered(desk)
    on = date(2027, 5, 17)
    assert step(desk, tab.ProcedureStep.LIFT, on, Motif="Les preuves suffisent.") == "Suspension levée."
    assert desk.states() == {"Atelier des Lumières": "Habilité"}
    assert [mail.to for mail in reading.mails(desk, "suspension_lifted")] == [AGENCY, OF]
    assert reading.squeezed("Les preuves suffisent.") in pv(desk, "levee_suspension")
    assert limits(desk) == {}
    with desk.ledger() as connection:
        (view,) = read_subjects(connection, PARTNERSHIP)
    assert view.facts.procedure is not None
    assert len(view.facts.procedure.observations) == 1


BAD: tuple[tuple[dict[str, Any], str], ...] = (
    ({"Dossier": "D-2026-0404"}, "Dossier : aucun dossier ne porte le numéro « D-2026-0404 »"),
    ({"Étape": "Punir"}, "Étape : « Punir » n’est pas une étape"),
    ({"Motif": None}, "Motif : cette décision est motivée"),
    ({"Décidé par": MANAGER}, f"Décidé par : « {MANAGER} » n’est pas de la direction"),
    ({"Date de la décision": at(date(2027, 5, 4))}, "Date de la décision : cette décision se date entre"),
)


@pytest.mark.rule("LAW-06")
def test_a_step_that_cannot_be_taken_says_why(partnered: Desk) -> None:
    desk = partnered
    desk.add_rows(tab.PROCEDURES, [typed(tab.ProcedureStep.SUSPEND, SUSPENDED_ON) | over for over, _ in BAD])
    run(desk, SUSPENDED_ON)
    said = [reading.plain(line["Retour"]) for line in desk.rows(tab.PROCEDURES)]
    assert [text.startswith(start) for text, (_, start) in zip(said, BAD, strict=True)] == [True] * len(BAD)
    assert desk.states() == {"Atelier des Lumières": "Habilité"}


RENEWING: dict[str, Any] = {"Avenant signé (lien)": "https://ged.example/avenant.pdf"}


def ending(desk: Desk, critical: NonconformityState) -> None:
    """An agreement that ends before the registration, a critical dysfunction and another one."""
    with desk.office() as office:
        place(office, PARTNERSHIP, made.ending_soon(owner=MANAGER), State.HABILITATED, good.SIGNED_ON)
        place(office, NONCONFORMITY, a_nonconformity(gravity=Gravity.CRITICAL), critical)
        place(office, NONCONFORMITY, a_nonconformity(), NonconformityState.CLOSED)


@pytest.mark.slow
@pytest.mark.rule("MIK-89")
def test_a_critical_dysfunction_that_is_open_stands_in_the_way_of_a_renewal(desk: Desk) -> None:
    ending(desk, NonconformityState.OPENED)
    refused = step(desk, tab.ProcedureStep.RENEW, SUSPENDED_ON, **RENEWING)
    assert refused.startswith("Étape : un dysfonctionnement critique est ouvert (DYS-2027-0001)")


@pytest.mark.rule("MIK-89", "MIK-85", "LAW-05")
def test_a_renewal_stands_on_the_compliance_file_and_moves_the_end(desk: Desk) -> None:
    ending(desk, NonconformityState.CLOSED)
    assert step(desk, tab.ProcedureStep.RENEW, SUSPENDED_ON, **RENEWING) == "Convention renouvelée."
    assert limits(desk) == {TimeLimit.AGREEMENT_END: date(2028, 6, 30), TimeLimit.FC_DECLARATION: date(2027, 7, 3)}
    minutes = pv(desk, "renouvellement_convention")
    told = ("Convention renouvelée jusqu’au 30/06/2028", "DYS-2027-0001, dysfonctionnement (critique)",
            "DYS-2027-0002, dysfonctionnement (majeure)", "https://ged.example/avenant.pdf")  # fmt: skip
    assert [said for said in told if reading.squeezed(said) not in minutes] == []
    (letter,) = reading.mails(desk, "agreement_renewed")
    assert "vendredi 30 juin 2028" in letter.text
    (due,) = reading.mails(desk, "fc_change_due")
    assert due.subject.startswith("Renouvellement à déclarer à France compétences")
