"""A fraud case: facts, signed report, sanction with its term (M2I-45 to M2I-50)."""

from datetime import date, datetime

from domain.exams.vocabulary import Sanction
from domain.facts import Facts, Part
from domain.vocabulary import Labelled


class ReportAuthor(Labelled):
    """Who may establish the report (M2I-47)."""

    EXAMINER = "EXAMINATEUR", "Examinateur"
    MANAGER = "RESPONSABLE_SESSION", "Responsable de session"


class Accused(Part):
    """An author or an accomplice, who incur the same sanctions (M2I-49)."""

    candidacy: str
    name: str
    email: str


class SignedReport(Part):
    """Established and signed by the examiner or the responsable de session (M2I-47)."""

    author: str
    quality: ReportAuthor
    signed_on: date
    url: str = ""


class SanctionDecision(Part):
    """What was decided of a case.

    Args:
        by_direction: whether « Équipe » lists its author in direction; else he is the responsable de session.
        ban_until: last day of the ban, at most a year after the notification (M2I-46); None without a ban.
    """

    sanction: Sanction
    motive: str
    decided_by: str
    by_direction: bool
    notified_on: date
    ban_until: date | None = None


class Dismissal(Part):
    """The case is closed without a sanction."""

    motive: str
    decided_by: str
    by_direction: bool
    decided_on: date


class FraudCase(Facts):
    """One case; `parent` is the session, of which `manager` is the responsable."""

    session: str
    manager: str
    manager_email: str = ""
    accused: tuple[Accused, ...]
    what: str
    evidence: str = ""
    reported_by: str
    occurred_at: datetime
    report: SignedReport | None = None
    decision: SanctionDecision | None = None
    dismissal: Dismissal | None = None

    @property
    def natural_key(self) -> str:
        return self.session

    @property
    def name(self) -> str:
        return ", ".join(self.people)

    @property
    def candidates(self) -> tuple[str, ...]:
        """The candidacies of the authors and accomplices."""
        return tuple(person.candidacy for person in self.accused)

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(person.name for person in self.accused)
