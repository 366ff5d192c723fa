"""Frauds and recours filled in the Prefect UI: the same cases as the rows of the workbook, refusals in French."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from prefect.client.schemas.objects import State

from domain.exams.appeal_process import APPEAL
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.fraud_process import FRAUD
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, SessionState
from flows.fraud_decisions import fraud_form, report_form, sanction_form
from flows.fraud_forms import FraudForm, QualityChoice, ReportForm, SanctionChoice, SanctionForm
from flows.recours_decisions import answer_form, recours_form
from flows.recours_forms import AnswerChoice, AnswerForm, RecoursForm
from tasks.ledger.queries import read_subjects
from tests.exams import EXAM_OFFICE, a_candidacy, a_person, a_session
from tests.exams_ledger import place
from tests.flows.conformity_forms import answer, state_of
from tests.season.desk import DIRECTOR, MANAGER, Desk

CASE, RECOURS = "FR-2027-0001", "RC-2027-0001"
HELD = date(2027, 1, 18)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """A form stands for today: sets what day that is."""

    def is_on(day: date) -> None:
        class Frozen(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> "Frozen":
                return cls(day.year, day.month, day.day, 9, tzinfo=tz)

        monkeypatch.setattr("tasks.run.datetime", Frozen)

    return is_on


@pytest.fixture
def desk(tmp_path: Path, prefect: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A home that the flows find by the environment, with a session under way and one candidate present."""
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    found = Desk.at(tmp_path / "home")
    found.set_up()
    with found.office() as office:
        session = a_session(starts_on=HELD, ends_on=HELD)
        session = session.with_update({"ref": place(office, EXAM_SESSION, session, SessionState.RUNNING)})
        place(office, CANDIDACY, a_candidacy(session, person=a_person()), CandidacyState.PRESENT)
    return found


def reported(**over: Any) -> State[Any]:
    values = {
        "session": " s-2027-0001", "candidates": ["i-2027-0001", "I-2027-0001 ", ""], "what": "Téléphone ouvert.",
        "occurred_at": datetime(2027, 1, 18, 9, 40, tzinfo=UTC), "reported_by": "Aline Weber", "typed_by": MANAGER,
        **over,
    }  # fmt: skip
    return state_of(fraud_form(FraudForm(**values), return_state=True))


def signed(**over: Any) -> State[Any]:
    values = {"case": CASE, "author": "Irène Vasseur", "quality": QualityChoice.EXAMINER,
              "signed_on": date(2027, 1, 19), "typed_by": MANAGER, **over}  # fmt: skip
    return state_of(report_form(ReportForm(**values), return_state=True))


def sanctioned(**over: Any) -> State[Any]:
    values = {
        "case": CASE, "decision": SanctionChoice.BAN, "motive": "Le rapport l’établit.", "decided_by": EXAM_OFFICE,
        "notified_on": date(2027, 1, 20), "ban_months": 6, "typed_by": MANAGER, **over,
    }  # fmt: skip
    return state_of(sanction_form(SanctionForm(**values), return_state=True))


def lodged(**over: Any) -> State[Any]:
    values = {
        "contested": CASE, "candidate": " i-2027-0001", "lodged_on": date(2027, 1, 25),
        "grounds": "Le téléphone était éteint.", "typed_by": MANAGER, **over,
    }  # fmt: skip
    return state_of(recours_form(RecoursForm(**values), return_state=True))


def answered(**over: Any) -> State[Any]:
    values = {
        "appeal": RECOURS, "decision": AnswerChoice.REJECTED, "motive": "Le rapport est précis.",
        "decided_by": DIRECTOR, "decided_on": date(2027, 1, 26), "typed_by": MANAGER, **over,
    }  # fmt: skip
    return state_of(answer_form(AnswerForm(**values), return_state=True))


@pytest.mark.rule("M2I-45", "M2I-46", "M2I-47", "M2I-42", "O-14")
def test_a_case_and_its_recours_are_followed_by_forms_alone(desk: Desk, on: Callable[[date], None]) -> None:
    on(HELD)
    # three registration files open by themselves on the first day
    assert answer(reported()) == ("Completed", "4 changements, 3 e-mails partis.")
    on(date(2027, 1, 20))
    assert answer(sanctioned())[0] == "Saisie refusée"
    assert answer(signed()) == ("Completed", "1 changement, 0 e-mail parti.")
    assert answer(sanctioned(ban_months=13))[1].startswith("Interdiction jusqu’au : l’interdiction dure un an au plus")
    assert answer(sanctioned(ban_months=10**9))[0] == "Saisie refusée"
    assert answer(sanctioned()) == ("Completed", "1 changement, 1 document, 1 e-mail parti.")
    on(date(2027, 1, 26))
    assert answer(lodged()) == ("Completed", "1 changement, 1 e-mail parti.")
    assert answer(answered(decided_by=EXAM_OFFICE))[1].startswith("Décidé par : « Omar Traoré » ne figure pas")
    assert answer(answered()) == ("Completed", "1 changement, 1 document, 1 e-mail parti.")
    with desk.ledger() as connection:
        (case,) = (view.facts for view in read_subjects(connection, FRAUD))
        (recours,) = (view for view in read_subjects(connection, APPEAL))
    assert case.candidates == ("I-2027-0001",)
    assert case.occurred_at == datetime(2027, 1, 18, 10, 40)
    assert case.decision is not None
    assert case.decision.ban_until == date(2027, 7, 20)
    assert (recours.state.value, recours.facts.contested_by) == ("REJETE", (EXAM_OFFICE,))
    assert (recours.facts.claimant, recours.facts.claimant_email) == (a_person().name, a_person().email)


@pytest.mark.rule("M2I-45", "M2I-42")
def test_what_does_not_exist_is_refused_in_french(desk: Desk, on: Callable[[date], None]) -> None:
    on(date(2027, 1, 26))
    states = (signed(), answered(), lodged(candidate="I-2027-0009"), reported(what=" "))
    assert [answer(state)[1].split(" [")[0] for state in states] == [
        "« FR-2027-0001 » ne désigne pas une affaire de fraude. Vérifiez le numéro.",
        "« RC-2027-0001 » ne désigne pas un recours. Vérifiez le numéro.",
        "« I-2027-0009 » ne désigne pas une inscription. Vérifiez le numéro.",
        "Fait : décrivez ce qui a été constaté.",
    ]
