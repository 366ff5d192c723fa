"""Reads audit.toml, the checklist of the communication audit (MIK-64); one that would miss an item is refused."""

from collections import Counter
from pathlib import Path

from config.files import ConfigError, read_toml, validated
from domain.audit import Check, Checklist, ChecklistItem

FILE = "audit.toml"
#: MIK-64: these eight and no other
ELEMENTS = ("publics", "prerequis", "referentiel", "objectifs", "programme", "modalites", "volume", "evaluation")


def load_checklist(folder: Path) -> Checklist:
    """The checklist of `folder`/audit.toml.

    Raises:
        ConfigError: absent, unreadable, two items with one code, not exactly the eight elements of MIK-64, an element
            without cue, or a claim without words.
    """
    path = folder / FILE
    checklist = validated(Checklist, read_toml(path), path)
    for reason in (_twice(checklist), _not_the_eight(checklist), *map(_speechless, checklist.items), _empty(checklist)):
        if reason:
            raise ConfigError(f"{FILE}, {reason}.")
    return checklist


def _twice(checklist: Checklist) -> str:
    codes = Counter(item.code for item in checklist.items)
    twice = [code for code, times in codes.items() if times > 1]
    if not twice:
        return ""
    return f"clé « items.code » : « {twice[0]} » y figure {codes[twice[0]]} fois. Donnez un code à chaque item"


def _not_the_eight(checklist: Checklist) -> str:
    found = {item.code for item in checklist.items if item.check is Check.ELEMENT}
    if found == set(ELEMENTS):
        return ""
    absent = ", ".join(code for code in ELEMENTS if code not in found) or "aucun"
    unknown = ", ".join(sorted(found - set(ELEMENTS))) or "aucun"
    return (
        "clé « items.check » : les éléments obligatoires sont exactement les huit de la règle MIK-64 (absents : "
        f'{absent} ; en trop : {unknown}). Rétablissez les absents ; donnez « check = "judged" » aux autres'
    )


def _speechless(item: ChecklistItem) -> str:
    if item.check is not Check.ELEMENT or (item.cues and all(cue.strip(" …") for cue in item.cues)):
        return ""
    return f"item {item.code}, clé « cues » : un indice manque ou est vide. Indiquez les mots qui annoncent l’élément"


def _empty(checklist: Checklist) -> str:
    for claim in checklist.forbidden_claims:
        if not claim.phrases or not all(phrase.strip(" …") for phrase in (*claim.phrases, *claim.unless)):
            return f"allégation « {claim.label} » : une formulation est vide. Complétez « phrases » ou « unless »"
    return ""
