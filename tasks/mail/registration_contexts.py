"""What the e-mails of registrations and of examiners are given (M2I-24 to M2I-30, REF-17, REF-20)."""

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from tasks.mail.base_contexts import MailContext, ToCandidate, ToJury
from tasks.mail.fields import Appeal, Deadline, Document, Part
from tasks.mail.text import FilledLine, FilledProse, Line


class ExamSession(Part):
    """When and where; the hours come with the convocation."""

    ref: FilledLine
    starts_on: date
    ends_on: date
    place: FilledLine


class EpreuveInformation(Part):
    """What a candidate is told of one épreuve (REF-20). `minutes` are those of the référentiel."""

    label: FilledLine
    minutes: int = Field(gt=0)
    preparation_minutes: int = Field(ge=0)
    objective: FilledProse
    modality: FilledProse
    evaluators: FilledProse
    attribution: FilledProse


class RegistrationReceived(ToCandidate):
    """Inscription reçue. `deadline`: validation, or for a VAE its admissibility (M2I-26, LAW-12)."""

    deadline: Deadline
    session: ExamSession
    received_on: date
    route: FilledLine
    blocs: tuple[FilledLine, ...] = Field(min_length=1)
    carried: tuple[FilledLine, ...]
    resit: bool


class RegistrationValidated(ToCandidate):
    """Inscription validée, with the information on the épreuves (REF-20).

    Args:
        deemed: nobody answered a VAE in time, which makes it admissible (LAW-12).
        jury_by: the last day of the jury of a VAE.
        disability: how the épreuves adapt (REF-12).
    """

    session: ExamSession
    deemed: bool
    jury_by: date | None = None
    blocs: tuple[FilledLine, ...] = Field(min_length=1)
    resit: bool
    epreuves: tuple[EpreuveInformation, ...] = Field(min_length=1)
    disability: FilledProse
    convened_before: int = Field(gt=0)


class RegistrationRefused(ToCandidate):
    """Inscription refusée: contestable (O-14)."""

    appeal: Appeal
    decided_on: date
    session: ExamSession
    reasons: FilledProse


class AccommodationDecided(ToCandidate):
    """Aménagement accordé ou refusé; never the medical reason (LAW-13). A refusal is contestable."""

    appeal: Appeal | None = None
    decided_on: date
    granted: bool
    measures: FilledProse
    extra_time_percent: int = Field(ge=0, le=100)


class ExaminerHabilitated(ToJury):
    """Habilitation, or its renewal; its PV travels with it (REF-16)."""

    documents: tuple[Document, ...] = Field(min_length=1)
    decided_on: date
    renewed: bool
    blocs: tuple[FilledLine, ...] = Field(min_length=1)
    starts_on: date
    ends_on: date
    version: FilledLine


class ExaminerToConfirm(ToJury):
    """The référentiel has a new version: the examiner confirms that he knows it (M2I-28)."""

    version: FilledLine
    known: Line


class ExaminerEnded(ToJury):
    """Fin d'habilitation, motivated and contestable."""

    documents: tuple[Document, ...] = Field(min_length=1)
    appeal: Appeal
    decided_on: date
    reasons: FilledProse


REGISTRATION_CONTEXTS: Mapping[str, type[MailContext]] = {
    "registration_received": RegistrationReceived,
    "registration_validated": RegistrationValidated,
    "registration_refused": RegistrationRefused,
    "accommodation_decided": AccommodationDecided,
    "examiner_habilitated": ExaminerHabilitated,
    "examiner_to_confirm": ExaminerToConfirm,
    "examiner_ended": ExaminerEnded,
}
