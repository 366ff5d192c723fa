"""What a sanction brings about by itself, from the ledger alone: exclusion and withdrawal (M2I-48, M2I-50)."""

from collections.abc import Iterator

from domain.dossier import Attendee
from domain.exams.candidacy import Candidacy, Exclusion
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate import CertificateWithdrawal
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.fraud import FraudCase
from domain.exams.fraud_process import FRAUD
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, CertificateState, FraudState, Sanction
from domain.process import Command
from domain.vocabulary import Role
from tasks.exams.certificates import withdrawal_command
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_by_key, read_some, read_subjects
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.frauds import FRAUDS


def follow_sanctions(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Exclude who is still present, withdraw what the accused hold."""
    with office.ledger.reading() as connection:
        cases = [view.facts for view in read_subjects(connection, FRAUD, {FraudState.SANCTIONED})]
        concerned = {
            sanction: [facts for facts in cases if facts.decision and facts.decision.sanction is sanction]
            for sanction in (Sanction.EXCLUSION, Sanction.WITHDRAWAL)
        }
        excluded = {ref: case for case in concerned[Sanction.EXCLUSION] for ref in case.candidates}
        stripped = {ref: case for case in concerned[Sanction.WITHDRAWAL] for ref in case.candidates}
        candidates = list(read_some(connection, CANDIDACY, list(excluded)).values())
        certificates = list(read_by_key(connection, CERTIFICATE, list(stripped)))
    present = [view.ref for view in candidates if _sits(view, excluded[view.ref])]
    held = {
        view.ref: stripped[view.facts.candidacy] for view in certificates if view.state is CertificateState.DELIVERED
    }
    exclusions = [_exclusion(ref, excluded[ref], pull) for ref in present]
    feedback.take(FRAUDS, apply_commands(office, pull.team, exclusions, CANDIDACY), {})
    feedback.take(FRAUDS, apply_commands(office, pull.team, _withdrawals(held, pull), CERTIFICATE), {})


def _sits(view: View[Candidacy], case: FraudCase) -> bool:
    """Whether the candidate is still present at the épreuves of the day of the facts."""
    days = {slot.starts.date() for slot in view.facts.slots}
    return view.state is CandidacyState.PRESENT and case.occurred_at.date() in days


def _exclusion(ref: str, case: FraudCase, pull: Pull) -> Command:
    """Immediate: from the moment of the facts."""
    motive, by = (case.decision.motive, case.decision.decided_by) if case.decision else (case.what, case.manager)
    exclusion = Exclusion(at=case.occurred_at, motive=motive, decided_by=by)
    return Command(f"excluded:{ref}", ref, CandidacyEvent.EXCLUDED, pull.on, case.ref, {"exclusion": exclusion})


def _withdrawals(held: dict[str, FraudCase], pull: Pull) -> Iterator[Command]:
    for ref, case in held.items():
        if case.decision is None:
            continue
        decided_by = Attendee(name=case.decision.decided_by, role=Role.DIRECTION)  # a guard of the case says so
        withdrawal = CertificateWithdrawal(
            motive=case.decision.motive, decided_by=decided_by, decided_on=case.decision.notified_on
        )
        yield withdrawal_command(ref, withdrawal, pull, case.ref)
