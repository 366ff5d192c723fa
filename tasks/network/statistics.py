"""The statistics of the cohorts, with pandas: holders, answers, insertion, value of use (NET-18, NET-19, NET-22).

A rate of insertion counts the answers of those who are neither in studies nor unable to work, as France compétences
asks; a certificate withdrawn since counts for nothing (M2I-48).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from config.loader import Config
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
        certificates: parchemins that are delivered.
        surveys: every survey; those of other certificates count for nothing.
        certifiers: session → co-certifier whose holders it makes; the certifier's own otherwise (NET-24).
        routes: candidacy → route of access (NET-18).
    """

    def __init__(
        self,
        config: Config,
        certificates: Iterable[Certificate],
        surveys: Iterable[Survey],
        certifiers: Mapping[str, str] = MappingProxyType({}),
        routes: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._config = config
        self._holders = pd.DataFrame(
            [(one.ref, one.certification, one.delivered_on.year,
              certifiers.get(one.parent) or config.figures_for(one.certification).certifier,
              routes.get(one.candidacy)) for one in certificates],
            columns=list(_HOLDERS),
        )  # fmt: skip
        asked = pd.DataFrame([_survey_row(survey) for survey in surveys], columns=list(_SURVEYS))
        self._surveys = asked.merge(self._holders, on="certificate", how="inner")

    @property
    def certifications(self) -> tuple[str, ...]:
        """Those that have been delivered."""
        return tuple(sorted(self._holders["certification"].unique()))

    def promotions(self, code: str, certifier: str = EVERYBODY) -> tuple[Promotion, ...]:
        """The promotions of one certification, the oldest first; of one certifier alone when named (NET-24)."""
        figures = self._config.figures_for(code)
        holders, surveys = (
            table[(table["certification"] == code) & ((table["certifier"] == certifier) | (certifier == EVERYBODY))]
            for table in (self._holders, self._surveys)
        )
        return tuple(
            Promotion(
                code, certifier, int(str(year)), len(group), _waves(surveys[surveys["year"] == year], figures),
                Counter(group["route"].dropna()),
            )
            for year, group in holders.groupby("year", sort=True)
        )  # fmt: skip

    def readiness(self, code: str, on: date) -> tuple[Readiness, ...]:
        """Of the whole group, then of each of its certifiers when there are several (NET-23, NET-24)."""
        figures = self._config.figures_for(code)
        names = [EVERYBODY, *_names(figures)] if figures.co_certifiers else [EVERYBODY]
        return tuple(readiness(figures, name, self.promotions(code, name), on) for name in names)


def read_cohorts(office: Office, connection: Connection, *, with_routes: bool = False) -> Cohorts:
    """The cohorts of the ledger, one query a kind. `with_routes` reads the candidacies too."""
    views = read_subjects(connection, CERTIFICATE, {CertificateState.DELIVERED})
    certificates = [view.facts for view in views if view.facts.kind is AwardKind.FULL]
    surveys = read_subjects(connection, SURVEY, set(SurveyState) - {SurveyState.VOID})
    return Cohorts(
        office.config, certificates, (view.facts for view in surveys), _certifiers(office, connection, certificates),
        _routes(connection, certificates) if with_routes else {},
    )  # fmt: skip


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
