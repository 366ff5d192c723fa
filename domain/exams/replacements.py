"""Who could sit instead of an absent juror: habilitated, competent, free, without a link; the best first (M2I-18)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from domain.certification import JuryFigures
from domain.exams.candidacy import Candidacy
from domain.exams.examiner import Examiner
from domain.exams.jury import trained_by, unfit
from domain.exams.session import ExamSession
from domain.vocabulary import Labelled


@dataclass(frozen=True)
class Proposal:
    """One examiner who could replace another.

    Args:
        sessions: how many other sessions he is already called to.
    """

    examiner: str
    name: str
    external: bool
    sessions: int

    def __str__(self) -> str:
        where = "extérieur" if self.external else "interne"
        load = f"{self.sessions} autre{'s' if self.sessions > 1 else ''} session{'s' if self.sessions > 1 else ''}"
        return f"{self.name} ({self.examiner}, {where}, {load if self.sessions else 'aucune autre session'})"


def ranked(
    session: ExamSession,
    figures: JuryFigures,
    examiners: Iterable[tuple[Examiner, Labelled]],
    candidacies: Collection[Candidacy],
    others: Collection[ExamSession],
) -> list[Proposal]:
    """The examiners who may sit, best first: external when the ratio needs one, then the fewest sessions, by name.

    Args:
        examiners: each with its state.
        candidacies: the candidates of the session.
        others: the sessions to come or running, this one or not.
    """
    named = {member.examiner for member in session.jury}
    called = _called([other for other in others if other.ref != session.ref])
    found = [
        Proposal(examiner.ref, examiner.person, examiner.external, len(called.get(examiner.ref, ())))
        for examiner, state in examiners
        if examiner.ref not in named
        and unfit(examiner, state, session) is None
        and not trained_by(examiner.person, candidacies)
        and not any(_overlap(session, other) for other in called.get(examiner.ref, ()))
    ]
    needs_external = _needs_external(session, figures)
    return sorted(found, key=lambda one: (needs_external and not one.external, one.sessions, one.name))


def _called(sessions: Iterable[ExamSession]) -> Mapping[str, list[ExamSession]]:
    found: dict[str, list[ExamSession]] = {}
    for session in sessions:
        for member in session.sitting:
            found.setdefault(member.examiner, []).append(session)
    return found


def _overlap(one: ExamSession, other: ExamSession) -> bool:
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def _needs_external(session: ExamSession, figures: JuryFigures) -> bool:
    """Whether one more member from inside would leave too few external ones (LAW-15)."""
    members = session.sitting
    return sum(member.external for member in members) < figures.min_external_ratio * (len(members) + 1)
