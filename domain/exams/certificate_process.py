"""A certificate: the parchemin of a certification, or the attestation of one bloc; delivered, then perhaps withdrawn.

REF-26, REF-27, M2I-38, M2I-48.
"""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import Certification
from domain.correspondence import Mail, Paper, Pv
from domain.exams.certificate import Certificate
from domain.exams.certificate_guards import acquired, of_its_kind, validated, withdrawal_motivated
from domain.exams.vocabulary import CertificateEvent, CertificateState
from domain.process import Process, Transition
from domain.vocabulary import TimeLimit

_S, _E = CertificateState, CertificateEvent

_DELIVERED = (validated, acquired, of_its_kind)

_Row = Transition[Certificate]

# fmt: off
TRANSITIONS: tuple[Transition[Certificate], ...] = (
    _Row(
        source=None, event=_E.DELIVERED, target=_S.DELIVERED, rule="REF-26", guards=_DELIVERED,
        papers=(Paper.PARCHMENT,), mails=(Mail.CERTIFICATE_DELIVERED,),
    ),
    _Row(
        source=None, event=_E.BLOC_DELIVERED, target=_S.DELIVERED, rule="REF-27", guards=_DELIVERED,
        papers=(Paper.BLOC_CERTIFICATE,), mails=(Mail.CERTIFICATE_DELIVERED,),
    ),
    _Row(
        source=_S.DELIVERED, event=_E.WITHDRAWN, target=_S.WITHDRAWN, rule="M2I-48", guards=(withdrawal_motivated,),
        pv=Pv.CERTIFICATE_WITHDRAWN, mails=(Mail.CERTIFICATE_WITHDRAWN,),
    ),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Certificate, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """No clock of its own: the session's D-DELIVRANCE runs (NET-16)."""
    return None


CERTIFICATE = Process(
    kind="certificate", prefix="CERT", noun="un certificat", facts=Certificate, states=CertificateState,
    transitions=TRANSITIONS, span=span,
)  # fmt: skip
