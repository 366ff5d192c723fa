"""Every process, each as a whole: every row fires with good facts, and nothing else is possible (MIK-02)."""

from itertools import product
from typing import Any

import pytest

from domain.communication import COMMUNICATION, CommunicationState
from domain.evaluation_manager import EVALUATION_MANAGER, ManagerState
from domain.exams.appeal_process import APPEAL
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.examiner_process import EXAMINER
from domain.exams.fraud_process import FRAUD
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import (
    AppealState,
    CandidacyState,
    CertificateState,
    ExaminerState,
    FraudState,
    SessionState,
)
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckState
from domain.network.council import COUNCIL
from domain.network.demand import DEMAND
from domain.network.destruction import DESTRUCTION, DestructionState
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import NonconformityState
from domain.network.passage_process import PASSAGE
from domain.network.passage_vocabulary import PassageState
from domain.network.question import QUESTION, QuestionState
from domain.network.registration_process import REGISTRATION_FILE
from domain.network.registration_vocabulary import CouncilState, DemandState, RegistrationState, WatchState
from domain.network.royalty import ROYALTY
from domain.network.royalty_vocabulary import RoyaltyState
from domain.network.survey_process import SURVEY
from domain.network.survey_vocabulary import SurveyState
from domain.network.watch import WATCH_NOTE
from domain.partnership import PARTNERSHIP
from domain.process import Decision, Process
from domain.processes import EVENTS, PROCESSES
from domain.refusal import Refusal
from domain.trainer import TRAINER, TrainerState
from domain.vocabulary import Labelled, State
from tests.domain.deciding import attempt
from tests.domain.exam_rows_candidacy import CANDIDACY_ROWS
from tests.domain.exam_rows_others import APPEAL_ROWS, CERTIFICATE_ROWS, EXAMINER_ROWS, FRAUD_ROWS
from tests.domain.exam_rows_session import SESSION_ROWS
from tests.domain.network.check_rows import CHECK_ROWS
from tests.domain.network.nonconformity_rows import NONCONFORMITY_ROWS
from tests.domain.network.passage_rows import PASSAGE_ROWS
from tests.domain.network.question_rows import QUESTION_ROWS
from tests.domain.partnership_rows import ROWS
from tests.domain.registration_rows import COUNCIL_ROWS, DEMAND_ROWS, FILE_ROWS, ROYALTY_ROWS, WATCH_ROWS
from tests.domain.retention_rows import DESTRUCTION_ROWS
from tests.domain.rows import Row
from tests.domain.survey_rows import SURVEY_ROWS
from tests.domain.workstream_rows import COMMUNICATION_ROWS, MANAGER_ROWS, TRAINER_ROWS

TABLES: tuple[tuple[Process[Any], tuple[Row, ...]], ...] = (
    (PARTNERSHIP, ROWS),
    (COMMUNICATION, COMMUNICATION_ROWS),
    (TRAINER, TRAINER_ROWS),
    (EVALUATION_MANAGER, MANAGER_ROWS),
    (EXAM_SESSION, SESSION_ROWS),
    (CANDIDACY, CANDIDACY_ROWS),
    (EXAMINER, EXAMINER_ROWS),
    (CERTIFICATE, CERTIFICATE_ROWS),
    (FRAUD, FRAUD_ROWS),
    (APPEAL, APPEAL_ROWS),
    (NONCONFORMITY, NONCONFORMITY_ROWS),
    (QUESTION, QUESTION_ROWS),
    (NETWORK_CHECK, CHECK_ROWS),
    (PASSAGE, PASSAGE_ROWS),
    (SURVEY, SURVEY_ROWS),
    (REGISTRATION_FILE, FILE_ROWS),
    (COUNCIL, COUNCIL_ROWS),
    (DEMAND, DEMAND_ROWS),
    (WATCH_NOTE, WATCH_ROWS),
    (ROYALTY, ROYALTY_ROWS),
    (DESTRUCTION, DESTRUCTION_ROWS),
)
TERMINAL: dict[str, set[Labelled]] = {
    "partnership": {State.REJECTED_ON_SCORE, State.REFUSED, State.CLOSED_WITHOUT_ACTION, State.WITHDRAWN,
                    State.HABILITATION_LOST, State.EXPIRED, State.TERMINATED},
    "communication": {CommunicationState.LOST, CommunicationState.CLOSED},
    "trainer": {TrainerState.SET_ASIDE, TrainerState.CLOSED},
    "evaluation_manager": {ManagerState.REFUSED, ManagerState.CLOSED},
    "exam_session": {SessionState.DELIVERED, SessionState.CANCELLED},
    "candidacy": {CandidacyState.REFUSED, CandidacyState.GAVE_UP, CandidacyState.FAILED, CandidacyState.EXCLUDED,
                  CandidacyState.WITHDRAWN},
    "examiner": {ExaminerState.ENDED},
    "certificate": {CertificateState.WITHDRAWN},
    "fraud": {FraudState.DISMISSED, FraudState.LIFTED, FraudState.CLOSED},
    "appeal": {AppealState.UPHELD, AppealState.REJECTED},
    "check": {CheckState.CONCLUDED, CheckState.CLOSED},
    "passage": {PassageState.CANCELLED},
    "survey": {SurveyState.ANSWERED, SurveyState.DECLINED, SurveyState.VOID},
    "registration_file": {RegistrationState.ENDED},
    "council": {CouncilState.MISTAKEN},
    "demand": {DemandState.ANSWERED, DemandState.MISTAKEN},
    "watch_note": {WatchState.MISTAKEN},
    "royalty": {RoyaltyState.PAID, RoyaltyState.WAIVED},
    "nonconformity": {NonconformityState.CLOSED},
    "question": {QuestionState.ANSWERED},
    "destruction": {DestructionState.ERASED, DestructionState.KEPT},
}  # fmt: skip
EVERY_TABLE = pytest.mark.parametrize(("process", "rows"), TABLES, ids=lambda item: getattr(item, "kind", ""))


@pytest.mark.rule("MIK-03", "MIK-37", "MIK-39", "M2I-18", "M2I-28", "M2I-41", "M2I-48", "M2I-50", "LAW-12")
@pytest.mark.parametrize(("process", "row"), [
    pytest.param(process, row, id=f"{process.kind}-{row.source}-{row.event}", marks=pytest.mark.rule(row.rule))
    for process, rows in TABLES
    for row in rows
])  # fmt: skip
def test_each_row_fires_with_good_facts(process: Process[Any], row: Row) -> None:
    facts = row.facts()
    outcome = attempt(row.source, row.event, facts, row.on, **row.update)
    assert isinstance(outcome, Decision), str(outcome)
    fired = outcome.transition
    assert (fired.target, fired.rule, fired.pv, fired.papers, fired.mails, fired.closes) == (
        row.target, row.rule, row.pv, row.papers, row.mails, row.closes,
    )  # fmt: skip
    assert tuple(outcome.opens) == row.opens
    assert outcome.closes_all == (row.target in TERMINAL[process.kind])
    assert outcome.facts == facts.with_update(row.update)


def test_every_process_is_pinned() -> None:
    assert tuple(process for process, _ in TABLES) == PROCESSES


@pytest.mark.rule("MIK-02", "MIK-03")
@EVERY_TABLE
def test_the_rows_are_the_whole_table(process: Process[Any], rows: tuple[Row, ...]) -> None:
    pinned = [(row.source, row.event) for row in rows]
    assert sorted(map(str, pinned)) == sorted(str((row.source, row.event)) for row in process.transitions)
    assert process.terminal_states == TERMINAL[process.kind]


@pytest.mark.rule("MIK-02")
@EVERY_TABLE
def test_no_step_can_be_skipped(process: Process[Any], rows: tuple[Row, ...]) -> None:
    """Each event that no row has for a state, with the facts of a row that it has elsewhere, is refused in words."""
    having = {row.event: row for row in rows}
    known = {(row.source, row.event) for row in rows}
    impossible = [pair for pair in product([None, *process.states], having) if pair not in known]
    found = {
        (state, event): attempt(state, event, row.facts(), row.on, **row.update)
        for state, event in impossible
        for row in [having[event]]
    }
    assert found == {(state, event): _impossible(process, state, event) for state, event in impossible}


def _impossible(process: Process[Any], state: Labelled | None, event: Labelled) -> Refusal:
    where = f"à l’état « {state.label} »" if state else "qui n’existe pas"
    return Refusal(
        f"« {event.label} » est impossible pour {process.noun} {where} : le processus ne saute aucune étape. "
        "Vérifiez le numéro et l’état du dossier.",
        "MIK-02",
    )


@pytest.mark.rule("MIK-02")
@EVERY_TABLE
def test_the_events_of_another_process_mean_nothing(process: Process[Any], rows: tuple[Row, ...]) -> None:
    own = {row.event for row in process.transitions}
    strange = [event for event in EVENTS.values() if event not in own]
    found = {
        getattr(attempt(state, event, rows[0].facts()), "rule", "")
        for state, event in product([None, *process.states], strange)
    }
    assert found == {"MIK-02"}


@pytest.mark.rule("MIK-02", "MIK-69")
@EVERY_TABLE
def test_nothing_leaves_a_terminal_state(process: Process[Any], rows: tuple[Row, ...]) -> None:
    found = {
        getattr(attempt(state, row.event, row.facts(), row.on, **row.update), "rule", "")
        for state, row in product(TERMINAL[process.kind], rows)
        if not (process.find(state, row.event))  # a meeting is still called off once its dossier ended
    }
    assert found == {"MIK-02"}
