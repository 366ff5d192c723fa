"""The whole check-up, in the order in which things depend on one another."""

from collections.abc import Iterator
from datetime import datetime

from config.files import ConfigError
from config.loader import Config, load_config
from config.settings import Settings
from tasks.doctor.edges import (
    check_audit,
    check_mail,
    check_rerouting,
    check_seal,
    check_templates,
    check_workbook,
)
from tasks.doctor.finding import Finding
from tasks.doctor.machine import check_clock, check_disk
from tasks.doctor.settings import check_settings
from tasks.ledger.database import LedgerUnavailable, open_as_it_stands
from tasks.mail.typography import count


def examine(settings: Settings, moment: datetime) -> Iterator[Finding]:
    """Everything but Prefect. What needs something broken is not looked at: its cure comes first.

    Args:
        moment: now, with its time zone.
    """
    yield check_settings(settings)
    yield check_disk(settings.home)
    yield from _ledger(settings, moment)
    yield check_templates(moment)
    yield check_seal(settings)
    yield check_rerouting(settings)
    try:
        config = load_config(settings.config_folder)
    except ConfigError as error:
        yield Finding("config", "Configuration", False, f"{error} Le classeur et la messagerie seront vus ensuite.")
        return
    yield _configuration(config)
    yield check_audit(settings, config)
    yield check_workbook(settings, config)
    yield check_mail(settings, config)


def _ledger(settings: Settings, moment: datetime) -> Iterator[Finding]:
    """The ledger, then the clock: without its last event there is nothing to compare the time with."""
    try:
        ledger = open_as_it_stands(settings.database_url)
        try:
            clock = check_clock(ledger, settings.zone, moment)
        finally:
            ledger.close()
    except LedgerUnavailable as error:
        yield Finding("ledger", "Registre", False, str(error))
        return
    yield Finding("ledger", "Registre", True, "Il s’ouvre et sa structure est à jour.")
    yield clock


def _configuration(config: Config) -> Finding:
    codes = ", ".join(config.certifications)
    number = count(len(config.certifications), "certification")
    return Finding("config", "Configuration", True, f"{config.organisation.name}, {number} : {codes}.")
