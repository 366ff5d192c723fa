"""What a failed login leaves behind, wherever it is written, holds no password."""

import base64
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from flows.alerts import ERROR_LOG
from flows.cli import app
from flows.dispatch import dispatch
from tasks.mail.smtp import SmtpTransport
from tests.season.desk import Desk
from tests.tasks.ledger.mailing import post
from tests.tasks.mail.smtp_server import LOGIN, smtp_server
from tests.tasks.mail.test_smtp import tls_for

USER, SECRET = LOGIN[0], "Jamais-3crit/nulle part"
FORMS = {
    SECRET.encode(),
    quote(SECRET).encode(),
    quote(SECRET, safe="").encode(),
    base64.b64encode(SECRET.encode()),
    base64.b64encode(f"\0{USER}\0{SECRET}".encode()),
}
CONTROL = b"identifiant et le mot de passe"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefect: None) -> Iterator[Path]:
    """An office with one e-mail to send, whose server refuses its password."""
    desk = Desk.at(tmp_path / "home")
    with desk.office() as office:
        office.workbook.create()
        post(office.ledger, "of@b.example")
    tls = tls_for("localhost", tmp_path, monkeypatch)
    with smtp_server(tls, login=True) as mailbox:
        for name, value in {
            "HOME": desk.settings.home, "MAIL_TRANSPORT": "smtp", "SMTP_HOST": "localhost", "SMTP_PORT": mailbox.port,
            "SMTP_USER": USER, "SMTP_PASSWORD": SECRET,
        }.items():  # fmt: skip
            monkeypatch.setenv(f"CERTIFLOW_{name}", str(value))
        yield desk.settings.home


def left_in(*folders: Path) -> bytes:
    """The bytes of every file: ledger, workbook, logs, Prefect's database and its journal."""
    return b"".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())


def secrets_in(content: bytes) -> list[bytes]:
    return [form for form in FORMS if form in content]


def test_a_refused_password_is_written_nowhere(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    dispatch()
    said = [CliRunner().invoke(app, list(command)).output for command in (
        ("doctor",), ("doctor", "--json"), ("mail-test", "a@b.example"), ("status", "--json"), ("verify",),
    )]  # fmt: skip
    content = left_in(home, Path(os.environ["PREFECT_HOME"])) + caplog.text.encode() + "".join(said).encode()
    assert CONTROL in left_in(Path(os.environ["PREFECT_HOME"]))  # what the run said is where we look
    assert CONTROL.decode() in " ".join(said[0].split())
    assert secrets_in(content) == []


def test_an_unforeseen_error_beside_the_password_keeps_it_out_of_its_traceback(
    home: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(transport: SmtpTransport) -> None:
        raise RuntimeError(f"imprévu avec {transport!r} et {transport._new_client()!r}")

    monkeypatch.setattr(SmtpTransport, "_connected", fail)
    dispatch(return_state=True)
    content = left_in(home, Path(os.environ["PREFECT_HOME"])) + caplog.text.encode()
    assert "imprévu avec" in (home / ERROR_LOG).read_text(encoding="utf-8")
    assert secrets_in(content) == []
