"""The e-mails of one decision, as its presenter composes them for real readers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from domain.application import Application
from domain.calendar import ExplainedDate
from domain.process import Process
from domain.team import Person, Team
from domain.vocabulary import Role, TimeLimit
from tasks.ledger.drafts import MailDraft, Moment, Registered
from tasks.presenting.presenters import presenter_of
from tests import builders_conformity as good
from tests.builders import DIRECTOR, OWNER, application, shipped_config

MANAGERS, DIRECTION = "ines.moreau@certificateur.example", "paul.lefevre@certificateur.example"
TEAM = Team((Person(OWNER, MANAGERS, Role.PARTNER_MANAGER), Person(DIRECTOR, DIRECTION, Role.DIRECTION)))
OF, AGENCY = "contact@atelier-lumieres.example", "agence@communication.example"
TRAINER_EMAIL, ASSESSOR = "zoe@atelier-lumieres.example", "ines.caron@atelier-lumieres.example"
PV = [Registered("PV-2026-0007", "Procès-verbal")]


def with_agency(**over: Any) -> Application:
    """A partner whose communication is in the hands of an agency."""
    return application(communication_email=AGENCY, **over)


def mails(moment: Moment[Any], process: Process[Any]) -> Sequence[MailDraft]:
    return presenter_of(process, shipped_config(), TEAM).mails(moment, PV)


def running(moment: Moment[Any], **due: date) -> Moment[Any]:
    """The same with other time limits that run: name of the limit → due date."""
    open_now = {TimeLimit[name]: ExplainedDate(good.NOTIFIED_ON, day, f"essai → {day}") for name, day in due.items()}
    return replace(moment, after={**open_now, **moment.after})
