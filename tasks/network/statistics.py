"""The statistics of the cohorts, with pandas: holders, answers, insertion, value of use (NET-18, NET-19, NET-22).

A rate of insertion counts the answers of those who are neither in studies nor unable to work, as France compétences
asks; a certificate withdrawn since counts for nothing (M2I-48).
"""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from domain.certification import Certification
from domain.exams.award import AwardKind
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate import Certificate
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CertificateState
from domain.network.readiness import EVERYBODY, Promotion, Readiness, WaveFigures, readiness
from domain.network.survey import Survey
from domain.network.survey_process import SURVEY
from domain.network.survey_vocabulary import Contract, Situation, SurveyState, Wave
from tasks.ledger.queries import read_some, read_subjects
from tasks.office import Office

_HOLDERS = ("certificate", "certification", "year", "certifier", "route")
_SURVEYS = (
    "certificate", "wave", "answered", "counted", "employed", "in_trade", "salary", "permanent", "usefulness", "used",
)  # fmt: skip


class Cohorts:
    """Every holder and every survey, read once; then asked as often as one likes.

    Args:
        with_routes: reads the candidacies too, for the routes of access (NET-18).
    """

    def __init__(self, office: Office, connection: Connection, *, with_routes: bool = False) -> None:
        self._office = office
        facts = [
            view.facts
            for view in read_subjects(connection, CERTIFICATE, {CertificateState.DELIVERED})
            if view.facts.kind is AwardKind.FULL
        ]
        certifiers = _certifiers(office, connection, facts)
        routes = _routes(connection, facts) if with_routes else {}
        self._holders = pd.DataFrame(
            [(one.ref, one.certification, one.delivered_on.year, certifiers.get(one.parent, one.certifier),
              routes.get(one.candidacy, "")) for one in facts],
            columns=list(_HOLDERS),
        )  # fmt: skip
        asked = set(SurveyState) - {SurveyState.VOID}
        rows = [_survey_row(view.facts) for view in read_subjects(connection, SURVEY, asked)]
        surveys = pd.DataFrame(rows, columns=list(_SURVEYS))
        self._surveys = surveys.merge(self._holders, on="certificate", how="inner")

    @property
    def certifications(self) -> tuple[str, ...]:
        """Those that have been delivered."""
        return tuple(sorted(self._holders["certification"].unique()))

    def promotions(self, code: str, certifier: str = EVERYBODY) -> tuple[Promotion, ...]:
        """The promotions of one certification, the oldest first; of one certifier alone when named (NET-24)."""
        figures = self._office.config.figures_for(code)
        holders, surveys = (
            table[(table["certification"] == code) & ((table["certifier"] == certifier) | (certifier == EVERYBODY))]
            for table in (self._holders, self._surveys)
        )
        return tuple(
            Promotion(
                code, certifier, year, int((holders["year"] == year).sum()),
                _waves(surveys[surveys["year"] == year], figures), Counter(holders[holders["year"] == year]["route"]),
            )
            for year in sorted(int(year) for year in holders["year"].unique())
        )  # fmt: skip

    def readiness(self, code: str, on: date) -> tuple[Readiness, ...]:
        """Of the whole group, then of each of its certifiers when there are several (NET-23, NET-24)."""
        figures = self._office.config.figures_for(code)
        names = [EVERYBODY, *_names(figures)] if figures.co_certifiers else [EVERYBODY]
        return tuple(readiness(figures, name, self.promotions(code, name), on) for name in names)


def _names(figures: Certification) -> tuple[str, ...]:
    return figures.certifier, *(owner.name for owner in figures.co_certifiers)


def _certifiers(office: Office, connection: Connection, facts: Collection[Certificate]) -> dict[str, str]:
    """Session → co-certifier that organised it: its holders are its own; a partner's are the certifier's (NET-01)."""
    shared = {code: item.co_certifiers for code, item in office.config.certifications.items() if item.co_certifiers}
    parents = {one.parent for one in facts if one.certification in shared}
    found = {}
    for ref, view in read_some(connection, EXAM_SESSION, parents).items() if parents else ():
        siret = view.facts.organiser.siret
        for owner in shared[view.facts.certification]:
            if owner.siret == siret:
                found[ref] = owner.name
    return found


def _routes(connection: Connection, facts: Collection[Certificate]) -> dict[str, str]:
    views = read_some(connection, CANDIDACY, {one.candidacy for one in facts})
    return {ref: view.facts.eligibility.route.value for ref, view in views.items()}


def _survey_row(facts: Survey) -> tuple[Any, ...]:
    answer = facts.answer
    if answer is None:
        return facts.certificate, facts.wave.value, False, False, False, False, None, None, None, None
    counted = answer.situation is not None and answer.situation.counts
    employed = answer.situation is Situation.EMPLOYED
    permanent = None if answer.contract is None else answer.contract is Contract.PERMANENT
    return (
        facts.certificate, facts.wave.value, True, counted, employed, employed and bool(answer.in_trade),
        answer.salary, permanent, answer.usefulness, answer.used,
    )  # fmt: skip


def _waves(surveys: pd.DataFrame, figures: Certification) -> dict[Wave, WaveFigures]:
    return {wave: _wave(wave, group, figures) for wave in Wave if len(group := surveys[surveys["wave"] == wave.value])}


def _wave(wave: Wave, group: pd.DataFrame, figures: Certification) -> WaveFigures:
    small = figures.cohorts.small_cell
    counts = {name: int(group[name].sum()) for name in ("answered", "counted", "employed", "in_trade")}
    salary = _known(group, "salary", small)
    permanent, usefulness, used = _known(group, "permanent", small), _known(group, "usefulness"), _known(group, "used")
    return WaveFigures(
        wave, len(group), **counts,
        median_salary=None if salary is None else round(float(salary.median())),
        permanent=None if permanent is None else float(permanent.mean()),
        usefulness=None if usefulness is None else round(float(usefulness.mean()), 1),
        used=None if used is None else float(used.mean()),
    )  # fmt: skip


def _known(group: pd.DataFrame, name: str, least: int = 1) -> "pd.Series[float] | None":
    """What was answered; None when fewer than `least` people did, who would be recognised."""
    known = group[name].dropna().astype(float)
    return known if len(known) >= least else None


def percent(share: float | None) -> int | None:
    """A share as France compétences writes it: whole per cent."""
    return None if share is None else round(share * 100)
