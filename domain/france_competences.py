"""The public export of France compétences, as far as our register is concerned: fiches and their partners.

Shared by the readers and by the reconciliation. The field names of the export are in domain.md §9.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from unicodedata import combining, normalize

from domain.vocabulary import Labelled

#: the two directories, by the letters of their codes: répertoire spécifique and répertoire national
DIRECTORIES = frozenset({"RS", "RNCP"})

_POSTAL_SIREN = "356000000"
_WORDS = re.compile(r"[a-z0-9]+")


class DeclaredState(Labelled):
    """ETAT_HABILITATION; the CSV export has none and its lines count as « Actif »."""

    ACTIVE = "Actif", "Actif"
    INACTIVE = "Inactif", "Inactif"
    DELETED = "Supprimé", "Supprimé"
    OTHER = "Autre", "État inconnu"


@dataclass(frozen=True)
class Declared:
    """One partner line of a fiche.

    Args:
        siret: 14 digits when it is right; what stands in the file, without spaces, when it is not; empty when absent.
        scope: HABILITATION_PARTENAIRE as it stands, None when absent.
        active_since, changed_on: DATE_ACTIF and DATE_DERNIERE_MODIFICATION_ETAT, None when absent or unreadable.
    """

    certification: str
    siret: str
    name: str
    scope: str | None
    state: DeclaredState = DeclaredState.ACTIVE
    active_since: date | None = None
    changed_on: date | None = None

    @property
    def is_active(self) -> bool:
        return self.state is DeclaredState.ACTIVE


@dataclass(frozen=True)
class Fiche:
    """A certification in the export.

    Args:
        active: what the export says (ACTIF); `is_active` also looks at the end of the registration.
        replaced_by: the codes of the fiches that take over.
        level: « 5 »; empty for the répertoire spécifique.
    """

    code: str
    title: str
    active: bool
    ends_on: date | None = None
    decided_on: date | None = None
    replaced_by: tuple[str, ...] = ()
    partners: tuple[Declared, ...] = ()
    level: str = ""
    certifiers: tuple[str, ...] = ()

    def is_active(self, on: date) -> bool:
        return self.active and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True)
class Export:
    """What was read of an export.

    Args:
        source: the name of the file or folder.
        dated: the day its name gives, None when it gives none.
        fiches: code → fiche, only those that were asked for.
        directories: « RS », « RNCP »: those with at least one fiche in the file.
        count: the fiches of the file, asked for or not.
    """

    source: str
    dated: date | None
    fiches: Mapping[str, Fiche]
    directories: frozenset[str]
    count: int


def registration_code(text: str) -> str:
    """« rs 5568 » or « "RS5568" » → « RS5568 »."""
    return "".join(char for char in text.upper() if char.isalnum())


def directory_of(code: str) -> str:
    """« RS » or « RNCP »: the letters of a code."""
    return code.rstrip("0123456789")


def folded_words(text: str) -> frozenset[str]:
    """The words of a name without case, accents or punctuation."""
    plain = "".join(char for char in normalize("NFKD", text) if not combining(char))
    return frozenset(_WORDS.findall(plain.casefold()))


def is_siret(number: str) -> bool:
    """14 digits with the right key; La Poste's establishments have a key of their own (a sum divisible by 5)."""
    if len(number) != 14 or not (number.isascii() and number.isdigit()) or not int(number):
        return False
    digits = [int(digit) for digit in number]
    if number.startswith(_POSTAL_SIREN) and sum(digits) % 5 == 0:
        return True
    doubled = (2 * digit - 9 * (digit > 4) for digit in digits[::2])
    return (sum(doubled) + sum(digits[1::2])) % 10 == 0
