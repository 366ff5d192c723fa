"""The seal's certificate and key, read from a PKCS#12 file and refused early when they cannot seal."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12

from config.disk import disk_reason


class SealUnavailable(Exception):
    """Documents cannot be sealed with what is configured; the message is French, with its cure."""


@dataclass(frozen=True)
class Identity:
    """Who seals: the private key, its certificate, and the certificates of those who issued it."""

    key: RSAPrivateKey | EllipticCurvePrivateKey
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]

    def is_valid_at(self, moment: datetime) -> bool:
        return self.certificate.not_valid_before_utc <= moment <= self.certificate.not_valid_after_utc


def read_identity(path: Path, password: str) -> Identity:
    """The identity in a PKCS#12 file (.p12, .pfx).

    Raises:
        SealUnavailable: no such file, wrong password, no key that signs, or a certificate out of its dates.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SealUnavailable(f"Le certificat du cachet {path} ne peut pas être lu : {disk_reason(error)}.") from None
    try:
        store = pkcs12.load_pkcs12(content, password.encode() or None)
    except (ValueError, UnsupportedAlgorithm):
        raise SealUnavailable(
            f"Le certificat du cachet {path} ne s’ouvre pas : le mot de passe est faux, ou ce n’est pas un fichier "
            "PKCS#12 (.p12, .pfx). Corrigez CERTIFLOW_SEAL_PASSWORD ou CERTIFLOW_SEAL_CERTIFICATE."
        ) from None
    identity = _identity(store, path)
    _check_dates(identity, path)
    return identity


def _identity(store: pkcs12.PKCS12KeyAndCertificates, path: Path) -> Identity:
    if store.cert is None or not isinstance(store.key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise SealUnavailable(
            f"Le certificat du cachet {path} n’est pas accompagné d’une clé privée RSA ou ECDSA : exportez-le de "
            "nouveau avec sa clé."
        )
    if not _may_sign(store.cert.certificate):
        raise SealUnavailable(
            f"Le certificat du cachet {path} ne permet pas de signer (usage de la clé) : demandez à votre prestataire "
            "un certificat de cachet."
        )
    return Identity(store.key, store.cert.certificate, tuple(item.certificate for item in store.additional_certs))


def _may_sign(certificate: x509.Certificate) -> bool:
    """ETSI EN 319 412-2 §4.3.2: digitalSignature, nonRepudiation or both; no extension restricts nothing (RFC 5280)."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _check_dates(identity: Identity, path: Path) -> None:
    now, certificate = datetime.now(UTC), identity.certificate
    if now > certificate.not_valid_after_utc:
        fact = f"a expiré le {certificate.not_valid_after_utc:%d/%m/%Y} : remplacez-le"
    elif now < certificate.not_valid_before_utc:
        fact = f"n’est valable qu’à partir du {certificate.not_valid_before_utc:%d/%m/%Y} : attendez, ou remplacez-le"
    else:
        return
    raise SealUnavailable(f"Le certificat du cachet {path} {fact}.")
