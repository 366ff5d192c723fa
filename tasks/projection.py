"""Puts the ledger back into the workbook: the system's columns are asserted again at every run, so that a lost or
stale save heals itself. What staff typed is never touched."""

from dataclasses import dataclass, field
from datetime import date

from domain.dossier import Dossier, warnings
from domain.refusal import Refusal
from domain.scoring import auto_points, auto_total, forecast, passes
from domain.vocabulary import State
from tasks.feedback import Feedback
from tasks.intake.applications import is_early
from tasks.intake.recognition import recognise
from tasks.ledger.keeping import Anomaly, sync_anomalies
from tasks.ledger.queries import (
    RunningDeadline,
    Submission,
    View,
    read_deadlines,
    read_subjects,
    read_submissions,
)
from tasks.mail.typography import french
from tasks.mirrors import fill_mirrors
from tasks.office import PROCESS, Office, Pull
from tasks.presenting.frame import points
from tasks.scoring import scored_lines
from tasks.tabs import layout
from tasks.workbook.protocol import Cells, Changes, Row, WriteReport

_SCORED_OR_LATER = frozenset(State) - {State.RECEIVED, State.CLOSED_WITHOUT_ACTION}
_COMMISSION_OR_LATER = {State.IN_COMMISSION, State.REFUSED, State.PRE_HABILITATED, State.WITHDRAWN}


@dataclass
class Picture:
    """The ledger as the workbook shows it."""

    dossiers: dict[str, View[Dossier]] = field(default_factory=dict)
    submissions: list[Submission] = field(default_factory=list)
    by_row: dict[str, Submission] = field(default_factory=dict)
    counted: dict[str, str] = field(default_factory=dict)  # dossier → its latest row that counts
    next_deadline: dict[str, RunningDeadline] = field(default_factory=dict)


def project(office: Office, pull: Pull, feedback: Feedback) -> WriteReport:
    """Write every status, answer and list: one write, whatever the number of rows."""
    picture = _take_picture(office)
    sync_anomalies(office.ledger, feedback.judged, _anomalies(pull, feedback, picture), pull.on)
    changes = Changes()
    _applications(changes, office, pull, feedback, picture)
    _scoring(changes, office, pull, feedback, picture)
    _commission(changes, office, pull, feedback, picture)
    _strangers(changes, pull, feedback, picture)
    _answers_only(changes, pull, feedback)
    fill_mirrors(changes, office, pull, picture.dossiers)
    stopped = {name for name, tab in pull.content.tabs.items() if tab.problem}
    changes.tabs = {name: change for name, change in changes.tabs.items() if name not in stopped}
    return office.workbook.write(changes)


def _anomalies(pull: Pull, feedback: Feedback, picture: Picture) -> list[Anomaly]:
    """What a person has to cure, placed by the reference that the row has from now on rather than by its number."""
    refs = recognise(pull.content.tabs[layout.APPLICATIONS].rows, picture.submissions).refs
    return [
        Anomaly(
            note.tab,
            refs.get(note.row.number, note.place) if note.row and note.tab == layout.APPLICATIONS else note.place,
            note.refusal.field,
            french(note.refusal.message),
            note.refusal.rule,
        )
        for note in feedback.notes
        if note.tab in feedback.judged
    ]


def _take_picture(office: Office) -> Picture:
    picture = Picture()
    with office.ledger.reading() as connection:
        picture.dossiers = {view.ref: view for view in read_subjects(connection, PROCESS)}
        picture.submissions = read_submissions(connection)
        for submission in picture.submissions:
            picture.by_row[submission.row_ref] = submission
            if submission.accepted:
                picture.counted[submission.subject] = submission.row_ref
        for deadline in reversed(read_deadlines(connection)):
            picture.next_deadline[deadline.subject] = deadline
    return picture


def _applications(changes: Changes, office: Office, pull: Pull, feedback: Feedback, picture: Picture) -> None:
    refused, rows = feedback.of(layout.APPLICATIONS), pull.content.tabs[layout.APPLICATIONS].rows
    judged, recognised = layout.APPLICATIONS in feedback.judged, recognise(rows, picture.submissions)
    for row in rows:
        submission = picture.by_row.get(recognised.refs.get(row.number, ""))
        refusals = refused.get(row.number, [])
        cells = _application_cells(row, submission, refusals, pull.on, picture)
        if not judged:
            cells = {} if submission is None else _without_answer(cells)
        if cells:
            changes.update(layout.APPLICATIONS, cells, key=row.key, fingerprint=row.fingerprint)


def _without_answer(cells: Cells) -> Cells:
    """The answer of a tab that this run did not judge stays as it is."""
    return {header: value for header, value in cells.items() if header != layout.ANSWER}


def _application_cells(
    row: Row, submission: Submission | None, refusals: list[Refusal], on: date, picture: Picture
) -> Cells:
    if submission is None:
        waiting = is_early(row, on)
        answer = "Sera prise en compte à sa date." if waiting else _said(refusals)
        status = "" if waiting else "Refusée : à corriger"
        return {layout.STATUS: french(status), layout.ANSWER: answer, layout.DOSSIER: "", layout.DEADLINE: ""}
    view = picture.dossiers[submission.subject]
    deadline = picture.next_deadline.get(view.ref)
    explained = french(f"{deadline.limit.label} : {deadline.dates.sentence}") if deadline else ""
    answer = "\n".join(part for part in (_said(refusals), _answer_for(submission, view, picture)) if part)
    return {
        layout.REF: submission.row_ref, layout.DOSSIER: view.ref, layout.STATUS: view.state.label,
        layout.DEADLINE: explained, layout.ANSWER: answer,
    }  # fmt: skip


def _answer_for(submission: Submission, view: View[Dossier], picture: Picture) -> str:
    """What certiflow made of the row, when nothing in it has to be cured."""
    if not submission.accepted:
        return french(
            f"Sans effet : le dossier {view.ref} est « {view.state.label} » et sa déclaration d’origine fait foi. "
            "La réponse est conservée. [MIK-33]"
        )
    if picture.counted.get(view.ref) != submission.row_ref:
        return french(f"Remplacée par la réponse {picture.counted[view.ref]} du même organisme. [MIK-04]")
    if view.state is State.RECEIVED:
        items = " ; ".join(item.label for item in view.facts.missing if not item.is_unusable)
        return french(f"Il manque : {items}. [MIK-13]") if items else ""
    if not view.facts.owner and view.state is State.COMPLETE:
        return french("Complète. Indiquez la personne responsable du dossier. [MIK-17]")
    return french(f"{view.state.label} depuis le {view.changed_on:%d/%m/%Y}.")


def _scoring(changes: Changes, office: Office, pull: Pull, feedback: Feedback, picture: Picture) -> None:
    rows = {row.key: row for row in pull.content.tabs[layout.SCORING].rows if row.key}
    refused = feedback.of(layout.SCORING)
    for ref, view in picture.dossiers.items():
        row = rows.get(ref)
        if view.state not in _SCORED_OR_LATER and row is None:
            continue
        refusals = refused.get(row.number, []) if row else []
        cells: Cells = {layout.DOSSIER: ref, **_scoring_cells(office, view, row, refusals)}
        if row is not None and layout.SCORING not in feedback.judged:
            cells = _without_answer(cells)
        if row is None:
            changes.append(layout.SCORING, cells)
        else:
            changes.update(layout.SCORING, cells, key=ref, fingerprint=row.fingerprint)


def _scoring_cells(office: Office, view: View[Dossier], row: Row | None, refusals: list[Refusal]) -> Cells:
    figures = office.config.figures_for(view.facts.certification, view.facts.grid_version)
    application, received = view.facts.application, view.facts.received_on
    detail = []
    for line in figures.grid.lines:
        if not line.auto:
            continue
        found = auto_points(line, application, received)
        detail.append(french(f"{line.code} {points(found.points)}/{points(line.auto_max)} : {found.reason}"))
    total, outcome = _forecast(office, view, row)
    answer = _said(refusals) or _scoring_answer(view)
    return {
        "Organisme": view.facts.name, "Certification": view.facts.certification,
        "Points automatiques": auto_total(figures.grid, application, received),
        "Détail des points automatiques": "\n".join(detail),
        "Total": total, "Issue prévue": outcome, layout.STATUS: view.state.label, layout.ANSWER: answer,
    }  # fmt: skip


def _scoring_answer(view: View[Dossier]) -> str:
    if view.state in (State.RECEIVED, State.CLOSED_WITHOUT_ACTION):
        return french("Seules les candidatures complètes sont examinées. [MIK-13]")
    return french(f"{view.state.label}." if view.facts.scoresheet else "À noter.")


def _forecast(office: Office, view: View[Dossier], row: Row | None) -> tuple[float | None, str]:
    """The total so far and what validation would give, so that staff read it before they sign (MIK-22)."""
    figures = office.config.figures_for(view.facts.certification, view.facts.grid_version)
    if view.facts.scoresheet:
        return view.facts.scoresheet.total, ""
    lines = scored_lines(figures, view.facts, row) if row else None
    if lines is None or isinstance(lines, Refusal):
        return None, french(forecast(figures.grid, auto_total(figures.grid, view.facts.application,
                                                              view.facts.received_on)).capitalize())  # fmt: skip
    total = sum(line.points for line in lines)
    mark, shown = points(figures.grid.pass_mark), points(total)
    if passes(figures.grid, total):
        return total, french(f"À la validation : commission ({shown} ≥ {mark})")
    return total, french(f"À la validation : rejet ({shown} < {mark})")


def _commission(changes: Changes, office: Office, pull: Pull, feedback: Feedback, picture: Picture) -> None:
    rows = {row.key: row for row in pull.content.tabs[layout.COMMISSION].rows if row.key}
    refused = feedback.of(layout.COMMISSION)
    for ref, view in picture.dossiers.items():
        row = rows.get(ref)
        if view.state not in _COMMISSION_OR_LATER and row is None:
            continue
        refusals = refused.get(row.number, []) if row else []
        cells: Cells = {layout.DOSSIER: ref, **_commission_cells(office, view, refusals)}
        if row is not None and layout.COMMISSION not in feedback.judged:
            cells = _without_answer(cells)
        if row is None:
            changes.append(layout.COMMISSION, cells)
        else:
            changes.update(layout.COMMISSION, cells, key=ref, fingerprint=row.fingerprint)


def _commission_cells(office: Office, view: View[Dossier], refusals: list[Refusal]) -> Cells:
    figures = office.config.figures_for(view.facts.certification, view.facts.grid_version)
    alerts = "\n".join(french(sentence) for _, sentence in warnings(view.facts, figures))
    waiting = view.state is State.IN_COMMISSION
    answer = _said(refusals) or french("À décider." if waiting else f"{view.state.label}.")
    return {
        "Organisme": view.facts.name, "Certification": view.facts.certification,
        "Note": view.facts.scoresheet.total if view.facts.scoresheet else None, "Alertes": alerts,
        layout.STATUS: view.state.label, layout.ANSWER: answer,
    }  # fmt: skip


def _strangers(changes: Changes, pull: Pull, feedback: Feedback, picture: Picture) -> None:
    """Signed rows of « Notation » and « Commission » whose dossier does not exist: their answer alone."""
    for name in (layout.SCORING, layout.COMMISSION):
        refused = feedback.of(name)
        for row in pull.content.tabs[name].rows:
            if row.key not in picture.dossiers and row.number in refused:
                cells = {layout.ANSWER: _said(refused[row.number])}
                changes.update(name, cells, key=row.key, fingerprint=row.fingerprint)


def _answers_only(changes: Changes, pull: Pull, feedback: Feedback) -> None:
    """Tabs whose rows belong to staff and have no status of their own but an answer."""
    for name in {layout.DIRECTION, layout.TEAM} & feedback.judged:
        refused = feedback.of(name)
        for row in pull.content.tabs[name].rows:
            refusals = refused.get(row.number, [])
            cells: dict[str, str] = {layout.ANSWER: _said(refusals)}
            if name == layout.DIRECTION:
                done = feedback.answers.get((name, row.number), "")
                status = "Refusée : à corriger" if refusals else "Appliquée" if done else ""
                cells = {layout.STATUS: french(status), layout.ANSWER: _said(refusals) or french(done)}
            changes.update(name, cells, fingerprint=row.fingerprint)


def _said(refusals: list[Refusal]) -> str:
    return "\n".join(french(str(refusal)) for refusal in refusals)
