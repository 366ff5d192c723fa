"""Reads agreements/convention.toml, reglementation.toml and charte.toml: the certifier replaces them without code."""

from pathlib import Path

from config.files import ConfigError, read_toml, validated
from domain.agreements import AGREEMENT_FIELDS, Agreement, AgreementKind
from domain.placeholders import fault


def load_agreements(folder: Path) -> dict[AgreementKind, Agreement]:
    """The three agreements. What they fail to say is for `domain.clauses`, when one is to be signed.

    Raises:
        ConfigError: a file is absent, is not TOML, has an unknown key or asks for a field that does not exist.
    """
    return {kind: _load(folder / "agreements" / f"{kind.value}.toml", kind) for kind in AgreementKind}


def _load(path: Path, kind: AgreementKind) -> Agreement:
    agreement = validated(Agreement, {**read_toml(path), "kind": kind}, path)
    for text in agreement.texts:
        reason = fault(text, AGREEMENT_FIELDS)
        if reason:
            raise ConfigError(f"{path.name}, texte « {_opening(text)} » : {reason}.")
    return agreement


def _opening(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49].rstrip()}…"
