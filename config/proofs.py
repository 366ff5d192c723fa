"""Reads proof.toml: what each proof of a « dossier de contrôle » is evidence of (QUA-02, LAW-07, LAW-17)."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from config.files import ConfigError, read_toml, validated
from config.rules import load_rules

FILE = "proof.toml"
Indicators = tuple[int, ...]


class SessionProofs(BaseModel):
    """Which documents of a session leave with the file: no more of its candidates than a control reads (RGPD)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: tuple[str, ...]


class ProofMap(BaseModel):
    """Qualiopi indicators by number, by kind of document, by rule."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    indicators: Mapping[int, str]
    session: SessionProofs
    documents: Mapping[str, Indicators]
    rules: Mapping[str, Indicators]

    def of(self, kind: str, rule: str) -> Indicators:
        """The indicators that a proof serves: those of its kind of document, else those of its rule."""
        return self.documents.get(kind) or self.rules.get(rule, ())


def load_proof_map(folder: Path) -> ProofMap:
    """The map of `folder`/proof.toml.

    Raises:
        ConfigError: absent, unreadable, or it names an indicator or a rule that does not exist.
    """
    path = folder / FILE
    found = validated(ProofMap, read_toml(path), path)
    for reason in _faults(found):
        raise ConfigError(f"{FILE}, {reason}.")
    return found


def _faults(found: ProofMap) -> Iterator[str]:
    for table, named in (("documents", found.documents), ("rules", found.rules)):
        for key, indicators in named.items():
            for number in sorted(set(indicators) - set(found.indicators)):
                yield f"clé « {table}.{key} » : l’indicateur {number} n’est pas dans « indicators ». Ajoutez-le"
    for rule in sorted(set(found.rules) - set(load_rules())):
        yield f"clé « rules.{rule} » : aucune règle ne porte ce code. Corrigez-le"
