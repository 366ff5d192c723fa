"""The parts agree: rules cited exist, states connect, events are fired, e-mails have a template, ends have minutes."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from config.loader import Config
from config.rules import load_rules
from config.settings import ROOT
from domain.certification import Certification
from domain.clauses import CLAUSES
from domain.communication import CommunicationEvent, CommunicationState
from domain.correspondence import Mail, Paper, Pv
from domain.evaluation_manager import ManagerEvent, ManagerState
from domain.exams.vocabulary import (
    AppealEvent,
    AppealState,
    CandidacyEvent,
    CandidacyState,
    CertificateEvent,
    CertificateState,
    ExaminerEvent,
    ExaminerState,
    FraudEvent,
    FraudState,
    SessionEvent,
    SessionState,
)
from domain.network.check_vocabulary import CheckEvent, CheckState
from domain.network.destruction import DestructionEvent, DestructionState
from domain.network.nonconformity_vocabulary import NonconformityEvent, NonconformityState
from domain.network.passage_vocabulary import PassageEvent, PassageState
from domain.network.question import QuestionEvent, QuestionState
from domain.network.registration_vocabulary import (
    CouncilEvent,
    CouncilState,
    DemandEvent,
    DemandState,
    RegistrationEvent,
    RegistrationState,
    WatchEvent,
    WatchState,
)
from domain.network.royalty_vocabulary import RoyaltyEvent, RoyaltyState
from domain.network.survey_vocabulary import SurveyEvent, SurveyState
from domain.notices import SHAPES, schedule
from domain.process import Process, Transition
from domain.processes import BY_KIND, EVENTS, PROCESSES, WORKSTREAMS
from domain.trainer import TrainerEvent, TrainerState
from domain.vocabulary import Event, Labelled, State, TimeLimit
from tasks.mail.contexts import CONTEXTS

ROWS = [row for process in PROCESSES for row in process.transitions]
EVERY_PROCESS = pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.kind)
#: a workstream that stops because its dossier did: the minutes are those of the dossier (MIK-35)
CLOSED = (CommunicationState.CLOSED, TrainerState.CLOSED, ManagerState.CLOSED, CheckState.CLOSED)

CANDIDATE_ENDS = (
    CandidacyState.REFUSED, CandidacyState.GAVE_UP, CandidacyState.EXCLUDED, CandidacyState.FAILED,
    CandidacyState.WITHDRAWN,
)  # fmt: skip

RULE = re.compile(r"\b(?:MIK|M2I|NET|QUA|REF|LAW|O)-\d+\b")


def rules_told_to_users(path: Path) -> Iterator[str]:
    """Rule ids in the string literals of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield from RULE.findall(node.value)


def test_every_rule_cited_by_the_domain_exists() -> None:
    cited = set(chain.from_iterable(rules_told_to_users(path) for path in (ROOT / "domain").rglob("*.py")))
    assert {"MIK-02", "MIK-21", "MIK-24", "O-05", "O-07"} <= cited
    assert cited - set(load_rules()) == set()


def test_every_rule_of_the_tables_and_of_the_figures_exists(config: Config, certification: Certification) -> None:
    cited = {row.rule for row in ROWS} | {line.rule for line in certification.grid.lines}
    cited |= {figures.rule for figures in certification.time_limits.values()}
    cited |= {item.rule for item in config.checklist.items} | {item.rule for item in config.checklist.forbidden_claims}
    cited |= {clause.rule for clauses in CLAUSES.values() for clause in clauses}
    cited |= {item.rule for item in config.checks.items}
    cited |= {kit.rule for kits in config.kits.values() for kit in kits.root.values()}
    assert cited - set(load_rules()) == set()


@pytest.mark.rule("MIK-31", "MIK-70")
def test_every_end_has_minutes_of_its_own() -> None:
    ends = [
        (row.target, row.pv)
        for process in PROCESSES
        for row in process.transitions
        if row.target in process.terminal_states and row.source != row.target and row.target not in CLOSED
    ]
    assert {(type(state), state, pv) for state, pv in ends} == {
        (State, State.CLOSED_WITHOUT_ACTION, Pv.CLOSED_WITHOUT_ACTION),
        (State, State.REJECTED_ON_SCORE, Pv.REJECTED_ON_SCORE),
        (State, State.REFUSED, Pv.COMMISSION_REFUSED),
        (State, State.WITHDRAWN, Pv.WITHDRAWN),
        (State, State.HABILITATION_LOST, Pv.HABILITATION_LOST),
        (State, State.EXPIRED, Pv.EXPIRED),
        (State, State.TERMINATED, Pv.TERMINATION),
        (CommunicationState, CommunicationState.LOST, Pv.AUDIT_SECOND),
        (TrainerState, TrainerState.SET_ASIDE, Pv.TRAINER_SET_ASIDE),
        (ManagerState, ManagerState.REFUSED, Pv.MANAGER_DECISION),
        (SessionState, SessionState.CANCELLED, Pv.SESSION_CANCELLED),
        (SessionState, SessionState.DELIVERED, None),
        # of a candidate's presentation the minutes are those of the session; a letter tells him
        *((CandidacyState, state, None) for state in CANDIDATE_ENDS),
        (ExaminerState, ExaminerState.ENDED, Pv.EXAMINER_ENDED),
        (CertificateState, CertificateState.WITHDRAWN, Pv.CERTIFICATE_WITHDRAWN),
        (FraudState, FraudState.DISMISSED, Pv.FRAUD_DISMISSED),
        (FraudState, FraudState.LIFTED, None),  # the minutes are those of the recours
        (FraudState, FraudState.CLOSED, None),  # a ban that is over: the minutes of the sanction say until when
        (AppealState, AppealState.UPHELD, Pv.APPEAL_DECISION),
        (AppealState, AppealState.REJECTED, Pv.APPEAL_DECISION),
        *((CheckState, CheckState.CONCLUDED, pv) for pv in (Pv.CHECK_MONTHLY, Pv.CHECK_SEMESTER, Pv.CHECK_ANNUAL)),
        (PassageState, PassageState.CANCELLED, None),  # the minutes are those of the withdrawal
        # a survey decides nothing
        *((SurveyState, state, None) for state in (SurveyState.ANSWERED, SurveyState.DECLINED, SurveyState.VOID)),
        (RegistrationState, RegistrationState.ENDED, None),  # the certifier took the certification away
        (CouncilState, CouncilState.MISTAKEN, None),  # nothing is decided: the motive is in the journal
        (DemandState, DemandState.ANSWERED, None),  # the proof is what was sent
        (DemandState, DemandState.MISTAKEN, None),
        (WatchState, WatchState.MISTAKEN, None),
        (RoyaltyState, RoyaltyState.PAID, None),
        (RoyaltyState, RoyaltyState.WAIVED, None),  # a letter tells the partner, with the motive
        (NonconformityState, NonconformityState.CLOSED, None),  # a sheet tells the whole story
        (QuestionState, QuestionState.ANSWERED, None),  # the e-mail is the answer
        (DestructionState, DestructionState.ERASED, Pv.DESTRUCTION),
        (DestructionState, DestructionState.KEPT, None),  # nothing is destroyed: the motive is in the journal
    }


@pytest.mark.rule("MIK-31", "MIK-92")
def test_every_decision_has_minutes_and_every_paper_is_given_by_a_row() -> None:
    assert {row.pv for row in ROWS if row.pv} == set(Pv)
    assert set(chain.from_iterable(row.papers for row in ROWS)) == set(Paper)
    favourable = {(row.event, row.pv) for row in ROWS if row.target in (State.PRE_HABILITATED, State.HABILITATED)}
    assert favourable >= {
        (Event.COMMISSION_ACCEPTED, Pv.COMMISSION_ACCEPTED),
        (Event.HABILITATION_GRANTED, Pv.HABILITATION),
    }


@pytest.mark.rule("MIK-03")
@EVERY_PROCESS
def test_every_state_is_reached_and_every_state_that_is_not_an_end_has_a_way_out(process: Process[Any]) -> None:
    seen: set[Labelled | None] = set()
    todo: list[Labelled | None] = [None]
    while todo:
        seen.add(state := todo.pop())
        todo += [row.target for row in process.transitions if row.source == state and row.target not in seen]
    assert seen == {None, *process.states}
    leaving = {row.source for row in process.transitions if row.source != row.target}
    assert leaving == {None, *process.states} - process.terminal_states


@pytest.mark.rule("MIK-35")
@pytest.mark.parametrize("process", WORKSTREAMS, ids=lambda process: process.kind)
def test_whatever_can_still_move_ends_with_its_dossier(process: Process[Any]) -> None:
    closed = {row.source for row in process.transitions if row.target in CLOSED}
    assert closed == set(process.states) - process.terminal_states


@EVERY_PROCESS
def test_a_state_and_an_event_give_one_row(process: Process[Any]) -> None:
    pairs = [(row.source, row.event) for row in process.transitions]
    assert len(pairs) == len(set(pairs))


def test_a_slug_is_one_event_and_a_prefix_one_process() -> None:
    enums = (
        Event, CommunicationEvent, TrainerEvent, ManagerEvent, SessionEvent, CandidacyEvent, ExaminerEvent,
        CertificateEvent, FraudEvent, AppealEvent, CheckEvent, PassageEvent, SurveyEvent,
        RegistrationEvent, CouncilEvent, DemandEvent, WatchEvent, RoyaltyEvent, NonconformityEvent, QuestionEvent,
        DestructionEvent,
    )  # fmt: skip
    assert len(EVENTS) == sum(len(enum) for enum in enums)
    assert {process.prefix: process.kind for process in PROCESSES} == {
        "D": "partnership", "A": "communication", "F": "trainer", "R": "evaluation_manager",
        "S": "exam_session", "I": "candidacy", "E": "examiner", "CERT": "certificate", "FR": "fraud", "RC": "appeal",
        "CT": "check",
        "ACC": "passage",
        "ENQ": "survey",
        "ENR": "registration_file", "CONS": "council", "DEM": "demand", "VEI": "watch_note", "RED": "royalty",
        "DYS": "nonconformity",
        "QF": "question",
        "DEST": "destruction",
    }  # fmt: skip
    assert tuple(BY_KIND.values()) == PROCESSES


def test_every_event_is_fired_by_a_row_a_notice_or_the_ledger() -> None:
    fired: set[Labelled] = {row.event for row in ROWS} | {Event.REMINDED, Event.ESCALATED}
    ledger = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tasks" / "ledger").glob("*.py"))
    if "Event.DEADLINE_MOVED" in ledger:  # a due date counted again, which is neither a row nor a notice
        fired.add(Event.DEADLINE_MOVED)
    assert set(EVENTS.values()) == fired


def _with_open_limits(process: Process[Any]) -> set[tuple[Labelled, frozenset[TimeLimit]]]:
    """Every state, with each set of time limits that may be running in it."""
    seen: set[tuple[Labelled | None, frozenset[TimeLimit]]] = set()
    todo: list[tuple[Labelled | None, frozenset[TimeLimit]]] = [(None, frozenset())]
    while todo:
        seen.add(place := todo.pop())
        state, running = place
        for row in process.transitions:
            left = running if row.target not in process.terminal_states else frozenset[TimeLimit]()
            following = (row.target, left - set(row.closes) | set(row.opens))
            if row.source == state and following not in seen:
                todo.append(following)
    return {(state, running) for state, running in seen if state is not None}


@pytest.mark.rule("O-03", "MIK-85")
def test_whatever_may_lapse_has_a_row_for_it_wherever_it_runs() -> None:
    lapses = {
        (process.kind, state, lapse)
        for process in PROCESSES
        for state, running in _with_open_limits(process)
        for limit in running
        if (lapse := SHAPES[limit].lapse)
    }
    assert lapses == {
        ("partnership", State.RECEIVED, Event.COMPLETION_LAPSED),
        ("partnership", State.HABILITATED, Event.AGREEMENT_EXPIRED),
        ("partnership", State.SUSPENDED, Event.AGREEMENT_EXPIRED),
        ("candidacy", CandidacyState.TO_VALIDATE, CandidacyEvent.DEEMED_ADMISSIBLE),
        ("examiner", ExaminerState.HABILITATED, ExaminerEvent.EXPIRED),
        ("examiner", ExaminerState.TO_CONFIRM, ExaminerEvent.EXPIRED),
        ("fraud", FraudState.SANCTIONED, FraudEvent.BAN_LIFTED),
        ("survey", SurveyState.SENT, SurveyEvent.LAPSED),
        ("demand", DemandState.RECEIVED, DemandEvent.FINAL_TERM),
        ("royalty", RoyaltyState.DUE, RoyaltyEvent.REMINDED),
    }
    assert [lapse for kind, state, lapse in lapses if BY_KIND[kind].find(state, lapse) is None] == []


#: an end of the habilitation is declared within two months: the only clock that starts with an end
TO_DECLARE = {(state, frozenset({TimeLimit.FC_DECLARATION})) for state in (State.EXPIRED, State.TERMINATED)}


@pytest.mark.rule("LAW-05")
@EVERY_PROCESS
def test_no_clock_outlives_its_subject_nor_starts_in_an_end_but_the_declaration_of_it(process: Process[Any]) -> None:
    found = {(state, running) for state, running in _with_open_limits(process) if state in process.terminal_states}
    assert {(state, running) for state, running in found if running} == (
        TO_DECLARE if process.kind == "partnership" else set()
    )
    assert {state for state, running in found if not running} == process.terminal_states


def test_every_time_limit_is_opened_by_a_row_and_has_a_shape() -> None:
    assert set(chain.from_iterable(row.opens for row in ROWS)) == set(TimeLimit) == set(SHAPES)


def test_every_email_has_a_context_and_a_template() -> None:
    assert {mail.value for mail in Mail} == set(CONTEXTS)
    templates = ROOT / "templates" / "emails"
    assert [mail.value for mail in Mail if not (templates / f"{mail.value}.j2").is_file()] == []


def test_every_email_is_sent_by_a_row_a_notice_a_failure_or_a_digest(
    config: Config, certification: Certification
) -> None:
    sent = set(chain.from_iterable(row.mails for row in ROWS))
    for limit, figures in certification.time_limits.items():
        plan = schedule(limit, date(2026, 11, 2), date(2028, 6, 30), figures, config.calendar)
        sent |= {notice.mail for notice in plan}
    assert set(Mail) - sent == {Mail.MAIL_FAILURE, Mail.RUN_FAILURE, Mail.TASKS_DIGEST, Mail.NETWORK_DIGEST}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.source}-{row.event}")
def test_whatever_gives_a_document_is_announced_by_email(row: Transition[Any]) -> None:
    has_document = row.pv is not None or bool(row.papers)
    assert bool(row.mails) or not has_document
