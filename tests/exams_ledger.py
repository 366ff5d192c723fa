"""Puts subjects of the exams in a ledger as they would be at the end of a road that other tests play."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from domain.exams.candidacy import BlocDecision, Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.minutes import JuryMinutes
from domain.exams.person import Person
from domain.exams.session import ExamSession, Validation
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, SessionState
from domain.facts import Facts
from domain.notices import Notice
from domain.process import Command, Process, Transition
from domain.vocabulary import Labelled
from tasks.ledger.advance import Applied, advance
from tasks.ledger.drafts import DocumentDraft, MailDraft, OpenDeadline
from tasks.office import Office
from tests.exams import a_candidacy, a_session

JURY_DAY = date(2027, 1, 18)
VALIDATED_ON = date(2027, 1, 22)
REPRESENTATIVE = "Sylvie Renard"


class Silent:
    """A presenter that says nothing."""

    def document(self, moment: Any, kind: Any) -> DocumentDraft:
        raise AssertionError("a subject that is placed makes no document")

    def mails(self, moment: Any, documents: Any) -> Sequence[MailDraft]:
        return ()

    def notice(self, facts: Any, deadline: OpenDeadline, notice: Notice, on: date) -> Sequence[MailDraft]:
        return ()


def place(office: Office, process: Process[Any], facts: Facts, state: Labelled, on: date = JURY_DAY) -> str:
    """Journal a subject straight into `state`; returns the reference that it received."""
    row: Transition[Any] = Transition(source=None, event=process.transitions[0].event, target=state, rule="M2I-11")
    shortcut = replace(process, transitions=(row,))
    update = {name: getattr(facts, name) for name in type(facts).model_fields if name != "ref"}
    mark = sha256(facts.model_dump_json().encode()).hexdigest()
    command = Command(f"place:{process.kind}:{mark}", "", row.event, on, "essai", update)
    (outcome,) = advance(office.ledger, shortcut, [command], office.config, Silent())
    assert isinstance(outcome, Applied), outcome
    return outcome.subject


def results_sent(office: Office, session: ExamSession | None = None, **over: Any) -> ExamSession:
    """A session that the certifier has validated and whose results have left."""
    minutes = JuryMinutes(jury_date=JURY_DAY, place="Strasbourg", evaluators=(), candidates=())
    validation = Validation(validated_by=REPRESENTATIVE, validated_on=VALIDATED_ON)
    facts = (session or a_session()).with_update({"minutes": minutes, "validation": validation, **over})
    return facts.with_update({"ref": place(office, EXAM_SESSION, facts, SessionState.RESULTS_SENT)})


def judged(
    office: Office,
    session: ExamSession,
    person: Person,
    acquired: Sequence[str],
    state: CandidacyState,
    **over: Any,
) -> Candidacy:
    """A candidate of `session` whom the jury has given the blocs `acquired`."""
    decisions = tuple(
        BlocDecision(bloc=bloc, proposed=bloc in acquired, acquired=bloc in acquired) for bloc in session.blocs
    )
    facts = a_candidacy(session, person=person, decisions=decisions, deliberated_on=JURY_DAY, notified_on=VALIDATED_ON,
                        **over)  # fmt: skip
    return facts.with_update({"ref": place(office, CANDIDACY, facts, state)})
