"""The official XSD that the certifier drops in « cdc/ » beside organisation.toml: files are checked against it."""

import re
from pathlib import Path
from typing import Any

from lxml import etree

from config.disk import disk_reason
from domain.network.passage_vocabulary import Profile
from tasks.cpf.xml import XmlRefused, local, parsed

#: as libxml2 names what is wrong
_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([\w.-]+)'")
_OUTSIDE = ("import", "include", "redefine")


class SchemaUnusable(Exception):
    """The XSD of the profile cannot be used; the message is French, with its cure."""


class Schema:
    """One XSD."""

    def __init__(self, root: Any) -> None:
        self._schema = etree.XMLSchema(root)

    def faults(self, content: bytes) -> tuple[str, ...]:
        """The elements that the XSD reproaches to this file, by name and without their value; empty when none."""
        if self._schema.validate(etree.fromstring(content)):
            return ()
        log: Any = self._schema.error_log
        found = (_ELEMENT.search(entry.message) for entry in log)
        return tuple(dict.fromkeys(match[1] if match else "flux" for match in found))


def load_schema(config_folder: Path, profile: Profile) -> Schema | None:
    """The XSD of « cdc/ » whose `version` is the profile's; None when there is none.

    Raises:
        SchemaUnusable: a file cannot be read, is not an XSD, or goes and fetches others.
    """
    for path in sorted((config_folder / "cdc").glob("*.xsd")):
        try:
            root = parsed(path.read_bytes())
            if root.get("version") != profile.value:
                continue
            if any(local(child) in _OUTSIDE for child in root):
                raise SchemaUnusable(f"Le schéma {path.name} en appelle d’autres : il faut un schéma d’un seul tenant.")
            return Schema(root)
        except OSError as error:
            raise SchemaUnusable(f"Le schéma {path.name} ne peut pas être lu : {disk_reason(error)}.") from None
        except (XmlRefused, etree.XMLSchemaParseError):
            raise SchemaUnusable(
                f"Le schéma {path.name} n’est pas un XSD utilisable : reprenez le fichier officiel, ou retirez-le."
            ) from None
    return None
