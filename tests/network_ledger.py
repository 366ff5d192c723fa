"""Puts a small network in a ledger, as it would be at the end of roads that other tests play."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any

from domain.exams.candidacy import BlocDecision
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.session import Incident, Organiser, Pieces
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, SessionState
from domain.facts import Facts
from domain.partnership import PARTNERSHIP
from domain.process import Command, Process, Transition
from domain.vocabulary import Labelled, State
from tasks.ledger.advance import Applied, advance
from tasks.office import Office
from tests.builders import application, commission_record, dossier
from tests.exams import BLOCS_CODE, a_candidacy, a_session
from tests.exams_ledger import Silent

RECEIVED_ON, DECIDED_ON, SIGNED_ON = date(2026, 9, 1), date(2026, 9, 15), date(2026, 10, 27)
TOLD_ON = date(2027, 1, 22)


_numbers = count(1)


def place_all(
    office: Office, process: Process[Any], state: Labelled, every: Iterable[Facts], on: date = TOLD_ON
) -> list[str]:
    """Journal many subjects straight into `state`; their references, in order."""
    row: Transition[Any] = Transition(source=None, event=process.transitions[0].event, target=state, rule="NET-05")
    commands = []
    for facts in every:
        update = {name: getattr(facts, name) for name in type(facts).model_fields if name != "ref"}
        commands.append(Command(f"network:{next(_numbers)}", "", row.event, on, "essai", update))
    outcomes = advance(office.ledger, replace(process, transitions=(row,)), commands, office.config, Silent())
    return [outcome.subject for outcome in outcomes if isinstance(outcome, Applied)]


def partners(office: Office, names: Iterable[str], **over: Any) -> list[str]:
    """Decided 10 working days after the application, habilitated 30 after that; RNCP9002."""
    record = commission_record(held_on=DECIDED_ON)
    every = (
        dossier(application=application(name=name, certification=BLOCS_CODE), certification=BLOCS_CODE,
                received_on=RECEIVED_ON, commission=record, notified_on=DECIDED_ON, habilitated_on=SIGNED_ON, **over)
        for name in names
    )  # fmt: skip
    return place_all(office, PARTNERSHIP, State.HABILITATED, every, SIGNED_ON)


def judged(office: Office, partner: str, passed: int, failed: int, told_on: date = TOLD_ON) -> None:
    """Candidates of one partner whose results are known, in a session of the certifier that ended on 18/01/2027."""
    session = a_session()
    for state, number in ((CandidacyState.PASSED, passed), (CandidacyState.FAILED, failed)):
        acquired = state is CandidacyState.PASSED
        decisions = tuple(BlocDecision(bloc=bloc, proposed=acquired, acquired=acquired) for bloc in session.blocs)
        facts = a_candidacy(session, partner=partner, decisions=decisions, notified_on=told_on)
        place_all(office, CANDIDACY, state, [facts] * number)


def held(office: Office, partner: str, incidents: int, calm: int, received_on: date | None) -> None:
    """Sessions that a partner organised on 18/01/2027; `received_on`: their pieces."""
    organiser = Organiser(dossier=partner, name="OF", email="of@of.example")
    pieces = Pieces(received_on=received_on, items=("PV",)) if received_on else None
    happened = Incident(number=1, reported_by="OF", occurred_at=datetime(2027, 1, 18, 9), what="Panne")
    for found, number in (((happened,), incidents), ((), calm)):
        facts = a_session(organiser=organiser, pieces=pieces, incidents=found)
        place_all(office, EXAM_SESSION, SessionState.PIECES_RECEIVED if pieces else SessionState.ENDED,
                  [facts] * number)  # fmt: skip
