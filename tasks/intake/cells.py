"""From a cell to a typed value. Each parser returns None for a blank cell and raises `BadCell` in French otherwise.

What an applicant typed is hostile: it is measured, cleaned and kept as text, never interpreted.
"""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar
from urllib.parse import urlsplit

from stdnum.fr import siret as siret_number

from domain.application import Trainer
from domain.vocabulary import Labelled
from tasks.mail.address import parse_address
from tasks.workbook.protocol import Row
from tasks.workbook.values import CellError, CellValue, as_text, clean_text

LONGEST_LINE = 300
LONGEST_TEXT = 4000
LONGEST_URL = 2000
MOST_TRAINERS = 50

Choice = TypeVar("Choice", bound=Labelled)
Value = TypeVar("Value")


class BadCell(ValueError):
    """Why a cell cannot be used (`reason`) and what to do (`cure`), both French and without the field's name."""

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(f"{reason} : {cure}")
        self.reason, self.cure = reason, cure


def text(cell: CellValue, longest: int = LONGEST_TEXT) -> str | None:
    """Cleaned text, NFC, without control or invisible characters."""
    if isinstance(cell, CellError):
        raise BadCell(f"la cellule contient une erreur de formule ({cell.text})", "tapez la valeur elle-même")
    typed = _visible(clean_text(unicodedata.normalize("NFC", as_text(cell)))).strip()
    if len(typed) > longest:
        raise BadCell(f"le texte compte {len(typed)} caractères", f"{longest} au plus, résumez-le")
    return typed if typed.strip("\u200d \n\t") else None


def _visible(typed: str) -> str:
    """Without the marks that reverse or hide text; the joiner stays, emoji are made with it."""
    return "".join(char for char in typed if char in "\n\t\u200d" or unicodedata.category(char) not in ("Cc", "Cf"))


def any_text(cell: CellValue) -> str | None:
    """Text of any length that a cell can hold: the guard of the process says when it is too long (MIK-31)."""
    return text(cell, 1_000_000)


def line(cell: CellValue) -> str | None:
    """Text on one line, single spaces."""
    typed = text(cell, LONGEST_LINE)
    return " ".join(typed.split()) if typed else None


def decimal(cell: CellValue) -> float | None:
    """A number that is not negative; « 12,5 » is one."""
    if isinstance(cell, bool):
        raise BadCell("la valeur est oui ou non", "indiquez un nombre")
    number: float
    if isinstance(cell, (int, float)):
        number = float(cell)
    else:
        typed = line(cell)
        if typed is None:
            return None
        try:
            number = float(typed.replace(",", ".").replace(" ", "").replace("\u202f", ""))
        except ValueError:
            raise BadCell(f"« {typed[:40]} » n’est pas un nombre", "indiquez un nombre, en chiffres") from None
    if not 0 <= number < 1e9:
        raise BadCell(f"« {_shown(cell)} » n’est pas possible", "indiquez un nombre positif ou nul")
    return number


def _shown(cell: CellValue) -> str:
    """A cell quoted back as it was typed, decimal comma included."""
    typed = as_text(cell)[:40]
    return typed.replace(".", ",") if isinstance(cell, float) else typed


def whole(cell: CellValue) -> int | None:
    number = decimal(cell)
    if number is None:
        return None
    if number != int(number):
        raise BadCell(f"« {_shown(cell)} » n’est pas un nombre entier", "indiquez un nombre entier")
    return int(number)


def year(cell: CellValue, latest: int) -> int | None:
    """A year from 1850 to `latest`, the year of reception (MIK-05)."""
    if isinstance(cell, date):
        raise BadCell("la valeur est une date", "indiquez l’année seule, sur quatre chiffres")
    number = whole(cell)
    if number is None:
        return None
    if number > latest:
        raise BadCell(f"l’année {number} est dans le futur", f"indiquez une année jusqu’à {latest}")
    if number < 1850:
        raise BadCell(f"« {number} » n’est pas une année de création", "indiquez l’année sur quatre chiffres")
    return number


def day(cell: CellValue) -> date | None:
    """A date, from a date cell or typed JJ/MM/AAAA."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    typed = line(cell)
    if typed is None:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"):
        try:
            return datetime.strptime(typed, form).date()
        except ValueError:
            continue
    raise BadCell(f"« {typed[:40]} » n’est pas une date qui existe", "indiquez-la sous la forme JJ/MM/AAAA")


def yes_no(cell: CellValue) -> bool | None:
    if isinstance(cell, bool):
        return cell
    typed = line(cell)
    if typed is None:
        return None
    if typed.casefold() in {"oui", "vrai", "true", "x", "1"}:
        return True
    if typed.casefold() in {"non", "faux", "false", "0"}:
        return False
    raise BadCell(f"« {typed[:40]} » n’est ni oui ni non", "répondez Oui ou Non")


def choice(cell: CellValue, words: type[Choice]) -> Choice | None:
    typed = line(cell)
    if typed is None:
        return None
    found = words.from_label(typed)
    if found is None:
        possible = ", ".join(member.label for member in words)
        raise BadCell(f"« {typed[:40]} » n’est pas un choix possible", f"choisissez parmi : {possible}")
    return found


def url(cell: CellValue) -> str | None:
    """An http(s) address, kept as text; fetching it is another matter, with its own guard."""
    typed = text(cell, LONGEST_URL)
    return None if typed is None else _checked_url(typed)


def urls(cell: CellValue) -> tuple[str, ...]:
    typed = text(cell)
    return tuple(_checked_url(item) for item in (typed or "").split())


def _checked_url(typed: str) -> str:
    try:
        parts = urlsplit(typed)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(c.isspace() for c in typed)
    except ValueError:
        usable = False
    if not usable:
        raise BadCell(f"« {typed[:60]} » n’est pas une adresse internet", "indiquez-la en entier, avec https://")
    return typed


def email(cell: CellValue) -> str | None:
    """One e-mail address and only one: two in a cell would make two recipients."""
    typed = text(cell, LONGEST_LINE)
    if typed is None:
        return None
    try:
        return parse_address(typed)
    except ValueError as error:
        reason, _, cure = str(error).rstrip(".").partition(" : ")
        raise BadCell(reason, cure or "indiquez une seule adresse, comme nom@organisme.fr") from None


def siret(cell: CellValue) -> str | None:
    """14 digits with the right key, La Poste's own rule included (python-stdnum)."""
    typed = line(cell)
    if typed is None:
        return None
    number = siret_number.compact(typed).replace("\u202f", "").replace(".", "")
    if not siret_number.is_valid(number):
        raise BadCell(
            f"« {typed[:40]} » n’est pas un SIRET valide", "indiquez les 14 chiffres de l’avis de situation Insee"
        )
    return number


def words(cell: CellValue) -> tuple[str, ...]:
    """Items separated by commas, semicolons or line ends, as Google Forms joins its check-boxes."""
    typed = text(cell) or ""
    items = typed.replace(";", ",").replace("\n", ",").split(",")
    return tuple(" ".join(item.split()) for item in items if item.strip())


def trainers(cell: CellValue) -> tuple[Trainer, ...]:
    """The sub-table of trainers, one a line: « Prénom Nom ; années d’expérience ; lien du CV » (MIK-06)."""
    typed = text(cell)
    rows = [row for row in (typed or "").splitlines() if row.strip()]
    if len(rows) > MOST_TRAINERS:
        raise BadCell(f"{len(rows)} formateurs sont listés", f"{MOST_TRAINERS} au plus")
    return tuple(_trainer(number, row) for number, row in enumerate(rows, start=1))


def _trainer(number: int, row: str) -> Trainer:
    name, years, cv, *rest = [*(part.strip() for part in row.split(";")), "", "", ""]
    if not name or any(rest) or ";" not in row:
        raise BadCell(
            f"la ligne {number} des formateurs n’a pas la forme attendue",
            "écrivez « Prénom Nom ; années d’expérience ; lien du CV », un formateur par ligne",
        )
    try:
        experience = decimal(years.casefold().removesuffix("ans").removesuffix("an").strip())
        link = url(cv) or ""
    except BadCell as error:
        raise BadCell(f"formateur « {name[:60]} » : {error.reason}", error.cure) from None
    return Trainer(name=line(name) or "", years=experience, cv_url=link)


class RowReading:
    """Reads the cells of one row; after a `BadCell`, `header` names the one that is wrong."""

    def __init__(self, row: Row) -> None:
        self.row, self.header = row, ""

    def read(self, header: str, parse: Callable[[CellValue], Value]) -> Value:
        self.header = header
        return parse(self.row.cells.get(header))

    def required(self, header: str, parse: Callable[[CellValue], Value | None]) -> Value:
        found = self.read(header, parse)
        if found is None:
            raise BadCell("la cellule est vide", "complétez-la")
        return found
