"""The key that signs digital badges, in a file of its own that nobody else reads.

The file holds one PEM block or several: the first signs; the others, private or public, are earlier keys, which stay
published so that the badges they signed can still be checked.
"""

import hashlib
import json
import os
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from config.disk import disk_reason
from tasks.whole_file import write_whole

_BLOCKS = re.compile(rb"-----BEGIN [A-Z ]+-----.+?-----END [A-Z ]+-----", re.DOTALL)
_BITS = 2048


class BadgeKeyUnavailable(Exception):
    """Badges cannot be signed with what is configured; the message is French, with its cure."""


@dataclass(frozen=True)
class BadgeKeys:
    """The key that signs, and every public key that is published, that of the signing key first."""

    signing: rsa.RSAPrivateKey
    published: tuple[rsa.RSAPublicKey, ...]

    @property
    def secret(self) -> bytes:
        """What verification codes are derived from; `domain.exams.award.verification_code`."""
        private = self.signing.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        return hashlib.sha256(b"certiflow verification codes\0" + private).digest()


def load_badge_keys(path: Path) -> BadgeKeys:
    """The keys of a PEM file, made with a new RSA key and closed to others (0600) when it does not exist.

    Raises:
        BadgeKeyUnavailable: the file cannot be read or made, others may read it, or it holds no usable RSA key.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, _new_key(), mode=0o600)
        content, mode = path.read_bytes(), path.stat().st_mode
    except OSError as error:
        raise BadgeKeyUnavailable(f"La clé des badges {path} est inutilisable : {disk_reason(error)}.") from None
    if os.name != "nt" and mode & 0o077:
        raise BadgeKeyUnavailable(f"La clé des badges {path} est lisible par d’autres : faites « chmod 600 {path} ».")
    try:
        return _keys(content)
    except (ValueError, TypeError, IndexError):
        raise BadgeKeyUnavailable(
            f"La clé des badges {path} ne s’ouvre pas : il faut une clé privée RSA d’au moins {_BITS} bits, en PEM et "
            "sans mot de passe. Remettez le bon fichier ; si vous le retirez, une nouvelle clé sera créée."
        ) from None


def jwk_of(key: rsa.RSAPublicKey) -> dict[str, str]:
    """The public key as JSON Web Key (RFC 7517); `kid` is its thumbprint (RFC 7638)."""
    numbers = key.public_numbers()
    members = {"e": _number(numbers.e), "kty": "RSA", "n": _number(numbers.n)}
    digest = hashlib.sha256(json.dumps(members, separators=(",", ":"), sort_keys=True).encode()).digest()
    return {**members, "alg": "RS256", "use": "sig", "kid": base64url(digest)}


def jwks_of(keys: BadgeKeys) -> dict[str, list[dict[str, str]]]:
    """The published keys as JSON Web Key Set."""
    return {"keys": [jwk_of(key) for key in keys.published]}


def base64url(content: bytes) -> str:
    """Base 64 for addresses, without padding (RFC 7515 §2)."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _number(value: int) -> str:
    return base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _new_key() -> bytes:
    key = rsa.generate_private_key(65537, _BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _keys(content: bytes) -> BadgeKeys:
    first, *others = _BLOCKS.findall(content) or [b""]
    signing = load_pem_private_key(first, None)
    if not isinstance(signing, rsa.RSAPrivateKey) or signing.key_size < _BITS:
        raise ValueError("not an RSA key that may sign")
    return BadgeKeys(signing, (signing.public_key(), *map(_public, others)))


def _public(block: bytes) -> rsa.RSAPublicKey:
    private = b"PRIVATE" in block.splitlines()[0]
    key = load_pem_private_key(block, None) if private else load_pem_public_key(block)
    public = key.public_key() if isinstance(key, rsa.RSAPrivateKey) else key
    if not isinstance(public, rsa.RSAPublicKey):
        raise TypeError("not an RSA key")
    return public
