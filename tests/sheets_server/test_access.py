"""Who gets a bearer, and what a bearer opens: refused as Google refuses."""

import time

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import crypt, jwt

from tests.sheets_server import Book, SheetsServer
from tests.sheets_server.auth import AUDIENCE, EMAIL, GRANT, private_key
from tests.sheets_server.conftest import Wire

SCOPE = "https://www.googleapis.com/auth/spreadsheets"


def assertion(key: rsa.RSAPrivateKey, **changed: object) -> str:
    now = int(time.time())
    claims = {"iss": EMAIL, "aud": AUDIENCE, "iat": now, "exp": now + 3600, "scope": SCOPE} | changed
    signer = crypt.RSASigner(key, "5f1c9e")  # type: ignore[no-untyped-call]
    signed: bytes = jwt.encode(signer, claims)  # type: ignore[no-untyped-call]
    return signed.decode()


def exchange(server: SheetsServer, signed: str) -> requests.Response:
    return requests.post(server.url + "/token", {"grant_type": GRANT, "assertion": signed}, timeout=5)


def test_an_assertion_signed_by_the_account_s_key_gives_a_bearer(server: SheetsServer, book: Book) -> None:
    token = exchange(server, assertion(private_key())).json()
    header = {"Authorization": f"Bearer {token['access_token']}"}
    opened = requests.get(f"{server.url}/v4/spreadsheets/{book.id}", headers=header, timeout=5)
    assert (token["token_type"], token["expires_in"], opened.status_code) == ("Bearer", 3599, 200)


def test_another_key_s_signature_is_refused(server: SheetsServer) -> None:
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    refused = exchange(server, assertion(stranger))
    assert refused.status_code == 400
    assert refused.json() == {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}


def test_claims_changed_after_the_signature_are_refused(server: SheetsServer) -> None:
    head, _, signature = assertion(private_key()).split(".")
    other_body = assertion(private_key(), scope=SCOPE + ".readonly").split(".")[1]
    refused = exchange(server, f"{head}.{other_body}.{signature}")
    assert refused.json()["error_description"] == "Invalid JWT Signature."


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"aud": "http://127.0.0.1/token"}, "invalid_grant"),
        ({"exp": 1}, "invalid_grant"),
        ({"exp": int(time.time()) + 90_000}, "invalid_grant"),
        ({"iss": "autre@exemple.iam.gserviceaccount.com"}, "invalid_grant"),
        ({"scope": "https://www.googleapis.com/auth/gmail"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
    ],
)
def test_claims_that_do_not_hold_are_refused(server: SheetsServer, changed: dict[str, object], error: str) -> None:
    refused = exchange(server, assertion(private_key(), **changed))
    assert (refused.status_code, refused.json()["error"]) == (400, error)


def test_no_bearer_opens_nothing(server: SheetsServer, book: Book) -> None:
    for header in ({}, {"Authorization": "Bearer ya29.invented"}):
        refused = requests.get(f"{server.url}/v4/spreadsheets/{book.id}", headers=header, timeout=5)
        assert (refused.status_code, refused.json()["error"]["status"]) == (401, "UNAUTHENTICATED")


def test_a_bearer_for_reading_does_not_write(server: SheetsServer, book: Book) -> None:
    token = exchange(server, assertion(private_key(), scope=SCOPE + ".readonly")).json()["access_token"]
    base, header = f"{server.url}/v4/spreadsheets/{book.id}", {"Authorization": f"Bearer {token}"}
    assert requests.get(base, headers=header, timeout=5).status_code == 200
    refused = requests.post(base + "/values/A1:clear", headers=header, timeout=5)
    assert refused.json()["error"]["message"] == "Request had insufficient authentication scopes."


def test_a_spreadsheet_opens_to_those_it_is_shared_with(server: SheetsServer, book: Book, wire: Wire) -> None:
    server.unshare(book.id)
    closed = wire.call("GET", "").json()["error"]
    assert (closed["code"], closed["message"]) == (403, "The caller does not have permission")
    server.share(book.id, role="reader")
    assert wire.call("GET", "").status_code == 200
    assert wire.write("A1", [["x"]]).status_code == 403
    server.share(book.id)
    assert wire.write("A1", [["x"]]).status_code == 200
    assert wire.session.get(f"{server.url}/v4/spreadsheets/inconnu", timeout=5).status_code == 404


def test_a_revoked_key_gets_no_bearer_and_loses_those_it_had(server: SheetsServer, wire: Wire) -> None:
    wire.call("GET", "")
    server.revoke_key()
    assert exchange(server, assertion(private_key())).json()["error"] == "invalid_grant"
    with pytest.raises(Exception, match="invalid_grant"):
        wire.call("GET", "")
