import hashlib
import json
import os
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tasks.certificates.keys import BadgeKeys, BadgeKeyUnavailable, jwk_of, jwks_of, load_badge_keys


def private_pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def closed(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def test_a_key_is_made_at_first_use_closed_to_others_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "new" / "badges.pem"
    first = load_badge_keys(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert jwks_of(load_badge_keys(path)) == jwks_of(first)
    assert load_badge_keys(path).secret == first.secret


def test_the_key_is_published_as_rfc_7517_and_named_as_rfc_7638_say(keys: BadgeKeys) -> None:
    jwk = jwk_of(keys.published[0])
    assert (jwk["kty"], jwk["alg"], jwk["use"], jwk["e"]) == ("RSA", "RS256", "sig", "AQAB")
    canonical = f'{{"e":"AQAB","kty":"RSA","n":"{jwk["n"]}"}}'
    assert urlsafe_b64decode(jwk["kid"] + "=") == hashlib.sha256(canonical.encode()).digest()
    assert "PRIVATE" not in json.dumps(jwks_of(keys))
    assert set(jwk) == {"kty", "alg", "use", "e", "n", "kid"}


def test_earlier_keys_stay_published_behind_the_one_that_signs(tmp_path: Path, keys: BadgeKeys) -> None:
    new = rsa.generate_private_key(65537, 2048)
    earlier = keys.published[0].public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    found = load_badge_keys(closed(tmp_path / "two.pem", private_pem(new) + b"\n" + earlier))
    assert found.signing.private_numbers() == new.private_numbers()
    assert [key.public_numbers() for key in found.published] == [
        new.public_key().public_numbers(),
        keys.published[0].public_numbers(),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing",
        b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        private_pem(ec.generate_private_key(ec.SECP256R1())),
        private_pem(rsa.generate_private_key(65537, 1024)),  # noqa: S505 — that it is too short is the test
    ],
    ids=["empty", "text", "broken", "elliptic", "short"],
)
def test_what_cannot_sign_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = closed(tmp_path / "badges.pem", content)
    with pytest.raises(BadgeKeyUnavailable, match="ne s’ouvre pas"):
        load_badge_keys(path)
    assert path.read_bytes() == content


@pytest.mark.skipif(os.name == "nt", reason="no such rights there")
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, keys: BadgeKeys) -> None:
    path = closed(tmp_path / "badges.pem", private_pem(keys.signing))
    path.chmod(0o644)
    with pytest.raises(BadgeKeyUnavailable, match="chmod 600"):
        load_badge_keys(path)
