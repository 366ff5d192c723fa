"""Settings: where things are and how mail leaves. Read from the environment (CERTIFLOW_…) and from `.env`."""

import re
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from email_validator import EmailNotValidError, validate_email
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting of certiflow, with its default for a first hour on a laptop."""

    model_config = SettingsConfigDict(env_prefix="CERTIFLOW_", env_file=".env", extra="ignore", env_ignore_empty=True)

    home: Path = Field(ROOT / "var", description="Folder of the ledger, documents, e-mails and Prefect's own files.")
    workbook: Path | None = Field(None, description="The .xlsx workbook; <home>/certiflow.xlsx when empty.")
    google_sheet: str = Field("", description="Address or identifier of a Google Sheets workbook.")
    google_key: Path | None = Field(
        None, description="JSON key of the service account; the machine's own Google credentials when empty."
    )
    ledger_url: str = Field("", repr=False, description="SQLAlchemy URL; SQLite in <home>/ledger.db when empty.")
    config_folder: Path = Field(ROOT / "config", description="Folder of organisation.toml and certifications/.")
    timezone: str = Field("Europe/Paris", description="Time zone of due dates and schedules.")

    mail_transport: Literal["eml", "smtp"] = Field("eml", description="eml: files in <home>/courriels; smtp: a server.")
    smtp_host: str = Field("", validate_default=True, description="Name of the mail server.")
    smtp_port: int = Field(587, description="Its port: 587 with starttls, 465 with ssl.")
    smtp_user: str = Field("", description="Login; no login when empty.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Its password.")
    smtp_security: Literal["starttls", "ssl", "none"] = Field(
        "starttls", description="starttls, ssl, or none for a relay on the same machine; certificates are verified."
    )
    smtp_timeout: float = Field(30, gt=0, description="Seconds, for each exchange with the server.")
    mail_per_minute: int = Field(0, ge=0, description="E-mails in a minute at the most; 0: no limit.")
    mail_reroute_to: str = Field("", description="Test mode: the address that every e-mail goes to; off when empty.")

    seal_certificate: Path | None = Field(None, description="PKCS#12 file that seals documents; none: no seal.")
    seal_password: SecretStr = Field(SecretStr(""), description="Its password.")

    register_url: str = Field(
        "",
        description="Public address of the register of certificates; the organisation's website/registre when empty.",
    )
    survey_url: str = Field(
        "",
        description="Address of the surveys' form, {jeton} standing for the holder's code; website/enquete when empty.",
    )
    badge_key: Path | None = Field(
        None, description="PEM file of the RSA key that signs digital badges; made at first use in <home> when empty."
    )

    nir_key: Path | None = Field(
        None, description="File of the key that encrypts NIR; made at first use in <home> when empty."
    )

    audit_allowed_hosts: str = Field(
        "", description="Test servers only: host:port,… that the audit may read though they are not public."
    )

    @field_validator("home", "workbook", "config_folder", "seal_certificate", "badge_key", "nir_key", "google_key")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path.expanduser().resolve() if path else None

    @field_validator("smtp_host")
    @classmethod
    def _server_named(cls, host: str, info: ValidationInfo) -> str:
        if not host.strip() and info.data.get("mail_transport") == "smtp":
            raise ValueError("CERTIFLOW_MAIL_TRANSPORT vaut smtp : indiquez le nom du serveur")
        return host.strip()

    @field_validator("mail_reroute_to")
    @classmethod
    def _one_address(cls, address: str) -> str:
        if not address.strip():
            return ""
        try:
            found = validate_email(address.strip(), check_deliverability=False, allow_smtputf8=False)
        except EmailNotValidError:
            raise ValueError("indiquez une seule adresse électronique, comme essais@organisme.fr") from None
        return str(found.ascii_email)

    @field_validator("register_url")
    @classmethod
    def _public_address(cls, address: str) -> str:
        bare = address.strip().rstrip("/")
        if bare and not re.fullmatch(r"https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~/-]*)?", bare):
            raise ValueError("indiquez une adresse entière, comme https://verification.organisme.fr")
        return bare

    @field_validator("survey_url")
    @classmethod
    def _names_the_holder(cls, address: str) -> str:
        bare = address.strip()
        if bare and not (re.fullmatch(r"https?://[^\s<>\"{}]+\{jeton\}[^\s<>\"{}]*", bare)):
            raise ValueError("indiquez une adresse entière où {jeton} figure une fois, à la place du code du titulaire")
        return bare

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
    def badge_key_path(self) -> Path:
        return self.badge_key or self.home / "cle-des-badges.pem"

    @property
    def nir_key_path(self) -> Path:
        return self.nir_key or self.home / "cle-nir.key"

    @property
    def cpf_folder(self) -> Path:
        return self.home / "cpf"

    @property
    def google_journal(self) -> Path:
        return self.home / "google-en-cours.json"

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
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            "Le fichier « .env » ne peut pas être lu : rendez-le lisible, et enregistrez-le en UTF-8."
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        name = f"CERTIFLOW_{str(first['loc'][0]).upper()}"
        told = first["msg"].removeprefix("Value error, ") if first["type"] == "value_error" else "valeur inutilisable"
        raise SettingsError(f"Le réglage {name} ne convient pas ({told}) : corrigez-le, ou retirez-le.") from None
