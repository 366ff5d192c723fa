"""A certification authority of our own, and the PKCS#12 files that a certifier would receive from a real one."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

SIGNER, PASSWORD = "Certif’Académie", "ouvre-toi"
TODAY = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | Ed25519PrivateKey


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@cache
def ec_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def issue(
    folder: Path,
    key: Key | None = None,
    *,
    since: datetime = TODAY - YEAR,
    until: datetime = TODAY + YEAR,
    signs: bool = True,
    password: str = PASSWORD,
) -> Path:
    """A seal certificate of our authority with its key, in a file like « cachet.p12 »."""
    own = key or ec_key()
    certificate = (
        _certificate(SIGNER, since, until)
        .public_key(own.public_key())
        .add_extension(_usage(signs), critical=True)
        .add_extension(_addresses(), critical=False)
        .sign(_authority_key(), SHA256())
    )
    lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    path = folder / "cachet.p12"
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"cachet", own, certificate, [_authority()], lock))
    return path


def without_key(folder: Path) -> Path:
    """Only the certificate of the authority: what people export by mistake."""
    path = folder / "cachet.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            None, None, None, [_authority()], BestAvailableEncryption(PASSWORD.encode())
        )
    )
    return path


@cache
def _authority_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def _authority() -> x509.Certificate:
    builder = _certificate("Autorité d’essai", TODAY - 9 * YEAR, TODAY + 9 * YEAR)
    basic = x509.BasicConstraints(ca=True, path_length=0)
    return (
        builder.public_key(_authority_key().public_key())
        .add_extension(basic, critical=True)
        .sign(_authority_key(), SHA256())
    )


def _certificate(name: str, since: datetime, until: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name("Autorité d’essai"))
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _usage(signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False, content_commitment=signs, key_encipherment=not signs, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _addresses() -> x509.AuthorityInformationAccess:
    """Where a revocation check would go; sealing and checking must not."""
    ocsp = x509.UniformResourceIdentifier("http://ocsp.certificateur.example/")
    return x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.OCSP, ocsp)])
