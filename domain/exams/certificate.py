"""What is known of a certificate: what its parchemin says, whose it is, and what it was delivered on."""

from datetime import date

from domain.dossier import Attendee
from domain.exams.award import Award, AwardedBloc, AwardKind, Holder, Registered, Signatory
from domain.facts import Facts, Part


class CertificateWithdrawal(Part):
    """A motivated decision of direction (M2I-48)."""

    motive: str
    decided_by: Attendee
    decided_on: date


class Certificate(Facts):
    """One certificate; `parent` is the session, and its own reference is the number that it prints.

    Args:
        candidacy: reference of the one that obtained it.
        earlier: candidacies to other sessions whose blocs it counts (M2I-05).
        required: blocs that make the whole certification, in the référentiel of the session.
        acquired: those that the holder has.
        validated_by, validated_on: who validated the session for the certifier, and when (M2I-37).
        code: of verification; kept here, it outlives the key that it came from.
        register_url, sealed: what the document says of the public register and of its seal, for ever.
    """

    candidacy: str
    earlier: tuple[str, ...] = ()
    email: str
    kind: AwardKind
    holder: Holder
    registered: Registered
    bloc: AwardedBloc | None = None
    required: tuple[str, ...]
    acquired: tuple[str, ...]
    certifier: str
    jury_date: date
    validated_by: str
    validated_on: date
    delivered_on: date
    place: str
    signatory: Signatory
    valid_until: date | None = None
    code: str
    register_url: str
    sealed: bool = False
    withdrawal: CertificateWithdrawal | None = None

    @property
    def natural_key(self) -> str:
        return self.candidacy

    @property
    def name(self) -> str:
        return self.holder.name

    @property
    def award(self) -> Award:
        """All that is printed; shown as revoked once withdrawn."""
        return Award(
            number=self.ref, kind=self.kind, holder=self.holder, certification=self.registered,
            certifier=self.certifier, bloc=self.bloc, jury_date=self.jury_date, delivered_on=self.delivered_on,
            place=self.place, signatory=self.signatory, valid_until=self.valid_until, verification_code=self.code,
            revoked_on=self.withdrawal.decided_on if self.withdrawal else None,
        )  # fmt: skip
