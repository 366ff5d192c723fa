"""What the e-mails of a dysfunction, of a question, of the contradictory procedure and of a renewal are given."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from tasks.mail.base_contexts import ContestableDecision, Decision, MailContext, ToOrganisme, ToStaff
from tasks.mail.fields import Deadline, Document, Dossier
from tasks.mail.text import FilledLine, FilledProse, Prose


class ActionAsked(ToOrganisme):
    """A corrective action, point by point (MIK-94). `refused`: what is missing from the proof, when it was refused."""

    deadline: Deadline
    identified_on: date
    source: FilledLine
    gravity: FilledLine
    what: FilledProse
    owner: FilledLine
    actions: tuple[FilledProse, ...] = Field(min_length=1)
    refused: Prose = ""


class ActionReminder(ToOrganisme):
    """The proof of the action is still expected (QUA-09). `days_left` in working days."""

    deadline: Deadline
    days_left: int = Field(ge=0)
    actions: tuple[FilledProse, ...] = Field(min_length=1)


class NonconformityClosed(ToOrganisme):
    """A dysfunction closed, with its sheet (QUA-09)."""

    documents: tuple[Document, ...] = Field(min_length=1)
    identified_on: date
    what: FilledProse
    verified_by: FilledLine
    closed_on: date


class QuestionAnswered(ToOrganisme):
    """The answer to a trainer (MIK-51). `to_forward`: the reader is his organisation, his address being unknown."""

    trainer: FilledLine
    asked_on: date
    question: FilledProse
    answer: FilledProse
    answered_on: date
    answered_by: FilledLine
    to_forward: bool


class AgreementSuspended(ContestableDecision):
    """A precaution: publication and registrations stop, the griefs follow (LAW-06)."""

    reasons: FilledProse


class GrievancesNotified(Decision):
    """The griefs, numbered; `deadline` is D-OBSERVATIONS (LAW-06)."""

    deadline: Deadline
    grievances: tuple[FilledProse, ...] = Field(min_length=1)
    reasons: FilledProse


class ObservationsReceived(Decision):
    """What the partner answered, as it is kept; `decided_on` is the day that it came."""

    observations: FilledProse


class AgreementTerminated(ContestableDecision):
    """The end of the agreement, on its griefs, with the `answer` to the observations (LAW-06, QUA-10)."""

    effective_on: date
    grievances: tuple[FilledProse, ...] = Field(min_length=1)
    answer: Prose = ""
    reasons: FilledProse


class SuspensionLifted(Decision):
    """The agreement is in force again."""

    reasons: FilledProse


class AgreementRenewed(Decision):
    """The agreement goes on until `end`, that of the registration at the latest (MIK-89, MIK-85)."""

    end: date
    reasons: FilledProse


class FcChangeDue(ToStaff):
    """The end of a habilitation, or its renewal until `end`, to be declared in two months (LAW-05)."""

    dossier: Dossier
    deadline: Deadline
    documents: tuple[Document, ...] = Field(min_length=1)
    renewed: bool
    changed_on: date
    end: date
    scope: FilledLine
    declared_as: FilledLine


CASE_CONTEXTS: Mapping[str, type[MailContext]] = {
    "action_asked": ActionAsked,
    "action_reminder": ActionReminder,
    "nonconformity_closed": NonconformityClosed,
    "question_answered": QuestionAnswered,
    "agreement_suspended": AgreementSuspended,
    "grievances_notified": GrievancesNotified,
    "observations_received": ObservationsReceived,
    "agreement_terminated": AgreementTerminated,
    "suspension_lifted": SuspensionLifted,
    "agreement_renewed": AgreementRenewed,
    "fc_change_due": FcChangeDue,
}
