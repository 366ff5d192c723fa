"""What the register knows of a partner's activity since its last check of a kind (LAW-04, NET-14, REF-23)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.calendar import add_months
from domain.certification import Certification
from domain.dossier import Dossier
from domain.exams.candidacy import Candidacy
from domain.exams.registration_conflicts import SAT
from domain.exams.session import ExamSession
from domain.exams.vocabulary import CandidacyState, SessionState
from domain.network.check import PastCheck
from domain.network.indicators import OutlierFigures
from domain.network.outliers import Flag, Measure, Share, chance_of

#: the whole session was acquired
SUCCESS = frozenset({CandidacyState.PASSED, CandidacyState.CERTIFIED})
#: the jury has said
JUDGED = SUCCESS | {CandidacyState.PARTLY, CandidacyState.FAILED}
#: it took place
HELD = frozenset(
    {
        SessionState.ENDED, SessionState.PIECES_RECEIVED, SessionState.DELIBERATED, SessionState.VALIDATED,
        SessionState.RESULTS_SENT, SessionState.DELIVERED,
    }
)  # fmt: skip


def success_of(states: Sequence[CandidacyState]) -> Share:
    """Of the candidates judged, those who acquired the whole session."""
    return Share(sum(state in SUCCESS for state in states), sum(state in JUDGED for state in states))


@dataclass(frozen=True)
class SeenSession:
    state: SessionState
    facts: ExamSession

    @property
    def untreated(self) -> tuple[str, ...]:
        """Its incidents that nobody has treated."""
        return tuple(f"{self.facts.ref}/{item.number}" for item in self.facts.incidents if item.treated_on is None)


@dataclass(frozen=True)
class SeenCandidacy:
    state: CandidacyState
    facts: Candidacy


@dataclass(frozen=True)
class Observed:
    """The activity of one partner from `since` to `on`, both included.

    Args:
        trainers: names of those who were validated.
        sessions: that it organised and that took place in the period.
        presented: the candidacies to these sessions. trained: those of its own learners, wherever they sit.
        outliers: from which gap on a success rate asks for a look (NET-07).
        others: success rate of the rest of the network of the certification in the same period.
        dysfunctions: references of those still open.
    """

    dossier: Dossier
    since: date
    on: date
    outliers: OutlierFigures
    trainers: tuple[str, ...] = ()
    sessions: tuple[SeenSession, ...] = ()
    presented: tuple[SeenCandidacy, ...] = ()
    trained: tuple[SeenCandidacy, ...] = ()
    others: Share = field(default_factory=Share)
    dysfunctions: tuple[str, ...] = ()
    history: tuple[PastCheck, ...] = ()

    @property
    def assesses(self) -> bool:
        return self.dossier.application.scope.assesses

    @property
    def rate(self) -> Share:
        """Of its sessions; of its learners when it organises none."""
        return success_of([one.state for one in self.presented or self.trained])

    @property
    def comparison(self) -> Flag | None:
        """Its success rate beside the others', by the same test as the dashboard; None when too few were judged."""
        if min(self.rate.total, self.others.total) < self.outliers.minimum_candidates:
            return None
        return Flag(Measure.SUCCESS, self.rate, self.others, chance_of(self.rate, self.others))

    @property
    def is_outlier(self) -> bool:
        """Whether chance alone hardly gives such a gap (REF-23)."""
        return self.comparison is not None and self.comparison.chance <= self.outliers.risk

    @property
    def sat(self) -> tuple[SeenCandidacy, ...]:
        return tuple(one for one in self.presented if one.state in SAT)


def risks(observed: Observed, figures: Certification, signed_on: date) -> Iterator[tuple[int, str]]:
    """(sessions added to the sample, why) for each reason to look at more of this partner."""
    risk = figures.checks.risk
    if observed.dysfunctions:
        yield risk.dysfunction, f"dysfonctionnements ouverts : {', '.join(observed.dysfunctions)}"
    if observed.is_outlier:
        yield risk.outlier, "taux de réussite éloigné de celui du réseau"
    if observed.on < add_months(signed_on, risk.new_months):
        yield risk.new_partner, f"partenaire habilité depuis moins de {risk.new_months} mois"


def risk_of_session(session: SeenSession) -> int:
    """Untreated incidents first, then any incident, then the absence of pieces."""
    return 2 * bool(session.untreated) + bool(session.facts.incidents) + (session.facts.pieces is None)


def risk_of_candidacy(candidacy: SeenCandidacy) -> int:
    """An exclusion or a non-admission, an identity that was not checked, a late agreement."""
    unchecked = any(item.present and not item.identity_checked for item in candidacy.facts.attendance)
    return 2 * (candidacy.facts.exclusion is not None) + unchecked + candidacy.facts.late_agreement
