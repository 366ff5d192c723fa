"""Works out the figures of the network from the ledger: one query a kind, pandas for the rest (NET-05, NET-07)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, select

from domain.calendar import WorkingCalendar
from domain.dossier import Dossier
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.session import ExamSession
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CandidacyState, SessionState
from domain.network.indicators import Count, Delay, HorizonFigures, NetworkFigures, PartnerFigures
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import NonconformityState
from domain.network.outliers import Flag, Measure, Share, flags_of
from domain.network.survey_process import SURVEY
from domain.network.survey_vocabulary import SurveyState
from domain.partnership import PARTNERSHIP
from domain.process import Process
from domain.processes import BY_KIND
from domain.vocabulary import State, TimeLimit
from tasks.ledger.queries import View, read_deadlines, read_subjects
from tasks.ledger.schema import subjects
from tasks.office import Office
from tasks.statistics import days_to_signature

LATE, WEEK, MONTH = "Dépassées", "Cette semaine", "Dans les 30 jours"

_JUDGED = (
    CandidacyState.PASSED, CandidacyState.PARTLY, CandidacyState.FAILED, CandidacyState.CERTIFIED,
    CandidacyState.WITHDRAWN,
)  # fmt: skip
_HELD = (
    SessionState.ENDED, SessionState.PIECES_RECEIVED, SessionState.DELIBERATED, SessionState.VALIDATED,
    SessionState.RESULTS_SENT, SessionState.DELIVERED,
)  # fmt: skip


def network_figures(office: Office, on: date) -> NetworkFigures:
    """The network on the day `on`."""
    with office.ledger.reading() as connection:
        due = [item.dates.due_on for item in read_deadlines(connection)]
        found = _numbers(connection)
        anomalies = _nonconformities(connection)
        dossiers = list(read_subjects(connection, PARTNERSHIP))
        judged = [view for view in read_subjects(connection, CANDIDACY, _JUDGED) if view.facts.notified_on]
        sessions = list(read_subjects(connection, EXAM_SESSION, _HELD))
        delivered = [
            {"validated": view.facts.validated_on, "delivered": view.facts.delivered_on}
            for view in read_subjects(connection, CERTIFICATE)
        ]
    candidates, exams = _candidates(judged), _sessions(office, sessions, on)
    decisions = [_partner_delays(office.config.calendar, view) for view in dossiers]
    shares = {
        Measure.SUCCESS: _shares(candidates, "partner", "passed"),
        Measure.INCIDENTS: _shares(exams, "partner", "incident"),
        Measure.LATE_PIECES: _shares(exams[exams["known"]], "partner", "late"),
    }
    flags = _flags(office, dossiers, shares)
    return NetworkFigures(
        on=on,
        deadlines=_deadlines(due, on, office.config.indicators.deadlines, office.config.calendar),
        counts=_counts(found),
        success=_shares(candidates, "certification", "passed"),
        delays=tuple(_delays(decisions, candidates, delivered)),
        responses=_responses(found),
        partners=tuple(
            _partner(view, delays, shares, anomalies, flags.get(view.ref, ()))
            for view, delays in zip(dossiers, decisions, strict=True)
            if view.state in _PARTNERS or any(view.ref in found for found in shares.values())
        ),
    )


def kind_of(process: Process[Any]) -> str:
    """How a figure names the subjects of a process: its noun, without the article."""
    noun = process.noun.partition(" ")[2]
    return noun[0].upper() + noun[1:]


#: who is in the network: habilitated, or once was
_PARTNERS = (State.HABILITATED, State.SUSPENDED, State.TERMINATED, State.EXPIRED)


def _numbers(connection: Connection) -> Mapping[tuple[str, str], int]:
    """(kind, state) → how many subjects."""
    living = select(subjects.c.kind, subjects.c.state, func.count()).where(subjects.c.erased_on.is_(None))
    query = living.group_by(subjects.c.kind, subjects.c.state)
    return {(kind, state): number for kind, state, number in connection.execute(query)}


def _responses(found: Mapping[tuple[str, str], int]) -> Share:
    sent = {state: found.get((SURVEY.kind, state.value), 0) for state in SurveyState if state is not SurveyState.VOID}
    return Share(sent[SurveyState.ANSWERED], sum(sent.values()))


def _counts(found: Mapping[tuple[str, str], int]) -> tuple[Count, ...]:
    """Of every kind, in the order of the processes; the dossiers with their empty states, for the chart."""
    return tuple(
        Count(kind_of(process), state.label, number)
        for kind, process in BY_KIND.items()
        for state in process.states
        if (number := found.get((kind, state.value), 0)) or kind == PARTNERSHIP.kind
    )


def _nonconformities(connection: Connection) -> dict[str, Share]:
    """Dossier → dysfunctions that are open, of all those that it had (QUA-09)."""
    query = (
        select(subjects.c.parent, subjects.c.state, func.count())
        .where(subjects.c.kind == NONCONFORMITY.kind, subjects.c.erased_on.is_(None))
        .group_by(subjects.c.parent, subjects.c.state)
    )
    found: dict[str, Share] = {}
    for parent, state, number in connection.execute(query):
        found[parent] = found.get(parent, Share()) + Share(0 if state == NonconformityState.CLOSED else number, number)
    return found


def _deadlines(due: Iterable[date], on: date, horizons: HorizonFigures, calendar: WorkingCalendar) -> Mapping[str, int]:
    """Each deadline in one span only."""
    week, month = calendar.add(on, horizons.week_days), on + timedelta(days=horizons.month_days)
    found = Counter(LATE if day < on else WEEK if day <= week else MONTH for day in due if day <= max(week, month))
    return {label: found[label] for label in (LATE, WEEK, MONTH)}


def _candidates(judged: Iterable[View[Candidacy]]) -> pd.DataFrame:
    """One line a candidate whose result is known; he passes when he has every bloc that he presented."""
    rows = [
        {
            "partner": view.facts.partner, "certification": view.facts.certification,
            "passed": view.state is not CandidacyState.WITHDRAWN and view.facts.obtained >= set(view.facts.blocs),
            "session": view.facts.parent, "ended": view.facts.session.ends_on, "told": view.facts.notified_on,
        }
        for view in judged
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["partner", "certification", "passed", "session", "ended", "told"])


def _sessions(office: Office, sessions: Iterable[View[ExamSession]], on: date) -> pd.DataFrame:
    """One line a session held; `known` once its pieces came or their limit is over (MIK-56)."""
    rows = []
    for view in sessions:
        facts = view.facts
        limit = office.config.figures_for(facts.certification).time_limits[TimeLimit.PIECES]
        due = office.config.calendar.due(facts.ends_on, limit.length, limit.unit).due_on
        came = facts.pieces.received_on if facts.pieces else None
        rows.append({"partner": facts.organiser.dossier, "incident": bool(facts.incidents),
                     "known": came is not None or due < on, "late": (came or on) > due})  # fmt: skip
    return pd.DataFrame(rows, columns=["partner", "incident", "known", "late"]).astype({"known": bool})


def _shares(frame: pd.DataFrame, by: str, met: str) -> dict[str, Share]:
    """Of each partner or certification; what belongs to none (free candidates, own sessions) is left out."""
    named = frame[frame[by] != ""]
    if named.empty:
        return {}
    grouped = named.groupby(by)[met].agg(["sum", "size"])
    return {str(row.Index): Share(int(row[1]), int(row[2])) for row in grouped.itertuples()}


def _flags(
    office: Office, dossiers: Iterable[View[Dossier]], shares: Mapping[Measure, Mapping[str, Share]]
) -> dict[str, tuple[Flag, ...]]:
    figures = office.config.indicators.outliers
    groups = {view.ref: view.facts.certification for view in dossiers}
    found: dict[str, tuple[Flag, ...]] = {}
    for measure, by_partner in shares.items():
        minimum = figures.minimum_candidates if measure is Measure.SUCCESS else figures.minimum_sessions
        for partner, flag in flags_of(measure, by_partner, groups, minimum, figures.risk).items():
            found[partner] = (*found.get(partner, ()), flag)
    return found


def _partner_delays(calendar: WorkingCalendar, view: View[Dossier]) -> tuple[int | None, int | None]:
    """Working days from application to decision, and from pre-habilitation to signature (MIK-36)."""
    facts = view.facts
    rejected = view.state is State.REJECTED_ON_SCORE
    decided = facts.commission.held_on if facts.commission else view.changed_on if rejected else None
    waited = calendar.between(facts.received_on, decided) if decided else None
    return waited, days_to_signature(calendar, facts)


def _delays(
    decisions: list[tuple[int | None, int | None]], candidates: pd.DataFrame, delivered: list[dict[str, Any]]
) -> Iterable[Delay]:
    """Those that have happened at least once."""
    to_decision, to_signature = zip(*decisions, strict=True) if decisions else ((), ())
    told = candidates.drop_duplicates("session")
    awards = pd.DataFrame(delivered, columns=["validated", "delivered"])
    for label, rule, unit, values in (
        ("De la candidature à la décision", "NET-05", "jours ouvrés", pd.Series(to_decision, dtype=float)),
        ("De la pré-habilitation à la signature", "MIK-36", "jours ouvrés", pd.Series(to_signature, dtype=float)),
        ("De la fin de session aux résultats", "M2I-34", "jours", _days(told["ended"], told["told"])),
        (
            "De la validation du jury à la délivrance",
            "NET-16",
            "jours",
            _days(awards["validated"], awards["delivered"]),
        ),
    ):
        known = values.dropna()
        if len(known):
            yield Delay(label, rule, unit, round(float(known.mean()), 1), float(known.median()), len(known))


def _days(start: "pd.Series[Any]", end: "pd.Series[Any]") -> "pd.Series[Any]":
    return (pd.to_datetime(end) - pd.to_datetime(start)).dt.days


def _partner(
    view: View[Dossier],
    delays: tuple[int | None, int | None],
    shares: Mapping[Measure, Mapping[str, Share]],
    anomalies: Mapping[str, Share],
    flags: tuple[Flag, ...],
) -> PartnerFigures:
    return PartnerFigures(
        dossier=view.ref,
        name=view.facts.name,
        certification=view.facts.certification,
        state=view.state.label,
        shares={measure: found.get(view.ref, Share()) for measure, found in shares.items()},
        nonconformities=anomalies.get(view.ref, Share()),
        to_decision=delays[0],
        to_signature=delays[1],
        flags=flags,
    )
