"""Reads organisation.toml and the certifications. A file that contradicts itself is refused with file, key and cure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import holidays
from pydantic import BaseModel, ConfigDict

from config.agreements import load_agreements
from config.checklist import load_checklist
from config.checks import load_control_checklist
from config.cpf import CpfRules, load_cpf
from config.files import ConfigError, read_toml, validated
from config.indicators import load_indicators
from config.kits import load_kits
from config.registration_figures import load_registration
from config.registrations import check_registration, check_successors
from domain.agreements import Agreement, AgreementKind
from domain.audit import Checklist
from domain.calendar import WorkingCalendar
from domain.certification import Certification
from domain.kits import Kits
from domain.network.checklist import ControlChecklist
from domain.network.indicators import IndicatorFigures
from domain.network.passage import Contract
from domain.network.registration_figures import RegistrationFigures
from domain.scoring import AUTOMATIC, FIGURES

FIRST_YEAR, LAST_YEAR = 2015, 2045


class CalendarOptions(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    alsace_moselle: bool = False
    closures: tuple[date, ...] = ()


class Organisation(BaseModel):
    """The certifying body, as e-mails and minutes print it; `cpf` is its contract with the Caisse des dépôts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    tagline: str
    address: str
    siret: str
    nda: str
    email: str
    phone: str
    website: str
    signatory: str
    calendar: CalendarOptions = CalendarOptions()
    cpf: Contract | None = None

    @property
    def registration(self) -> str:
        """The declaration number may only be quoted with this sentence (art. L. 6352-12, LAW-14)."""
        return f"Enregistrée sous le numéro {self.nda}. Cet enregistrement ne vaut pas agrément de l’État."


@dataclass(frozen=True)
class Config:
    """Everything that the certifier decides by file.

    Args:
        kits: what is handed over, by code of certification (MIK-45 to MIK-57).
        agreements: the three texts that are signed (MIK-92).
        checklist: what the communication audit judges (MIK-64).
        indicators: what the dashboard compares, and when the digest leaves (NET-07).
        checks: what is checked of every habilitated partner (QUA-01).
        cpf: figures and messages of the CPF flux (LAW-10).
        registration: the pieces of a renewal and the sources of the watch (REF-06, REF-33).
        past: certifications and grids that dossiers in the ledger still refer to, by (code, grid version): a dossier
            is scored with the grid in force when it was received (MIK-19), even after its file has changed.
    """

    organisation: Organisation
    certifications: Mapping[str, Certification]
    calendar: WorkingCalendar
    kits: Mapping[str, Kits]
    agreements: Mapping[AgreementKind, Agreement]
    checklist: Checklist
    indicators: IndicatorFigures
    checks: ControlChecklist
    cpf: CpfRules
    registration: RegistrationFigures
    past: Mapping[tuple[str, str], Certification] = field(default_factory=dict)

    def figures_for(self, code: str, grid_version: str = "") -> Certification:
        """The figures of one certification: today's, with the grid of `grid_version` when that is an older one."""
        today = self.certifications.get(code)
        then = self.past.get((code, grid_version))
        if today is None:
            return then or next(past for (known, _), past in self.past.items() if known == code)  # archived at opening
        if then is None or grid_version == today.grid.version:
            return today
        return today.model_copy(update={"grid": then.grid})


def load_config(folder: Path) -> Config:
    """Read every file of the configuration.

    Raises:
        ConfigError: a file is absent, is not TOML, or contradicts itself.
    """
    path = folder / "organisation.toml"
    organisation = validated(Organisation, read_toml(path), path)
    certifications = load_certifications(folder, organisation.name)
    return Config(
        organisation,
        certifications,
        build_calendar(organisation.calendar),
        load_kits(folder, certifications),
        load_agreements(folder),
        load_checklist(folder),
        load_indicators(folder),
        load_control_checklist(folder),
        load_cpf(folder),
        load_registration(folder),
    )


def load_certifications(folder: Path, certifier: str) -> dict[str, Certification]:
    """Every certifications/<code>.toml, completed by defaults.toml. Raises ConfigError."""
    defaults = read_toml(folder / "defaults.toml")
    found = {}
    for path in sorted((folder / "certifications").glob("*.toml")):
        own = {"certifier": certifier, **read_toml(path)}
        certification = validated(Certification, _merged(defaults, own), path, own)
        _check_criteria(certification, path)
        check_registration(certification, path)
        if certification.code != path.stem:
            raise ConfigError(
                f"{path.name}, clé « code » : « {certification.code} » ne correspond pas au nom du fichier. "
                f"Renommez le fichier en {certification.code}.toml ou corrigez la clé."
            )
        found[certification.code] = certification
    if not found:
        raise ConfigError(f"Aucune certification dans {folder.name}/certifications : ajoutez un fichier <code>.toml.")
    check_successors(found)
    return found


def build_calendar(options: CalendarOptions) -> WorkingCalendar:
    """French public holidays of L. 3133-1, the Alsace-Moselle days when asked, and company closures (O-19)."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    subdivision = "6AE" if options.alsace_moselle else None
    days = {
        day: str(name)
        for day, name in holidays.country_holidays("FR", subdiv=subdivision, years=years, language="fr").items()
    }
    days.update(dict.fromkeys(options.closures, "fermeture"))
    return WorkingCalendar(days, FIRST_YEAR, LAST_YEAR)


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` on `base`, tables merged key by key, lists replaced whole."""
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        result[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return result


def _check_criteria(certification: Certification, path: Path) -> None:
    """Automatic criteria exist and have their figures: better now than while a dossier is scored."""
    for line in certification.grid.lines:
        if not line.auto:
            continue
        if line.auto not in AUTOMATIC:
            raise ConfigError(
                f"{path.name}, ligne {line.code}, clé « auto » : « {line.auto} » n’est pas un critère connu. "
                f"Choisissez parmi : {', '.join(AUTOMATIC)}."
            )
        if set(line.figures) != FIGURES[line.auto]:
            raise ConfigError(
                f"{path.name}, ligne {line.code}, clé « figures » : le critère « {line.auto} » demande "
                f"{', '.join(sorted(FIGURES[line.auto])) or 'aucun chiffre'}."
            )
