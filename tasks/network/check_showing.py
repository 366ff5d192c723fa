"""What « Contrôles » and « Points de contrôle » show: the open checks, and the concluded ones still in the tabs."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.network.check import CheckedItem, NetworkCheck
from domain.network.check_guards import VERDICT
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckState, CheckVerdict
from domain.network.enrolment import not_enrolled
from tasks.feedback import Feedback
from tasks.intake.cells import BadCell
from tasks.ledger.queries import View, read_some, read_subjects
from tasks.mail.typography import count, french
from tasks.network.checks import key_of, names, verdict_shown
from tasks.office import Office, Pull
from tasks.tabs import checks as tab
from tasks.tabs.columns import DOSSIER, ORGANISATION, REF, STATUS
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes, Row

_Enrolled = Mapping[str, View[Candidacy]]


def show_checks(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """Both tabs. A row that staff removed of a concluded check is not made again, and its points leave by themselves
    some time after it: the minutes say it all.
    """
    found, points = KeyedTab(pull, feedback, tab.CHECKS, "MIK-88"), KeyedTab(pull, feedback, tab.POINTS, "QUA-08")
    shown = {*found.rows, *(key.partition("/")[0] for key in points.rows)}
    with office.ledger.reading() as connection:
        views = {view.ref: view for view in read_subjects(connection, NETWORK_CHECK, (CheckState.TO_DO,))}
        views |= read_some(connection, NETWORK_CHECK, shown - set(views))
        enrolled = read_some(connection, CANDIDACY, _asked(views, found))
    ordered = sorted(views.values(), key=lambda view: (view.facts.due_on, -len(view.facts.sample.risks), view.ref))
    for view in ordered:
        is_open, row = view.state is CheckState.TO_DO, found.rows.get(view.ref)
        if is_open or row is not None:
            found.put(changes, view.ref, _check_cells(view, row, points, enrolled), _said(view))
        is_over = _is_over(office, view, pull.on)
        for item in view.facts.items if view.facts.read_on else ():
            if is_over:
                points.retire(changes, key_of(view.facts, item))
            else:
                _show_point(changes, points, view, item)
    found.answer_others(changes, views)
    points.answer_others(changes, {key_of(view.facts, item) for view in views.values() for item in view.facts.items})


def _is_over(office: Office, view: View[NetworkCheck], on: date) -> bool:
    shown = office.config.figures_for(view.facts.certification, view.facts.grid_version).thresholds.shown_days
    return view.state in NETWORK_CHECK.terminal_states and view.changed_on + timedelta(days=shown) <= on


def _asked(views: Mapping[str, View[NetworkCheck]], found: KeyedTab) -> Collection[str]:
    """The candidacies that a list of declared learners is compared with (LAW-04)."""
    rows = ((view, found.rows.get(ref)) for ref, view in views.items() if view.state is CheckState.TO_DO)
    return {ref for view, row in rows if row and row.cells.get(tab.LEARNERS) for ref in view.facts.learners}


def _check_cells(view: View[NetworkCheck], row: Row | None, points: KeyedTab, enrolled: _Enrolled) -> Cells:
    facts = view.facts
    left = sum(1 for item in facts.items if _verdict(points.rows.get(key_of(facts, item)), item) is None)
    to_judge = f"{left} sur {len(facts.items)}" if view.state is CheckState.TO_DO else ""
    return {
        REF: view.ref, DOSSIER: facts.parent, ORGANISATION: facts.name, tab.CHECK: facts.kind.label,
        tab.BEFORE: facts.due_on, tab.LEFT: to_judge, tab.SAMPLE: french(_sample(facts)),
        tab.RISK: french("\n".join(facts.sample.risks)), tab.NOT_ENROLLED: _missing(view, row, enrolled),
        STATUS: view.state.label,
    }  # fmt: skip


def _verdict(row: Row | None, item: CheckedItem) -> CheckVerdict | None:
    """What its row says, or will say once it is made."""
    return verdict_shown(row) if row is not None else item.proposal


def _sample(facts: NetworkCheck) -> str:
    sample = facts.sample
    sessions = ", ".join(sample.sessions) or "aucune"
    candidacies = ", ".join(sample.candidacies) or "aucun"
    return f"Sessions ({len(sample.sessions)} sur {sample.population}) : {sessions}\nDossiers : {candidacies}"


def _missing(view: View[NetworkCheck], row: Row | None, enrolled: _Enrolled) -> str:
    """As recorded once concluded; before, from what the row says now."""
    if view.state is not CheckState.TO_DO:
        return "\n".join(view.facts.not_enrolled)
    try:
        declared = names(row.cells.get(tab.LEARNERS)) if row else ()
    except BadCell:  # said in « Retour »
        return ""
    people = [enrolled[ref].facts.person for ref in view.facts.learners if ref in enrolled]
    return "\n".join(not_enrolled(declared, people))


def _said(view: View[NetworkCheck]) -> str:
    facts = view.facts
    if view.state is CheckState.CONCLUDED and facts.concluded_on and facts.concluded_by:
        failed = count(len(facts.failed), "point") + " non conforme" + ("s" if len(facts.failed) > 1 else "")
        day = f"{facts.concluded_on:%d/%m/%Y}"
        return (
            f"Conclu le {day} par {facts.concluded_by.name} : {failed}. Cette ligne et ses points peuvent être retirés."
        )
    if view.state is CheckState.TO_DO and facts.read_on is None:
        return "Les supports seront relevés au prochain passage. [NET-13]"
    return f"{view.state.label}."


def _show_point(changes: Changes, points: KeyedTab, view: View[NetworkCheck], item: CheckedItem) -> None:
    key = key_of(view.facts, item)
    row = points.rows.get(key)
    if row is None and view.state is not CheckState.TO_DO:
        return
    proposed: Cells = {VERDICT: item.proposal.label} if item.proposal else {}
    points.put(changes, key, _point_cells(view, item, row), _point_said(view, item, row), proposed)


def _point_cells(view: View[NetworkCheck], item: CheckedItem, row: Row | None) -> Cells:
    facts = view.facts
    verdict = item.verdict or _verdict(row, item)
    return {
        REF: key_of(facts, item), DOSSIER: facts.parent, ORGANISATION: facts.name,
        tab.CHECK: f"{facts.kind.label} {view.ref}", tab.SECTION: item.section.label,
        tab.ITEM: french(f"{item.code} – {item.label}"), tab.RULE: item.rule, tab.INDICATOR: item.indicator,
        tab.GRAVITY: item.gravity.label, tab.PROPOSAL: item.proposal.label if item.proposal else tab.TO_SEE,
        tab.EVIDENCE: french(item.evidence), STATUS: verdict.label if verdict else tab.TO_JUDGE,
    }  # fmt: skip


def _point_said(view: View[NetworkCheck], item: CheckedItem, row: Row | None) -> str:
    """What « Retour » says of a point in which nothing is refused."""
    if view.state is not CheckState.CONCLUDED:
        return "" if _verdict(row, item) else "À juger."
    said = f"Jugé : {item.verdict.label}." if item.verdict else ""
    if item.correction:
        said += f" Correction due le {item.correction.due_on:%d/%m/%Y} par {item.correction.owner}."
    if row is not None and verdict_shown(row) is not item.verdict:
        said += " Ce qui a changé depuis dans la ligne est sans effet : le procès-verbal fait foi."
    return said
