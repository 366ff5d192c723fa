"""Reads organisation.toml and the certifications. A file that contradicts itself is refused with file, key and cure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import holidays
from pydantic import BaseModel, ConfigDict, ValidationError

from config.disk import disk_reason
from domain.calendar import WorkingCalendar
from domain.certification import Certification
from domain.scoring import AUTOMATIC, FIGURES

FIRST_YEAR, LAST_YEAR = 2015, 2045


class ConfigError(Exception):
    """A configuration file that cannot be used; its message is French: file, key, reason and cure."""


class CalendarOptions(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    alsace_moselle: bool = False
    closures: tuple[date, ...] = ()


class Organisation(BaseModel):
    """The certifying body, as e-mails and minutes print it."""

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

    @property
    def registration(self) -> str:
        """The declaration number may only be quoted with this sentence (art. L. 6352-12, LAW-14)."""
        return f"Enregistrée sous le numéro {self.nda}. Cet enregistrement ne vaut pas agrément de l’État."

    @property
    def legal_line(self) -> str:
        return f"SIRET {self.siret} – {self.registration}"


@dataclass(frozen=True)
class Config:
    """Everything that the certifier decides by file.

    Args:
        past: certifications and grids that dossiers in the ledger still refer to, by (code, grid version): a dossier
            is scored with the grid in force when it was received (MIK-19), even after its file has changed.
    """

    organisation: Organisation
    certifications: Mapping[str, Certification]
    calendar: WorkingCalendar
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
    organisation = _validated(Organisation, _read(path), path)
    return Config(organisation, load_certifications(folder, organisation.name), build_calendar(organisation.calendar))


def load_certifications(folder: Path, certifier: str) -> dict[str, Certification]:
    """Every certifications/<code>.toml, completed by defaults.toml. Raises ConfigError."""
    defaults = _read(folder / "defaults.toml")
    found = {}
    for path in sorted((folder / "certifications").glob("*.toml")):
        own = {"certifier": certifier, **_read(path)}
        certification = _validated(Certification, _merged(defaults, own), path, own)
        _check_criteria(certification, path)
        if certification.code != path.stem:
            raise ConfigError(
                f"{path.name}, clé « code » : « {certification.code} » ne correspond pas au nom du fichier. "
                f"Renommez le fichier en {certification.code}.toml ou corrigez la clé."
            )
        found[certification.code] = certification
    if not found:
        raise ConfigError(f"Aucune certification dans {folder.name}/certifications : ajoutez un fichier <code>.toml.")
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


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"Le fichier {path.name} est absent de {path.parent} : remettez-le en place.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path.name} n’est pas un fichier TOML lisible ({error}). Corrigez la ligne indiquée ou reprenez "
            "la dernière version qui fonctionnait."
        ) from None
    except OSError as error:
        raise ConfigError(f"{path.name} ne peut pas être lu : {disk_reason(error)}.") from None


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` on `base`, tables merged key by key, lists replaced whole."""
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        result[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return result


Model = TypeVar("Model", bound=BaseModel)

_REASONS = {
    "missing": "la clé est absente : ajoutez-la",
    "extra_forbidden": "la clé est inconnue : corrigez son orthographe ou retirez-la",
    "greater_than_equal": "la valeur est négative : indiquez un nombre positif ou nul",
    "enum": "la valeur ne figure pas parmi celles possibles : corrigez son orthographe",
    "literal_error": "la valeur ne figure pas parmi celles possibles : corrigez son orthographe",
    "value_error": "",
}


def _validated(model: type[Model], data: Mapping[str, Any], path: Path, own: Mapping[str, Any] | None = None) -> Model:
    """`data` as a `model`; a fault is told with the file that holds it: `path`, or defaults.toml when not in `own`."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        # a misspelt key is both unknown and missing: the former says where to look
        first = min(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
        location = [str(part) for part in first["loc"] if part != "[key]"]
        key = ".".join(location) or "(fichier)"
        fallback = "la valeur n’est pas du type attendu : reprenez l’exemple fourni"
        reason = _REASONS.get(first["type"], fallback) or first["msg"].removeprefix("Value error, ")
        name = path.name if own is None or first["type"] == "missing" or _holds(own, location) else "defaults.toml"
        raise ConfigError(f"{name}, clé « {key} » : {reason}.") from None


def _holds(own: Mapping[str, Any], location: list[str]) -> bool:
    """Whether the certification's own file speaks of that place; the whole of it when the fault has none."""
    below: Any = own
    for part in location:
        if not isinstance(below, Mapping):
            return True  # inside a list: the file gives the list whole
        if part not in below:
            return False
        below = below[part]
    return True


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
