"""What a jury has awarded: the facts that a parchemin or a bloc attestation states (REF-26, REF-27, M2I-38).

`domain.exams.award_linter` says whether a document states them all (LAW-09).
"""

import hmac
from base64 import b32encode
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.exams.person import Birth
from domain.exams.vocabulary import Sex
from domain.facts import Part
from domain.vocabulary import Labelled

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
CODE_LENGTH = 16  # of 5 bits: nobody finds a certificate by trying


class AwardKind(Labelled):
    """The whole certification, or one bloc of it: two documents that nobody must mistake (REF-27)."""

    FULL = "FULL", "Parchemin"
    BLOC = "BLOC", "Attestation de bloc de compétences"


class Repertoire(StrEnum):
    """Where France compétences has registered the certification."""

    RS = "RS"
    RNCP = "RNCP"


class Holder(Part):
    """The certified person: the identity that a parchemin prints and the register keeps, no more."""

    first_names: str
    birth_name: str
    usage_name: str = ""
    sex: Sex
    birth: Birth

    @property
    def name(self) -> str:
        """The name of the civil status: « Maëlys Œuvrard »."""
        return f"{self.first_names} {self.birth_name}".strip()

    @property
    def birth_date(self) -> str:
        """« 1er mars 1991 », « mars 1991 » or « 1991 »: day and month are unknown for some born abroad."""
        if self.birth.month is None:
            return str(self.birth.year)
        day = f"{_ordinal(self.birth.day)} " if self.birth.day else ""
        return f"{day}{MONTHS[self.birth.month - 1]} {self.birth.year}"

    @property
    def birth_place(self) -> str:
        """« Sélestat (67) », « Alger (Algérie) »; the department is that of the postal code."""
        birth, abroad = self.birth, self.birth.country.strip().casefold() not in {"", "france"}
        department = birth.postal_code[: 3 if birth.postal_code.startswith("97") else 2]
        detail = birth.country.strip() if abroad else department
        return f"{birth.place} ({detail})" if birth.place and detail else birth.place


class Registered(Part):
    """The certification as France compétences has registered it.

    Args:
        code: « RS9001 », « RNCP9002 ».
        title: to the letter.
        level: national, 3 to 8, equal to that of the European framework (décret n° 2019-14); None for the RS.
        nsf: codes of the nomenclature des spécialités de formation.
        decided_on: the director general's decision.
    """

    repertoire: Repertoire
    code: str
    title: str
    level: Annotated[int, Field(ge=1, le=8)] | None = None
    nsf: tuple[str, ...]
    decided_on: date


class AwardedBloc(Part):
    """A bloc de compétences: « RNCP9002BC01 » and its label."""

    code: str
    label: str


class Signatory(Part):
    """Who signs for the certifier, and in what capacity."""

    name: str
    quality: str


class Award(Part):
    """One certificate.

    Args:
        number: « CERT-2026-000001 ».
        certifier: raison sociale.
        verification_code: from `verification_code`; also the name of its public page, hence the strict form.
        revoked_on: the day of a motivated decision of withdrawal (M2I-48); None while it stands.

    Raises:
        ValueError: bloc and kind disagree, or the dates are out of order.
    """

    number: Annotated[str, Field(pattern=r"^[A-Z]{2,6}-\d{4}-\d{4,9}$")]
    kind: AwardKind = AwardKind.FULL
    holder: Holder
    certification: Registered
    certifier: str
    bloc: AwardedBloc | None = None
    jury_date: date
    delivered_on: date
    place: str
    signatory: Signatory
    valid_until: date | None = None
    verification_code: Annotated[str, Field(pattern=rf"^[A-Z2-7]{{{CODE_LENGTH}}}$")]
    revoked_on: date | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if (self.kind is AwardKind.BLOC) != (self.bloc is not None):
            raise ValueError("une attestation de bloc nomme son bloc, et un parchemin n’en nomme aucun (REF-27)")
        if self.delivered_on < self.jury_date:
            raise ValueError("la délivrance ne peut pas précéder la délibération du jury (M2I-38)")
        if self.valid_until is not None and self.valid_until < self.delivered_on:
            raise ValueError("la fin de validité ne peut pas précéder la délivrance (LAW-09)")
        return self


def verification_code(secret: bytes, number: str) -> str:
    """The code that opens the public page of a certificate: 80 bits of HMAC-SHA256, in base 32 (RFC 4648).

    Without `secret` it cannot be told from the number, so the register has no list to scrape.
    """
    return b32encode(hmac.digest(secret, number.encode(), sha256)).decode()[:CODE_LENGTH]


def grouped(code: str) -> str:
    """« ABCD-EFGH-IJKL-MNOP », as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def day_in_words(day: date) -> str:
    """« 1er décembre 2026 », kept on one line."""
    return f"{_ordinal(day.day)}\u00a0{MONTHS[day.month - 1]}\u00a0{day.year}"


def _ordinal(day: int) -> str:
    return "1er" if day == 1 else str(day)
