"""Who we are for Google: each way in which a key is no key, and a key that is revoked."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tasks.google import GoogleWorkbook, open_google_workbook
from tasks.google.limiter import Limiter, shared_limiter
from tasks.workbook import Changes, WorkbookUnavailable
from tests.sheets_server import SheetsServer
from tests.tasks.workbook.backends import GoogleBackend, PatientClock, google_server
from tests.tasks.workbook.sample import LAYOUT

NO_KEY = (
    "Le fichier « {} » n’est pas la clé JSON d’un compte de service Google : "
    "téléchargez-la depuis la console Google Cloud (IAM, Comptes de service, Clés, « JSON »)."
)
REVOKED = (
    "Google refuse la clé du compte de service : elle a été supprimée ou révoquée. Créez une nouvelle clé JSON dans la "
    "console Google Cloud (IAM, Comptes de service, Clés) et remplacez le fichier."
)


def opened(server: SheetsServer, key: Path) -> GoogleWorkbook:
    book = server.new_spreadsheet("Candidatures", "fr_FR", "Europe/Paris")
    return open_google_workbook(book, LAYOUT, key, host=server.url, limiter=Limiter(PatientClock()))


def without(field: str) -> Callable[[dict[str, Any]], bytes]:
    return lambda account: json.dumps({key: value for key, value in account.items() if key != field}).encode()


@pytest.mark.parametrize(
    "content",
    [
        lambda _: b"",
        lambda _: b"{",
        lambda _: b"[]",
        lambda _: b'"cle"',
        lambda _: b"null",
        lambda _: b"\xff\xfe{}",
        lambda _: b'{"installed": {"client_id": "x", "client_secret": "y"}}',
        without("private_key"),
        without("client_email"),
        without("token_uri"),
        lambda account: json.dumps({**account, "private_key": "-----BEGIN PRIVATE KEY-----\nx\n"}).encode(),
        lambda account: json.dumps({**account, "private_key": 12}).encode(),
    ],
    ids=[
        "empty",
        "cut",
        "list",
        "text",
        "null",
        "utf16",
        "client",
        "no-key",
        "no-address",
        "no-uri",
        "bad-key",
        "number",
    ],
)
def test_a_file_that_is_no_key_is_told(tmp_path: Path, content: Callable[[dict[str, Any]], bytes]) -> None:
    key = tmp_path / "cle.json"
    key.write_bytes(content(google_server().account))
    with pytest.raises(WorkbookUnavailable) as told:
        opened(google_server(), key)
    assert str(told.value) == NO_KEY.format(key)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(WorkbookUnavailable, match="n’existe pas : téléchargez la clé JSON"):
        opened(google_server(), tmp_path / "cle.json")
    with pytest.raises(WorkbookUnavailable, match="vérifiez que c’est un fichier"):
        opened(google_server(), tmp_path)


def test_a_machine_without_any_access_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
    with pytest.raises(WorkbookUnavailable, match="lancez « gcloud auth application-default login »"):
        open_google_workbook("x", LAYOUT, None)


def test_application_default_credentials_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = google_server()
    key = tmp_path / "cle.json"
    key.write_text(json.dumps(server.account), encoding="utf-8")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))
    book = server.new_spreadsheet("Candidatures", "fr_FR", "Europe/Paris")
    workbook = open_google_workbook(book, LAYOUT, None, host=server.url, limiter=Limiter(PatientClock()))
    assert workbook.create().problems == ()
    assert workbook.describe() == f"classeur Google « {book} »"
    assert workbook.read().problems == {}
    assert workbook.describe() == "classeur Google « Candidatures »"


def test_a_revoked_key_is_told_at_once_and_later(tmp_path: Path) -> None:
    key = tmp_path / "cle.json"
    with SheetsServer() as server:
        key.write_text(json.dumps(server.account), encoding="utf-8")
        workbook = opened(server, key)
        workbook.create()
        server.revoke_key()
        with pytest.raises(WorkbookUnavailable) as told:
            workbook.read()
        assert str(told.value) == REVOKED
        assert workbook.write(Changes()).postponed == REVOKED


def test_a_machine_without_network_is_told(tmp_path: Path) -> None:
    key = tmp_path / "cle.json"
    with SheetsServer() as server:
        key.write_text(json.dumps(server.account), encoding="utf-8")
        workbook = opened(server, key)
    server.wait_closed()
    with pytest.raises(WorkbookUnavailable, match="La connexion à Google a été coupée ou refusée"):
        workbook.read()


def test_the_address_of_a_spreadsheet_does_for_its_identifier(google: GoogleBackend) -> None:
    identifier = google.id
    google.id = f"https://docs.google.com/spreadsheets/d/{identifier}/edit?gid=0#gid=0"
    assert google.another().read().problems == {}


@pytest.mark.parametrize("text", ["", "classeur.xlsx", "../../drive/v3/files/aaaaaaaaaaaaaaaaaaaaaa", "é" * 44])
def test_what_is_no_identifier_is_told(google: GoogleBackend, text: str) -> None:
    google.id = text
    with pytest.raises(WorkbookUnavailable, match="copiez son adresse depuis le navigateur"):
        google.another()


def test_the_workbooks_of_one_account_share_their_quota() -> None:
    assert shared_limiter("a@x.fr") is shared_limiter("a@x.fr")
    assert shared_limiter("a@x.fr") is not shared_limiter("b@x.fr")
