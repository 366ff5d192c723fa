"""Puts the ledger back into the workbook: the system's columns are asserted again at every run, so that a lost or
stale save heals itself. What staff typed is never touched, but for
the rows of a session long over, which leave once the ledger has them."""

from datetime import date

from domain.dossier import Dossier, warnings
from domain.refusal import Refusal
from domain.scoring import auto_points, auto_total, forecast, passes
from domain.vocabulary import State
from tasks.conformity.tabs import show_workstreams
from tasks.exams.phase import show_exams
from tasks.feedback import Feedback
from tasks.intake.applications import is_early
from tasks.intake.recognition import recognise
from tasks.ledger.keeping import Anomaly, sync_anomalies
from tasks.ledger.queries import (
    Submission,
    View,
)
from tasks.ledger.workstreams import read_streams
from tasks.mail.typography import french
from tasks.mirrors import fill_mirrors
from tasks.network.phase import show_network
from tasks.office import Office, Pull
from tasks.picture import Picture, take_picture
from tasks.presenting.frame import points
from tasks.scoring import scored_lines
from tasks.tabs import columns, layout
from tasks.tabs.procedures import PROCEDURES
from tasks.workbook.protocol import Cells, Changes, Row, WriteReport

_SCORED_OR_LATER = frozenset(State) - {State.RECEIVED, State.CLOSED_WITHOUT_ACTION}
_COMMISSION_OR_LATER = _SCORED_OR_LATER - {State.COMPLETE, State.SCORED, State.REJECTED_ON_SCORE}


def project(office: Office, pull: Pull, feedback: Feedback) -> WriteReport:
    """Write every status, answer and list: one write, whatever the number of rows."""
    picture = take_picture(office)
    sync_anomalies(office.ledger, feedback.judged, _anomalies(pull, feedback, picture), pull.on)
    changes = Changes()
    _applications(changes, office, pull, feedback, picture)
    _scoring(changes, office, pull, feedback, picture)
    _commission(changes, office, pull, feedback, picture)
    _strangers(changes, pull, feedback, picture)
    _answers_only(changes, pull, feedback)
    with office.ledger.reading() as connection:
        streams = read_streams(connection)
    show_workstreams(changes, office, pull, feedback, streams)
    show_exams(changes, office, pull, feedback)
    show_network(changes, office, pull, feedback)
    fill_mirrors(changes, office, pull, picture.dossiers, streams)
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
    return {header: value for header, value in cells.items() if header != columns.ANSWER}


def _application_cells(
    row: Row, submission: Submission | None, refusals: list[Refusal], on: date, picture: Picture
) -> Cells:
    if submission is None:
        waiting = is_early(row, on)
        answer = "Sera prise en compte à sa date." if waiting else _said(refusals)
        status = "" if waiting else "Refusée : à corriger"
        return {columns.STATUS: french(status), columns.ANSWER: answer, columns.DOSSIER: "", columns.DEADLINE: ""}
    view = picture.dossiers[submission.subject]
    deadline = picture.next_deadline.get(view.ref)
    explained = french(f"{deadline.limit.label} : {deadline.dates.sentence}") if deadline else ""
    answer = "\n".join(part for part in (_said(refusals), _answer_for(submission, view, picture)) if part)
    return {
        columns.REF: submission.row_ref, columns.DOSSIER: view.ref, columns.STATUS: view.state.label,
        columns.DEADLINE: explained, columns.ANSWER: answer,
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
        cells: Cells = {columns.DOSSIER: ref, **_scoring_cells(office, view, row, refusals)}
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
        "Total": total, "Issue prévue": outcome, columns.STATUS: view.state.label, columns.ANSWER: answer,
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
        cells: Cells = {columns.DOSSIER: ref, **_commission_cells(office, view, refusals)}
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
        columns.STATUS: view.state.label, columns.ANSWER: answer,
    }  # fmt: skip


def _strangers(changes: Changes, pull: Pull, feedback: Feedback, picture: Picture) -> None:
    """Signed rows of « Notation » and « Commission » whose dossier does not exist: their answer alone."""
    for name in (layout.SCORING, layout.COMMISSION):
        refused = feedback.of(name)
        for row in pull.content.tabs[name].rows:
            if row.key not in picture.dossiers and row.number in refused:
                cells = {columns.ANSWER: _said(refused[row.number])}
                changes.update(name, cells, key=row.key, fingerprint=row.fingerprint)


def _answers_only(changes: Changes, pull: Pull, feedback: Feedback) -> None:
    """Tabs whose rows belong to staff and have no status of their own but an answer."""
    for name in {layout.DIRECTION, layout.TEAM, PROCEDURES} & feedback.judged:
        refused = feedback.of(name)
        for row in pull.content.tabs[name].rows:
            refusals = refused.get(row.number, [])
            cells: dict[str, str] = {columns.ANSWER: _said(refusals)}
            if name != layout.TEAM:
                done = feedback.answers.get((name, row.number), "")
                status = "Refusée : à corriger" if refusals else "Appliquée" if done else ""
                cells = {columns.STATUS: french(status), columns.ANSWER: _said(refusals) or french(done)}
            changes.update(name, cells, fingerprint=row.fingerprint)


def _said(refusals: list[Refusal]) -> str:
    return "\n".join(french(str(refusal)) for refusal in refusals)
