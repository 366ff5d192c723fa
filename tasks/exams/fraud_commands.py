"""The commands of a fraud case, as a row of « Fraudes » or a form gives them (M2I-45 to M2I-49)."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection

from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.fraud import Accused, Dismissal, FraudCase, ReportAuthor, SanctionDecision, SignedReport
from domain.exams.fraud_guards import CANDIDATES, DECISION, no_report
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CertificateState, FraudEvent, Sanction
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Team
from domain.vocabulary import Role
from tasks.feedback import unsigned
from tasks.ledger.queries import View, read_by_key, read_some
from tasks.tabs import frauds as tab


class TypedFraud(BaseModel):
    """A fraud or an attempt as somebody typed it; `candidates`: numbers of candidacies, accomplices included."""

    session: str
    candidates: tuple[str, ...]
    what: str
    evidence: str = ""
    reported_by: str
    occurred_at: datetime
    typed_by: str

    def differs_from(self, case: FraudCase) -> bool:
        """Whether a row says something else than what was reported."""
        known = (case.session, case.candidates, case.what, case.evidence, case.reported_by, case.occurred_at)
        return known != (self.session, self.candidates, self.what, self.evidence, self.reported_by, self.occurred_at)


class TypedReport(BaseModel):
    """The signed report (M2I-47)."""

    author: str
    quality: ReportAuthor
    signed_on: date
    url: str = ""
    typed_by: str


class TypedSanction(BaseModel):
    """What was decided of a case; `sanction` is None when it is dismissed."""

    sanction: Sanction | None
    motive: str
    decided_by: str
    notified_on: date
    ban_until: date | None = None
    typed_by: str


def fraud_command(connection: Connection, ref: str, typed: TypedFraud, on: date, source: str) -> Command | Refusal:
    """The report of a fraud, with whom it accuses and who answers for the session."""
    if not typed.typed_by.strip():
        return unsigned("M2I-45")
    session = read_some(connection, EXAM_SESSION, [typed.session]).get(typed.session)
    if session is None:
        message = f"aucune session ne porte le numéro « {typed.session[:40]} ». Vérifiez-le dans l’onglet « Sessions »."
        return Refusal(message, "M2I-45", tab.SESSION)
    known = read_some(connection, CANDIDACY, typed.candidates)
    strangers = [
        number[:40]
        for number in typed.candidates
        if number not in known or known[number].facts.session.ref != typed.session
    ]
    if strangers:
        message = f"{', '.join(strangers)} : pas d’inscription de ce numéro à la session {typed.session}. Corrigez."
        return Refusal(message, "M2I-45", CANDIDATES)
    accused = tuple(_accused(known[number].facts) for number in typed.candidates)
    update = _case(session.facts, typed, accused)
    return Command(ref, "", FraudEvent.REPORTED, on, f"{source} : {typed.typed_by}", update)


def _accused(facts: Candidacy) -> Accused:
    return Accused(candidacy=facts.ref, name=facts.person.name, email=facts.person.email)


def _case(session: ExamSession, typed: TypedFraud, accused: tuple[Accused, ...]) -> dict[str, Any]:
    return {
        "certification": session.certification, "grid_version": session.grid_version, "parent": session.ref,
        "session": session.ref, "manager": session.manager.name, "manager_email": session.manager.email,
        "accused": accused, "what": typed.what, "evidence": typed.evidence, "reported_by": typed.reported_by,
        "occurred_at": typed.occurred_at,
    }  # fmt: skip


def report_command(view: View[FraudCase], typed: TypedReport, on: date, source: str) -> Command:
    report = SignedReport(author=typed.author, quality=typed.quality, signed_on=typed.signed_on, url=typed.url)
    by = f"{source} : {typed.typed_by}"
    return Command(f"fraud-report:{view.ref}", view.ref, FraudEvent.REPORT_SIGNED, on, by, {"report": report})


def sanction_command(
    connection: Connection, view: View[FraudCase], typed: TypedSanction, team: Team, on: date, source: str
) -> Command | Refusal:
    """The sanction, or the dismissal; its author is direction when « Équipe » says so."""
    if not typed.typed_by.strip():
        return unsigned("M2I-46")
    person = team.find(typed.decided_by)
    is_direction = person is not None and person.role is Role.DIRECTION
    ref, by = f"fraud-decision:{view.ref}", f"{source} : {typed.typed_by}"
    if typed.sanction is None:
        if typed.ban_until is not None:
            return Refusal("un signalement classé n’interdit rien. Effacez la date.", "M2I-46", DECISION)
        dismissal = Dismissal(motive=typed.motive, decided_by=typed.decided_by, by_direction=is_direction,
                              decided_on=typed.notified_on)  # fmt: skip
        return Command(ref, view.ref, FraudEvent.DISMISSED, on, by, {"dismissal": dismissal})
    if view.facts.report is None:
        return no_report()
    if typed.sanction is Sanction.WITHDRAWAL and not _holds_one(connection, view.facts):
        message = (
            "aucune de ces personnes n’est titulaire d’un certificat de cette session. Choisissez une autre sanction."
        )
        return Refusal(message, "M2I-48", DECISION)
    decision = SanctionDecision(
        sanction=typed.sanction, motive=typed.motive, decided_by=typed.decided_by, by_direction=is_direction,
        notified_on=typed.notified_on, ban_until=typed.ban_until,
    )  # fmt: skip
    return Command(ref, view.ref, FraudEvent.SANCTIONED, on, by, {"decision": decision})


def _holds_one(connection: Connection, case: FraudCase) -> bool:
    held = read_by_key(connection, CERTIFICATE, case.candidates)
    return any(view.state is CertificateState.DELIVERED for view in held)
