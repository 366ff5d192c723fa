"""Who the holder is, as the flux says it, and what keeps a passage from leaving (domain.md §7, LAW-10)."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from domain.facts import Part
from domain.network.passage import Passage
from domain.refusal import Refusal

INSEE, COUNTRY, TRAINING_FILE = "Code INSEE de naissance", "Code pays", "Dossier CPF"
BIRTH_NAME, FIRST_NAMES, BORN, PROOF = "Nom corrigé", "Prénoms corrigés", "Naissance corrigée", "Justificatif"
RULE = "LAW-10"
LONGEST = 60
_NAMES_SENT = 3
_INSEE = re.compile(r"(0[1-9]|[1-9]\d|2[AB])\d{3}", re.ASCII)
_POSTAL = re.compile(r"\d{5}", re.ASCII)
_COUNTRY = re.compile(r"[0-9A-Z]{3}")
_FILE = re.compile(r"[0-9A-Za-z]{1,13}")
_BETWEEN_LETTERS = frozenset(" -'.")
_FRANCE = frozenset({"", "france"})


class Identity(Part):
    """`titulaire`: a blank text is not sent, or sent as nil where the XSD wants the element."""

    birth_name: str
    usage_name: str
    first_names: tuple[str, ...]
    year: int
    month: int | None
    day: int | None
    sex: str
    insee_code: str
    postal_code: str
    place: str
    country_code: str
    country: str
    training_file: str


def identity_of(passage: Passage) -> Identity:
    """The identity to send, corrections included; what cannot be sent is told by `gaps`."""
    holder, typed, birth = passage.holder, passage.supplement, passage.birth
    abroad = _is_abroad(passage)
    return Identity(
        birth_name=_plain(typed.birth_name or holder.birth_name), usage_name=_plain(holder.usage_name),
        first_names=_first_names(typed.first_names or holder.first_names), year=birth.year, month=birth.month,
        day=birth.day if birth.month else None, sex=holder.sex.value, insee_code=typed.insee_code,
        postal_code="" if abroad or not _POSTAL.fullmatch(birth.postal_code) else birth.postal_code,
        place=_label(birth.place), country_code=typed.country_code, country=_label(birth.country) if abroad else "",
        training_file=typed.training_file,
    )  # fmt: skip


def gaps(passage: Passage) -> tuple[Refusal, ...]:
    """What is missing or unusable, each with its cure. Empty: the passage may leave."""
    found = identity_of(passage)
    return tuple(chain(_names(found), _birth(passage, found), _numbers(found), _proof(passage)))


def _names(found: Identity) -> Iterator[Refusal]:
    yield from _name("le nom de naissance", found.birth_name, BIRTH_NAME)
    yield from _name("le prénom", found.first_names[0] if found.first_names else "", FIRST_NAMES)
    for name in found.first_names[1:]:
        yield from _name("un autre prénom", name, FIRST_NAMES)
    if found.usage_name:
        yield from _name("le nom d’usage", found.usage_name, "Nom d’usage")


def _birth(passage: Passage, found: Identity) -> Iterator[Refusal]:
    if found.year > passage.delivered_on.year:
        yield Refusal("la naissance suit la délivrance. Corrigez la date.", RULE, BORN)
    if found.insee_code and not _INSEE.fullmatch(found.insee_code):
        message = "un code INSEE a cinq signes, comme 67462, 2A004 ou 99352 pour un pays. Corrigez-le."
        yield Refusal(message, RULE, INSEE)
    if not _is_abroad(passage) and not found.insee_code and not found.postal_code:
        message = (
            "la commune de naissance n’a ni code INSEE ni code postal : tapez le code INSEE, cinq signes. Pour une "
            "naissance à l’étranger, tapez celui du pays, qui commence par 99."
        )
        yield Refusal(message, RULE, INSEE)


def _numbers(found: Identity) -> Iterator[Refusal]:
    if found.country_code and not _COUNTRY.fullmatch(found.country_code):
        yield Refusal("un code pays a trois signes, comme 352. Corrigez-le, ou effacez-le.", RULE, COUNTRY)
    if found.training_file and not _FILE.fullmatch(found.training_file):
        message = "un numéro de dossier CPF a 13 chiffres ou lettres au plus. Corrigez-le, ou effacez-le."
        yield Refusal(message, RULE, TRAINING_FILE)


def _proof(passage: Passage) -> Iterator[Refusal]:
    if passage.supplement.corrects_identity and not passage.supplement.proof:
        message = "une identité ne se corrige que sur pièce : indiquez laquelle, sans la recopier."
        yield Refusal(message, RULE, PROOF)


def _name(what: str, name: str, field: str) -> Iterator[Refusal]:
    if not any(sign.isalpha() for sign in name):
        yield Refusal(f"{what} manque. Tapez-le comme sur la pièce d’identité.", RULE, field)
    elif len(name) > LONGEST:
        yield Refusal(f"{what} dépasse {LONGEST} caractères. Tapez-le comme sur la carte Vitale.", RULE, field)
    elif bad := next((sign for sign in name if not _may_be_sent(sign)), ""):
        message = f"{what} contient « {bad} ». Tapez-le en lettres latines, comme sur la pièce d’identité."
        yield Refusal(message, RULE, field)


def _may_be_sent(sign: str) -> bool:
    return sign in _BETWEEN_LETTERS or (sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN"))


def _plain(name: str) -> str:
    """On one line, composed letters, with the apostrophe and the hyphen of a keyboard: civil status has no other."""
    spelled = unicodedata.normalize("NFC", name).replace("’", "'").replace("ʼ", "'").replace("‑", "-")
    return " ".join(spelled.split())


def _first_names(typed: str) -> tuple[str, ...]:
    """The first three. Commas keep « Jean Pierre, Marie » as two names; without one each word is a name."""
    parts = typed.split(",") if "," in typed else typed.split()
    return tuple(name for name in map(_plain, parts) if name)[:_NAMES_SENT]


def _label(text: str) -> str:
    """A name of place, which helps and identifies nobody: cut, never refused."""
    return "".join(sign for sign in _plain(text) if sign.isprintable())[:LONGEST].strip()


def _is_abroad(passage: Passage) -> bool:
    """By the country of the registration, or by an INSEE code that staff typed: 99… is a country."""
    return passage.birth.country.strip().casefold() not in _FRANCE or passage.supplement.insee_code.startswith("99")
