"""Puts the ledger back into the workbook: the system's columns are asserted again at every run, so that a lost or
stale save heals itself. What staff typed is never touched."""

from dataclasses import dataclass, field
from datetime import date

from domain.dossier import Dossier, warnings
from domain.refusal import Refusal
from domain.scoring import auto_points, auto_total, forecast, passes
from domain.vocabulary import State
from tasks.feedback import Feedback
from tasks.intake.applications import received_on, sha_of
from tasks.intake.declaration import snapshot
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
    by_row: dict[str, Submission] = field(default_factory=dict)
    by_sha: dict[str, Submission] = field(default_factory=dict)
    counted: dict[str, str] = field(default_factory=dict)  # dossier → its latest row that counts
    next_deadline: dict[str, RunningDeadline] = field(default_factory=dict)


def project(office: Office, pull: Pull, feedback: Feedback) -> WriteReport:
    """Write every status, answer and list: one write, whatever the number of rows."""
    anomalies = [
        Anomaly(note.tab, note.place, note.refusal.field, french(note.refusal.message), note.refusal.rule)
        for note in feedback.notes
    ]
    sync_anomalies(office.ledger, feedback.read_tabs, anomalies, pull.on)
    picture = _take_picture(office)
    changes = Changes()
    _applications(changes, office, pull, feedback, picture)
    _scoring(changes, office, pull, feedback, picture)
    _commission(changes, office, pull, feedback, picture)
    _answers_only(changes, pull, feedback)
    fill_mirrors(changes, office, pull, picture.dossiers)
    stopped = {name for name, tab in pull.content.tabs.items() if tab.problem}
    changes.tabs = {name: change for name, change in changes.tabs.items() if name not in stopped}
    return office.workbook.write(changes)


def _take_picture(office: Office) -> Picture:
    picture = Picture()
    with office.ledger.reading() as connection:
        picture.dossiers = {view.ref: view for view in read_subjects(connection, PROCESS)}
        for submission in read_submissions(connection):
            picture.by_row[submission.row_ref] = submission
            picture.by_sha[submission.sha256] = submission
            if submission.accepted:
                picture.counted[submission.subject] = submission.row_ref
        for deadline in reversed(read_deadlines(connection)):
            picture.next_deadline[deadline.subject] = deadline
    return picture


def _applications(changes: Changes, office: Office, pull: Pull, feedback: Feedback, picture: Picture) -> None:
    refused = feedback.of(layout.APPLICATIONS)
    for row in pull.content.tabs[layout.APPLICATIONS].rows:
        submission = picture.by_row.get(row.key or "") or picture.by_sha.get(sha_of(snapshot(row)))
        cells = _application_cells(row, submission, refused.get(row.fingerprint, []), pull.on, picture)
        changes.update(layout.APPLICATIONS, cells, key=row.key, fingerprint=row.fingerprint)


def _application_cells(
    row: Row, submission: Submission | None, refusals: list[Refusal], on: date, picture: Picture
) -> Cells:
    if submission is None:
        waiting = received_on(row, on) > on
        answer = "Sera prise en compte à sa date." if waiting else _said(refusals)
        status = "" if waiting else "Refusée : à corriger"
        return {layout.STATUS: status, layout.ANSWER: answer, layout.DOSSIER: "", layout.DEADLINE: ""}
    view = picture.dossiers[submission.subject]
    deadline = picture.next_deadline.get(view.ref)
    explained = french(f"{deadline.limit.label} : {deadline.dates.sentence}") if deadline else ""
    answer = _said(refusals) or _answer_for(submission, view, picture)
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
        items = " ; ".join(f"{item.label} ({item.reason})" for item in view.facts.missing)
        return french(f"Il manque : {items}. [MIK-13]")
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
        refusals = refused.get(row.fingerprint, []) if row else []
        cells = {layout.DOSSIER: ref, **_scoring_cells(office, view, row, refusals)}
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
    answer = _said(refusals) or french(f"{view.state.label}." if view.facts.scoresheet else "À noter.")
    return {
        "Organisme": view.facts.name, "Certification": view.facts.certification,
        "Points automatiques": auto_total(figures.grid, application, received),
        "Détail des points automatiques": "\n".join(detail),
        "Total": total, "Issue prévue": outcome, layout.STATUS: view.state.label, layout.ANSWER: answer,
    }  # fmt: skip


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
        refusals = refused.get(row.fingerprint, []) if row else []
        cells = {layout.DOSSIER: ref, **_commission_cells(office, view, refusals)}
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


def _answers_only(changes: Changes, pull: Pull, feedback: Feedback) -> None:
    """Tabs whose rows belong to staff and have no status of their own but an answer."""
    for name in (layout.DIRECTION, layout.TEAM):
        refused = feedback.of(name)
        for row in pull.content.tabs[name].rows:
            refusals = refused.get(row.fingerprint, [])
            cells: dict[str, str] = {layout.ANSWER: _said(refusals)}
            if name == layout.DIRECTION:
                done = feedback.answers.get((name, row.fingerprint), "")
                cells = {layout.STATUS: "Refusée : à corriger" if refusals else done and "Appliquée",
                         layout.ANSWER: _said(refusals) or french(done)}  # fmt: skip
            changes.update(name, cells, fingerprint=row.fingerprint)


def _said(refusals: list[Refusal]) -> str:
    return "\n".join(french(str(refusal)) for refusal in refusals)
