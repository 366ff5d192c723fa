"""The next sessions that a candidate who has to come again is told of (M2I-39, M2I-44)."""

from datetime import date

from domain.calendar import format_date
from domain.exams.candidacy import Candidacy
from domain.exams.vocabulary import SessionState
from tasks.exams.reading import Exams

_OPEN = (SessionState.PLANNED, SessionState.CONVENED)
_MOST = 3


def next_sessions(exams: Exams, candidacy: Candidacy, on: date) -> tuple[str, ...]:
    """The next ones of his certification that assess a bloc which he presented, the nearest first."""
    coming = sorted(
        (view.facts.starts_on, view.ref, view.facts.site.place)
        for view in exams.sessions.values()
        if view.state in _OPEN and view.facts.certification == candidacy.certification
        and view.facts.starts_on > on and set(view.facts.blocs) & set(candidacy.blocs)
    )  # fmt: skip
    return tuple(f"{format_date(day)}, {place} (session {ref})" for day, ref, place in coming[:_MOST])
