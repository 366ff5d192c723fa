"""The responsable de l’évaluation in « Conformité »: designated, corrected, habilitated or refused (MIK-38, MIK-82)."""

from datetime import date
from typing import Any

from domain.evaluation_manager import EvaluationManager, ManagerDecision, ManagerEvent, ManagerState
from domain.partnership_guards import same_person
from domain.process import Command
from domain.refusal import Refusal
from domain.vocabulary import State
from tasks.conformity.entries import Entry, Found
from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.ledger.queries import View
from tasks.tabs import conformity as tab
from tasks.tabs.columns import MOTIVE


def designation(entry: Entry) -> Found:
    """A new person only when none is in hand: a refused one leaves the place (MIK-38, MIK-82)."""
    name, known, state = entry.reading.read(tab.MANAGER, cells.line), entry.item.manager, entry.item.dossier.state
    if not name or state not in (State.PRE_HABILITATED, State.IN_CONFORMITY):
        return
    typed = {
        "email": entry.reading.read(tab.MANAGER_EMAIL, cells.email) or "",
        "cv_url": entry.reading.read(tab.MANAGER_CV, cells.url) or "",
    }
    designated_on = entry.reading.read(tab.DESIGNATED_ON, cells.day)
    if known is None:
        if not _was_refused(entry, name, designated_on):
            yield _designated(entry, {"manager": name, "designated_on": designated_on or entry.pull.on, **typed})
    elif not same_person(known.facts.manager, name):
        yield Refusal(
            f"{known.facts.manager} est déjà désigné. Refusez d’abord son habilitation pour désigner "
            "quelqu’un d’autre.", "MIK-38", tab.MANAGER,
        )  # fmt: skip
    elif known.state is ManagerState.DESIGNATED:
        changed = {field: value for field, value in typed.items() if getattr(known.facts, field) != value}
        if changed:
            yield entry.command("corrected", known, ManagerEvent.CORRECTED, changed)


def _was_refused(entry: Entry, name: str, designated_on: date | None) -> bool:
    """The row still shows who was refused; a later date designates the same person anew."""
    decisions = [
        view.facts.decision.decided_on
        for view in entry.item.managers
        if view.facts.decision and same_person(view.facts.manager, name)
    ]
    return bool(decisions) and (designated_on is None or designated_on <= max(decisions))


def _designated(entry: Entry, typed: dict[str, Any]) -> Command:
    dossier = entry.item.dossier.facts
    update = typed | {
        "certification": dossier.certification, "grid_version": dossier.grid_version, "owner": dossier.owner,
        "parent": dossier.ref, "partner": dossier.partner, "opened_on": entry.pull.on,
    }  # fmt: skip
    ref = f"designated:{dossier.ref}:{len(entry.item.managers)}"
    return Command(ref, "", ManagerEvent.DESIGNATED, entry.pull.on, entry.by, update)


def manager_decision(entry: Entry) -> Found:
    """Habilitated or refused; once habilitated, refused still while nothing to sign names the person (MIK-82)."""
    typed, known = entry.reading.read(tab.MANAGER_DECISION, cells.line), entry.item.manager
    if not typed or known is None or known.state not in (ManagerState.DESIGNATED, ManagerState.HABILITATED):
        return
    if not same_person(entry.reading.read(tab.MANAGER, cells.line) or known.facts.manager, known.facts.manager):
        return  # the row names somebody else, which `designation` refuses
    if typed not in (tab.HABILITATE, tab.REFUSE):
        raise BadCell(f"« {typed[:40]} » n’est pas un choix possible", "choisissez Habiliter ou Refuser")
    if known.state is ManagerState.HABILITATED and typed == tab.HABILITATE:
        return
    decision = ManagerDecision(
        decided_on=entry.reading.required(tab.DECIDED_ON, cells.day),
        decided_by=entry.reading.required(tab.DECIDED_BY, cells.line),
        motive=entry.reading.read(MOTIVE, cells.any_text) or "",
    )
    if typed == tab.REFUSE and decision in [view.facts.decision for view in entry.item.managers]:
        return  # what was decided of the one before
    refusal = _undecidable(entry, known, decision)
    event = ManagerEvent.HABILITATED if typed == tab.HABILITATE else ManagerEvent.REFUSED
    yield refusal or entry.command("manager", known, event, {"decision": decision})


def _undecidable(entry: Entry, known: View[EvaluationManager], decision: ManagerDecision) -> Refusal | None:
    if entry.pull.team.find(decision.decided_by) is None:
        return Refusal(f"« {decision.decided_by[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne.",
                       "MIK-82", tab.DECIDED_BY)  # fmt: skip
    if known.state is ManagerState.HABILITATED and entry.item.dossier.state is not State.IN_CONFORMITY:
        message = (
            f"les documents à signer nomment déjà {known.facts.manager}. Un remplacement vient après la signature."
        )
        return Refusal(message, "MIK-82", tab.MANAGER_DECISION)
    return None
