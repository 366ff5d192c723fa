"""The contradictory procedure filled in the Prefect UI: the same road as « Procédures », refusals in French."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from prefect.client.schemas.objects import State as RunState

from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckState
from domain.partnership import PARTNERSHIP
from domain.vocabulary import State
from flows.procedure_decisions import grievances_form, lifting_form, suspension_form, termination_form
from flows.procedure_forms import GrievancesForm, LiftingForm, SuspensionForm, TerminationForm
from tasks.ledger.queries import read_subjects
from tests import builders_conformity as good
from tests import builders_procedure as made
from tests.exams_ledger import place
from tests.flows.conformity_forms import answer, state_of
from tests.flows.test_case_forms import on
from tests.season.desk import DIRECTOR, MANAGER, Desk

__all__ = ["on"]
Day = Callable[[date], None]


@pytest.fixture
def desk(tmp_path: Path, prefect: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A home that the flows find by the environment, with one habilitated partner."""
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    found = Desk.at(tmp_path / "home")
    found.set_up()
    with found.office() as office:
        place(office, PARTNERSHIP, good.habilitated(owner=MANAGER), State.HABILITATED, good.SIGNED_ON)
    return found


def common(day: date, **over: Any) -> dict[str, Any]:
    return {"dossier": " d-2026-0001", "motive": "Manquements constatés.", "decided_by": DIRECTOR, "decided_on": day,
            "typed_by": MANAGER, **over}  # fmt: skip


def suspended(day: date, **over: Any) -> RunState[Any]:
    return state_of(suspension_form(SuspensionForm(**common(day, **over)), return_state=True))


def told(day: date, **over: Any) -> RunState[Any]:
    values = common(day, grievances=["Mention trompeuse.", " "], **over)
    return state_of(grievances_form(GrievancesForm(**values), return_state=True))


def terminated(day: date, **over: Any) -> RunState[Any]:
    return state_of(termination_form(TerminationForm(**common(day, **over)), return_state=True))


def lifted(day: date, **over: Any) -> RunState[Any]:
    return state_of(lifting_form(LiftingForm(**common(day, **over)), return_state=True))


@pytest.mark.slow
@pytest.mark.rule("LAW-06", "QUA-10")
def test_direction_leads_the_whole_procedure_by_forms(desk: Desk, on: Day) -> None:
    on(made.SUSPENDED_ON)
    name, said = answer(terminated(made.SUSPENDED_ON))
    assert (name, said.partition(" :")[0]) == ("Saisie refusée", "Étape")
    assert answer(suspended(made.SUSPENDED_ON, decided_by=MANAGER))[1].startswith(f"Décidé par : « {MANAGER} » n’est")
    assert answer(suspended(made.SUSPENDED_ON)) == ("Completed", "1 changement, 1 document, 1 e-mail parti.")
    on(made.TOLD_ON)
    assert answer(told(made.TOLD_ON)) == ("Completed", "1 changement, 1 document, 1 e-mail parti.")
    assert answer(terminated(made.TOLD_ON))[0] == "Saisie refusée"
    on(made.DECIDED_ON)
    ended = ("Completed", "2 changements, 1 document, 2 e-mails partis.")  # the check that was open is closed too
    assert answer(terminated(made.DECIDED_ON)) == ended
    with desk.ledger() as connection:
        (view,) = read_subjects(connection, PARTNERSHIP)
    assert view.state is State.TERMINATED
    assert view.facts.procedure is not None
    assert view.facts.procedure.grievances is not None
    assert view.facts.procedure.grievances.items == ("Mention trompeuse.",)
    with desk.ledger() as connection:
        assert [one.state for one in read_subjects(connection, NETWORK_CHECK)] == [CheckState.CLOSED]


@pytest.mark.slow
@pytest.mark.rule("LAW-06")
def test_a_suspension_is_lifted_by_a_form(desk: Desk, on: Day) -> None:
    on(made.SUSPENDED_ON)
    assert answer(suspended(made.SUSPENDED_ON))[0] == "Completed"
    on(made.TOLD_ON)
    assert answer(lifted(made.TOLD_ON)) == ("Completed", "1 changement, 1 document, 1 e-mail parti.")
    assert answer(suspended(made.TOLD_ON, dossier="D-2026-0009"))[1].startswith("Dossier : aucun dossier ne porte")
