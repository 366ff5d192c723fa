"""Flows on Prefect: run names, French state messages, artifacts, forms accepted and refused."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.objects import FlowRun, State
from sqlalchemy import select

from domain.vocabulary import Factor
from flows.alerts import ERROR_LOG, UNFORESEEN
from flows.daily import daily
from flows.deadline_sweep import deadline_sweep
from flows.decision_forms import commission_form, withdrawal_form
from flows.deployments import DEPLOYMENTS, FLOWS
from flows.dispatch import dispatch
from flows.forms import AttendeeField, CommissionForm, DecisionChoice, FactorField, OpinionChoice, WithdrawalForm
from flows.intake import intake
from tasks.ledger.leases import lease
from tasks.ledger.schema import outbox
from tasks.run import LEASE
from tests.season.desk import DIRECTOR, MANAGER, MANAGER_MAIL, Desk

NAME = "Atelier des Lumières"
TODAY = datetime.now().astimezone().date()
FACTOR_FIELDS = ("disability", "relevance", "perceived_quality", "candidate_selection", "e_reputation")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect: None) -> Desk:
    """A home that the flows find by the environment, with one dossier that waits for the commission."""
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    found = Desk.at(tmp_path / "home")
    found.set_up()
    found.apply(1, {"Raison sociale": NAME, "Horodateur": datetime(TODAY.year, TODAY.month, TODAY.day, 9)})
    return found


def in_commission(desk: Desk) -> str:
    daily(as_of=TODAY)
    desk.score(NAME, (1, 1, 2, 1))
    daily(as_of=TODAY)
    return desk.ref(NAME)


def form(dossier: str, *names: str, **over: Any) -> CommissionForm:
    factors = {field: FactorField(opinion=OpinionChoice.FAVOURABLE) for field in FACTOR_FIELDS}
    attendees = [AttendeeField(name=name) for name in names]
    values: dict[str, Any] = {
        "dossier": dossier, "held_on": TODAY, "attendees": attendees, "decision": DecisionChoice.ACCEPT,
        "typed_by": MANAGER, **factors, **over,
    }  # fmt: skip
    return CommissionForm(**values)


def state_of(result: Any) -> State[Any]:
    assert isinstance(result, State)
    return result


def run_of(state: State[Any]) -> FlowRun:
    run_id = state.state_details.flow_run_id
    assert run_id is not None
    with get_client(sync_client=True) as client:
        return client.read_flow_run(run_id)


def artifact(state: State[Any], key: str) -> str:
    run_id = state.state_details.flow_run_id
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])))
    return next(str(item.data) for item in found if item.flow_run_id == run_id)


def test_a_day_says_in_french_what_it_did(desk: Desk) -> None:
    state = state_of(daily(as_of=TODAY, return_state=True))
    assert (state.name, state.message) == (
        "Completed",
        "6 changements, 0 rappel, 0 délai échu, 2 e-mails partis.",
    )
    assert run_of(state).name == f"daily du {TODAY:%d/%m/%Y}"
    assert "| Candidature complète | 1 |" in artifact(state, "compte-rendu")
    assert NAME not in artifact(state, "compte-rendu")


def test_phases_chained_by_hand_give_the_same_as_the_day(desk: Desk) -> None:
    for flow in (intake, FLOWS["scoring"], FLOWS["commission"], FLOWS["withdrawal"], deadline_sweep, dispatch):
        assert state_of(flow(as_of=TODAY, return_state=True)).is_completed()
    assert desk.states() == {NAME: "Complète, à noter"}


@pytest.mark.rule("MIK-24", "MIK-28")
def test_a_decision_typed_in_the_form_is_applied_at_once(desk: Desk) -> None:
    ref = in_commission(desk)
    state = state_of(commission_form(form(f" {ref.lower()} ", DIRECTOR, MANAGER), return_state=True))
    assert (state.name, state.message) == ("Completed", "3 changements, 1 document, 1 e-mail parti.")
    assert run_of(state).name == f"commission_form {ref.lower()}"
    assert "[PV-" in artifact(state, "compte-rendu")
    assert desk.states() == {NAME: "Pré-habilité"}


@pytest.mark.rule("MIK-24")
def test_a_form_without_direction_is_refused_in_french_and_changes_nothing(desk: Desk) -> None:
    ref = in_commission(desk)
    state = state_of(commission_form(form(ref, MANAGER), return_state=True))
    sentence = (
        "Participants\u202f: la commission réunit au moins un membre de la direction, autre que le responsable du "
        "dossier. [MIK-24]"
    )
    assert (state.name, state.is_completed()) == ("Saisie refusée", True)
    assert (state.message or "").replace("\u00a0", "\u202f") == sentence
    assert sentence.partition(":")[2] in artifact(state, "refus").replace("\u00a0", "\u202f")
    assert desk.states() == {NAME: "En commission"}
    assert desk.rows("Anomalies") == []


@pytest.mark.rule("MIK-02")
def test_a_withdrawal_of_an_unknown_dossier_is_refused(desk: Desk) -> None:
    asked = WithdrawalForm(
        dossier="D-1999-0001", motive="Fausse déclaration.", decided_by=DIRECTOR, decided_on=TODAY, typed_by=MANAGER
    )
    state = state_of(withdrawal_form(asked, return_state=True))
    assert state.name == "Saisie refusée"
    assert "D-1999-0001" in (state.message or "")


def test_a_corrupt_configuration_fails_with_its_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CERTIFLOW_CONFIG_FOLDER", str(tmp_path / "nowhere"))
    state = state_of(intake(as_of=date(2026, 11, 2), return_state=True))
    assert state.is_failed()
    assert (state.message or "").startswith("Le fichier organisation.toml est absent")


def test_every_form_asks_for_the_five_factors_and_who_types() -> None:
    forms = {item.name: item.flow.parameters.model_dump() for item in DEPLOYMENTS if "formulaire" in item.tags}
    assert set(forms) == {
        "decision-de-commission", "retrait", "prolongation",
        "seance-information", "evaluation-formateur", "signature-document", "habilitation",
        "report-annulation", "incident", "validation-session", "signalement-fraude", "rapport-fraude",
        "sanction-fraude", "depot-recours", "reponse-recours", "suspension", "griefs", "resiliation",
        "levee-suspension",
    }  # fmt: skip
    assert all("Saisi par" in str(schema) for schema in forms.values())
    assert all(factor.label in str(forms["decision-de-commission"]) for factor in Factor)


def test_a_run_that_meets_another_is_put_off_and_nobody_is_alarmed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.office() as office, lease(office.ledger, LEASE):
        monkeypatch.setattr("tasks.ledger.leases.this_holder", lambda: "another-machine:1")
        state = state_of(intake(as_of=TODAY, return_state=True))
    assert (state.name, state.is_completed()) == ("Reportée", True)


def test_a_failed_run_tells_the_partner_manager_in_french(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    daily(as_of=TODAY)
    monkeypatch.setattr("tasks.steps.take_applications", fail)
    assert state_of(intake(as_of=TODAY, return_state=True)).is_failed()
    with desk.office() as office, office.ledger.reading() as connection:
        query = select(outbox.c.recipient, outbox.c.text).where(outbox.c.template == "run_failure")
        found = [tuple(row) for row in connection.execute(query)]
    assert [recipient for recipient, _ in found] == [MANAGER_MAIL]
    assert "Rien n’est perdu" in found[0][1]
    assert "jean.dupont" not in found[0][1]


def fail(*_: object) -> None:
    raise RuntimeError("jean.dupont@organisme.example")


def test_an_unforeseen_error_shows_no_traceback(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.steps.take_applications", fail)
    state = state_of(intake(as_of=TODAY, return_state=True))
    assert (state.is_failed(), state.message) == (True, UNFORESEEN)
    assert "jean.dupont" in (desk.settings.home / ERROR_LOG).read_text(encoding="utf-8")
