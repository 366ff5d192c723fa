"""The objects that the mails' contexts are made of."""

from datetime import date, datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from tasks.mail.text import FilledLine, FilledProse, Line


class Part(BaseModel):
    """A frozen piece of a context: a field too many or too few is an error where the mail is built."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Organisation(Part):
    """The certifier (organisme certificateur) that signs."""

    name: FilledLine
    address: Line = ""
    email: FilledLine
    phone: Line = ""
    website: Line = ""
    legal_line: Line = ""


class Recipient(Part):
    """Who reads. Without a name the mail opens with « Madame, Monsieur »."""

    name: Line = ""


class Certification(Part):
    code: FilledLine
    title: FilledLine


class Dossier(Part):
    """What the mail is about: an application, or with another `noun` a session, a candidacy…

    `organisme` names it; `owner` is the person in charge (MIK-17), empty until there is one.
    """

    noun: FilledLine = "dossier"
    ref: FilledLine
    organisme: FilledLine
    siret: Line = ""
    certification: Certification
    owner: Line = ""


class Rule(Part):
    """A rule of the certifier's regulation, cited at the foot (« Règle MIK-29 : … »)."""

    id: FilledLine
    quote: FilledLine


class Deadline(Part):
    """A time limit and the sentence that explains it (`domain.calendar.ExplainedDate`)."""

    label: FilledLine
    due_on: date
    sentence: FilledLine


class Document(Part):
    """A document attached to the mail, as registered."""

    number: FilledLine
    title: FilledLine


class MissingPiece(Part):
    """A required item that is absent or unusable, with the reason and what to do about it (MIK-13)."""

    label: FilledLine
    reason: FilledLine
    cure: FilledLine


class ScoreLine(Part):
    """One line of the 17-point grid (MIK-18); half points allowed (O-08)."""

    label: FilledLine
    points: Decimal
    maximum: Decimal
    comment: Line = ""


class PlanStep(Part):
    """A step of the « plan de conformité » (O-04)."""

    label: FilledLine
    due_on: date
    sentence: FilledLine


class Appeal(Part):
    """Voies de recours (O-14): until when to lodge, and the answer times in working days."""

    lodge_by: date
    sentence: FilledLine
    acknowledged_within: int = Field(gt=0)
    answered_within: int = Field(gt=0)


class FailedMail(Part):
    """A mail that did not arrive, or may not have."""

    to: FilledLine
    subject: FilledLine
    answer: FilledProse
    attempts: int = Field(gt=0)
    first_tried_on: date


class Session(Part):
    """A meeting that people are called to. `starts` is the wall clock of Paris; `link` or `place` says where."""

    starts: datetime
    minutes: int = Field(gt=0)
    link: Line = ""
    place: Line = ""

    @property
    def is_web_link(self) -> bool:
        """Whether `link` may be made clickable; anything else is shown as text."""
        return self.link.lower().startswith(("https://", "http://"))


class Correction(Part):
    """A numbered correction of a support (MIK-67). `found`: what the check saw instead (MIK-70)."""

    number: int = Field(gt=0)
    support: FilledLine
    item: FilledLine
    request: FilledProse
    found: Line = ""


class Delivered(Part):
    """A document handed over, with its version (MIK-43)."""

    title: FilledLine
    version: FilledLine


class AspectGrade(Part):
    """What the evaluator said of one of the four aspects (MIK-73)."""

    aspect: FilledLine
    grade: FilledLine

    @property
    def pair(self) -> tuple[str, str]:
        """As the part `facts` shows it."""
        return (self.aspect, self.grade)
