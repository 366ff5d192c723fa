"""Open Badges 3.0: what the specification requires, checked with the published keys alone."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from domain.exams.award import Award
from tasks.certificates.badge import BadgeInvalid, credential, is_revoked, issue, status_list, verify
from tasks.certificates.keys import BadgeKeys, jwks_of
from tests.domain.exams.awarding import LABEL, URL, award, bloc_award, rs_award


def part_of(token: str, index: int) -> dict[str, Any]:
    part = token.split(".")[index]
    content: dict[str, Any] = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return content


def encoded(content: Any) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("of", [award(), rs_award(), bloc_award()], ids=["RNCP", "RS", "bloc"])
def test_the_credential_has_what_open_badges_3_requires(of: Award) -> None:
    found = credential(of, URL)
    assert found["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert found["@context"][1].startswith("https://purl.imsglobal.org/spec/ob/v3p0/context-3.")
    assert set(found["type"]) == {"VerifiableCredential", "OpenBadgeCredential"}
    assert found["id"].startswith("urn:uuid:")
    assert set(found["issuer"]) >= {"id", "type"}
    assert found["validFrom"] == "2026-12-01T12:00:00Z"
    subject = found["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    assert set(subject["achievement"]) >= {"id", "type", "criteria", "description", "name"}
    assert set(subject["identifier"][0]) == {"type", "hashed", "identityHash", "identityType"}
    assert found["credentialStatus"] == {"id": f"{URL}/retraits.json", "type": "1EdTechRevocationList"}


@pytest.mark.rule("REF-27")
def test_the_badge_of_a_bloc_is_for_that_bloc() -> None:
    achievement = credential(bloc_award(), URL)["credentialSubject"]["achievement"]
    assert (achievement["achievementType"], achievement["name"], achievement["humanCode"]) == (
        "Competency",
        LABEL,
        "RNCP9002BC02",
    )
    assert credential(award(), URL)["credentialSubject"]["achievement"]["achievementType"] == "Certification"


def test_the_token_is_a_vc_jwt_with_its_registered_claims(keys: BadgeKeys) -> None:
    token = issue(award(), keys, URL)
    header, payload = part_of(token, 0), part_of(token, 1)
    kid = jwks_of(keys)["keys"][0]["kid"]
    assert header == {"alg": "RS256", "typ": "JWT", "kid": f"{URL}/cles/{kid}.json"}
    claims = {"iss": f"{URL}/emetteur.json", "jti": payload["id"], "nbf": 1796126400, "exp": 1890777599}
    assert payload == {**credential(award(), URL), **claims}
    assert "exp" not in part_of(issue(rs_award(), keys, URL), 1)
    assert issue(award(), keys, URL) == token


def test_a_badge_is_verified_with_the_published_keys_alone(keys: BadgeKeys) -> None:
    token = issue(award(), keys, URL)
    assert verify(f" {token}\n", json.loads(json.dumps(jwks_of(keys)))) == part_of(token, 1)


def test_every_character_that_changes_breaks_the_badge(keys: BadgeKeys) -> None:
    token, jwks = issue(award(), keys, URL), jwks_of(keys)
    kept = []
    for place in range(0, len(token) - 1, 7):  # the last character holds bits that base 64 leaves unused
        other = "A" if token[place] != "A" else "B"
        try:
            kept.append(verify(token[:place] + other + token[place + 1 :], jwks))
        except BadgeInvalid:
            continue
    assert kept == []


def test_neither_another_key_nor_no_signature_nor_another_algorithm_is_believed(keys: BadgeKeys) -> None:
    jwks, token = jwks_of(keys), issue(award(), keys, URL)
    other = rsa.generate_private_key(65537, 2048)
    foreign = issue(award(), BadgeKeys(other, (other.public_key(),)), URL)
    header, payload = part_of(token, 0), token.split(".")[1]
    borrowed = f"{encoded(header)}.{payload}.{foreign.rsplit('.', 1)[1]}"
    unsigned = f"{encoded({**header, 'alg': 'none'})}.{payload}."
    symmetric = f"{encoded({**header, 'alg': 'HS256'})}.{payload}.AAAA"
    for forged in (foreign, borrowed, unsigned, symmetric):
        with pytest.raises(BadgeInvalid):
            verify(forged, jwks)


@pytest.mark.parametrize(
    "text", ["", "..", "a.b.c", "é.é.é", "[].[].x", f"{encoded([])}.{encoded([])}.AA", "x" * 200_000]
)
def test_what_is_no_badge_gets_a_french_answer(keys: BadgeKeys, text: str) -> None:
    with pytest.raises(BadgeInvalid, match="badge"):
        verify(text, jwks_of(keys))


@pytest.mark.rule("M2I-48")
def test_a_withdrawn_badge_is_on_the_status_list_that_names_nobody(keys: BadgeKeys) -> None:
    withdrawn = bloc_award(revoked_on=date(2027, 1, 4))
    statuses = status_list([award(), withdrawn], "Certif’Académie", URL)
    revoked = [is_revoked(verify(issue(of, keys, URL), jwks_of(keys)), statuses) for of in (award(), withdrawn)]
    assert revoked == [False, True]
    written = json.dumps(statuses, ensure_ascii=False)
    known = (withdrawn.holder.birth_name, withdrawn.number, withdrawn.verification_code)
    assert [word for word in known if word in written] == []
