"""The commands of the register of dysfunctions, whoever opens one: a row, a check, an incident (QUA-09, MIK-94)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection

from config.rules import load_rules
from domain.dossier import Attendee, Dossier
from domain.network.nonconformity import Action, Nonconformity, Treatment, Verification
from domain.network.nonconformity_guards import ACTION_OWNER, VERIFIED_BY
from domain.network.nonconformity_process import usual_date
from domain.network.nonconformity_vocabulary import Gravity, NonconformityEvent
from domain.partnership import PARTNERSHIP
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Team
from domain.vocabulary import Role
from tasks.exams.deciders import person_with
from tasks.ledger.advance import unknown_subject
from tasks.ledger.queries import View, read_some
from tasks.office import Office
from tasks.tabs.columns import DOSSIER
from tasks.tabs.nonconformities import CERTIFICATION, RULE

FOLLOWED = "suivi du réseau"


@dataclass(frozen=True)
class Found:
    """Something that is not as it must be.

    Args:
        dossier: the partner's; empty when it is the certifier's own.
        source: reference of the check or of the incident, or words.
        certification: its code, when there is no dossier to say it.
    """

    dossier: str
    source: str
    code: str
    rule: str
    gravity: Gravity
    what: str
    certification: str = ""


def opening_command(office: Office, connection: Connection, ref: str, found: Found, on: date) -> Command | Refusal:
    """The dysfunction that a check or an incident opens by itself; the same `ref` twice opens one."""
    dossier = None
    if found.dossier:
        view = read_some(connection, PARTNERSHIP, [found.dossier]).get(found.dossier)
        if view is None:
            return unknown_subject(found.dossier)
        dossier = view.facts
    return opening(office, ref, found, dossier, on)


def opening(office: Office, ref: str, found: Found, dossier: Dossier | None, on: date, *, by: str = FOLLOWED,
            identified_on: date | None = None) -> Command | Refusal:  # fmt: skip
    """The same, with the dossier in hand.

    Args:
        identified_on: the day that it was found when it is told later.
    """
    if found.rule not in load_rules():
        message = f"« {found.rule[:20]} » n’est pas une règle connue. Écrivez par exemple QUA-09."
        return Refusal(message, "QUA-09", RULE)
    certification = dossier.certification if dossier else found.certification
    if certification not in office.config.certifications and dossier is None:
        return Refusal("indiquez le dossier du partenaire, ou la certification concernée.", "QUA-09", CERTIFICATION)
    update: dict[str, Any] = {
        "certification": certification, "source": found.source, "code": found.code, "rule": found.rule,
        "gravity": found.gravity, "what": found.what, "identified_on": identified_on or on,
    }  # fmt: skip
    if dossier is not None:
        update |= {"grid_version": dossier.grid_version, "owner": dossier.owner, "parent": dossier.ref,
                   "partner": dossier.partner}  # fmt: skip
    return Command(ref, "", NonconformityEvent.OPENED, on, by, update)


class TypedAction(BaseModel):
    """An action as somebody typed it. Without an owner it is the partner's; without a date, the time of its gravity."""

    what: tuple[str, ...]
    owner: str = ""
    due_on: date | None = None


class TypedVerification(BaseModel):
    """What somebody made of a proof."""

    accepted: bool
    motive: str = ""
    verified_by: str
    verified_on: date


def leader_of(facts: Nonconformity) -> str:
    """Who leads an action when nobody is named: the representative of the partner."""
    return facts.partner.representative if facts.partner else ""


def action_update(office: Office, facts: Nonconformity, typed: TypedAction, team: Team, on: date) -> Action | Refusal:
    """The action, its owner known and its date fixed."""
    owner = typed.owner or leader_of(facts)
    if facts.partner is None and team.find(owner) is None:
        message = "l’action est celle du certificateur : une personne de l’onglet « Équipe » la mène. Indiquez-la."
        return Refusal(message, "MIK-94", ACTION_OWNER)
    figures = office.config.figures_for(facts.certification, facts.grid_version)
    due_on = typed.due_on or usual_date(facts.gravity, figures, on, office.config.calendar).due_on
    return Action(what=typed.what, owner=owner, due_on=due_on, decided_on=on)


def planning_command(view: View[Nonconformity], action: Action, on: date, by: str) -> Command:
    """What is asked, or asked otherwise. Of its own dysfunction the certifier's owner follows it too."""
    update: dict[str, Any] = {"action": action}
    if view.facts.partner is None:
        update["owner"] = action.owner
    return Command(f"action:{view.ref}:{view.version}", view.ref, NonconformityEvent.ACTION_PLANNED, on, by, update)


def treatment_command(view: View[Nonconformity], done: Treatment, on: date, by: str) -> Command:
    ref = f"treated:{view.ref}:{view.version}"
    return Command(ref, view.ref, NonconformityEvent.TREATED, on, by, {"treatment": done})


def verification_command(
    office: Office,
    view: View[Nonconformity],
    typed: TypedVerification,
    again: TypedAction,
    team: Team,
    on: date,
    by: str,
) -> Command | Refusal:
    """The closure, or the refusal of the proof: the action goes on, `again`, from today."""
    person = person_with(team, typed.verified_by, tuple(Role), "QUA-09", VERIFIED_BY)
    if isinstance(person, Refusal):
        return person
    made = Verification(
        motive=typed.motive, verified_by=Attendee(name=person.name, role=person.role), verified_on=typed.verified_on
    )
    ref = f"verified:{view.ref}:{view.version}"
    if typed.accepted:
        return Command(ref, view.ref, NonconformityEvent.CLOSED, on, by, {"closure": made})
    action = action_update(office, view.facts, again, team, on)
    if isinstance(action, Refusal):
        return action
    update = {"refusals": (*view.facts.refusals, made), "action": action}
    return Command(ref, view.ref, NonconformityEvent.PROOF_REFUSED, on, by, update)


def correction_command(view: View[Nonconformity], changed: dict[str, Any], on: date, by: str) -> Command | Refusal:
    """What was found, told better: one more event, the former words stay in the journal (QUA-09)."""
    if changed.get("rule", view.facts.rule) not in load_rules():
        return Refusal(f"« {changed['rule'][:20]} » n’est pas une règle connue.", "QUA-09", RULE)
    return Command(f"corrected:{view.ref}:{view.version}", view.ref, NonconformityEvent.CORRECTED, on, by, changed)


def stays_where_it_is(view: View[Nonconformity]) -> Refusal:
    """A dysfunction does not pass from one partner to another."""
    whose = f"le dossier {view.facts.parent}" if view.facts.parent else "le certificateur"
    message = f"ce dysfonctionnement concerne {whose} : rétablissez la cellule, et saisissez l’autre sur sa ligne."
    return Refusal(message, "QUA-09", DOSSIER)
