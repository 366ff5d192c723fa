"""The rows of « Accrochage »."""

from domain.calendar import format_date
from domain.network.passage import Passage
from domain.network.passage_identity import (
    BIRTH_NAME,
    BORN,
    COUNTRY,
    FIRST_NAMES,
    INSEE,
    PROOF,
    RULE,
    TRAINING_FILE,
    gaps,
)
from domain.network.passage_process import PASSAGE
from domain.network.passage_vocabulary import PassageState
from tasks.feedback import Feedback
from tasks.ledger.queries import RunningDeadline, View, read_deadlines, read_subjects
from tasks.mail.typography import french
from tasks.office import Office, Pull
from tasks.tabs import passages as tab
from tasks.tabs.columns import DEADLINE, REF, STATUS
from tasks.tabs.keyed import KeyedTab
from tasks.workbook.protocol import Cells, Changes

_S = PassageState
#: what the row waits for, state by state
_NEXT = {
    _S.TO_EXPORT: "Complet : partira au prochain export.",
    _S.CORRECTED: "Corrigé : repartira seul, au prochain export.",
    _S.MATCHED: "Accroché : rien à faire.",
    _S.CANCELLED: "La certification est retirée : rien n’est accroché. [M2I-48]",
}


def show_passages(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """A row for each passage, accepted ones included."""
    found = KeyedTab(pull, feedback, tab.PASSAGES, RULE)
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, PASSAGE))
        clocks = {item.subject: item for item in read_deadlines(connection, PASSAGE)}
    for view in views:
        found.put(changes, view.ref, _cells(view, clocks.get(view.ref)), _said(office, view), _first(view.facts))
    found.answer_others(changes, [view.ref for view in views])


def _cells(view: View[Passage], clock: RunningDeadline | None) -> Cells:
    facts = view.facts
    return {
        REF: view.ref, tab.HOLDER: facts.name, tab.CERTIFICATION: facts.certification,
        tab.CERTIFICATE: facts.certificate, tab.DELIVERED_ON: facts.delivered_on,
        tab.FILE: f"{facts.flux}.xml" if facts.flux else "", tab.MESSAGE: facts.reply.message if facts.reply else "",
        STATUS: view.state.label,
        DEADLINE: french(f"{clock.limit.label} : {clock.dates.sentence}") if clock else "",
    }  # fmt: skip


def _said(office: Office, view: View[Passage]) -> str:
    facts, reply = view.facts, view.facts.reply
    if view.state is _S.INCOMPLETE:
        return "\n".join(str(refusal) for refusal in gaps(facts))
    if view.state in (_S.EXPORTED, _S.EXPORTED_AGAIN):
        sent = facts.sent[-1]
        if sent.deposited_on:
            return f"Déposé le {format_date(sent.deposited_on)} : le retour va dans le dossier « cpf/retours »."
        return f"Exporté le {format_date(sent.stamp)} : déposez le fichier sur le portail, puis datez « Déposé le »."
    if view.state in (_S.REJECTED, _S.REJECTED_AGAIN) and reply:
        known = office.config.cpf.explained(reply.code)
        if known is None:
            return "Rejeté, message inconnu : étudiez-le, puis corrigez la ligne. [LAW-10]"
        return f"Rejeté. {known.cause}. {known.cure}, et notez la pièce dans « {PROOF} ». [LAW-10]"
    if view.state is _S.TO_CORRECT and facts.correction:
        what = "Faites supprimer ce passage" if facts.correction.is_withdrawal else "Faites la correction"
        return f"{what} sur le portail, puis datez « Correction faite le ». [LAW-10]"
    return _NEXT.get(PassageState(view.state), "")


def _first(facts: Passage) -> Cells:
    """What staff had typed, when a row that was lost is made again."""
    typed = facts.supplement
    born = "/".join(f"{part:02d}" for part in reversed(typed.birth) if part) if typed.birth else ""
    return {
        INSEE: typed.insee_code, COUNTRY: typed.country_code, TRAINING_FILE: typed.training_file,
        tab.ACCESS: typed.access.label if typed.access else "",
        tab.INITIATIVE: typed.initiative.label if typed.initiative else "", BIRTH_NAME: typed.birth_name,
        FIRST_NAMES: typed.first_names, BORN: born, PROOF: typed.proof,
    }  # fmt: skip
