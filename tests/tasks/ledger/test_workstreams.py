"""Workstreams in the ledger: subjects of their own beside their dossier, each process with its own door and clock."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from config.loader import CalendarOptions, build_calendar
from domain.communication import COMMUNICATION, CommunicationEvent
from domain.evaluation import Grade
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import SessionEvent
from domain.facts import Facts
from domain.process import Command, Process
from domain.processes import EXAMS, NETWORK, PROCESSES, WORKSTREAMS
from domain.trainer import TRAINER, TrainerEvent, TrainerState
from domain.vocabulary import Labelled, State, TimeLimit
from tasks.ledger.advance import Outcome, Refused, advance
from tasks.ledger.database import Ledger
from tasks.ledger.keeping import read_note
from tasks.ledger.queries import read_subjects
from tasks.ledger.recalculate import Moved, follow_calendar
from tasks.ledger.schema import subjects
from tasks.ledger.workstreams import has_open_workstreams, read_streams
from tasks.presenting.presenters import presenter_of
from tests import builders_conformity as good
from tests.builders import shipped_config
from tests.exams import a_session
from tests.tasks.ledger.acting import TEAM, act, journey, picture, received, ref_of, summary

CLOSURES = build_calendar(CalendarOptions(closures=(date(2026, 12, 1),)))


def facts_of(known: Facts, **over: Any) -> dict[str, Any]:
    """What a command that opens this workstream brings."""
    return {name: getattr(known, name) for name in type(known).model_fields if name != "ref"} | over


def happen(
    ledger: Ledger, process: Process[Any], event: Labelled, subject: str, ref: str, on: date, **update: Any
) -> list[Outcome]:
    config = shipped_config()
    command = Command(ref, subject, event, on, "essai", update)
    return advance(ledger, process, [command], config, presenter_of(process, config, TEAM))


def open_both(ledger: Ledger, number: int = 1) -> None:
    """A trainer and an audit of the dossier `number`, opened on the day of its information session."""
    proposed = facts_of(good.trainer(session=None), parent=ref_of(number))
    opened = facts_of(good.communication(passes=(), expected=()), parent=ref_of(number))
    for process, event, update in (
        (TRAINER, TrainerEvent.PROPOSED, proposed), (COMMUNICATION, CommunicationEvent.OPENED, opened),
    ):  # fmt: skip
        happen(ledger, process, event, "", f"{event}:{number}", good.SESSION_ON, **update)


@pytest.fixture
def opened(ledger: Ledger) -> Ledger:
    act(ledger, *journey()[:8])
    open_both(ledger)
    return ledger


@pytest.mark.rule("MIK-37", "MIK-39")
def test_each_workstream_is_a_subject_of_its_own_with_its_number(opened: Ledger) -> None:
    with opened.reading() as connection:
        rows = connection.execute(select(subjects.c.ref, subjects.c.kind, subjects.c.parent, subjects.c.state))
        assert sorted(tuple(row) for row in rows) == [
            ("A-2026-0001", "communication", "D-2026-0001", "A_AUDITER"),
            ("D-2026-0001", "partnership", None, "PRE_HABILITE"),
            ("F-2026-0001", "trainer", "D-2026-0001", "A_EVALUER"),
        ]


@pytest.mark.rule("MIK-02")
@pytest.mark.parametrize("subject", ["D-2026-0001", "A-2026-0001", "F-2026-0002"])
def test_a_process_knows_its_own_subjects_only(opened: Ledger, subject: str) -> None:
    before = picture(opened)
    [outcome] = happen(opened, TRAINER, TrainerEvent.CLOSED, subject, "essai", good.TRAINER_ON)
    assert isinstance(outcome, Refused)
    assert outcome.refusal.message.startswith(f"aucun dossier ne porte le numéro « {subject} »")
    assert picture(opened) == before


@pytest.mark.rule("MIK-02")
def test_an_impossible_step_names_what_it_is_about(opened: Ledger) -> None:
    [known] = happen(opened, TRAINER, TrainerEvent.PROPOSED, "F-2026-0001", "essai", good.TRAINER_ON)
    [unknown] = happen(opened, COMMUNICATION, CommunicationEvent.PASSED, "", "essai", good.TRAINER_ON)
    found = [one.refusal.message.partition(" : ")[0] for one in (known, unknown) if isinstance(one, Refused)]
    assert found == [
        "« Formateur proposé » est impossible pour un formateur à l’état « À évaluer »",
        "« Communication conforme au premier contrôle » est impossible pour un contrôle de communication qui "
        "n’existe pas",
    ]


@pytest.mark.rule("MIK-72", "MIK-76")
def test_a_workstream_has_its_documents_mails_and_deadlines(opened: Ledger) -> None:
    happen(opened, TRAINER, TrainerEvent.SESSION_PLANNED, "F-2026-0001", "plan", good.SESSION_ON,
           session=good.meeting(good.TRAINER_ON))  # fmt: skip
    judged = good.evaluation(worst=Grade.MAJOR)
    outcomes = happen(opened, TRAINER, TrainerEvent.MAJOR_FOUND, "F-2026-0001", "eval", good.TRAINER_ON,
                      evaluations=(judged,), session=None, had_second=True)  # fmt: skip
    assert summary(outcomes) == ["SECONDE_SESSION"]
    whole = picture(opened)
    assert [row["kind"] for row in whole["documents"] if row["subject"] == "F-2026-0001"] == ["evaluation_formateur"]
    report = [row["recipient"] for row in whole["outbox"] if row["template"] == "trainer_report"]
    assert sorted(report) == ["contact@organisme-1.example", "zoe@atelier-lumieres.example"] or len(report) == 2
    running = {(row["subject"], row["time_limit"]): row["due_on"] for row in whole["deadlines"] if not row["closed_on"]}
    assert running["F-2026-0001", "D-FORM-2"] == date(2026, 12, 3)
    assert running["A-2026-0001", "D-COMM-1"] == date(2026, 12, 11)


@pytest.mark.rule("O-19", "O-11")
def test_a_closure_moves_the_deadlines_of_each_process_once(opened: Ledger) -> None:
    config, exam_day = shipped_config(), date(2026, 12, 14)
    happen(opened, EXAM_SESSION, SessionEvent.PLANNED, "", "session", good.SESSION_ON,
           **facts_of(a_session(starts_on=exam_day, ends_on=exam_day)))  # fmt: skip
    for process in PROCESSES:
        assert follow_calendar(opened, process, config, good.SESSION_ON) == []
    closed = replace(config, calendar=CLOSURES)
    moved = {process.kind: follow_calendar(opened, process, closed, good.SESSION_ON) for process in PROCESSES}
    assert moved == {
        "partnership": [Moved(ref_of(1), TimeLimit.CONFORMITY, date(2026, 12, 24), date(2026, 12, 28))],
        "communication": [Moved("A-2026-0001", TimeLimit.COMMUNICATION_UPDATE, date(2026, 12, 11), date(2026, 12, 14))],
        "trainer": [],
        "evaluation_manager": [],
        "exam_session": [
            Moved("S-2026-0001", TimeLimit.CONVOCATION, date(2026, 11, 30), date(2026, 11, 27)),
            Moved("S-2026-0001", TimeLimit.JURY_CONVOCATION, date(2026, 11, 23), date(2026, 11, 20)),
        ],
        **{process.kind: [] for process in (*EXAMS[1:], *NETWORK)},
    }
    assert [follow_calendar(opened, process, closed, good.SESSION_ON) for process in PROCESSES] == [[]] * len(PROCESSES)
    with opened.reading() as connection:
        marks = {read_note(connection, f"calendar:{process.kind}") for process in PROCESSES}
    assert len(marks) == 1
    assert None not in marks


def test_streams_are_grouped_by_dossier(opened: Ledger) -> None:
    act(opened, received(2), *journey(3)[:8])
    with opened.reading() as connection:
        streams = read_streams(connection)
    found = {
        ref: (item.communication.ref if item.communication else "", [view.ref for view in item.trainers])
        for ref, item in streams.items()
    }
    assert found == {ref_of(1): ("A-2026-0001", ["F-2026-0001"]), ref_of(3): ("", [])}


def test_a_dossier_has_open_workstreams_until_each_one_ended(opened: Ledger) -> None:
    def still_open(*states: State) -> bool:
        with opened.reading() as connection:
            return has_open_workstreams(connection, states)

    assert (still_open(State.PRE_HABILITATED), still_open(State.WITHDRAWN)) == (True, False)
    happen(opened, TRAINER, TrainerEvent.CLOSED, "F-2026-0001", "close", good.TRAINER_ON)
    assert still_open(State.PRE_HABILITATED)
    happen(opened, COMMUNICATION, CommunicationEvent.CLOSED, "A-2026-0001", "close-2", good.TRAINER_ON)
    assert not still_open(State.PRE_HABILITATED)


@pytest.mark.rule("MIK-35")
def test_closing_a_workstream_stops_its_clock(opened: Ledger) -> None:
    happen(opened, COMMUNICATION, CommunicationEvent.CLOSED, "A-2026-0001", "close", good.TRAINER_ON)
    clocks = [row for row in picture(opened)["deadlines"] if row["subject"] == "A-2026-0001"]
    assert [(row["closed_on"], row["closed_by"]) for row in clocks] == [(good.TRAINER_ON, "communication_closed")]


def test_facts_are_read_as_they_were_written(opened: Ledger) -> None:
    happen(opened, TRAINER, TrainerEvent.SESSION_PLANNED, "F-2026-0001", "plan", good.SESSION_ON,
           session=good.meeting(good.TRAINER_ON))  # fmt: skip
    with opened.reading() as connection:
        [view] = read_subjects(connection, TRAINER)
    assert view.facts == good.trainer(opened_on=good.SESSION_ON)
    assert (view.state, [process.kind for process in WORKSTREAMS]) == (
        TrainerState.TO_EVALUATE, ["communication", "trainer", "evaluation_manager"],
    )  # fmt: skip
