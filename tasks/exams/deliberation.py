"""The tab « Délibérations »: the jury decides each bloc on its own, all of them together (REF-14, M2I-33, REF-24)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.exams import results_guards as results
from domain.exams.candidacy import BlocDecision, Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.deliberation_guards import (
    DECISION,
    MOTIVE,
    asks_for_in_course,
    decision_refusal,
    in_course_refusal,
)
from domain.exams.marking import missing_marks, outcome, propose
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, SessionEvent, SessionState
from domain.partnership_guards import same_person
from domain.process import Command
from domain.refusal import Refusal
from tasks.exams.jury_minutes import jury_minutes, not_judged
from tasks.exams.outcomes import take_outcomes
from tasks.exams.reading import Exams, read_exams
from tasks.exams.results import result_rows
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.advance import Applied
from tasks.ledger.queries import View
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import deliberations as tab
from tasks.tabs.columns import REF, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.tabs.results import RESULTS
from tasks.workbook.protocol import Row

RULE = "REF-14"
JUDGED = (CandidacyState.PASSED, CandidacyState.PARTLY, CandidacyState.FAILED)
_EVENTS = {"whole": CandidacyEvent.PASSED, "some": CandidacyEvent.PARTLY, "none": CandidacyEvent.FAILED}


def key_of(candidacy: str, bloc: str) -> str:
    return f"{candidacy}/{bloc}"


def take_deliberations(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Sessions whose pieces are there deliberate once every bloc of every candidate present has its decision."""
    found = KeyedTab(pull, feedback, tab.DELIBERATIONS, RULE)
    found.judge()
    found.refuse_keyless()
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        sessions = [view for view in exams.sessions.values() if view.state is SessionState.PIECES_RECEIVED]
        by_session = exams.by_session if sessions or found.all_rows else {}
    _refuse_strangers(found, exams, feedback)
    rows = result_rows(pull)
    for session in sessions:
        jury = _Jury(session, by_session.get(session.ref, []), rows.get(session.ref))
        _deliberate(office, pull, feedback, found, jury)


@dataclass(frozen=True)
class _Jury:
    """One session that deliberates, its candidacies, and its row in « Résultats »."""

    session: View[ExamSession]
    candidacies: list[View[Candidacy]]
    row: Row | None

    @property
    def facts(self) -> ExamSession:
        return self.session.facts

    def first_bloc(self, candidacy: str) -> str:
        return next(view.facts.blocs[0] for view in self.candidacies if view.ref == candidacy)


def _refuse_strangers(found: KeyedTab, exams: Exams, feedback: Feedback) -> None:
    """A signed decision on somebody who is not judged here, an absentee included."""
    for key, row in found.rows.items():
        if not row.cells.get(TYPED_BY):
            continue
        ref, _, bloc = key.partition("/")
        view = exams.candidacies.get(ref)
        if view is None or bloc not in view.facts.blocs:
            message = (
                f"aucune décision attendue n’a la référence « {key[:40]} ». Remplissez la ligne que certiflow a faite."
            )
            feedback.refuse(tab.DELIBERATIONS, row, Refusal(message, RULE, REF))
        elif view.state not in (CandidacyState.PRESENT, *JUDGED, CandidacyState.CERTIFIED, CandidacyState.WITHDRAWN):
            message = f"le candidat est « {view.state.label} » : le jury ne décide rien pour lui."
            feedback.refuse(tab.DELIBERATIONS, row, Refusal(message, RULE, REF))
        elif view.state is CandidacyState.PRESENT and not _is_ripe(view, exams):
            message = "les pièces de la session ne sont pas reçues : notez-les dans « Résultats » d’abord."
            feedback.refuse(tab.DELIBERATIONS, row, Refusal(message, "MIK-56"))


def _is_ripe(view: View[Candidacy], exams: Exams) -> bool:
    session = exams.sessions.get(view.facts.parent)
    return session is not None and session.state is SessionState.PIECES_RECEIVED


def _deliberate(office: Office, pull: Pull, feedback: Feedback, found: KeyedTab, jury: _Jury) -> None:
    """The candidates first, then the PV; nothing at all while the PV would lack something (REF-24)."""
    present = [view for view in jury.candidacies if view.state is CandidacyState.PRESENT]
    decided = {view.ref: _decisions(found, view, jury.facts, feedback) for view in present}
    if any(len(decided[view.ref]) < len(view.facts.blocs) for view in present):
        return
    held_on = _jury_date(jury, feedback)
    judged = {
        view.ref: view.facts.with_update(_update(held_on, decided[view.ref]) if view in present else {})
        for view in jury.candidacies
        if view.state in (CandidacyState.PRESENT, *JUDGED)
    }
    outcomes = {ref: outcome(facts) for ref, facts in judged.items()}
    settled = not_judged(jury.candidacies)  # as it stands: presences are put right after the end of the session
    minutes = jury_minutes(jury.facts.with_update(settled), [(facts, outcomes[ref]) for ref, facts in judged.items()],
                           held_on, _observations(jury.row))  # fmt: skip
    proposed = {"minutes": minutes, **settled}
    refusal = _refused(office, jury, proposed, pull.on)
    if refusal is not None:
        feedback.refuse(RESULTS, jury.row, refusal)
        return
    commands = [
        Command(f"deliberation:{view.ref}:{view.version}", view.ref, _EVENTS[outcomes[view.ref]], pull.on,
                _by(found, view), _update(held_on, decided[view.ref]))
        for view in present
    ]  # fmt: skip
    rows = {command.ref: found.rows[key_of(command.subject, jury.first_bloc(command.subject))] for command in commands}
    applied = apply_commands(office, pull.team, commands, CANDIDACY)
    take_outcomes(feedback, tab.DELIBERATIONS, applied, rows)
    if all(isinstance(item, Applied) for item in applied):
        _close(office, pull, feedback, jury, proposed)


def _update(held_on: date | None, decisions: list[BlocDecision]) -> dict[str, Any]:
    return {"deliberated_on": held_on, "decisions": tuple(decisions)}


def _refused(office: Office, jury: _Jury, proposed: Mapping[str, Any], on: date) -> Refusal | None:
    """What the session would be refused for, before its candidates are judged."""
    figures = office.config.figures_for(jury.facts.certification, jury.facts.grid_version)
    after, guards = jury.facts.with_update(proposed), (results.jury_quorum, results.minutes_complete)
    return next((found for guard in guards if (found := guard(after, on, figures, jury.facts))), None)


def _close(office: Office, pull: Pull, feedback: Feedback, jury: _Jury, proposed: Mapping[str, Any]) -> None:
    ref = f"deliberation:{jury.session.ref}:{jury.session.version}"
    command = Command(ref, jury.session.ref, SessionEvent.DELIBERATED, pull.on, f"onglet {tab.DELIBERATIONS}",
                      proposed)  # fmt: skip
    rows = {ref: jury.row} if jury.row else {}
    take_outcomes(feedback, RESULTS, apply_commands(office, pull.team, [command], EXAM_SESSION), rows)


def _decisions(found: KeyedTab, view: View[Candidacy], session: ExamSession, feedback: Feedback) -> list[BlocDecision]:
    """Those that are signed and right; each row that is not right says why."""
    decisions = []
    for bloc in view.facts.blocs:
        row = found.rows.get(key_of(view.ref, bloc))
        if row is None or not row.cells.get(TYPED_BY):
            continue
        decision = _decision(RowReading(row), view.facts, session, bloc)
        if isinstance(decision, Refusal):
            feedback.refuse(tab.DELIBERATIONS, row, decision)
        else:
            decisions.append(decision)
    return decisions


def _decision(reading: RowReading, candidacy: Candidacy, session: ExamSession, bloc: str) -> BlocDecision | Refusal:
    lacking = missing_marks(session.referentiel, candidacy, bloc)
    if lacking:
        return Refusal(f"la grille est incomplète : {', '.join(lacking)}. Complétez « Grilles ».", "M2I-33", DECISION)
    if session.referentiel.in_course_results and asks_for_in_course(candidacy):
        return in_course_refusal()
    try:
        said = reading.required(DECISION, cells.line).casefold()
        motive = reading.read(MOTIVE, cells.any_text) or ""
        president = reading.required(tab.PRESIDENT, cells.line)
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", RULE, reading.header)
    if said not in (tab.ACQUIRED.casefold(), tab.NOT_ACQUIRED.casefold()):
        return Refusal(f"« {said[:40]} » n’est pas une décision. Choisissez {tab.ACQUIRED} ou {tab.NOT_ACQUIRED}.",
                       RULE, DECISION)  # fmt: skip
    if not any(same_person(member.name, president) for member in session.sat):
        return Refusal(f"« {president[:60]} » n’a pas siégé au jury. Vérifiez « Jurys ».", "REF-15", tab.PRESIDENT)
    proposed = propose(session.referentiel, bloc, candidacy.marks).acquired
    decision = BlocDecision(bloc=bloc, proposed=proposed, acquired=said == tab.ACQUIRED.casefold(), motive=motive)
    return decision_refusal(decision) or decision


def _jury_date(jury: _Jury, feedback: Feedback) -> date | None:
    """As typed in « Résultats »; that of the candidates already judged when a run was cut between them and the PV."""
    known = next((view.facts.deliberated_on for view in jury.candidacies if view.state in JUDGED), None)
    if known is not None or jury.row is None:
        return known
    try:
        return cells.day(jury.row.cells.get(results.JURY_ON))
    except BadCell as error:
        feedback.refuse(RESULTS, jury.row, Refusal(f"{error.reason} ; {error.cure}.", "REF-24", results.JURY_ON))
        return None


def _observations(row: Row | None) -> tuple[str, ...]:
    try:
        typed = cells.any_text(row.cells.get(results.OBSERVATIONS)) if row else None
    except BadCell:
        return ()
    return tuple(line.strip() for line in (typed or "").splitlines() if line.strip())


def _by(found: KeyedTab, view: View[Candidacy]) -> str:
    """The president of the jury, as the row names him, and who typed."""
    row: Mapping[str, object] = found.rows[key_of(view.ref, view.facts.blocs[0])].cells
    return f"onglet {tab.DELIBERATIONS} : {row.get(tab.PRESIDENT)}, saisi par {row.get(TYPED_BY)}"
