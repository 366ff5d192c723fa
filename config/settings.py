"""Settings: where things are and how mail leaves. Read from the environment (CERTIFLOW_…) and from `.env`."""

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting of certiflow, with its default for a first hour on a laptop."""

    model_config = SettingsConfigDict(env_prefix="CERTIFLOW_", env_file=".env", extra="ignore")

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

    @property
    def workbook_path(self) -> Path:
        return self.workbook or self.home / "certiflow.xlsx"

    @property
    def database_url(self) -> str:
        return self.ledger_url or f"sqlite:///{(self.home / 'ledger.db').resolve()}"

    @property
    def documents_folder(self) -> Path:
        return self.home / "documents"

    @property
    def mail_folder(self) -> Path:
        return self.home / "courriels"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
