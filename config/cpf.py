"""Reads cpf.toml: figures of the CPF flux, and what each message of its returns means."""

import unicodedata
from pathlib import Path
from typing import Annotated

from pydantic import Field

from config.files import read_toml, validated
from domain.figures import Code, Figures, Filled

UNKNOWN = "INCONNU"


class CpfMessage(Figures):
    """One message of a return.

    Args:
        contains: what the message says, whatever its case and accents.
        cause, cure: for staff, a sentence each.
        ask: what the holder is asked to check, one line each.
        is_success: the passage is known to the Caisse des dépôts: nothing is sent again.
    """

    code: Code
    contains: Filled
    cause: Filled
    cure: str = ""
    ask: tuple[Filled, ...] = ()
    is_success: bool = False


class CpfRules(Figures):
    """Args:
    max_passages: in one file; one transaction of the ledger takes them.
    nir_days: calendar days that a NIR is kept after the acceptance.
    nir_days_unmatched: alike, after its receipt or the last event of the flux, when the passage is not accepted.
    max_return_bytes: size of a return that is still read.
    """

    max_passages: int = Field(ge=1, le=500)
    nir_days: int = Field(ge=0)
    nir_days_unmatched: int = Field(ge=1)
    max_return_bytes: int = Field(ge=1)
    messages: Annotated[tuple[CpfMessage, ...], Field(min_length=1)]

    def meaning(self, message: str) -> CpfMessage | None:
        """The first entry that `message` contains; None when nobody has explained it yet."""
        said = _folded(message)
        return next((known for known in self.messages if _folded(known.contains) in said), None)

    def explained(self, code: str) -> CpfMessage | None:
        """The entry of a code that a passage keeps."""
        return next((known for known in self.messages if known.code == code), None)


def load_cpf(folder: Path) -> CpfRules:
    """Raises ConfigError."""
    path = folder / "cpf.toml"
    return validated(CpfRules, read_toml(path), path)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())
