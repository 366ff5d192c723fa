"""The token endpoint: a service account's signed assertion (RFC 7523) against a bearer, as Google's answers it."""

import base64
import binascii
import json
import secrets
import time
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.sheets_server.errors import ApiError, Json, unauthenticated

AUDIENCE = "https://oauth2.googleapis.com/token"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "https://www.googleapis.com/auth/"
KNOWN_SCOPES = {SCOPE + name for name in ("spreadsheets", "spreadsheets.readonly", "drive", "drive.file")}
EMAIL = "certiflow@organisme-certificateur.iam.gserviceaccount.com"
LIFETIME = 3600  # seconds: Google's, and the longest that an assertion may last
CLOCK_SKEW = 300  # seconds


class TokenRefused(Exception):
    """A 400 of the token endpoint: OAuth's error code and its description."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.body = {"error": error, "error_description": description}


@cache
def private_key() -> rsa.RSAPrivateKey:
    """The service account's key, made once a process; a short one, since each test checks it anew."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 — a test’s own


def service_account(url: str) -> Json:
    """The key file that Google would give, its token endpoint being the server's."""
    pem = private_key().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "type": "service_account",
        "project_id": "organisme-certificateur",
        "private_key_id": "5f1c9e",
        "private_key": pem.decode(),
        "client_email": EMAIL,
        "client_id": "100000000000000000001",
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": f"{url}/token",
        "universe_domain": "googleapis.com",
    }


class Tokens:
    """Gives bearers and knows whose they are."""

    def __init__(self) -> None:
        self._bearers: dict[str, tuple[float, set[str]]] = {}
        self.revoked = False

    def revoke(self) -> None:
        """The key is deleted in Google's console: no new bearer, and the old ones are refused at once."""
        self.revoked = True
        self._bearers.clear()

    def exchange(self, form: dict[str, str]) -> Json:
        """A bearer for an assertion that holds; TokenRefused otherwise."""
        if form.get("grant_type") != GRANT:
            raise TokenRefused("unsupported_grant_type", "Invalid grant_type: " + form.get("grant_type", ""))
        claims = self._claims(form.get("assertion", ""))
        scopes = set(str(claims.get("scope", "")).split())
        if not scopes or scopes - KNOWN_SCOPES:
            raise TokenRefused("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        bearer = "ya29." + secrets.token_urlsafe(32)
        self._bearers[bearer] = time.time() + LIFETIME, scopes
        return {"access_token": bearer, "expires_in": LIFETIME - 1, "token_type": "Bearer"}

    def user(self, authorization: str, *, drive: bool, writes: bool) -> str:
        """The account behind an Authorization header; 401 without a live bearer, 403 outside its scopes."""
        expiry, scopes = self._bearers.get(authorization.removeprefix("Bearer "), (0.0, set[str]()))
        if expiry < time.time():
            raise unauthenticated()
        enough = {SCOPE + "drive", SCOPE + "drive.file"}
        if not drive:
            enough |= {SCOPE + "spreadsheets"} | (set() if writes else {SCOPE + "spreadsheets.readonly"})
        if not scopes & enough:
            raise ApiError(403, "Request had insufficient authentication scopes.")
        return EMAIL

    def _claims(self, assertion: str) -> dict[str, Any]:
        """The claims of a JWT signed by the account's key for Google, short-lived and of this hour."""
        try:
            head, body, signature = assertion.split(".")
            header, claims = json.loads(_decoded(head)), json.loads(_decoded(body))
            signed = _decoded(signature)
        except (ValueError, binascii.Error) as error:
            raise TokenRefused("invalid_grant", "Invalid JWT: malformed.") from error
        if claims.get("iss") != EMAIL or self.revoked:
            what = "Invalid JWT Signature." if self.revoked else "Invalid grant: account not found"
            raise TokenRefused("invalid_grant", what)
        try:
            verify = private_key().public_key().verify
            verify(signed, f"{head}.{body}".encode(), padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature as error:
            raise TokenRefused("invalid_grant", "Invalid JWT Signature.") from error
        if header.get("alg") != "RS256" or claims.get("aud") != AUDIENCE:
            raise TokenRefused("invalid_grant", "Invalid JWT: Failed audience check.")
        issued, expires, now = claims.get("iat", 0), claims.get("exp", 0), time.time()
        if not issued - CLOCK_SKEW <= now < expires or expires - issued > LIFETIME:
            raise TokenRefused(
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                "Check your iat and exp values in the JWT claim.",
            )
        result: dict[str, Any] = claims
        return result


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
