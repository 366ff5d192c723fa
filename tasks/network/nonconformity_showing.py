"""The tab « Dysfonctionnements » as the ledger stands: the whole register, closed ones included (QUA-09)."""

from domain.network import nonconformity_guards as field
from domain.network.nonconformity import Nonconformity
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import NonconformityEvent, NonconformityState
from tasks.feedback import Feedback
from tasks.ledger.queries import RunningDeadline, View, read_deadlines, read_subjects
from tasks.mail.typography import french
from tasks.office import Office, Pull
from tasks.tabs import nonconformities as tab
from tasks.tabs.columns import DEADLINE, DOSSIER, ORGANISATION, REF, STATUS
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Cells, Changes
from tasks.workbook.values import CellValue


def show_nonconformities(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """A row for each dysfunction."""
    found = MintedTab(office, pull, feedback, tab.NONCONFORMITIES, "QUA-09")
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, NONCONFORMITY))
        clocks = {item.subject: item for item in read_deadlines(connection, NONCONFORMITY)}
    for view in views:
        found.put(changes, view.ref, _cells(view, clocks.get(view.ref)), _said(view), _first(view.facts))
    found.answer_others(changes, [view.ref for view in views])


def _cells(view: View[Nonconformity], clock: RunningDeadline | None) -> Cells:
    return {
        REF: view.ref, ORGANISATION: view.facts.name, STATUS: view.state.label,
        DEADLINE: french(f"{clock.limit.label} : {clock.dates.sentence}") if clock else "",
    }  # fmt: skip


def _said(view: View[Nonconformity]) -> str:
    match view.state:
        case NonconformityState.OPENED:
            return f"{NonconformityEvent.OPENED.label}. Écrivez l’action demandée, puis signez la ligne. [MIK-94]"
        case NonconformityState.ACTION_PLANNED if view.facts.refusals:
            return f"{NonconformityEvent.PROOF_REFUSED.label}."
        case NonconformityState.ACTION_PLANNED:
            return f"{NonconformityEvent.ACTION_PLANNED.label}."
        case NonconformityState.TREATED:
            return f"{NonconformityEvent.TREATED.label}. Une autre personne la vérifie. [QUA-09]"
        case _:
            return f"{NonconformityEvent.CLOSED.label}."


def _first(facts: Nonconformity) -> Cells:
    """What staff find in a row that certiflow made, or makes again."""
    said: dict[str, CellValue] = {
        DOSSIER: facts.parent, tab.CERTIFICATION: "" if facts.parent else facts.certification,
        field.SOURCE: facts.source, field.IDENTIFIED_ON: facts.identified_on, field.WHAT: facts.what,
        tab.RULE: facts.rule, tab.GRAVITY: facts.gravity.label,
    }  # fmt: skip
    if facts.action:
        said |= {field.ACTION: "\n".join(facts.action.what), field.ACTION_OWNER: facts.action.owner,
                 field.DUE_ON: facts.action.due_on}  # fmt: skip
    if facts.treatment:
        said |= {field.PROOF: facts.treatment.proof, field.TREATED_ON: facts.treatment.treated_on}
    if facts.closure:
        said |= {tab.VERIFICATION: tab.CLOSE, field.MOTIVE: facts.closure.motive,
                 field.VERIFIED_BY: facts.closure.verified_by.name,
                 field.VERIFIED_ON: facts.closure.verified_on}  # fmt: skip
    return said
