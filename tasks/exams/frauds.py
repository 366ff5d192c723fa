"""The tab « Fraudes » → cases reported, reports signed, sanctions pronounced (M2I-45 to M2I-50)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.exams.fraud import FraudCase, ReportAuthor
from domain.exams.fraud_guards import BAN_UNTIL, CANDIDATES, DECIDED_BY, DECISION, NOTIFIED_ON, SIGNED_ON, WHAT, WHEN
from domain.exams.fraud_process import FRAUD
from domain.exams.vocabulary import FraudEvent, FraudState
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.fraud_commands import (
    TypedFraud,
    TypedReport,
    TypedSanction,
    fraud_command,
    report_command,
    sanction_command,
)
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.intake.moments import moment
from tasks.ledger.queries import RunningDeadline, View, read_deadlines, read_some, read_subjects
from tasks.mail.typography import french
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import frauds as tab
from tasks.tabs.columns import DEADLINE, MOTIVE, REF, STATUS, TYPED_BY
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Cells, Changes, Row

_SOURCE = f"onglet {tab.FRAUDS}"
Found = Command | Refusal | None


def take_frauds(office: Office, pull: Pull, feedback: Feedback) -> None:
    """The reports first, so that the row which reports a fraud may bring its sanction too."""
    found = MintedTab(office, pull, feedback, tab.FRAUDS, "M2I-45")
    found.judge()
    new = {found.ref_of(row): row for row in found.new_rows}
    _apply(office, pull, feedback, [(row, _Reported(office, pull, ref)) for ref, row in new.items()])
    for step in (_report, _decision):
        rows = MintedTab(office, pull, feedback, tab.FRAUDS, "M2I-45").rows
        signed = {key: row for key, row in rows.items() if row.cells.get(TYPED_BY)}
        if not signed:
            return
        with office.ledger.reading() as connection:
            views = read_some(connection, FRAUD, list(signed))
        refused = feedback.of(tab.FRAUDS)
        waiting = [(row, _Step(office, pull, views.get(key), step)) for key, row in signed.items()
                   if row.number not in refused]  # fmt: skip
        _apply(office, pull, feedback, waiting)


def _apply(
    office: Office, pull: Pull, feedback: Feedback, waiting: Sequence[tuple[Row, Callable[[RowReading], Found]]]
) -> None:
    commands: list[Command] = []
    rows: dict[str, Row] = {}
    for row, read in waiting:
        reading = RowReading(row)
        try:
            found = read(reading)
        except BadCell as error:
            found = Refusal(f"{error.reason} ; {error.cure}.", "M2I-45", reading.header)
        if isinstance(found, Refusal):
            feedback.refuse(tab.FRAUDS, row, found)
        elif found is not None:
            commands.append(found)
            rows[found.ref] = row
    feedback.take(tab.FRAUDS, apply_commands(office, pull.team, commands, FRAUD), rows)


@dataclass(frozen=True)
class _Reported:
    """Reads a row that made no case yet."""

    office: Office
    pull: Pull
    ref: str

    def __call__(self, reading: RowReading) -> Found:
        with self.office.ledger.reading() as connection:
            return fraud_command(connection, self.ref, _typed(reading), self.pull.on, _SOURCE)


@dataclass(frozen=True)
class _Step:
    """Reads one step of a row that has its case."""

    office: Office
    pull: Pull
    view: View[FraudCase] | None
    step: Callable[["_Step", View[FraudCase], RowReading], Found]

    def __call__(self, reading: RowReading) -> Found:
        if self.view is None:
            message = (
                f"aucune affaire ne porte la référence « {(reading.row.key or '')[:40]} ». Effacez-la : certiflow "
            )
            return Refusal(f"{message}numérote lui-même.", "M2I-45", REF)
        return self.step(self, self.view, reading)


def _typed(reading: RowReading) -> TypedFraud:
    return TypedFraud(
        session=reading.required(tab.SESSION, cells.line).upper(),
        candidates=tuple(dict.fromkeys(number.upper() for number in reading.read(CANDIDATES, cells.words))),
        what=reading.read(WHAT, cells.any_text) or "", evidence=reading.read(tab.EVIDENCE, cells.any_text) or "",
        reported_by=reading.required(tab.REPORTED_BY, cells.line), occurred_at=reading.required(WHEN, moment),
        typed_by=reading.required(TYPED_BY, cells.line),
    )  # fmt: skip


def _report(step: _Step, view: View[FraudCase], reading: RowReading) -> Found:
    """The report, once; what was reported stays as it was."""
    if _typed(reading).differs_from(view.facts):
        message = "les faits signalés ne changent plus. Rétablissez la ligne ; un autre candidat ou fait a la sienne."
        return Refusal(message, "M2I-45", WHAT)
    author = reading.read(tab.SIGNED_BY, cells.line)
    if not author:
        return None
    typed = TypedReport(
        author=author, quality=reading.required(tab.QUALITY, lambda cell: cells.choice(cell, ReportAuthor)),
        signed_on=reading.required(SIGNED_ON, cells.day), url=reading.read(tab.REPORT_LINK, cells.url) or "",
        typed_by=reading.required(TYPED_BY, cells.line),
    )  # fmt: skip
    known = view.facts.report
    if known is None:
        return report_command(view, typed, step.pull.on, _SOURCE) if view.state is FraudState.REPORTED else None
    if typed.model_dump(exclude={"typed_by"}) == known.model_dump():
        return None
    return Refusal("le rapport signé est enregistré et ne change plus. Rétablissez la ligne.", "M2I-47", tab.SIGNED_BY)


def _decision(step: _Step, view: View[FraudCase], reading: RowReading) -> Found:
    """The sanction or the dismissal, once."""
    word = reading.read(DECISION, cells.line)
    if not word:
        return None
    if word not in tab.DECISIONS:
        raise BadCell(f"« {word[:40]} » n’est pas un choix possible", f"choisissez parmi : {', '.join(tab.DECISIONS)}")
    typed = TypedSanction(
        sanction=tab.DECISIONS[word], motive=reading.read(MOTIVE, cells.any_text) or "",
        decided_by=reading.required(DECIDED_BY, cells.line), notified_on=reading.required(NOTIFIED_ON, cells.day),
        ban_until=reading.read(BAN_UNTIL, cells.day), typed_by=reading.required(TYPED_BY, cells.line),
    )  # fmt: skip
    if view.facts.decision or view.facts.dismissal:
        same = _decided(view.facts) == (typed.sanction, typed.motive, typed.notified_on, typed.ban_until)
        message = "cette affaire est décidée. Une décision se conteste par un recours, dans l’onglet « Recours »."
        return None if same else Refusal(message, "M2I-46", DECISION)
    with step.office.ledger.reading() as connection:
        return sanction_command(connection, view, typed, step.pull.team, step.pull.on, _SOURCE)


def _decided(case: FraudCase) -> tuple[object, ...]:
    if case.decision:
        known = case.decision
        return known.sanction, known.motive, known.notified_on, known.ban_until
    dismissal = case.dismissal
    return (None, dismissal.motive, dismissal.decided_on, None) if dismissal else ()


def show_frauds(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """A row for each case, closed ones included."""
    found = MintedTab(office, pull, feedback, tab.FRAUDS, "M2I-45")
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, FRAUD))
        clocks = {item.subject: item for item in read_deadlines(connection, FRAUD)}
    for view in views:
        found.put(changes, view.ref, _cells(view, clocks.get(view.ref)), _answer(view), _first(view.facts))
    found.answer_others(changes, [view.ref for view in views])


def _cells(view: View[FraudCase], clock: RunningDeadline | None) -> Cells:
    shown = french(f"{clock.limit.label} : {clock.dates.sentence}") if clock else ""
    return {REF: view.ref, STATUS: view.state.label, DEADLINE: shown}


#: in the words of the run that took the row, so that the next run has nothing to write
_EVENTS = {
    FraudState.REPORTED: FraudEvent.REPORTED,
    FraudState.REPORT_SIGNED: FraudEvent.REPORT_SIGNED,
    FraudState.SANCTIONED: FraudEvent.SANCTIONED,
    FraudState.DISMISSED: FraudEvent.DISMISSED,
    FraudState.LIFTED: FraudEvent.SANCTION_LIFTED,
    FraudState.CLOSED: FraudEvent.BAN_LIFTED,
}


def _answer(view: View[FraudCase]) -> str:
    return f"{_EVENTS[FraudState(view.state)].label}."


def _first(case: FraudCase) -> Cells:
    """What staff had typed, when a row that was lost is made again."""
    said: dict[str, object] = {
        tab.SESSION: case.session, CANDIDATES: "\n".join(case.candidates), WHAT: case.what,
        tab.EVIDENCE: case.evidence, tab.REPORTED_BY: case.reported_by, WHEN: case.occurred_at,
    }  # fmt: skip
    if case.report:
        said |= {
            tab.SIGNED_BY: case.report.author, tab.QUALITY: case.report.quality.label,
            SIGNED_ON: case.report.signed_on, tab.REPORT_LINK: case.report.url,
        }  # fmt: skip
    decided = case.decision or case.dismissal
    if decided is not None:
        said |= {MOTIVE: decided.motive, DECIDED_BY: decided.decided_by}
    if case.decision:
        words = {sanction: word for word, sanction in tab.DECISIONS.items()}
        said |= {DECISION: words[case.decision.sanction], NOTIFIED_ON: case.decision.notified_on,
                 BAN_UNTIL: case.decision.ban_until}  # fmt: skip
    elif case.dismissal:
        said |= {DECISION: tab.DISMISS, NOTIFIED_ON: case.dismissal.decided_on}
    return said  # type: ignore[return-value]
