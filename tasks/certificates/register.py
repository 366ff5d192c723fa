"""What this office publishes: the certificates of its ledger, under its address and its key."""

from datetime import date
from pathlib import Path

from config.loader import Organisation
from config.settings import Settings
from domain.exams.award import Award
from domain.exams.certificate_process import CERTIFICATE
from tasks.certificates.keys import BadgeKeys, load_badge_keys
from tasks.certificates.site import Certifier, Written, write_register
from tasks.ledger.database import Ledger
from tasks.ledger.queries import read_subjects


def register_address(settings: Settings, organisation: Organisation) -> str:
    """Where the register is published, without its last « / »: « /registre » on the certifier's site by default."""
    return settings.register_url or f"{organisation.website.rstrip('/')}/registre"


def badge_keys(settings: Settings) -> BadgeKeys:
    """The keys of the settings, made at first use.

    Raises:
        BadgeKeyUnavailable: the file cannot be read, made, or used.
    """
    return load_badge_keys(settings.badge_key_path)


def delivered(ledger: Ledger) -> tuple[Award, ...]:
    """Every certificate that has been delivered, those withdrawn since included (M2I-48)."""
    with ledger.reading() as connection:
        return tuple(view.facts.award for view in read_subjects(connection, CERTIFICATE))


def publish_register(settings: Settings, organisation: Organisation, ledger: Ledger, folder: Path, on: date) -> Written:
    """Write the public register of this office into `folder`; see `write_register`.

    Raises:
        RegisterPostponed: the folder refuses or the disk is full.
        BadgeKeyUnavailable: the key of badges cannot be used.
    """
    certifier = Certifier(organisation.name, organisation.email)
    address = register_address(settings, organisation)
    return write_register(folder, delivered(ledger), certifier, badge_keys(settings), address, on)
