"""The contradictory procedure against a partner, and the renewal of its agreement (LAW-06, QUA-10, O-17, MIK-89).

R. 6113-16-6: the agreement may be suspended as a precaution; it is terminated only once the partner has been told of
the griefs and has had enough time to present its observations.
"""

from datetime import date

from domain.attendee import Attendee
from domain.facts import Part


class Step(Part):
    """One decision of direction, with its reasons.

    Args:
        notified_on: the day that its letter leaves; it takes effect then.
    """

    motive: str
    decided_by: Attendee
    decided_on: date
    notified_on: date


class Grievances(Step):
    """What the partner is reproached with, point by point; `answer_by` is the last day of the time left to answer."""

    items: tuple[str, ...]
    answer_by: date


class Observations(Part):
    """What the partner answered, word for word."""

    received_on: date
    text: str
    recorded_by: str


class Termination(Step):
    """The end of the agreement. `answer`: to the observations, when there were some."""

    answer: str = ""


class Procedure(Part):
    """From the suspension to its lifting or to the termination."""

    suspension: Step
    grievances: Grievances | None = None
    observations: tuple[Observations, ...] = ()
    termination: Termination | None = None
    lifting: Step | None = None

    @property
    def answered_on(self) -> date | None:
        """When the partner last answered the griefs as they stand; None when it has not."""
        told = self.grievances
        since = [one.received_on for one in self.observations if told and one.received_on >= told.notified_on]
        return max(since, default=None)


class Renewal(Step):
    """The agreement goes on after the registration was renewed (MIK-89).

    Args:
        before, until: its end, as it was and as it becomes.
        amendment: where the signed amendment (avenant) is: a habilitation stands by its agreement (LAW-01).
        history: what the compliance file holds, one sentence a line: every PV and dysfunction.
        unsettled: references of the critical dysfunctions that are not closed.
    """

    before: date
    until: date
    amendment: str
    history: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
