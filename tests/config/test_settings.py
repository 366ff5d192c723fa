"""Settings come from the environment and from `.env`, and the password never shows."""

from pathlib import Path

import pytest

from config.settings import ROOT, Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env` and no variable of this machine."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CERTIFLOW_{name.upper()}", raising=False)


@pytest.mark.sqlite
def test_a_first_hour_on_a_laptop_needs_no_setting() -> None:
    settings, home = Settings(), ROOT / "var"
    assert (settings.workbook_path, settings.documents_folder) == (home / "certiflow.xlsx", home / "documents")
    assert (settings.mail_transport, settings.mail_folder) == ("eml", home / "courriels")
    assert settings.database_url == f"sqlite:///{home / 'ledger.db'}"
    assert (settings.zone.key, settings.config_folder) == ("Europe/Paris", ROOT / "config")


def test_the_environment_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "données"))
    monkeypatch.setenv("CERTIFLOW_WORKBOOK", str(tmp_path / "classeur.xlsx"))
    monkeypatch.setenv("CERTIFLOW_LEDGER_URL", "postgresql+psycopg://certiflow@localhost/certiflow")
    settings = Settings()
    assert (settings.workbook_path, settings.documents_folder) == (
        tmp_path / "classeur.xlsx",
        tmp_path / "données" / "documents",
    )
    assert settings.database_url == "postgresql+psycopg://certiflow@localhost/certiflow"


def test_the_env_file_decides_and_foreign_lines_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CERTIFLOW_SMTP_HOST=smtp.exemple.example\nAUTRE=1\n", encoding="utf-8")
    assert Settings().smtp_host == "smtp.exemple.example"


def test_the_password_never_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFLOW_SMTP_PASSWORD", "ouvre-toi")
    settings = Settings()
    assert settings.smtp_password.get_secret_value() == "ouvre-toi"
    assert "ouvre-toi" not in f"{settings!r} {settings} {settings.model_dump_json()}"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MAIL_REROUTE_TO", "a@b.fr, c@d.fr", "indiquez une seule adresse électronique"),
        ("MAIL_REROUTE_TO", "a@b.fr\nBcc: c@d.fr", "indiquez une seule adresse électronique"),
        ("MAIL_REROUTE_TO", "Claire <a@b.fr>", "indiquez une seule adresse électronique"),
        ("MAIL_TRANSPORT", "smtp", "CERTIFLOW_SMTP_HOST ne convient pas (CERTIFLOW_MAIL_TRANSPORT vaut smtp"),
        ("MAIL_PER_MINUTE", "-1", "CERTIFLOW_MAIL_PER_MINUTE ne convient pas"),
        ("SMTP_TIMEOUT", "0", "CERTIFLOW_SMTP_TIMEOUT ne convient pas"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"CERTIFLOW_{name}", value)
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert told in str(raised.value)


def test_an_env_file_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("CERTIFLOW_SMTP_USER=hélène\n".encode("latin-1"))
    with pytest.raises(SettingsError, match="enregistrez-le en UTF-8"):
        load_settings()


def test_the_ledger_s_address_may_hold_a_password_and_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTIFLOW_LEDGER_URL", "postgresql://certiflow:ouvre-toi@localhost/certiflow")
    assert "ouvre-toi" not in f"{Settings()!r} {Settings()}"


@pytest.mark.rule("NET-18")
def test_the_form_of_the_surveys_names_the_holder_once(monkeypatch: pytest.MonkeyPatch) -> None:
    prefilled = "https://docs.google.com/forms/d/e/abc/viewform?usp=pp_url&entry.12={jeton}"
    monkeypatch.setenv("CERTIFLOW_SURVEY_URL", prefilled)
    assert load_settings().survey_url == prefilled
    for bad in (
        "https://a.fr/",
        "https://a.fr/{jeton}/{jeton}",
        "javascript:{jeton}",
        'https://a.fr/{jeton}"><script>',
    ):
        monkeypatch.setenv("CERTIFLOW_SURVEY_URL", bad)
        with pytest.raises(SettingsError, match="CERTIFLOW_SURVEY_URL ne convient pas"):
            load_settings()
