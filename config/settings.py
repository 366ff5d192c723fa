"""Settings: where things are and how mail leaves. Read from the environment (CERTIFLOW_…) and from `.env`."""

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting of certiflow, with its default for a first hour on a laptop."""

    model_config = SettingsConfigDict(env_prefix="CERTIFLOW_", env_file=".env", extra="ignore", env_ignore_empty=True)

    home: Path = Field(ROOT / "var", description="Folder of the ledger, documents, e-mails and Prefect's own files.")
    workbook: Path | None = Field(None, description="The .xlsx workbook; <home>/certiflow.xlsx when empty.")
    ledger_url: str = Field("", description="SQLAlchemy URL; SQLite in <home>/ledger.db when empty.")
    config_folder: Path = Field(ROOT / "config", description="Folder of organisation.toml and certifications/.")
    timezone: str = Field("Europe/Paris", description="Time zone of due dates and schedules.")

    mail_transport: Literal["eml", "smtp"] = Field("eml", description="eml: files in <home>/courriels; smtp: a server.")
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_security: Literal["starttls", "ssl", "none"] = "starttls"
    smtp_timeout: float = Field(30, description="Seconds.")

    seal_certificate: Path | None = Field(None, description="PKCS#12 file that seals documents; none: no seal.")
    seal_password: SecretStr = SecretStr("")

    audit_allowed_hosts: str = Field(
        "", description="Test servers only: host:port,… that the audit may read though they are not public."
    )

    @field_validator("home", "workbook", "config_folder", "seal_certificate")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path.expanduser().resolve() if path else None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("fuseau inconnu : écrivez-le comme Europe/Paris") from None
        return name

    @property
    def workbook_path(self) -> Path:
        return self.workbook or self.home / "certiflow.xlsx"

    @property
    def database_url(self) -> str:
        return self.ledger_url or f"sqlite:///{self.home / 'ledger.db'}"

    @property
    def documents_folder(self) -> Path:
        return self.home / "documents"

    @property
    def mail_folder(self) -> Path:
        return self.home / "courriels"

    @property
    def snapshots_folder(self) -> Path:
        return self.home / "releves"

    @property
    def audit_allowed(self) -> frozenset[str]:
        return frozenset(host.strip() for host in self.audit_allowed_hosts.split(",") if host.strip())

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class SettingsError(Exception):
    """A setting that cannot be used; the message is French and names it, never its value."""


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: one cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"CERTIFLOW_{str(first['loc'][0]).upper()}"
        told = first["msg"].removeprefix("Value error, ") if first["type"] == "value_error" else "valeur inutilisable"
        raise SettingsError(f"Le réglage {name} ne convient pas ({told}) : corrigez-le, ou retirez-le.") from None
