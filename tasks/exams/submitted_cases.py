"""What is filled in a form about a fraud or a recours → the command that the workbook's row would give."""

from domain.exams.appeal_process import APPEAL
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.fraud_process import FRAUD
from domain.process import Command, F, Process
from domain.refusal import Refusal
from tasks.exams.appeals import TypedAnswer, TypedAppeal, answer_command, appeal_command
from tasks.exams.fraud_commands import (
    TypedFraud,
    TypedReport,
    TypedSanction,
    fraud_command,
    report_command,
    sanction_command,
)
from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.ledger.queries import View, read_some
from tasks.office import Office, Pull
from tasks.tabs.frauds import REPORT_LINK

SOURCE = "saisie"


def submitted_fraud(office: Office, pull: Pull, ref: str, typed: TypedFraud) -> Command | Refusal:
    """A fraud reported (M2I-45)."""
    with office.ledger.reading() as connection:
        return fraud_command(connection, ref, typed, pull.on, SOURCE)


def submitted_report(office: Office, pull: Pull, case: str, typed: TypedReport) -> Command | Refusal:
    """The signed report of a case (M2I-47)."""
    view = _found(office, FRAUD, case)
    if isinstance(view, Refusal):
        return view
    try:
        url = cells.url(typed.url) or ""
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "M2I-47", REPORT_LINK)
    return report_command(view, typed.model_copy(update={"url": url}), pull.on, SOURCE)


def submitted_sanction(office: Office, pull: Pull, case: str, typed: TypedSanction) -> Command | Refusal:
    """The decision on a case (M2I-46)."""
    view = _found(office, FRAUD, case)
    if isinstance(view, Refusal):
        return view
    with office.ledger.reading() as connection:
        return sanction_command(connection, view, typed, pull.team, pull.on, SOURCE)


def submitted_appeal(office: Office, pull: Pull, ref: str, typed: TypedAppeal) -> Command | Refusal:
    """A recours that a candidate lodged (M2I-42). `typed.claimant` is the number of his registration."""
    view = _found(office, CANDIDACY, typed.claimant)
    if isinstance(view, Refusal):
        return view
    person = view.facts.person
    named = typed.model_copy(update={"claimant": person.name, "email": person.email})
    with office.ledger.reading() as connection:
        return appeal_command(office, connection, ref, named, pull.on, SOURCE)


def submitted_answer(office: Office, pull: Pull, appeal: str, typed: TypedAnswer) -> Command | Refusal:
    """The answer to a recours (O-14)."""
    view = _found(office, APPEAL, appeal)
    return view if isinstance(view, Refusal) else answer_command(view, typed, pull.team, pull.on, SOURCE)


def _found(office: Office, process: Process[F], ref: str) -> View[F] | Refusal:
    with office.ledger.reading() as connection:
        view = read_some(connection, process, [ref]).get(ref)
    if view is not None:
        return view
    rule = "M2I-45" if process.kind == FRAUD.kind else "M2I-42"
    return Refusal(f"« {ref[:40]} » ne désigne pas {process.noun}. Vérifiez le numéro.", rule)
