"""What is filled in a form of the conformity phase → the command that the workbook's row would give.

A form knows nothing of the ledger: what is already recorded is looked up here, then the row's own builder decides.
"""

from dataclasses import replace
from datetime import datetime

from pydantic import BaseModel

from domain.conformity import Meeting
from domain.conformity_guards import INFO_FIELD
from domain.dossier import Dossier
from domain.process import Command
from domain.refusal import Refusal
from domain.signing import Assurances
from domain.trainer import TRAINER
from tasks.conformity.evaluations import TypedEvaluation, evaluation_command
from tasks.conformity.habilitation import habilitation_command
from tasks.conformity.meetings import INFO_MINUTES, info_session_command, next_meeting
from tasks.conformity.signatures import TypedSignature, signature_command
from tasks.feedback import unsigned
from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.intake.moments import moment
from tasks.ledger.advance import unknown_subject
from tasks.ledger.queries import View, read_subjects
from tasks.office import PROCESS, Office, Pull
from tasks.tabs import conformity as tab
from tasks.tabs.trainers import CASE


class TypedSession(BaseModel):
    """An information session as somebody typed it; `cancelled` withdraws the one that was planned."""

    dossier: str
    starts: datetime
    link: str = ""
    cancelled: bool = False
    typed_by: str


def submitted_session(office: Office, pull: Pull, typed: TypedSession) -> Command | Refusal:
    """The invitation or its cancellation; a date given in « Conformité » is changed there only (MIK-42)."""
    view = _dossier(office, typed.dossier)
    if not typed.typed_by.strip():
        return unsigned("MIK-42")
    if view is None:
        return unknown_subject(typed.dossier)
    if _is_in_workbook(pull, typed.dossier):
        message = "la séance de ce dossier est planifiée dans l’onglet « Conformité ». Changez-la dans cet onglet."
        return Refusal(message, "MIK-42", INFO_FIELD)
    known, meeting = view.facts.info_session, None if typed.cancelled else _meeting(typed)
    if isinstance(meeting, Refusal):
        return meeting
    if typed.cancelled and known:
        known = known.model_copy(update={"by_form": False})  # asked for: this is no blank cell
    announced = next_meeting(known, meeting)
    if announced is not None:
        return info_session_command(typed.dossier, announced, pull.on, f"saisie : {typed.typed_by}")
    said = "aucune séance n’est planifiée." if typed.cancelled else "la séance est déjà planifiée ainsi."
    return Refusal(said, "MIK-42", INFO_FIELD)


def _meeting(typed: TypedSession) -> Meeting | Refusal:
    try:
        starts, link = moment(typed.starts) or typed.starts, cells.url(typed.link) or ""
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "MIK-42", INFO_FIELD)
    return Meeting(starts=starts, minutes=INFO_MINUTES, link=link, by_form=True)


def _is_in_workbook(pull: Pull, dossier: str) -> bool:
    rows = pull.content.tabs[tab.CONFORMITY].rows
    return any(row.key == dossier and row.cells.get(tab.INFO_AT) for row in rows)


def submitted_evaluation(office: Office, pull: Pull, trainer: str, typed: TypedEvaluation) -> Command | Refusal:
    """The evaluation of the trainer numbered F-2026-0001 (MIK-72); sent twice, it is one evaluation."""
    with office.ledger.reading() as connection:
        view = next((view for view in read_subjects(connection, TRAINER) if view.ref == trainer), None)
    if view is None:
        message = f"aucun formateur ne porte le numéro « {trainer[:40]} ». Vérifiez-le dans l’onglet « Formateurs »."
        return Refusal(message, "MIK-72", "N° de formateur")
    try:
        case = cells.url(typed.case_url) or ""
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "MIK-72", CASE)
    found = evaluation_command(view, typed.model_copy(update={"case_url": case}), pull.team, pull.on)
    last = view.facts.last
    if isinstance(found, Command) and last is not None:
        as_recorded = {"on_file": last.on_file, "session_on": last.session_on}
        same = found.update["evaluations"][-1].model_copy(update=as_recorded) == last
        return Refusal("cette évaluation est déjà enregistrée.", "MIK-72") if same else found
    return found


def submitted_signature(office: Office, pull: Pull, typed: TypedSignature) -> Command | Refusal:
    """One agreement signed by both parties (MIK-87, MIK-90, MIK-92)."""
    view = _dossier(office, typed.subject)
    signed = view.facts.signatures if view else ()
    if typed.is_among(signed):
        return Refusal("cette signature est déjà enregistrée.", "MIK-92")
    return signature_command(typed, signed, pull.team, pull.on)


def submitted_habilitation(pull: Pull, dossier: str, given: Assurances, typed_by: str) -> Command | Refusal:
    """The two answers of direction, and the habilitation that follows when nothing is missing (LAW-01, MIK-92)."""
    if not typed_by.strip():
        return unsigned("LAW-01")
    found = habilitation_command(dossier, given, pull.team, pull.on)
    return found if isinstance(found, Refusal) else replace(found, by=f"{found.by}, saisie : {typed_by}")


def _dossier(office: Office, ref: str) -> View[Dossier] | None:
    with office.ledger.reading() as connection:
        return next((view for view in read_subjects(connection, PROCESS) if view.ref == ref), None)
