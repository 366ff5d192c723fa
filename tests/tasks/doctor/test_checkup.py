"""Each thing that can be wrong is found, with its cure; a check-up changes nothing."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from config.settings import ROOT, Settings
from tasks.doctor.checkup import examine
from tasks.ledger.database import open_ledger
from tasks.office import open_office
from tasks.tabs import layout
from tests.homes import copy_home
from tests.tasks.ledger.acting import act, journey
from tests.tasks.mail.smtp_server import LOGIN, free_port, smtp_server
from tests.tasks.mail.test_smtp import tls_for
from tests.tasks.sealing.authority import PASSWORD, issue

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("doctor") / "home"
    with open_office(Settings(home=home)) as office:
        office.workbook.create()
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    found = copy_home(made, tmp_path / "home")
    found.chmod(0o700)
    return found


def todo(home: Path, moment: datetime = NOW, **settings: Any) -> dict[str, str]:
    """Check → sentence, of what there is to do."""
    return {one.check: one.sentence for one in examine(Settings(home=home, **settings), moment) if not one.ok}


def content(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_an_office_in_order_has_nothing_to_do_and_stays_as_it_is(home: Path) -> None:
    before = content(home)
    found = list(examine(Settings(home=home), NOW))
    assert [one.check for one in found if one.ok] == [
        "settings", "disk", "ledger", "clock", "templates", "seal", "mail_rerouting", "config", "audit", "workbook",
        "mail",
    ]  # fmt: skip
    assert content(home) == before


@pytest.mark.sqlite
def test_before_init_it_says_to_begin_and_makes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "absent"
    assert set(todo(home)) == {"disk", "ledger", "workbook"}
    assert not home.exists()


def test_a_misspelt_setting_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFLOW_SMPT_HOST", "x")
    Path(".env").write_text("export CERTIFLOW_MAILS=1\nAUTRE=1\n# CERTIFLOW_COMMENT=1\n", encoding="utf-8")
    assert todo(home)["settings"].startswith("Aucun réglage ne s’appelle CERTIFLOW_MAILS, CERTIFLOW_SMPT_HOST :")


@pytest.mark.parametrize(("mode", "told"), [(0o604, True), (0o640, False), (0o600, False)])
def test_passwords_are_not_for_everybody(mode: int, told: bool, home: Path) -> None:
    env = Path(".env")
    env.write_text("CERTIFLOW_SMTP_PASSWORD=x\n", encoding="utf-8")
    env.chmod(mode)
    assert ("chmod 600 .env" in todo(home).get("settings", "")) is told


def test_a_home_open_to_all_and_a_full_disk(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.chmod(0o755)
    assert "chmod o-rwx" in todo(home)["disk"]
    monkeypatch.setattr("tasks.doctor.machine.shutil.disk_usage", lambda _: SimpleNamespace(free=40_000_000))
    assert todo(home)["disk"].startswith("Il ne reste que 0,0 Go")


@pytest.mark.parametrize(
    ("revision", "told"),
    [("0001", "attend une mise à jour"), ("zzzz", "version plus récente de certiflow"), (None, "mise à jour")],
)
def test_a_ledger_of_another_version_is_told_and_left_alone(revision: str | None, told: str, home: Path) -> None:
    with _tampered(home) as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        if revision is not None:
            connection.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": revision})
    found = todo(home)
    assert told in found["ledger"]
    assert "clock" not in found


@contextmanager
def _tampered(home: Path) -> Iterator[Any]:
    ledger = open_ledger(Settings(home=home).database_url)
    with ledger.writing() as connection:
        yield connection
    ledger.close()


@pytest.mark.sqlite
def test_a_file_that_is_no_ledger(home: Path) -> None:
    (home / "ledger.db").write_bytes(b"not a database, but long enough to look like one" * 100)
    assert "ne s’ouvre pas" in todo(home)["ledger"]


def test_a_clock_behind_the_last_event(home: Path) -> None:
    ledger = open_ledger(Settings(home=home).database_url)
    act(ledger, *journey()[:1])
    ledger.close()
    assert "clock" not in todo(home, datetime.now(UTC))
    assert "réglez l’heure de la machine" in todo(home, datetime.now(UTC) - timedelta(days=1))["clock"]


def test_a_workbook_whose_header_was_renamed(home: Path) -> None:
    path = home / "certiflow.xlsx"
    book = openpyxl.load_workbook(path)
    book[layout.TEAM]["A1"] = "Prénom et nom"
    book.save(path)
    assert "Nom" in todo(home)["workbook"]


def test_a_configuration_that_cannot_be_read_comes_first(home: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "config", tmp_path / "config"))
    (folder / "organisation.toml").write_text("name =", encoding="utf-8")
    found = todo(home, config_folder=folder)
    assert (set(found), "organisation.toml" in found["config"]) == ({"config"}, True)


def test_a_broken_template(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.mail.rendering.CONTEXTS", {"acknowledgement": None, "disparu": None})
    assert todo(home)["templates"].startswith("Ces modèles d’e-mails ne se lisent pas : disparu.")


def test_test_settings_are_something_to_do(home: Path) -> None:
    found = todo(home, mail_reroute_to="essais@certificateur.example", audit_allowed_hosts="127.0.0.1:80")
    assert set(found) == {"mail_rerouting", "audit"}


def test_the_mail_server_is_logged_in_to_and_receives_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = tls_for("localhost", tmp_path, monkeypatch)
    with smtp_server(tls, login=True) as mailbox:
        account: dict[str, Any] = {
            "mail_transport": "smtp", "smtp_host": "localhost", "smtp_port": mailbox.port, "smtp_user": LOGIN[0],
            "smtp_timeout": 5,
        }  # fmt: skip
        assert "mail" not in todo(home, **account, smtp_password=SecretStr(LOGIN[1]))
        assert "vérifiez l’identifiant" in todo(home, **account, smtp_password=SecretStr("faux"))["mail"]
        assert (mailbox.received, mailbox.connections) == ([], set())


def test_a_mail_server_that_is_not_there_or_would_read_the_password_in_clear(home: Path) -> None:
    account: dict[str, Any] = {"mail_transport": "smtp", "smtp_port": free_port(), "smtp_timeout": 1}
    assert "il refuse la connexion" in todo(home, **account, smtp_host="localhost")["mail"]
    clear = {**account, "smtp_host": socket.gethostname(), "smtp_user": "x", "smtp_security": "none"}
    assert todo(home, **clear)["mail"].startswith("Le mot de passe voyagerait en clair")


@pytest.mark.parametrize(("days", "told"), [(400, ""), (10, "demandez le suivant"), (-1, "a expiré")])
def test_a_seal_that_ends_soon_is_told_in_time(days: int, told: str, home: Path, tmp_path: Path) -> None:
    path = issue(tmp_path, since=NOW - timedelta(days=2), until=NOW + timedelta(days=days))
    assert told in todo(home, seal_certificate=path, seal_password=SecretStr(PASSWORD)).get("seal", "")
