"""The command line: exit codes, French sentences, stable JSON."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from config.settings import Settings
from flows.cli import app
from flows.prefect_settings import PREFECT_FOLDER
from tasks.tabs.layout import certiflow_layout
from tests.builders import shipped_config
from tests.season.desk import Desk

STATUS_KEYS = {
    "schema", "journal", "last_sweep", "states", "dossiers", "deadlines", "documents", "mails", "mail_reroute_to",
    "anomalies", "exams", "network",
}  # fmt: skip
TABS = len(certiflow_layout(shipped_config()).tabs)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def certiflow(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def flat(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").split())


def test_init_makes_the_workbook_and_then_leaves_it_alone(home: Path) -> None:
    first = certiflow("init")
    assert (first.exit_code, flat(first.output)) == (0, f"Classeur « certiflow.xlsx » créé, {TABS} onglets.")
    content = (home / "certiflow.xlsx").read_bytes()
    assert certiflow("init").exit_code == 0
    assert (home / "certiflow.xlsx").read_bytes() == content


def test_status_is_stable_json(home: Path) -> None:
    certiflow("init")
    found = certiflow("status", "--json")
    assert found.exit_code == 0
    assert set(json.loads(found.output)) == STATUS_KEYS
    assert json.loads(found.output)["schema"] == 1


def test_an_unknown_dossier_is_something_to_look_at(home: Path) -> None:
    found = certiflow("show", "D-2026-9999")
    assert found.exit_code == 1
    assert "Aucun dossier ne porte le numéro « D-2026-9999 »" in flat(found.output)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("run", "scorring"), "Phase inconnue : scorring."),
        (("sweep", "--as-of", "31/02/2026"), "--as-of : « 31/02/2026 » n’est pas une date qui existe"),
        (("balayer",), "La commande « balayer » n’existe pas."),
    ],
)
def test_bad_usage_is_told_in_french(home: Path, arguments: tuple[str, ...], sentence: str) -> None:
    found = certiflow(*arguments)
    assert found.exit_code == 2
    assert sentence in flat(found.output)


def test_a_configuration_that_cannot_be_used_stops_with_its_sentence(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CERTIFLOW_CONFIG_FOLDER", str(tmp_path / "nowhere"))
    found = certiflow("status")
    assert found.exit_code == 3
    assert flat(found.output).startswith("Le fichier organisation.toml est absent")


def test_verify_says_that_all_agrees(home: Path) -> None:
    found = certiflow("verify")
    assert (found.exit_code, "Tout concorde : 0 événement" in flat(found.output)) == (0, True)


def test_a_dry_run_says_and_changes_nothing(home: Path) -> None:
    desk = Desk.at(home)
    desk.set_up()
    desk.apply()
    desk.apply(2, {"Lien de l’extrait Kbis": ""})
    desk.day(date(2026, 11, 3))
    before = certiflow("status", "--json").output
    found = certiflow("sweep", "--dry-run", "--as-of", "2026-11-10")
    assert (found.exit_code, "J+5" in found.output) == (0, True)
    assert certiflow("status", "--json").output == before


@pytest.mark.sqlite
def test_the_demonstration_never_touches_a_real_ledger(home: Path) -> None:
    certiflow("status")
    found = certiflow("demo")
    assert found.exit_code == 3
    assert "contient un vrai registre" in flat(found.output)
    assert not (home / PREFECT_FOLDER).exists()


def test_the_demonstration_never_touches_the_ledger_of_a_server(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFLOW_LEDGER_URL", "postgresql://certiflow@localhost/certiflow")
    found = certiflow("demo")
    assert found.exit_code == 3
    assert "Un registre est réglé (CERTIFLOW_LEDGER_URL)" in flat(found.output)
    assert not home.exists()


def test_a_ledger_moves_and_goes_on(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certiflow("init")
    address = Settings(home=tmp_path / "server").database_url
    found = certiflow("move-ledger", address)
    assert (found.exit_code, flat(found.output)[:36]) == (0, "Registre copié et vérifié : 0 événem")
    monkeypatch.setenv("CERTIFLOW_LEDGER_URL", address)
    assert certiflow("verify").exit_code == 0


def test_help_is_french(home: Path) -> None:
    assert "Affiche cette aide." in certiflow("--help").output
    assert "Show this message" not in certiflow("run", "--help").output
