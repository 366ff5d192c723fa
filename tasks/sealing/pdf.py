"""What pyHanko 0.38 does otherwise than our documents need, in the smallest subclasses; the version is pinned."""

import hashlib
from datetime import datetime
from io import BytesIO
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1 as as_asn1
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tasks.sealing.certificate import Identity

DIGEST = "sha256"
FIELD = "Cachet"

# printable for PDF/A, and out of the page for PDF/UA, which would want it in the structure tree
_FIELD_SPEC = SigFieldSpec(
    FIELD, readable_field_name="Cachet de l’organisme", invis_sig_settings=InvisSigSettings(box_out_of_bounds=True)
)


class FaithfulWriter(IncrementalPdfFileWriter):
    """Appends to a PDF/A-2a + PDF/UA-1 file without touching its claims; equal input gives an equal file ID."""

    def _update_meta(self) -> None:
        """Nothing: pyHanko would write the XMP packet anew and lose what PDF/A says there (ISO 19005-2 §6.6.2)."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> ArrayObject:
        """The second half of the ID changes with each revision (ISO 32000-1 §14.4); pyHanko draws it at random."""
        prev.stream.seek(0)
        second = hashlib.file_digest(prev.stream, DIGEST).digest()[:16]
        return ArrayObject([ByteStringObject(prev.trailer["/ID"][0].original_bytes), ByteStringObject(second)])

    def order_tabs_by_structure(self) -> None:
        """A page with an annotation, even an invisible one, must say its tab order (ISO 14289-1 §7.18.3)."""
        reference, _ = self.find_page_for_modification(0)  # type: ignore[no-untyped-call]
        reference.get_object()["/Tabs"] = pdf_name("/S")


class DatedSigner(PdfSigner):
    """Seals at a moment that is given, and in PDF 1.7; pyHanko reads the clock, and writes 2.0 for ECDSA."""

    def __init__(self, when: datetime, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._when = when

    def init_signing_session(self, *args: Any, **options: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **options)
        session.system_time = self._when
        return session

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """PDF/A-2 is PDF 1.7, where the ESIC extension of ETSI brings PAdES."""
        pdf_out.register_extension(ESIC_EXTENSION_1)


class KeptKeySigner(Signer):
    """Signs with a key that stays loaded; pyHanko's own loads and checks it twice for each signature."""

    def __init__(self, identity: Identity) -> None:
        issuers = SimpleCertificateStore.from_certs(map(as_asn1, identity.issuers))  # type: ignore[no-untyped-call]
        super().__init__(signing_cert=as_asn1(identity.certificate), cert_registry=issuers)
        self._key = identity.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Deterministic, so that a document made again under its first date has the same bytes (RFC 8017, RFC 6979)."""
        if digest_algorithm != DIGEST:
            raise ValueError(f"sealed with {digest_algorithm}, not with {DIGEST}")
        if dry_run:
            return bytes(self._key.key_size // 4 + 16)  # room enough for RSA (1/8) and for ECDSA in DER
        if isinstance(self._key, RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), SHA256())
        return self._key.sign(data, ECDSA(SHA256(), deterministic_signing=True))

    def sign_whole(self, pdf: bytes, reason: str, moment: datetime) -> bytes:
        """`pdf` with one signature appended, that certifies it as it is and allows no change."""
        metadata = PdfSignatureMetadata(
            field_name=FIELD, md_algorithm=DIGEST, reason=reason, subfilter=SigSeedSubFilter.PADES,
            certify=True, docmdp_permissions=MDPPerm.NO_CHANGES,
        )  # fmt: skip
        writer = FaithfulWriter(BytesIO(pdf))
        writer.order_tabs_by_structure()
        signer = DatedSigner(moment, metadata, self, new_field_spec=_FIELD_SPEC)
        return bytes(signer.sign_pdf(writer).getvalue())
