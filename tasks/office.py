"""Everything a run works with, opened once: configuration, ledger, workbook, mail transport."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from config.disk import disk_reason
from config.loader import Config, load_config
from config.settings import Settings
from domain.dossier import Dossier
from domain.partnership import PARTNERSHIP
from domain.process import Command, Process
from domain.team import Team
from tasks.ledger.advance import Outcome, advance
from tasks.ledger.database import Ledger, LedgerUnavailable, open_ledger
from tasks.ledger.keeping import archive_certifications
from tasks.mail.eml_folder import EmlFolder
from tasks.mail.smtp import SmtpTransport
from tasks.mail.transports import Transport
from tasks.presenting.presenters import presenter_of
from tasks.tabs.layout import certiflow_layout
from tasks.workbook.protocol import Row, Workbook, WorkbookContent, WorkbookUnavailable
from tasks.workbook.unavailable import UnavailableWorkbook
from tasks.workbook.xlsx import XlsxWorkbook

PROCESS: Process[Dossier] = PARTNERSHIP


@dataclass(frozen=True)
class Office:
    """The open edges of certiflow."""

    settings: Settings
    config: Config
    ledger: Ledger
    workbook: Workbook
    transport: Transport


@dataclass(frozen=True)
class Pull:
    """What a run has read: the workbook, the people, and the day it stands for.

    Args:
        aside: (tab, row, day) of the rows about what was erased on that day: no step reads them (RGPD).
    """

    content: WorkbookContent
    team: Team
    on: date
    aside: tuple[tuple[str, Row, date], ...] = ()


@contextmanager
def open_office(settings: Settings) -> Iterator[Office]:
    """Open everything, close the ledger at the end.

    Raises:
        ConfigError, LedgerUnavailable, GridChanged: with a French message for the user.
    """
    config = load_config(settings.config_folder)
    make_home(settings.home)
    ledger = open_ledger(settings.database_url)
    try:
        config = replace(config, past=archive_certifications(ledger, config.certifications))
        workbook = open_workbook(settings, config)
        yield Office(settings, config, ledger, workbook, open_transport(settings, config.organisation.email))
    finally:
        ledger.close()


def open_workbook(settings: Settings, config: Config) -> Workbook:
    """The Google spreadsheet that the settings name, else the .xlsx file."""
    layout = certiflow_layout(config)
    if not settings.google_sheet:
        return XlsxWorkbook(settings.workbook_path, layout)
    from tasks.google.opening import open_google_workbook  # half a second that an .xlsx office does not pay

    try:
        return open_google_workbook(
            settings.google_sheet, layout, settings.google_key, settings.timezone, settings.google_journal
        )
    except WorkbookUnavailable as error:
        return UnavailableWorkbook(layout, str(error))


def make_home(home: Path) -> None:
    """The home folder, closed to the other accounts of the machine when we make it: it holds names and decisions.

    Raises:
        LedgerUnavailable: the place refuses it.
    """
    try:
        home.mkdir(parents=True, exist_ok=False)
        home.chmod(0o700)
    except FileExistsError:
        return
    except OSError as error:
        raise LedgerUnavailable(f"Le dossier {home} ne peut pas être créé : {disk_reason(error)}.") from None


def open_transport(settings: Settings, sender: str) -> Transport:
    """The .eml folder by default, the SMTP server when the settings name one."""
    if settings.mail_transport == "eml":
        return EmlFolder(settings.mail_folder)
    return SmtpTransport(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_user,
        settings.smtp_password.get_secret_value(),
        sender,
        security=settings.smtp_security,
        timeout=settings.smtp_timeout,
    )


def apply_commands(
    office: Office, team: Team, commands: Iterable[Command], process: Process[Any] = PROCESS
) -> list[Outcome]:
    """The one door, with this office's figures and letters."""
    return advance(office.ledger, process, commands, office.config, presenter_of(process, office.config, team))
