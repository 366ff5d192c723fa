"""What a recours is about: the decision, who took it and when it was notified (M2I-42, O-14)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from domain.communication import COMMUNICATION
from domain.dossier import Dossier
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate import Certificate
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.examiner import Examiner
from domain.exams.examiner_process import EXAMINER
from domain.exams.fraud import FraudCase
from domain.exams.fraud_process import FRAUD
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState
from domain.partnership import PARTNERSHIP
from domain.process import Process
from domain.refusal import Refusal
from domain.vocabulary import State
from tasks.ledger.queries import View, read_children, read_some
from tasks.tabs.appeals import CONTESTED

Subject = Candidacy | ExamSession | Certificate | FraudCase | Dossier | Examiner
_KINDS: tuple[Process[Any], ...] = (CANDIDACY, EXAM_SESSION, CERTIFICATE, FRAUD, PARTNERSHIP, EXAMINER)
#: of a dossier, only what ended or suspended it is contested
_ENDED = (State.REJECTED_ON_SCORE, State.REFUSED, State.WITHDRAWN, State.HABILITATION_LOST, State.CLOSED_WITHOUT_ACTION,
          State.SUSPENDED, State.TERMINATED, State.EXPIRED)  # fmt: skip
#: of a candidacy, the session has not begun
_BEFORE = (CandidacyState.TO_VALIDATE, CandidacyState.REGISTERED, CandidacyState.CONVENED, CandidacyState.REFUSED)


@dataclass(frozen=True)
class Contested:
    """A decision that somebody contests; `by` are the names of those who took part in it.

    Args:
        parent: the session or the dossier that people know it by; empty when there is none.
    """

    certification: str
    grid_version: str
    parent: str
    what: str
    by: tuple[str, ...]
    on: date


def contested(connection: Connection, ref: str) -> Contested | Refusal:
    """The decision about the subject `ref`."""
    process = next((kind for kind in _KINDS if ref.startswith(f"{kind.prefix}-")), None)
    view: View[Subject] | None = read_some(connection, process, [ref]).get(ref) if process else None
    if view is None:
        message = (
            f"« {ref[:40]} » ne désigne ni inscription, ni session, ni certificat, ni affaire de fraude, ni dossier, "
            "ni examinateur. Vérifiez le numéro."
        )
        return Refusal(message, "M2I-42", CONTESTED)
    if isinstance(view.facts, Dossier) and view.state not in _ENDED:
        message = f"le dossier {ref} est « {view.state.label} » : aucune décision n’y a mis fin."
        return Refusal(message, "O-14", CONTESTED)
    parent = ref if isinstance(view.facts, ExamSession | Dossier) else view.facts.parent
    jury = read_some(connection, EXAM_SESSION, [parent]).get(parent)
    auditors = _auditors(connection, ref) if view.state is State.HABILITATION_LOST else ()
    what, by, on = _decision(view, jury.facts if jury else None)
    names = tuple(dict.fromkeys(name for name in (*by, *auditors) if name))
    return Contested(view.facts.certification, view.facts.grid_version, parent, what, names, on)


def _auditors(connection: Connection, dossier: str) -> tuple[str, ...]:
    """Who judged the communication that the partner lost its pre-habilitation for (MIK-69)."""
    passes = [item for view in read_children(connection, COMMUNICATION, [dossier]) for item in view.facts.passes]
    return tuple(judgement.auditor for item in passes for judgement in item.judgements)


def _decision(view: View[Subject], session: ExamSession | None) -> tuple[str, tuple[str, ...], date]:
    """What was decided of the subject, by whom, and when it was notified."""
    what, since = f"{view.ref} (« {view.state.label} »)", view.changed_on
    match view.facts:
        case Candidacy() as facts:
            return f"inscription {what}", _of_candidacy(view.state, facts, session), facts.notified_on or since
        case ExamSession() as facts:
            ending = facts.cancellation or next(reversed(facts.postponements), None)
            decided = (ending.decided_by,) if ending else ()
            return f"session {what}", (*decided, *_jury(facts)), ending.decided_on if ending else since
        case Certificate() as facts:
            taken = facts.withdrawal
            by = (taken.decided_by.name,) if taken else (facts.validated_by,)
            return f"certificat {what}", by, taken.decided_on if taken else facts.delivered_on
        case FraudCase() as facts:
            found = facts.decision or facts.dismissal
            on = facts.decision.notified_on if facts.decision else since
            return f"affaire de fraude {what}", (found.decided_by,) if found else (facts.manager,), on
        case Examiner() as facts:
            taken_by = facts.ending or facts.decision
            return f"examinateur {what}", (taken_by.decided_by,), taken_by.decided_on
        case Dossier() as facts:
            return f"dossier {what}", _of_dossier(view.state, facts), since


def _of_dossier(state: object, facts: Dossier) -> tuple[str, ...]:
    """Who marked, sat at the commission, withdrew, suspended, terminated; nobody where a time limit did (MIK-13)."""
    if state is State.REJECTED_ON_SCORE and facts.scoresheet:
        return (facts.scoresheet.scorer,)
    if state is State.REFUSED and facts.commission:
        return tuple(attendee.name for attendee in facts.commission.attendees)
    if facts.procedure and state in (State.SUSPENDED, State.TERMINATED):
        steps = (facts.procedure.suspension, facts.procedure.grievances, facts.procedure.termination)
        return tuple(step.decided_by.name for step in steps if step)
    return (facts.withdrawal.decided_by.name,) if facts.withdrawal else ()


def _of_candidacy(state: object, facts: Candidacy, session: ExamSession | None) -> tuple[str, ...]:
    """Who decided of the registration before the session, who excluded during it, the jury and its validation after."""
    if state in _BEFORE:
        refused = facts.accommodation.decided_by if facts.accommodation else ""
        return (facts.decided_by, facts.eligibility.checked_by, refused)
    if state is CandidacyState.EXCLUDED and facts.exclusion:
        return (facts.exclusion.decided_by,)
    return _jury(session) if session else ()


def _jury(session: ExamSession) -> tuple[str, ...]:
    validated_by = session.validation.validated_by if session.validation else ""
    members = (member.name for member in session.jury if member.present is not False)
    return (session.manager.name, *members, validated_by)
