"""Reads the seal of a document back: who, when, and whether a byte has changed since."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature


@dataclass(frozen=True)
class Seal:
    """The seal of a document, as its file tells it. Whether to trust `signer` is for the reader of the file.

    Args:
        fingerprint: SHA-256 of the certificate, in hexadecimal: names are anybody's, this is the holder's alone.
    """

    intact: bool
    signer: str
    fingerprint: str
    signed_at: datetime | None


def check_seal(pdf: bytes) -> Seal | None:
    """The seal, None when the file bears none that can be read.

    It is intact when it covers the whole file: anything appended breaks it, for our seals allow no change.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader  # 0.6 s, for those who have seals to check

    try:
        signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
        return _seal(signatures[0]) if signatures else None
    except Exception:  # noqa: BLE001 — an altered file may make the parser raise anything: that is our answer
        return None


def _seal(signature: "EmbeddedPdfSignature") -> Seal:
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    covers_all = signature.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE
    certificate = signature.signer_cert
    same, valid = validate_sig_integrity(signature.signer_info, certificate, "data", signature.compute_digest())
    return Seal(
        intact=covers_all and same and valid,
        signer=certificate.subject.native.get("common_name", certificate.subject.human_friendly),
        fingerprint=hashlib.sha256(certificate.dump()).hexdigest(),
        signed_at=signature.self_reported_timestamp,
    )
