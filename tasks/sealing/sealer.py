"""Seals documents with the certificate of the settings, loaded once."""

from datetime import UTC, datetime

from config.settings import Settings
from tasks.sealing.certificate import Identity, read_identity


class Sealer:
    """The seal of the certifying body."""

    def __init__(self, identity: Identity) -> None:
        from tasks.sealing.pdf import KeptKeySigner  # 0.6 s, for those who seal

        self._identity = identity
        self._signer = KeptKeySigner(identity)

    def can_date(self, moment: datetime) -> bool:
        """Whether the certificate was in force then: nobody would believe a seal older than its certificate."""
        return self._identity.is_valid_at(moment)

    def seal(self, pdf: bytes, *, reason: str, when: datetime) -> bytes:
        """`pdf` with an invisible certification signature that allows no change (ETSI.CAdES.detached, PAdES B-B).

        The result begins with `pdf` as it is. Equal arguments and certificate give equal bytes.

        Args:
            pdf: what `tasks.typesetting.render` made.
            reason: why it is sealed, French, as readers of PDF show it.
            when: claimed time of the seal, with its time zone; kept to the second.

        Raises:
            ValueError: `when` has no time zone.
        """
        if when.utcoffset() is None:
            raise ValueError("when needs a time zone: a naive one would give other bytes on another machine")
        return self._signer.sign_whole(pdf, reason, when.astimezone(UTC).replace(microsecond=0))


def load_sealer(settings: Settings) -> Sealer | None:
    """The sealer of the settings, None when no certificate is configured.

    Raises:
        SealUnavailable: the certificate cannot seal.
    """
    if settings.seal_certificate is None:
        return None
    return Sealer(read_identity(settings.seal_certificate, settings.seal_password.get_secret_value()))
