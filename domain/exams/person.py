"""Who a candidate is: the identity that PV, parchemin and CPF flux need, collected before the exam (NET-10)."""

import unicodedata
from datetime import date
from difflib import SequenceMatcher

from pydantic import Field

from domain.exams.vocabulary import Sex
from domain.facts import Part


class Birth(Part):
    """When and where; day and month may be unknown (domain.md §7)."""

    year: int = Field(ge=1900, le=2099)
    month: int | None = Field(None, ge=1, le=12)
    day: int | None = Field(None, ge=1, le=31)
    place: str = ""
    postal_code: str = ""
    country: str = "France"

    @property
    def on(self) -> date | None:
        """The whole date; None when a part is unknown."""
        return date(self.year, self.month, self.day) if self.month and self.day else None


class Person(Part):
    """A candidate. Nothing filters on age, nationality, status or level (M2I-02)."""

    first_names: str
    birth_name: str
    usage_name: str = ""
    sex: Sex
    birth: Birth
    email: str
    phone: str = ""

    @property
    def name(self) -> str:
        """As e-mails and lists show it: the name that the person uses."""
        return f"{self._first} {self.usage_name or self.birth_name}".strip()

    @property
    def _first(self) -> str:
        return next(iter(self.first_names.split()), "")

    @property
    def key(self) -> str:
        """The same for every spelling of one identity: letters only, without case, accent, particle or order mark."""
        return f"{folded(self.birth_name)}|{folded(self._first)}|{self.birth.year}"


def folded(name: str) -> str:
    """Letters of a name, without accents, ligatures, case, spaces, hyphens, apostrophes and particles."""
    words = _words(name)
    return "".join([word for word in words if word not in _PARTICLES] or words)


def is_same(one: Person, other: Person) -> bool:
    """Whether two identities are one person's beyond doubt: what he acquired and his other sessions are his."""
    return one.key == other.key and (one.birth.month, one.birth.day) == (other.birth.month, other.birth.day)


def may_be_same(one: Person, other: Person) -> bool:
    """Whether two identities may be one person under another spelling: a ban follows the person (M2I-46).

    A part of the birth date that one of them does not give agrees with any; names are compared with and without their
    particles, in any order, with all the first names or the first one.
    """
    if not _born_alike(one.birth, other.birth):
        return False
    theirs = _spellings(other)
    return any(SequenceMatcher(None, mine, name).ratio() >= _ALIKE for mine in _spellings(one) for name in theirs)


_PARTICLES = frozenset(
    ("al", "d", "da", "das", "de", "dei", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el", "l", "la",
     "las", "le", "les", "los", "ten", "van", "von")
)  # fmt: skip
#: letters that Unicode does not take apart
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
#: how alike two names must be, born the same day, to be looked at as one person
_ALIKE = 0.82


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    spaced = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return spaced.split()


def _born_alike(one: Birth, other: Birth) -> bool:
    pairs = ((one.month, other.month), (one.day, other.day))
    return one.year == other.year and all(None in pair or pair[0] == pair[1] for pair in pairs)


def _spellings(person: Person) -> frozenset[str]:
    families = {person.birth_name, person.usage_name or person.birth_name}
    givens = {person.first_names, person.first_names.split()[0] if person.first_names.split() else ""}
    return frozenset(
        spelled
        for family in families
        for given in givens
        for one, other in ((family, given), (given, family))
        for spelled in (folded(one) + folded(other), "".join(_words(f"{one} {other}")))
    )
