"""Sessions convened, planned again, declared ready and opened, from what their rows and the ledger say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from domain.exams import session_guards as field
from domain.exams.candidacy import Candidacy
from domain.exams.planning import enrolled
from domain.exams.seating import Timetable
from domain.exams.session import ExamSession
from domain.exams.session_guards import not_ready
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import SessionEvent, SessionState
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.convening import called_again, follow_convocations
from tasks.exams.reading import Exams, read_exams
from tasks.exams.session_rows import read_logistics
from tasks.exams.substitutes import proposals
from tasks.exams.timetabling import expected, first_timetable, kept_timetable
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.advance import Refused
from tasks.ledger.queries import View
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import sessions as tab
from tasks.tabs.columns import TYPED_BY
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Row

_TOLD = (SessionState.CONVENED, SessionState.READY)
#: refusals that somebody else in the jury would cure
_SHORT = ("M2I-17", "O-16", "LAW-15")
Found = Iterator[Command | Refusal]


@dataclass(frozen=True)
class Case:
    """One session with its signed row, None when there is none, and the exams around it."""

    office: Office
    pull: Pull
    exams: Exams
    view: View[ExamSession]
    reading: RowReading | None

    @property
    def facts(self) -> ExamSession:
        return self.view.facts

    @property
    def row(self) -> Row | None:
        return self.reading.row if self.reading else None

    def towards_the_day(self, event: SessionEvent, update: dict[str, Any]) -> Command:
        """A step that only an organiser in force takes (LAW-06)."""
        return self.command(event, {**update, "organiser": self.exams.organiser_of(self.facts)})

    def command(self, event: SessionEvent, update: dict[str, Any]) -> Command:
        ref = f"{event.value}:{self.view.ref}:{self.view.version}"
        return Command(ref, self.view.ref, event, self.pull.on, "organisation des sessions", update)

    def with_substitutes(self, refusals: tuple[Refusal, ...]) -> tuple[Refusal, ...]:
        """The refusals, and who could complete the jury when one of them says that it is short (M2I-18)."""
        is_short = any(refusal.rule in _SHORT for refusal in refusals)
        if not is_short and not any(member.present is False for member in self.facts.jury):
            return refusals
        figures = self.office.config.figures_for(self.facts.certification, self.facts.grid_version)
        return (*refusals, proposals(self.exams, self.facts, figures.jury))


def organise(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Each step sees what the one before it changed: a juror away this morning, and the session opens at once."""
    rows = MintedTab(office, pull, feedback, tab.SESSIONS, "M2I-12").rows
    signed = {key: RowReading(row) for key, row in rows.items() if row.cells.get(TYPED_BY)}
    exams = _exams(office)
    for step in (_convened, _planned_again, _ready, _opened):
        if step is _ready:
            follow_convocations(office, pull, feedback)  # nobody sits before he was told
            exams = _exams(office)
        cases = [Case(office, pull, exams, view, signed.get(view.ref)) for view in exams.sessions.values()]
        if _take(step, cases, office, pull, feedback):
            exams = _exams(office)


def _exams(office: Office) -> Exams:
    """Read whole: to find a timetable takes seconds, during which no connection waits."""
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        _ = exams.sessions, exams.by_session, exams.examiners, exams.partners
    return exams


def _take(step: Callable[[Case], Found], cases: list[Case], office: Office, pull: Pull, feedback: Feedback) -> bool:
    """Whether anything was asked, which the next step has to read again."""
    asked: dict[str, Case] = {}
    commands: list[Command] = []
    for case in cases:
        for answer in _answers(step, case):
            if isinstance(answer, Refusal):
                feedback.refuse(tab.SESSIONS, case.row, answer)
            else:
                commands.append(answer)
                asked[answer.ref] = case
    outcomes = apply_commands(office, pull.team, commands, EXAM_SESSION)
    feedback.take(tab.SESSIONS, outcomes, {ref: case.row for ref, case in asked.items() if case.row})
    for outcome in outcomes:
        if isinstance(outcome, Refused):
            case = asked[outcome.command.ref]
            feedback.refuse(tab.SESSIONS, case.row, case.with_substitutes((outcome.refusal,))[1:])
    return bool(commands)


def _answers(step: Callable[[Case], Found], case: Case) -> Found:
    try:
        yield from step(case)
    except BadCell as error:
        header = case.reading.header if case.reading else ""
        yield Refusal(f"{error.reason} ; {error.cure}.", "M2I-12", header)


def _convened(case: Case) -> Found:
    """« Convoquer »: the plan is made and checked before anybody is told (M2I-12)."""
    if case.view.state is not SessionState.PLANNED or case.reading is None:
        return
    if not case.reading.read(tab.CONVENE, cells.yes_no):
        return
    config, on = case.office.config, case.pull.on
    who = expected(config, case.facts, case.exams, on)
    if not who.candidacies:
        yield from who.late or [Refusal("aucune inscription validée n’attend cette session.", "M2I-12", tab.CONVENE)]
        return
    found = first_timetable(case.office, case.facts, who.candidacies, on)
    if not isinstance(found, Timetable):
        yield from case.with_substitutes((*who.late, *found))
        return
    planned = case.facts.with_update({"timetable": found})
    members = (called_again(planned, member) for member in case.facts.jury)
    yield case.towards_the_day(SessionEvent.CONVENED, _planned(who.candidacies, found) | {
        "jury": tuple(members), "called": tuple(member.examiner for member in case.facts.sitting),
        "sequence": case.facts.sequence + 1,
    })  # fmt: skip


def _planned_again(case: Case) -> Found:
    """A new candidate, a juror away, other rooms: as many announced times as possible are kept (M2I-12)."""
    if case.view.state not in _TOLD:
        return
    who = expected(case.office.config, case.facts, case.exams, case.pull.on)
    yield from who.late
    found = kept_timetable(case.office, case.facts, who.candidacies, case.pull.on)
    if isinstance(found, Timetable):
        yield case.command(SessionEvent.TIMETABLE_SET, _planned(who.candidacies, found))
    elif found is not None:
        yield from case.with_substitutes(found)


def _planned(candidacies: tuple[Candidacy, ...], timetable: Timetable) -> dict[str, Any]:
    return {"timetable": timetable, "enrolled": tuple(enrolled(candidacy) for candidacy in candidacies)}


def _ready(case: Case) -> Found:
    """Once the responsable de session has signed his checklist (M2I-15)."""
    if case.view.state is not SessionState.CONVENED or case.reading is None:
        return
    logistics = read_logistics(case.reading)
    if logistics.signed_by:
        yield case.towards_the_day(SessionEvent.READY, {"logistics": logistics})


def _opened(case: Case) -> Found:
    """The day itself; a date of before a postponement is stale."""
    if case.view.state not in _TOLD or case.reading is None:
        return
    opened_on, facts = case.reading.read(field.OPENED_ON, cells.day), case.facts
    if opened_on is None or (facts.postponements and opened_on < facts.starts_on):
        return
    if opened_on > case.pull.on:
        yield Refusal("la session ne s’ouvre pas d’avance. Corrigez la date.", "M2I-17", field.OPENED_ON)
    elif case.view.state is SessionState.READY:
        yield case.towards_the_day(SessionEvent.STARTED, {})
    elif not facts.logistics.signed_by and not case.reading.row.cells.get(field.SIGNED_BY):
        missing = " ; ".join(said for _, said in not_ready(facts))
        yield Refusal(f"la session n’est pas prête. {missing}.", "M2I-15", field.OPENED_ON)
