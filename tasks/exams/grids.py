"""The tab « Grilles »: the points of each criterion, from the référentiel of the session (REF-29, M2I-33)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from domain.exams.candidacy import Candidacy, Mark
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.marking import JUROR, POINTS, expected_marks, figure, mark_refusal, member_named
from domain.exams.session import ExamSession
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, SessionState
from domain.process import Command
from domain.referentiel import Competence, Criterion, Epreuve
from domain.refusal import Refusal
from tasks.exams.outcomes import take_outcomes
from tasks.exams.reading import PAST, Exams, read_exams
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell, RowReading
from tasks.ledger.queries import View
from tasks.office import Office, Pull, apply_commands
from tasks.tabs import grids as tab
from tasks.tabs.columns import REF, TYPED_BY
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes, Row, same_key

RULE = "M2I-33"
_MARKING = (SessionState.RUNNING, SessionState.ENDED, SessionState.PIECES_RECEIVED)
_LIVE = (CandidacyState.PRESENT, CandidacyState.PASSED, CandidacyState.PARTLY, CandidacyState.FAILED)


class GridsTab(KeyedTab):
    """A criterion that two rows mark differently is refused on both, with what each says (M2I-33)."""

    def judge(self) -> None:
        super().judge()
        for key in self._doubled:
            twins = [row for row in self.all_rows if row.key and same_key(row.key) == same_key(key)]
            said = sorted({_said(row) for row in twins if row.cells.get(TYPED_BY)})
            if len(said) > 1:
                message = (
                    f"deux lignes notent ce critère différemment : {' et '.join(said)}. Le jury n’en garde qu’une."
                )
                for row in twins:
                    self._feedback.refuse(self.name, row, Refusal(message, RULE, POINTS))


def _said(row: Row) -> str:
    points = row.cells.get(POINTS)
    shown = figure(points) if isinstance(points, (int, float)) else str(points or "rien")[:20]
    return f"{shown} ({str(row.cells.get(JUROR) or 'sans juré')[:60]})"


@dataclass(frozen=True)
class Line:
    """One criterion of one candidate in one épreuve."""

    key: str
    view: View[Candidacy]
    session: View[ExamSession]
    epreuve: Epreuve
    competence: Competence
    criterion: Criterion
    mark: Mark | None


def _by_criterion(candidacy: Candidacy) -> dict[tuple[str, str], Mark]:
    return {(mark.epreuve, mark.criterion): mark for mark in candidacy.marks}


def grid_lines(exams: Exams, over: Collection[str]) -> Iterator[Line]:
    """Every line of the grids of those who took their épreuves, but for the sessions that are `over`."""
    for session in (view for ref, view in exams.sessions.items() if ref not in over):
        referentiel = session.facts.referentiel
        criteria = {item.code: (owner, item) for owner in referentiel.competences for item in owner.criteria}
        for view in exams.by_session.get(session.ref, []):
            if view.state in _LIVE:
                marks = _by_criterion(view.facts)
                for epreuve, _, code in expected_marks(referentiel, view.facts):
                    competence, criterion = criteria[code]
                    key = f"{view.facts.line}/{epreuve.code}/{code}"
                    yield Line(key, view, session, epreuve, competence, criterion, marks.get((epreuve.code, code)))


def take_grids(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Every signed row; one command a candidate, whatever the number of criteria."""
    found = GridsTab(pull, feedback, tab.GRIDS, RULE)
    found.judge()
    found.refuse_keyless()
    if not any(row.cells.get(TYPED_BY) for row in found.all_rows):
        return
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        candidacies, sessions = exams.candidacies, exams.sessions
        rows_of = {key: row for key, row in found.rows.items() if row.cells.get(TYPED_BY) and not exams.is_past(key)}
    marked: dict[str, dict[tuple[str, str], Mark]] = {}
    named = {_candidate_of(key) for key in rows_of} & candidacies.keys()
    recorded = {ref: _by_criterion(candidacies[ref].facts) for ref in named}
    rows: dict[str, Row] = {}
    for key, row in rows_of.items():
        ref = _candidate_of(key)
        mark = _read(key, row, candidacies, sessions, recorded.get(ref, {}), feedback)
        if mark is not None:
            marked.setdefault(ref, {})[mark.epreuve, mark.criterion] = mark
            rows[ref] = row
    commands = [_command(candidacies[ref], recorded[ref] | new, rows[ref], pull) for ref, new in marked.items()]
    by_ref = {command.ref: rows[command.subject] for command in commands}
    take_outcomes(feedback, tab.GRIDS, apply_commands(office, pull.team, commands, CANDIDACY), by_ref)


def _read(
    key: str, row: Row, candidacies: dict[str, View[Candidacy]], sessions: dict[str, View[ExamSession]],
    recorded: Mapping[tuple[str, str], Mark], feedback: Feedback,
) -> Mark | None:  # fmt: skip
    """The mark of a row, when it is news and nothing is wrong with it."""
    line, _, rest = key.partition("/")
    view, (epreuve, _, criterion) = candidacies.get(_candidate_of(key)), rest.partition("/")
    session = sessions.get(view.facts.parent) if view else None
    if view is None or session is None or view.facts.line != line:
        message = f"aucune grille attendue n’a la référence « {key[:40]} ». Remplissez la ligne que certiflow a faite."
        feedback.refuse(tab.GRIDS, row, Refusal(message, RULE, REF))
        return None
    reading = RowReading(row)
    try:
        mark = Mark(
            epreuve=epreuve, criterion=criterion, points=reading.required(POINTS, cells.decimal),
            juror=reading.required(JUROR, cells.line),
        )  # fmt: skip
    except BadCell as error:
        feedback.refuse(tab.GRIDS, row, Refusal(f"{error.reason} ; {error.cure}.", RULE, reading.header))
        return None
    member = member_named(mark.juror, session.facts)
    mark = mark.model_copy(update={"juror": member.name}) if member else mark
    if recorded.get((epreuve, criterion)) == mark:
        return None
    refusal = _too_late(view, session) or mark_refusal(mark, view.facts, session.facts)
    if refusal is not None:
        feedback.refuse(tab.GRIDS, row, refusal)
        return None
    return mark


def _candidate_of(key: str) -> str:
    return key.partition("/")[0].partition("#")[0]


def _too_late(view: View[Candidacy], session: View[ExamSession]) -> Refusal | None:
    """Marks belong to somebody who is there, until the jury has decided (M2I-33)."""
    if view.state is not CandidacyState.PRESENT:
        message = f"le candidat est « {view.state.label} » : il n’est pas noté. Vérifiez « Présences »."
        return Refusal(message, RULE, REF)
    if session.state not in _MARKING:
        return Refusal(f"la session est « {session.state.label} » : les grilles ne changent plus.", RULE, REF)
    return None


def _command(view: View[Candidacy], marks: dict[tuple[str, str], Mark], row: Row, pull: Pull) -> Command:
    by = f"onglet {tab.GRIDS} : {cells.line(row.cells.get(TYPED_BY))}"
    update = {"marks": tuple(marks.values())}
    return Command(f"grid:{view.ref}:{view.version}", view.ref, CandidacyEvent.GRID_RECORDED, pull.on, by, update)


def show_grids(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """The lines of the candidates who are there, made when they are not in the tab yet."""
    found = GridsTab(pull, feedback, tab.GRIDS, RULE)
    with office.ledger.reading() as connection:
        exams = read_exams(connection)
        over = exams.over(office.config, pull.on)
        lines = list(grid_lines(exams, over))
        past = [key for key in found.rows if exams.is_past(key)]
        gone = [key for key in found.rows if exams.session_of(key) in over]
    for line in lines:
        if line.session.state in _MARKING or line.key in found.rows:
            answer = f"{CandidacyEvent.GRID_RECORDED.label}." if line.mark else "À noter. [REF-29]"
            found.put(changes, line.key, _cells(line), answer, _first(line.mark))
    for key in past:
        found.put(changes, key, {}, PAST)
    for key in gone:
        found.retire(changes, key)
    found.answer_others(changes, [*past, *(line.key for line in lines)])


def _cells(line: Line) -> Cells:
    scale = "\n".join(f"{figure(step.points)} : {step.label}" for step in line.epreuve.scale)
    return {
        REF: line.key, tab.SESSION: line.session.ref, tab.CANDIDATE: line.view.facts.name,
        tab.EPREUVE: f"{line.epreuve.code} – {line.epreuve.label}",
        tab.COMPETENCE: f"{line.competence.code} – {line.competence.label}",
        tab.CRITERION: f"{line.criterion.code} – {line.criterion.label}", tab.SCALE: scale,
    }  # fmt: skip


def _first(mark: Mark | None) -> Cells:
    return {POINTS: mark.points, JUROR: mark.juror} if mark else {}
