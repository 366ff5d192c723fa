"""The tabs « Délibérations » and « Résultats », written back from the ledger."""

from domain.exams import results_guards as rules
from domain.exams.candidacy import BlocDecision, Candidacy
from domain.exams.deliberation_guards import DECISION, MOTIVE
from domain.exams.marking import missing_marks, propose
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, SessionEvent, SessionState
from tasks.exams.deliberation import JUDGED, RULE, key_of
from tasks.exams.reading import read_exams
from tasks.exams.results import RULE as RESULTS_RULE
from tasks.feedback import Feedback
from tasks.ledger.queries import RunningDeadline, View, read_deadlines
from tasks.mail.typography import french
from tasks.office import Office, Pull
from tasks.tabs import deliberations as jury_tab
from tasks.tabs import results as tab
from tasks.tabs.columns import DEADLINE, REF, STATUS, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes, Row

_S = SessionState
_DECIDED = {
    CandidacyState.PASSED: CandidacyEvent.PASSED,
    CandidacyState.PARTLY: CandidacyEvent.PARTLY,
    CandidacyState.FAILED: CandidacyEvent.FAILED,
    CandidacyState.CERTIFIED: CandidacyEvent.CERTIFIED,
    CandidacyState.WITHDRAWN: CandidacyEvent.WITHDRAWN,
}
#: what « Retour » says of a session in each state, the next step included
_NEXT = {
    _S.RUNNING: "Notez les présences, puis « Session terminée le ». [M2I-21]",
    _S.ENDED: "Session terminée. Notez les pièces à leur réception. [MIK-56]",
    _S.PIECES_RECEIVED: "Pièces de la session reçues. Le jury décide dans « Délibérations ». [REF-14]",
    _S.DELIBERATED: "Jury délibéré. Notez les signatures, puis la validation. [REF-25]",
}
_SHOWN = (*_NEXT, _S.VALIDATED, _S.RESULTS_SENT, _S.DELIVERED)


def show_deliberations(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """A row for each bloc of each candidate to judge, the proposal worked out again at each run."""
    found = KeyedTab(pull, feedback, jury_tab.DELIBERATIONS, RULE)
    keys: list[str] = []
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        over = exams.over(office.config, pull.on)
        for session in (view for ref, view in exams.sessions.items() if ref not in over):
            for view in exams.by_session.get(session.ref, []) if session.state in _SHOWN else []:
                is_live = session.state is _S.PIECES_RECEIVED and view.state in (CandidacyState.PRESENT, *JUDGED)
                for bloc in view.facts.blocs:
                    key = key_of(view.ref, bloc)
                    keys.append(key)
                    if is_live or key in found.rows:
                        answer, decision = _jury_answer(view, found.rows.get(key)), _decision(view.facts, bloc)
                        found.put(changes, key, _cells(view, session.facts, bloc), answer, _first(decision))
        for key in found.rows:
            if exams.session_of(key) in over:
                found.retire(changes, key)
    found.answer_others(changes, keys)


def _decision(candidacy: Candidacy, bloc: str) -> BlocDecision | None:
    return next((item for item in candidacy.decisions if item.bloc == bloc), None)


def _cells(view: View[Candidacy], session: ExamSession, bloc: str) -> Cells:
    lacking = missing_marks(session.referentiel, view.facts, bloc)
    proposal = propose(session.referentiel, bloc, view.facts.marks)
    said = jury_tab.ACQUIRED if proposal.acquired else jury_tab.NOT_ACQUIRED
    return {
        REF: key_of(view.ref, bloc), jury_tab.SESSION: session.ref, jury_tab.CANDIDATE: view.facts.name,
        jury_tab.BLOC: f"{bloc} – {session.referentiel.bloc(bloc).label}", jury_tab.PROPOSAL: "" if lacking else said,
        jury_tab.REASONS: french(f"Grille incomplète : {', '.join(lacking)}." if lacking else proposal.sentence),
        STATUS: view.state.label,
    }  # fmt: skip


def _jury_answer(view: View[Candidacy], row: Row | None) -> str:
    if view.state in _DECIDED:
        return f"{_DECIDED[CandidacyState(view.state)].label}."
    if view.state is not CandidacyState.PRESENT:
        return f"{view.state.label}."
    if row is not None and row.cells.get(TYPED_BY):
        return "Lue : le jury délibère quand chaque bloc de chaque candidat présent a sa décision. [REF-14]"
    return "À décider. [REF-14]"


def _first(decision: BlocDecision | None) -> Cells:
    if decision is None:
        return {}
    said = jury_tab.ACQUIRED if decision.acquired else jury_tab.NOT_ACQUIRED
    return {DECISION: said, MOTIVE: decision.motive}


def show_results(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """One row a session, from its opening on."""
    found = KeyedTab(pull, feedback, tab.RESULTS, RESULTS_RULE)
    with office.ledger.reading() as connection:
        sessions = list(read_exams(connection).sessions.values())
        clocks: dict[str, RunningDeadline] = {}
        for clock in read_deadlines(connection, EXAM_SESSION):
            clocks.setdefault(clock.subject, clock)
    for view in sessions:
        if view.state in _SHOWN[:4] or view.ref in found.rows:
            found.put(changes, view.ref, _result_cells(view, clocks.get(view.ref)), _answer(view), _typed(view.facts))
    found.answer_others(changes, [view.ref for view in sessions])


def _result_cells(view: View[ExamSession], clock: RunningDeadline | None) -> Cells:
    return {
        REF: view.ref, tab.SESSION: view.facts.name, tab.CERTIFICATION: view.facts.certification,
        STATUS: view.state.label,
        DEADLINE: french(f"{clock.limit.label} : {clock.dates.sentence}") if clock else "",
    }  # fmt: skip


def _answer(view: View[ExamSession]) -> str:
    if view.state is _S.DELIBERATED and view.facts.signatures:
        waiting = rules.unsigned_by(view.facts)
        if waiting:
            return f"{SessionEvent.MINUTES_SIGNED.label}. Attend encore {', '.join(waiting)}. [REF-25]"
        return f"{SessionEvent.MINUTES_SIGNED.label} par tous. Le certificateur valide la session. [M2I-37]"
    return _NEXT.get(SessionState(view.state), f"{view.state.label}.")


def _typed(facts: ExamSession) -> Cells:
    """What staff had typed, when a row that was lost is made again."""
    said: dict[str, object] = {}
    if facts.pieces:
        said |= {rules.ENDED_ON: facts.ends_on, rules.RECEIVED_ON: facts.pieces.received_on,
                 rules.PIECES: "\n".join(facts.pieces.items)}  # fmt: skip
    if facts.minutes:
        said |= {rules.JURY_ON: facts.minutes.jury_date, rules.OBSERVATIONS: "\n".join(facts.minutes.observations)}
    said[rules.SIGNED_BY] = "\n".join(f"{item.name} ; {item.signed_on:%d/%m/%Y}" for item in facts.signatures)
    if facts.validation:
        said |= {rules.VALIDATED_BY: facts.validation.validated_by, rules.VALIDATED_ON: facts.validation.validated_on}
    return said  # type: ignore[return-value]
