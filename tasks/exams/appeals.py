"""The tab « Recours » → recours acknowledged, then answered by direction (M2I-42, REF-22, O-14)."""

from datetime import date

from pydantic import BaseModel
from sqlalchemy import Connection

from domain.calendar import add_months
from domain.dossier import Attendee
from domain.exams.appeal import Appeal, AppealDecision
from domain.exams.appeal_guards import DECIDED_BY, DECIDED_ON, FOLLOW_UP, GROUNDS, LODGED_ON
from domain.exams.appeal_process import APPEAL
from domain.exams.fraud_process import FRAUD
from domain.exams.vocabulary import AppealEvent, AppealState, FraudEvent, FraudState
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Team
from tasks.exams.contested import contested
from tasks.exams.deciders import DIRECTION, person_with
from tasks.exams.outcomes import take_outcomes
from tasks.feedback import Feedback, unsigned
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import RunningDeadline, View, read_deadlines, read_some, read_subjects
from tasks.mail.typography import french
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import appeals as tab
from tasks.tabs.columns import DEADLINE, MOTIVE, REF, STATUS, TYPED_BY
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Cells, Changes, Row

_SOURCE = f"onglet {tab.APPEALS}"
_RULE = "M2I-42"
Found = Command | Refusal | None


class TypedAppeal(BaseModel):
    """A recours as somebody typed it."""

    contested: str
    claimant: str
    email: str
    lodged_on: date
    grounds: str
    typed_by: str

    def differs_from(self, known: Appeal) -> bool:
        said = (known.contested, known.claimant, known.claimant_email, known.lodged_on, known.grounds)
        return said != (self.contested, self.claimant, self.email, self.lodged_on, self.grounds)


class TypedAnswer(BaseModel):
    """The answer of direction."""

    upheld: bool
    motive: str
    decided_by: str
    decided_on: date
    typed_by: str


def appeal_command(office: Office, connection: Connection, ref: str, typed: TypedAppeal, on: date,
                   source: str) -> Command | Refusal:  # fmt: skip
    """A recours lodged. One that comes too late is recorded, and said to be late (O-14)."""
    if not typed.typed_by.strip():
        return unsigned(_RULE)
    found = contested(connection, typed.contested)
    if isinstance(found, Refusal):
        return found
    months = office.config.figures_for(found.certification, found.grid_version).thresholds.appeal_months
    update = {
        "certification": found.certification, "grid_version": found.grid_version, "parent": found.parent,
        "contested": typed.contested, "contested_what": found.what, "contested_by": found.by,
        "contested_on": found.on, "claimant": typed.claimant, "claimant_email": typed.email,
        "lodged_on": typed.lodged_on, "is_late": typed.lodged_on > add_months(found.on, months),
        "grounds": typed.grounds,
    }  # fmt: skip
    return Command(ref, "", AppealEvent.LODGED, on, f"{source} : {typed.typed_by}", update)


def answer_command(view: View[Appeal], typed: TypedAnswer, team: Team, on: date, source: str) -> Command | Refusal:
    if not typed.typed_by.strip():
        return unsigned(_RULE)
    person = person_with(team, typed.decided_by, DIRECTION, _RULE, DECIDED_BY)
    if isinstance(person, Refusal):
        return person
    decision = AppealDecision(
        decided_by=Attendee(name=person.name, role=person.role), decided_on=typed.decided_on, motive=typed.motive
    )
    event = AppealEvent.UPHELD if typed.upheld else AppealEvent.REJECTED
    by = f"{source} : {typed.typed_by}"
    return Command(f"appeal-answer:{view.ref}", view.ref, event, on, by, {"decision": decision})


def take_appeals(office: Office, pull: Pull, feedback: Feedback) -> None:
    """The recours that are new, then the answers."""
    found = MintedTab(office, pull, feedback, tab.APPEALS, _RULE)
    found.judge()
    with office.ledger.reading() as connection:
        lodged = [(row, _lodged(office, connection, found.ref_of(row), row, pull)) for row in found.new_rows]
    _apply(office, pull, feedback, lodged)
    rows = MintedTab(office, pull, feedback, tab.APPEALS, _RULE).rows
    signed = {key: row for key, row in rows.items() if row.cells.get(TYPED_BY)}
    if not signed:
        return
    with office.ledger.reading() as connection:
        views = read_some(connection, APPEAL, list(signed))
    refused = feedback.of(tab.APPEALS)
    answers = [(row, _answered(views.get(key), row, pull)) for key, row in signed.items() if row.number not in refused]
    _apply(office, pull, feedback, answers)


def _apply(office: Office, pull: Pull, feedback: Feedback, found: list[tuple[Row, Found]]) -> None:
    for row, refusal in found:
        if isinstance(refusal, Refusal):
            feedback.refuse(tab.APPEALS, row, refusal)
    rows = {command.ref: row for row, command in found if isinstance(command, Command)}
    commands = [command for _, command in found if isinstance(command, Command)]
    take_outcomes(feedback, tab.APPEALS, apply_commands(office, pull.team, commands, APPEAL), rows)


def _typed(reading: RowReading) -> TypedAppeal:
    return TypedAppeal(
        contested=reading.required(tab.CONTESTED, cells.line).upper(),
        claimant=reading.required(tab.CLAIMANT, cells.line), email=reading.required(tab.EMAIL, cells.email),
        lodged_on=reading.required(LODGED_ON, cells.day), grounds=reading.read(GROUNDS, cells.any_text) or "",
        typed_by=reading.required(TYPED_BY, cells.line),
    )  # fmt: skip


def _lodged(office: Office, connection: Connection, ref: str, row: Row, pull: Pull) -> Found:
    reading = RowReading(row)
    try:
        return appeal_command(office, connection, ref, _typed(reading), pull.on, _SOURCE)
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", _RULE, reading.header)


def _answered(view: View[Appeal] | None, row: Row, pull: Pull) -> Found:
    """None while no decision is typed, or when it is recorded as typed."""
    if view is None:
        message = (
            f"aucun recours ne porte la référence « {(row.key or '')[:40]} ». Effacez-la : certiflow numérote lui-même."
        )
        return Refusal(message, _RULE, REF)
    reading = RowReading(row)
    try:
        if _typed(reading).differs_from(view.facts):
            message = "le recours reçu ne change plus. Rétablissez la ligne ; un autre recours a la sienne."
            return Refusal(message, _RULE, tab.CONTESTED)
        typed = _answer(reading)
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", _RULE, reading.header)
    known = view.facts.decision
    if typed is None:
        return None
    if known is None:
        return answer_command(view, typed, pull.team, pull.on, _SOURCE)
    if (view.state is AppealState.UPHELD, known.motive) == (typed.upheld, typed.motive):
        return _followed(view, reading, pull)
    return Refusal(
        "il a été répondu à ce recours : la réponse ne change plus. Rétablissez la ligne.", _RULE, tab.DECISION
    )


def _followed(view: View[Appeal], reading: RowReading, pull: Pull) -> Command | None:
    """What was done of a recours that was upheld, each time that it is worded anew (REF-22)."""
    said = reading.read(FOLLOW_UP, cells.any_text) or ""
    if view.state is not AppealState.UPHELD or said in ("", view.facts.follow_up):
        return None
    by = f"{_SOURCE} : {reading.read(TYPED_BY, cells.line)}"
    return Command(f"appeal-followed:{view.ref}:{view.version}", view.ref, AppealEvent.FOLLOWED, pull.on, by,
                   {"follow_up": said})  # fmt: skip


def _answer(reading: RowReading) -> TypedAnswer | None:
    word = reading.read(tab.DECISION, cells.line)
    if not word:
        return None
    if word not in (tab.UPHELD, tab.REJECTED):
        raise BadCell(f"« {word[:40]} » n’est pas un choix possible", f"choisissez {tab.UPHELD} ou {tab.REJECTED}")
    return TypedAnswer(
        upheld=word == tab.UPHELD, motive=reading.read(MOTIVE, cells.any_text) or "",
        decided_by=reading.required(DECIDED_BY, cells.line), decided_on=reading.required(DECIDED_ON, cells.day),
        typed_by=reading.required(TYPED_BY, cells.line),
    )  # fmt: skip


def follow_appeals(office: Office, pull: Pull, feedback: Feedback) -> None:
    """A recours upheld against a sanction lifts it, its ban with it."""
    with office.ledger.reading() as connection:
        upheld = {view.facts.contested: view.ref for view in read_subjects(connection, APPEAL, {AppealState.UPHELD})}
        cases = read_some(connection, FRAUD, list(upheld)) if upheld else {}
    commands = [
        Command(f"upheld:{view.ref}", view.ref, FraudEvent.SANCTION_LIFTED, pull.on, upheld[view.ref])
        for view in cases.values()
        if view.state is FraudState.SANCTIONED
    ]
    feedback.take(tab.APPEALS, apply_commands(office, pull.team, commands, FRAUD), {})


def show_appeals(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """A row for each recours, answered ones included."""
    found = MintedTab(office, pull, feedback, tab.APPEALS, _RULE)
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, APPEAL))
        clocks = {item.subject: item for item in read_deadlines(connection, APPEAL)}
    for view in views:
        found.put(changes, view.ref, _cells(view, clocks.get(view.ref)), _said(view), _first(view))
    found.answer_others(changes, [view.ref for view in views])


def _cells(view: View[Appeal], clock: RunningDeadline | None) -> Cells:
    return {
        REF: view.ref, tab.WHAT: french(view.facts.contested_what), tab.TAKEN_BY: "\n".join(view.facts.contested_by),
        STATUS: view.state.label,
        DEADLINE: french(f"{clock.limit.label} : {clock.dates.sentence}") if clock else "",
    }  # fmt: skip


_EVENTS = {
    AppealState.LODGED: AppealEvent.LODGED,
    AppealState.UPHELD: AppealEvent.UPHELD,
    AppealState.REJECTED: AppealEvent.REJECTED,
}


def _said(view: View[Appeal]) -> str:
    """What was decided; of a recours that was upheld, what a person has to do next."""
    facts, said = view.facts, f"{_EVENTS[AppealState(view.state)].label}."
    if view.state is not AppealState.UPHELD or not facts.next_step:
        return said
    if facts.follow_up:
        return f"{AppealEvent.FOLLOWED.label}."
    return f"{said} {facts.next_step}, puis écrivez-le dans « {FOLLOW_UP} ». [REF-22]"


def _first(view: View[Appeal]) -> Cells:
    """What staff had typed, when a row that was lost is made again."""
    facts, decision = view.facts, view.facts.decision
    said: Cells = {
        tab.CONTESTED: facts.contested, tab.CLAIMANT: facts.claimant, tab.EMAIL: facts.claimant_email,
        LODGED_ON: facts.lodged_on, GROUNDS: facts.grounds,
    }  # fmt: skip
    if decision is None:
        return said
    return {**said, tab.DECISION: view.state.label, MOTIVE: decision.motive, DECIDED_BY: decision.decided_by.name,
            DECIDED_ON: decision.decided_on, FOLLOW_UP: facts.follow_up}  # fmt: skip
