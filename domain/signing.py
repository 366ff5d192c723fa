"""The end of the road: sessions held, kits delivered, agreements issued and signed (MIK-41 to MIK-92)."""

from datetime import date

from domain.agreements import AgreementKind
from domain.extent import Extent
from domain.facts import Part


class Attendance(Part):
    """An information session that took place (MIK-42, NET-12)."""

    held_on: date
    attendees: tuple[str, ...]
    recorded_by: str


class DeliveredKit(Part):
    """One document handed over: version and fingerprint, to whom, when (MIK-43)."""

    code: str
    title: str
    version: str
    sha256: str
    delivered_on: date
    recipient: str


class Workstreams(Part):
    """The gates of the signature, as they stand when they are looked at (MIK-84).

    Args:
        communication_on: the day the communication became conforming, None before.
        trainers: names of the validated trainers (O-09: one at least).
        evaluation_manager_designated: the responsable de l'évaluation that the OF named, with the e-mail (MIK-38).
        evaluation_manager: the same once habilitated; empty before.
    """

    communication_on: date | None = None
    trainers: tuple[str, ...] = ()
    evaluation_manager_designated: str = ""
    evaluation_manager_email: str = ""
    evaluation_manager: str = ""


class UnmetCorrection(Part):
    """A correction that the second check found missing (MIK-70).

    Args:
        support: as the minutes name it. item: its code in the checklist.
        requested_on, checked_on: the days of the first pass and of the second.
    """

    number: int
    support: str
    item: str
    request: str
    found: str
    requested_on: date
    checked_on: date


class IssuedAgreements(Part):
    """The three agreements as generated. `gaps`: what the clause linter found missing, in French (LAW-02)."""

    issued_on: date
    start: date
    end: date
    versions: dict[AgreementKind, str]
    fingerprints: dict[AgreementKind, str]
    gaps: tuple[tuple[str, str], ...] = ()
    extent: Extent = Extent()


class Signature(Part):
    """One agreement signed by both parties (MIK-87, MIK-90, MIK-92)."""

    kind: AgreementKind
    partner_signatory: str
    partner_signed_on: date
    certifier_signatory: str
    certifier_signed_on: date
    recorded_by: str

    @property
    def complete_on(self) -> date:
        return max(self.partner_signed_on, self.certifier_signed_on)


class Assurances(Part):
    """The two conditions of R. 6113-16-1 (LAW-01), answered by direction and printed in the minutes."""

    respects_reference: bool
    adequate_means: bool
    decided_by: str
    decided_on: date


class FcDeclaration(Part):
    """The habilitation declared to France compétences (MIK-86, LAW-05)."""

    declared_on: date
    proof: str
    recorded_by: str
