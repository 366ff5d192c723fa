"""The tab « Incidents » and its form: each irregularity is recorded on its session and told the same day (M2I-40)."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel

from domain.exams import incident_guards as rules
from domain.exams.incident_guards import incident_refusal
from domain.exams.session import ExamSession, Incident
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import SessionEvent
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.outcomes import take_outcomes
from tasks.exams.reading import Exams, read_exams
from tasks.feedback import Feedback, unsigned
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.intake.moments import moment
from tasks.ledger.queries import View
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import incidents as tab
from tasks.tabs.columns import REF, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes, Row

RULE = "M2I-40"


class TypedIncident(BaseModel):
    """An incident as somebody typed it. `ref`: of the command that will report it."""

    ref: str
    session: str
    occurred_at: datetime
    what: str
    candidates: tuple[str, ...] = ()
    reported_by: str
    typed_by: str


class IncidentsTab(KeyedTab):
    """Rows that staff add: one without « Réf. » is the incident that it made, when a run was cut before writing it."""

    def __init__(self, exams: Exams, pull: Pull, feedback: Feedback) -> None:
        super().__init__(pull, feedback, tab.INCIDENTS, RULE)
        made = {
            incident.source: f"{view.ref}/{incident.number}"
            for view in exams.sessions.values() for incident in view.facts.incidents
        }  # fmt: skip
        keyless = [row for row in self.all_rows if not row.key and row.cells.get(TYPED_BY)]
        for row in keyless:
            if ref_of(row) in made:
                self.rows.setdefault(made[ref_of(row)], row)
        self.new_rows = [row for row in keyless if ref_of(row) not in made]


def ref_of(row: Row) -> str:
    return f"{tab.INCIDENTS}:{row.fingerprint}"


def take_incidents(office: Office, pull: Pull, feedback: Feedback) -> None:
    """New rows, then what was done about those that are known."""
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        found = IncidentsTab(exams, pull, feedback)
        found.judge()
        if not found.new_rows and not found.rows:
            return
        sessions, refs = exams.sessions, set(exams.candidacies)
    _refuse_strangers(found, sessions, feedback)
    for wave in (_reports, _treatments):
        pairs = list(wave(found, sessions, refs, pull, feedback))
        outcomes = apply_commands(office, pull.team, [command for _, command in pairs], EXAM_SESSION)
        take_outcomes(feedback, tab.INCIDENTS, outcomes, {command.ref: row for row, command in pairs})
        with office.ledger.reading() as connection:
            sessions = read_exams(connection).sessions if pairs else sessions


def _refuse_strangers(found: IncidentsTab, sessions: dict[str, View[ExamSession]], feedback: Feedback) -> None:
    known = {f"{view.ref}/{item.number}" for view in sessions.values() for item in view.facts.incidents}
    for key, row in found.rows.items():
        if key not in known and row.cells.get(TYPED_BY):
            message = f"aucun incident n’a la référence « {key[:40]} ». Laissez « Réf. » vide : certiflow la donne."
            feedback.refuse(tab.INCIDENTS, row, Refusal(message, RULE, REF))


_Pairs = Iterator[tuple[Row, Command]]


def _reports(
    found: IncidentsTab, sessions: dict[str, View[ExamSession]], candidacies: set[str], pull: Pull, feedback: Feedback
) -> _Pairs:
    """Several of one session add up."""
    facts = {ref: view.facts for ref, view in sessions.items()}
    for row in found.new_rows:
        reading = RowReading(row)
        try:
            typed = _typed(reading)
        except BadCell as error:
            feedback.refuse(tab.INCIDENTS, row, Refusal(f"{error.reason} ; {error.cure}.", RULE, reading.header))
            continue
        command = incident_command(typed, facts.get(typed.session), candidacies, pull, f"onglet {tab.INCIDENTS}")
        if isinstance(command, Refusal):
            feedback.refuse(tab.INCIDENTS, row, command)
        else:
            facts[typed.session] = facts[typed.session].with_update(command.update)
            yield row, command


def _typed(reading: RowReading) -> TypedIncident:
    return TypedIncident(
        ref=ref_of(reading.row), session=reading.required(tab.SESSION, cells.line).upper(),
        occurred_at=reading.required(rules.OCCURRED_AT, moment), what=reading.required(rules.WHAT, cells.any_text),
        candidates=reading.read(tab.CANDIDATES, cells.words),
        reported_by=reading.required(rules.REPORTED_BY, cells.line), typed_by=reading.required(TYPED_BY, cells.line),
    )  # fmt: skip


def incident_command(
    typed: TypedIncident, session: ExamSession | None, candidacies: set[str], pull: Pull, where: str
) -> Command | Refusal:
    """Report it on its session, or why not. `where`: it was typed."""
    if session is None:
        message = f"aucune session ne porte le numéro « {typed.session[:40]} ». Vérifiez-le dans « Sessions »."
        return Refusal(message, RULE, tab.SESSION)
    if not typed.typed_by.strip():
        return unsigned(RULE)
    named = tuple(ref.upper() for ref in typed.candidates)
    stranger = next((ref for ref in named if ref not in candidacies), None)
    if stranger is not None:
        message = f"aucune inscription ne porte le numéro « {stranger[:40]} ». Écrivez un numéro par ligne."
        return Refusal(message, RULE, tab.CANDIDATES)
    incident = Incident(
        number=len(session.incidents) + 1, reported_by=typed.reported_by, occurred_at=typed.occurred_at,
        what=typed.what, candidates=named, source=typed.ref,
    )  # fmt: skip
    refusal = incident_refusal(incident, pull.on)
    by = f"{where} : {typed.typed_by}"
    update = {"incidents": (*session.incidents, incident)}
    return refusal or Command(typed.ref, session.ref, SessionEvent.INCIDENT_REPORTED, pull.on, by, update)


def _treatments(
    found: IncidentsTab, sessions: dict[str, View[ExamSession]], candidacies: set[str], pull: Pull, feedback: Feedback
) -> _Pairs:
    """One command a session: all that was done about its incidents."""
    for view in sessions.values():
        incidents, changed = list(view.facts.incidents), list[Row]()
        for index, incident in enumerate(view.facts.incidents):
            row = found.rows.get(f"{view.ref}/{incident.number}")
            treated = _treated(row, incident, feedback) if row else None
            if row is None or treated is None or treated == incident:
                continue
            refusal = rules.treatment_refusal(treated, pull.on)
            if refusal:
                feedback.refuse(tab.INCIDENTS, row, refusal)
            else:
                incidents[index] = treated
                changed.append(row)
        if changed:
            by = f"onglet {tab.INCIDENTS} : {cells.line(changed[0].cells.get(TYPED_BY))}"
            ref = f"incidents:{view.ref}:{view.version}"
            update = {"incidents": tuple(incidents)}
            yield changed[0], Command(ref, view.ref, SessionEvent.INCIDENT_TREATED, pull.on, by, update)


def _treated(row: Row, incident: Incident, feedback: Feedback) -> Incident | None:
    """The incident with its treatment; None while none of it is typed."""
    reading = RowReading(row)
    try:
        update = {
            "treatment": reading.read(rules.TREATMENT, cells.any_text) or "",
            "treated_by": reading.read(rules.TREATED_BY, cells.line) or "",
            "treated_on": reading.read(rules.TREATED_ON, cells.day),
        }
    except BadCell as error:
        feedback.refuse(tab.INCIDENTS, row, Refusal(f"{error.reason} ; {error.cure}.", "REF-22", reading.header))
        return None
    return incident.model_copy(update=update) if any(update.values()) else None


def show_incidents(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """Every incident has its row, those of the form too."""
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        found = IncidentsTab(exams, pull, feedback)
        sessions = list(exams.sessions.values())
    keys = []
    for view in sessions:
        for incident in view.facts.incidents:
            keys.append(f"{view.ref}/{incident.number}")
            event = SessionEvent.INCIDENT_TREATED if incident.treatment else SessionEvent.INCIDENT_REPORTED
            found.put(changes, keys[-1], {REF: keys[-1]}, f"{event.label}.", _first(view.ref, incident))
    found.answer_others(changes, keys)


def _first(session: str, incident: Incident) -> Cells:
    return {
        tab.SESSION: session, rules.OCCURRED_AT: incident.occurred_at, rules.WHAT: incident.what,
        tab.CANDIDATES: "\n".join(incident.candidates), rules.REPORTED_BY: incident.reported_by,
        rules.TREATMENT: incident.treatment, rules.TREATED_BY: incident.treated_by,
        rules.TREATED_ON: incident.treated_on,
    }  # fmt: skip
