"""Reads a return of the Caisse des dépôts (« accusé de traitement »): which passages were accepted, which were not.

Elements are known by their local name: public examples qualify the root alone, others everything.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tasks.cpf.blanking import blanked
from tasks.cpf.xml import XmlRefused, local, parsed
from tasks.mail.text import one_line

NAMESPACE = "urn:cdc:cpf:pc5:rapport:schema"
_IDENTIFIER = re.compile(r"[\w.-]{1,50}", re.ASCII)
_LONGEST_MESSAGE = 1000


class ReturnUnreadable(Exception):
    """A return that is not taken; the message is French, without the final point."""


@dataclass(frozen=True)
class Return:
    """One return.

    Args:
        rejected: idTechnique → message, word for word but for a NIR.
    """

    flux: str
    treatment: str
    accepted: tuple[str, ...]
    rejected: dict[str, str]


def read_return(content: bytes) -> Return:
    """Raises ReturnUnreadable."""
    try:
        root = parsed(content)
    except XmlRefused as error:
        raise ReturnUnreadable(str(error)) from None
    if etree.QName(root).localname != "rapport" or etree.QName(root).namespace != NAMESPACE:
        raise ReturnUnreadable("le fichier n’est pas un accusé de traitement de la Caisse des dépôts")
    flux, treatment = (_identifier(root, name) for name in ("idFlux", "idTraitement"))
    accepted = tuple(_text(item) for item in _inside(root, "passagesok") if local(item) == "idTechnique")
    rejected = [item for item in _inside(root, "passagesko") if local(item) == "passage"]
    pairs = [(_child(item, "idTechnique"), blanked(_child(item, "messageErreur"))) for item in rejected]
    seen = Counter([*accepted, *(ref for ref, _ in pairs)])
    doubled = next((ref for ref, times in seen.items() if times > 1), None)
    if doubled is not None:
        raise ReturnUnreadable(f"le passage « {one_line(doubled)[:40]} » y figure deux fois")
    if not all(message for _, message in pairs):
        raise ReturnUnreadable("un passage y est rejeté sans message")
    return Return(flux, treatment, accepted, dict(pairs))


def _inside(root: Any, name: str) -> list[Any]:
    """All that is in the sections of that name; « passage » stands between in some returns."""
    return [item for section in root if local(section).casefold() == name for item in section.iterdescendants()]


def _child(element: Any, name: str) -> str:
    return next((_text(item) for item in element if local(item) == name), "")


def _text(element: Any) -> str:
    """All its text, on one line."""
    return one_line("".join(element.itertext()))[:_LONGEST_MESSAGE]


def _identifier(root: Any, name: str) -> str:
    found = _child(root, name)
    if not _IDENTIFIER.fullmatch(found):
        raise ReturnUnreadable(f"« {name} » y manque ou n’a pas sa forme")
    return found
