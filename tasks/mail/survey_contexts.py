"""What the e-mails of the surveys of holders are given (NET-18, NET-19)."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from domain.network.survey_vocabulary import Wave
from tasks.mail.base_contexts import MailContext, ToCandidate
from tasks.mail.fields import Deadline
from tasks.mail.text import FilledLine


class SurveyMail(ToCandidate):
    """The survey of one holder. `deadline` is D-ENQUETE.

    Args:
        usage: asks the value of use (RS) in place of the insertion (RNCP).
        url: of the form, for this holder alone.
        kept_years: how long the answer is kept.
    """

    deadline: Deadline
    wave: Wave
    usage: bool
    certified_on: date
    url: FilledLine
    kept_years: int = Field(gt=0)


class SurveyReminder(SurveyMail):
    """The same, some days later. `days_left` in working days."""

    days_left: int = Field(ge=0)


SURVEY_CONTEXTS: Mapping[str, type[MailContext]] = {"survey": SurveyMail, "survey_reminder": SurveyReminder}
