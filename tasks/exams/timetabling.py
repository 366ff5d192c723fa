"""The timetable of one session: found, kept while it holds, made again when it does not (M2I-12, M2I-52)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from config.loader import Config
from domain.exams.candidacy import Candidacy
from domain.exams.convocation_guards import in_time
from domain.exams.jury import jury_complete
from domain.exams.planning import enrolled, plan_of, problem_of, timetable_of
from domain.exams.rooms import keep_rooms
from domain.exams.seating import Timetable
from domain.exams.session import ExamSession
from domain.exams.timetable import Infeasible
from domain.exams.timetable_check import check
from domain.exams.vocabulary import CandidacyState
from domain.refusal import Refusal
from domain.vocabulary import TimeLimit
from tasks.exams.reading import Exams
from tasks.exams.solving import solved_once
from tasks.office import Office
from tasks.timetable import explain

_REF = re.compile(r"\b[IE]-\d{4}-\d{4,}\b")


@dataclass(frozen=True)
class Expected:
    """Who is to be placed, and who waits for an agreement to a late convocation, with the sentence that says so."""

    candidacies: tuple[Candidacy, ...]
    late: tuple[Refusal, ...]


def expected(config: Config, session: ExamSession, exams: Exams, on: date) -> Expected:
    """The candidates whose registration is valid; those convened already stay (O-11)."""
    figures = config.figures_for(session.certification, session.grid_version)
    latest = convene_by(config, session)
    placed: list[Candidacy] = []
    late: list[Refusal] = []
    for view in exams.by_session.get(session.ref, ()):
        if view.state is CandidacyState.CONVENED:
            placed.append(view.facts)
        elif view.state is CandidacyState.REGISTERED:
            dated = view.facts.with_update({"convene_by": latest})
            refusal = in_time(dated, on, figures, view.facts)
            late += [refusal] if refusal else []
            placed += [] if refusal else [dated]
    return Expected(tuple(placed), tuple(late))


def convene_by(config: Config, session: ExamSession) -> date:
    """The last day for a convocation that needs no agreement: ten working days before the first day (O-11)."""
    figures = config.figures_for(session.certification, session.grid_version)
    return config.calendar.add(session.starts_on, -figures.time_limits[TimeLimit.CONVOCATION].length)


def first_timetable(
    office: Office, session: ExamSession, candidacies: Collection[Candidacy], on: date
) -> Timetable | tuple[Refusal, ...]:
    """The plan that is announced, or everything that stands in its way."""
    figures = office.config.figures_for(session.certification, session.grid_version)
    refusal = jury_complete(session, on, figures, session)
    if refusal is not None:
        return (refusal,)
    return _solved(office, session, candidacies, None)


def kept_timetable(
    office: Office, session: ExamSession, candidacies: Collection[Candidacy], on: date
) -> Timetable | tuple[Refusal, ...] | None:
    """None while the announced plan holds; else one that keeps as many announced times as it can."""
    figures = office.config.figures_for(session.certification, session.grid_version)
    known = session.timetable or Timetable(slots=())
    plan = plan_of(session, known, [candidacy.ref for candidacy in candidacies])
    if not check(problem_of(session, candidacies, figures, office.config.calendar), plan):
        told = tuple(enrolled(candidacy) for candidacy in candidacies)
        return None if told == session.enrolled else timetable_of(session, plan, known.explanation)
    refusal = jury_complete(session, on, figures, session)
    return (refusal,) if refusal is not None else _solved(office, session, candidacies, known)


def _solved(
    office: Office, session: ExamSession, candidacies: Collection[Candidacy], known: Timetable | None
) -> Timetable | tuple[Refusal, ...]:
    figures = office.config.figures_for(session.certification, session.grid_version)
    previous = plan_of(session, known, [candidacy.ref for candidacy in candidacies]) if known else None
    problem = problem_of(session, candidacies, figures, office.config.calendar, previous)
    names = {member.examiner: member.name for member in session.jury}
    names |= {candidacy.ref: candidacy.name for candidacy in candidacies}
    found = solved_once(office.ledger, session.ref, problem)
    if isinstance(found, Infeasible):
        return tuple(Refusal(named(reason, names), "M2I-12", "Convoquer") for reason in found.reasons)
    plan = keep_rooms(problem, found, previous) if previous else found
    return timetable_of(session, plan, [named(sentence, names) for sentence in explain(problem, plan)])


def named(sentence: str, names: Mapping[str, str]) -> str:
    """The same sentence with people's names instead of their references."""
    return _REF.sub(lambda match: names.get(match.group(), match.group()), sentence)
