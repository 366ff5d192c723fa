"""The digital badge that goes with a certificate: Open Badges 3.0 as VC-JWT, checked offline with the published keys.

https://www.imsglobal.org/spec/ob/v3p0/ §8.2: the payload is the credential itself, with the registered claims beside.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from domain.exams.award import Award, AwardKind, Repertoire
from tasks.certificates.data import page_address
from tasks.certificates.keys import BadgeKeys, base64url, jwk_of

CONTEXTS = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
ALGORITHM = "RS256"  # the one that every consumer must know (OB 3.0 §8.2)
MAX_TOKEN = 100_000  # characters; ours have some 3,000

_TYPES = {AwardKind.FULL: "Certification", AwardKind.BLOC: "Competency"}
_FRAMEWORKS = {Repertoire.RS: "rs", Repertoire.RNCP: "rncp"}


class BadgeInvalid(Exception):
    """A badge that proves nothing; the message is a French sentence."""


def credential(award: Award, register_url: str) -> dict[str, Any]:
    """The OpenBadgeCredential of an award: who has obtained what from whom, and where to ask whether it stands."""
    register = register_url.rstrip("/")
    content: dict[str, Any] = {
        "@context": list(CONTEXTS),
        "id": credential_id(award, register),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{award.kind.label} — {award.certification.title}",
        "issuer": issuer(award.certifier, register),
        "validFrom": _instant(award.delivered_on, time(12)),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "identityHash": award.holder.name, "identityType": "name", "hashed": False}
            ],
            "achievement": _achievement(award, register),
        },
        "credentialStatus": {"id": status_list_address(register), "type": "1EdTechRevocationList"},
        "evidence": [{"id": page_address(register, award), "type": ["Evidence"], "name": award.number}],
    }
    if award.valid_until:
        content["validUntil"] = _instant(award.valid_until, time(23, 59, 59))
    return content


def issuer(certifier: str, register_url: str) -> dict[str, Any]:
    """The Profile of the certifier, which the register publishes at its `id`."""
    return {"id": f"{register_url.rstrip('/')}/emetteur.json", "type": ["Profile"], "name": certifier}


def issue(award: Award, keys: BadgeKeys, register_url: str) -> str:
    """The signed badge. Equal arguments give equal bytes (RFC 8017 §8.2)."""
    content, jwk = credential(award, register_url), jwk_of(keys.signing.public_key())
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": key_address(register_url, jwk["kid"])}
    claims = {"iss": content["issuer"]["id"], "jti": content["id"], "nbf": _timestamp(content["validFrom"])}
    if "validUntil" in content:
        claims["exp"] = _timestamp(content["validUntil"])
    signed = f"{_encoded(header)}.{_encoded(content | claims)}"
    return f"{signed}.{base64url(keys.signing.sign(signed.encode(), PKCS1v15(), SHA256()))}"


def verify(token: str, jwks: Mapping[str, Any]) -> dict[str, Any]:
    """The credential that `token` carries, once its signature is that of a key of `jwks`. Needs no network.

    Its end of validity and its withdrawal are for the reader: `validUntil`, `is_revoked`.

    Raises:
        BadgeInvalid: not a badge, not by one of these keys, or altered.
    """
    try:
        signed, _, signature = token.strip()[:MAX_TOKEN].rpartition(".")
        head, _, body = signed.partition(".")
        header = _decoded(head)
        known = {key["kid"]: key for key in jwks["keys"]}
        key = known.get(str(header.get("kid", "")).rsplit("/", 1)[-1].removesuffix(".json"))
        if header.get("alg") != ALGORITHM or key is None:
            raise BadgeInvalid("Ce badge n’est pas signé par une clé publiée par ce certificateur.")
        numbers = RSAPublicNumbers(*(int.from_bytes(_bytes(key[member]), "big") for member in ("e", "n")))
        numbers.public_key().verify(_bytes(signature), signed.encode(), PKCS1v15(), SHA256())
        payload = _decoded(body)
    except InvalidSignature:
        raise BadgeInvalid("La signature de ce badge est fausse : il a été modifié, ou imité.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadgeInvalid("Ce fichier n’est pas un badge Open Badges 3.0 signé (VC-JWT).") from None
    if "OpenBadgeCredential" not in payload.get("type", ()):
        raise BadgeInvalid("Ce fichier est signé, mais ce n’est pas un badge Open Badges 3.0.")
    return payload


def status_list(awards: Iterable[Award], certifier: str, register_url: str) -> dict[str, Any]:
    """Which badges are withdrawn (M2I-48), in 1EdTech's format: https://www.imsglobal.org/spec/vcrl/v1p0/."""
    withdrawn = sorted(credential_id(award, register_url) for award in awards if award.revoked_on)
    return {
        "id": status_list_address(register_url),
        "issuer": issuer(certifier, register_url)["id"],
        "revokedCredentials": [{"id": known, "revoked": True} for known in withdrawn],
    }


def is_revoked(payload: Mapping[str, Any], statuses: Mapping[str, Any]) -> bool:
    """Whether a verified badge is on the list of those withdrawn."""
    return payload["id"] in {entry["id"] for entry in statuses["revokedCredentials"]}


def credential_id(award: Award, register_url: str) -> str:
    """Stable, and as hard to guess as the page: a list of those withdrawn tells nothing of whom."""
    return uuid5(NAMESPACE_URL, page_address(register_url, award)).urn


def status_list_address(register_url: str) -> str:
    return f"{register_url.rstrip('/')}/retraits.json"


def key_address(register_url: str, thumbprint: str) -> str:
    """Where the register publishes one key: `kid` must be an address that gives it (OB 3.0 §8.2)."""
    return f"{register_url.rstrip('/')}/cles/{thumbprint}.json"


def _achievement(award: Award, register: str) -> dict[str, Any]:
    certification = award.certification
    code, name = (award.bloc.code, award.bloc.label) if award.bloc else (certification.code, certification.title)
    number = certification.code.removeprefix(certification.repertoire)
    record = f"https://www.francecompetences.fr/recherche/{_FRAMEWORKS[certification.repertoire]}/{number}/"
    of = f"Bloc {code} de la certification {certification.code}" if award.bloc else f"Certification {code}"
    return {
        "id": f"{register}/#{code}",
        "type": ["Achievement"],
        "achievementType": _TYPES[award.kind],
        "name": name,
        "humanCode": code,
        "description": f"{of}, « {certification.title} », enregistrée par France compétences.",
        "criteria": {"id": record, "narrative": "Décision du jury, selon le référentiel d’évaluation enregistré."},
    }


def _instant(day: date, at: time) -> str:
    return f"{datetime.combine(day, at):%Y-%m-%dT%H:%M:%S}Z"


def _timestamp(instant: str) -> int:
    return int(datetime.fromisoformat(instant).astimezone(UTC).timestamp())


def _encoded(content: Mapping[str, Any]) -> str:
    return base64url(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _decoded(part: str) -> dict[str, Any]:
    content = json.loads(_bytes(part))
    if not isinstance(content, dict):
        raise TypeError("a JOSE part is a JSON object")
    return content
