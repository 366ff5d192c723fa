"""`certiflow doctor` and `certiflow mail-test`, as typed."""

import json
import subprocess
import sys
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.prefect_reach import announced, check_prefect
from tasks.ledger.keeping import write_note
from tests.season.desk import Desk
from tests.tasks.mail.smtp_server import LOGIN, free_port, smtp_server
from tests.tasks.mail.test_smtp import tls_for


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    found = Desk.at(tmp_path / "home")
    found.set_up()
    return found


def certiflow(*arguments: str) -> tuple[int, str]:
    found = CliRunner().invoke(app, list(arguments))
    return found.exit_code, " ".join(found.output.replace("\u202f", " ").split())


def test_an_office_in_order(desk: Desk) -> None:
    code, said = certiflow("doctor")
    assert (code, said.endswith("Tout est en place.")) == (0, True)
    assert "ok Prefect Mode embarqué" in said


def test_what_is_to_do_is_counted_and_is_stable_json(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFLOW_MAIL_REROUTE_TO", "essais@certificateur.example")
    code, said = certiflow("doctor")
    assert (code, said.endswith("À faire : 1 point.")) == (1, True)
    assert "à faire Destinataires Mode d’essai : tous les e-mails partent à essais@certificateur.example" in said
    found = json.loads(CliRunner().invoke(app, ["doctor", "--json"]).output)
    assert (found["schema"], found["ok"]) == (1, False)
    assert [one["check"] for one in found["checks"] if not one["ok"]] == ["mail_rerouting"]
    assert "Mode d’essai" in certiflow("status")[1]


def test_a_setting_that_cannot_be_used_is_the_first_thing_to_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFLOW_TIMEZONE", "Mars/Olympus")
    code, said = certiflow("doctor")
    assert code == 1
    assert said.startswith("à faire Réglages Le réglage CERTIFLOW_TIMEZONE ne convient pas (fuseau inconnu")


def test_the_last_sweep_in_one_sentence(desk: Desk) -> None:
    code, said = certiflow("doctor", "--last-sweep")
    assert (code, said.startswith("Aucun balayage n’a encore abouti")) == (1, True)
    today = datetime.now(desk.settings.zone).date()
    with desk.office() as office, office.ledger.writing() as connection:
        write_note(connection, "last_sweep", today.isoformat())
    assert certiflow("doctor", "--last-sweep") == (0, f"Le balayage du {today:%d/%m/%Y} a abouti.")


@pytest.mark.sqlite
def test_without_a_ledger_the_last_sweep_is_one_sentence_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFLOW_HOME", "nulle-part")
    code, said = certiflow("doctor", "--last-sweep")
    assert (code, "n’existe pas encore" in said) == (1, True)


@pytest.mark.slow
def test_the_check_outside_prefect_does_not_import_it(desk: Desk) -> None:
    program = (
        "import sys; from flows.cli import app\n"
        "try: app(['doctor', '--last-sweep'])\n"
        "except SystemExit: print('prefect' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "False"


def test_prefect_answers_or_wants_its_password(prefect: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = check_prefect(tmp_path)
    assert (found.ok, "version 3." in found.sentence) == (True, True)
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "certiflow:faux")
    refused = check_prefect(tmp_path)
    assert (refused.ok, "(401) : indiquez l’utilisateur et le mot de passe" in refused.sentence) == (False, True)


def test_a_server_that_was_killed_is_to_be_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    address = f"http://127.0.0.1:{free_port()}"
    with announced(tmp_path, address):
        found = check_prefect(tmp_path)
    assert (found.ok, found.sentence) == (
        False, f"Aucun serveur Prefect ne répond à {address}/api : relancez « certiflow up ».",
    )  # fmt: skip
    assert check_prefect(tmp_path).ok  # stopped by somebody


@pytest.mark.parametrize("url", ["file:///etc/passwd", "localhost:4200"])
def test_an_address_that_is_none_is_told(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", url)
    assert "n’est pas l’adresse d’un serveur Prefect" in check_prefect(tmp_path).sentence


def test_a_trial_message_goes_through_the_configured_server(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = tls_for("localhost", tmp_path, monkeypatch)
    with smtp_server(tls, login=True) as mailbox:
        account = ("localhost", str(mailbox.port), *LOGIN)
        for name, value in zip(("HOST", "PORT", "USER", "PASSWORD"), account, strict=True):
            monkeypatch.setenv(f"CERTIFLOW_SMTP_{name}", value)
        monkeypatch.setenv("CERTIFLOW_MAIL_TRANSPORT", "smtp")
        code, said = certiflow("mail-test", "claire@b.example")
        assert (code, "localhost a pris en charge le message pour claire@b.example" in said) == (0, True)
        monkeypatch.setenv("CERTIFLOW_MAIL_REROUTE_TO", "essais@c.example")
        assert "part à essais@c.example, non à claire@b.example" in certiflow("mail-test", "claire@b.example")[1]
        mailbox.answers["RCPT"] = "550 5.1.1 inconnu"
        assert certiflow("mail-test", "claire@b.example") == (
            1, "Le serveur de messagerie refuse l’e-mail (550) : 5.1.1 inconnu",
        )  # fmt: skip
    first, second = mailbox.received
    assert (first.recipient, second.recipient) == ("claire@b.example", "essais@c.example")
    subjects = [message_from_bytes(one.content, policy=default)["Subject"] for one in (first, second)]
    assert subjects == ["Essai de la messagerie", "[pour claire@b.example] Essai de la messagerie"]


def test_without_a_server_the_trial_is_a_file(desk: Desk) -> None:
    code, said = certiflow("mail-test", "claire@b.example")
    assert (code, "fichier .eml" in said) == (0, True)
    assert len(list(desk.settings.mail_folder.rglob("*.eml"))) == 1


def test_an_address_that_is_none_is_bad_usage(desk: Desk) -> None:
    code, said = certiflow("mail-test", "claire@b.example, x@y.fr")
    assert (code, "plusieurs adresses" in said) == (2, True)
