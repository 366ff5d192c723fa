"""Surveys of holders, sent when their day comes, from the ledger alone (NET-18, NET-19, NET-23)."""

import secrets
from base64 import b32encode
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import Connection

from config.loader import Organisation
from config.settings import Settings
from domain.calendar import add_months
from domain.exams.award import AwardKind
from domain.exams.certificate import Certificate
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.vocabulary import CertificateState
from domain.network.survey_process import SURVEY
from domain.network.survey_vocabulary import SurveyEvent, SurveyState, Wave
from domain.process import Command
from tasks.feedback import Feedback
from tasks.ledger.queries import read_children, read_opened, read_subjects, subjects_made
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.surveys import SURVEYS

_BY = "certiflow"
_TOKEN_BYTES = 15  # 120 bits, 24 letters and figures: nobody finds a survey by trying
_ENDS_OF_MONTH = timedelta(days=3)  # 31 August and 28 August have the same day six months later
Person = tuple[str, str]


def survey_link(settings: Settings, organisation: Organisation, token: str) -> str:
    """The address of the form for one holder."""
    template = settings.survey_url or f"{organisation.website.rstrip('/')}/enquete?jeton={{jeton}}"
    return template.replace("{jeton}", token)


def follow_surveys(office: Office, pull: Pull, feedback: Feedback) -> None:
    """Send what is due today; close what asks about a certification that was withdrawn since (M2I-48)."""
    with office.ledger.reading() as connection:
        due = list(_due(office, connection, pull.on))
        opposed = _opposed(connection) if due else frozenset[Person | str]()
        void = list(_void(connection))
    commands = [_sent(office, wave, facts, pull.on) for wave, facts in due if not opposed.intersection(_keys(facts))]
    commands += [Command(f"survey-void:{ref}", ref, SurveyEvent.VOIDED, pull.on, _BY) for ref in void]
    feedback.take(SURVEYS, apply_commands(office, pull.team, commands, SURVEY), {})


def _due(office: Office, connection: Connection, on: date) -> Iterator[tuple[Wave, Certificate]]:
    """Holders of a whole certification whose wave has come, and who were not asked yet."""
    certifications = office.config.certifications.values()
    latest = max((item.cohorts.catch_up_days for item in certifications), default=0)
    for wave in Wave:
        last = add_months(on, -wave.months)
        window = (last - timedelta(days=latest) - _ENDS_OF_MONTH, last + _ENDS_OF_MONTH)
        views = read_opened(connection, CERTIFICATE, {CertificateState.DELIVERED}, *window)
        found = [view.facts for view in views if _is_asked(office, wave, view.facts, on)]
        made = subjects_made(connection, [_ref(wave, facts) for facts in found])
        yield from ((wave, facts) for facts in found if _ref(wave, facts) not in made)


def _is_asked(office: Office, wave: Wave, facts: Certificate, on: date) -> bool:
    figures = office.config.figures_for(facts.certification, facts.grid_version)
    cohorts = figures.cohorts
    is_whole, is_on = facts.kind is AwardKind.FULL, wave in cohorts.waves(figures.kind)
    return is_whole and is_on and cohorts.is_due(wave, facts.delivered_on, on)


def _ref(wave: Wave, facts: Certificate) -> str:
    return f"survey:{facts.ref}:{wave.value}"


def _opposed(connection: Connection) -> frozenset[Person | str]:
    """Who asked not to be solicited any more, by certificate and by person: RGPD, article 21."""
    views = read_subjects(connection, SURVEY, {SurveyState.DECLINED, SurveyState.ANSWERED})
    refused = [view.facts for view in views if view.facts.declined_on is not None]
    people = frozenset[Person | str]((facts.email.casefold(), facts.holder.casefold()) for facts in refused)
    return people | {facts.certificate for facts in refused}


def _keys(facts: Certificate) -> Iterable[Person | str]:
    return (facts.email.casefold(), facts.name.casefold()), facts.ref


def _sent(office: Office, wave: Wave, facts: Certificate, on: date) -> Command:
    figures = office.config.figures_for(facts.certification, facts.grid_version)
    token = b32encode(secrets.token_bytes(_TOKEN_BYTES)).decode()
    update = {
        "certification": facts.certification, "grid_version": facts.grid_version, "parent": facts.parent,
        "certificate": facts.ref, "holder": facts.name, "email": facts.email, "wave": wave,
        "usage": figures.kind == "RS", "certified_on": facts.delivered_on, "sent_on": on, "token": token,
        "link": survey_link(office.settings, office.config.organisation, token),
        "kept_years": figures.cohorts.kept_years,
    }  # fmt: skip
    return Command(_ref(wave, facts), "", SurveyEvent.SENT, on, _BY, update)


def _void(connection: Connection) -> Iterator[str]:
    withdrawn = {view.ref: view.facts.parent for view in read_subjects(connection, CERTIFICATE,
                                                                      {CertificateState.WITHDRAWN})}  # fmt: skip
    for view in read_children(connection, SURVEY, set(withdrawn.values())) if withdrawn else ():
        if view.state is SurveyState.SENT and view.facts.certificate in withdrawn:
            yield view.ref
