"""Reads kits.toml and the certifier's own files, config/kits/<certification>/<kit>/<component>.<ext>."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from config.disk import disk_reason
from config.files import ConfigError, read_toml, validated
from domain.agreements import CERTIFICATION_FIELDS, certification_values
from domain.certification import Certification
from domain.kits import Component, Kit, Kits
from domain.placeholders import Values, fault, fill

#: (certification, kit, component) → the file that replaces the text
Dropped = Mapping[tuple[str, str, str], Path]


def load_kits(folder: Path, certifications: Mapping[str, Certification]) -> dict[str, Kits]:
    """The kits of each certification, by its code (MIK-45 to MIK-58).

    Raises:
        ConfigError: kits.toml cannot be used, or a file stands where no component is.
    """
    path = folder / "kits.toml"
    tables = read_toml(path).items()
    kits = validated(
        Kits, {kind: {**table, "kind": kind} if isinstance(table, dict) else table for kind, table in tables}, path
    )
    _check_fields(kits, path)
    dropped = _dropped(folder / "kits", kits, certifications)
    return {code: _of(kits, certification, folder, dropped) for code, certification in certifications.items()}


def _of(kits: Kits, certification: Certification, folder: Path, dropped: Dropped) -> Kits:
    values = certification_values(
        certification.code, certification.title, certification.registration_end, certification.competences
    )

    def own(kit: Kit) -> Kit:
        components = {
            name: _component(part, values, folder, dropped.get((certification.code, kit.kind.value, name)))
            for name, part in kit.components.items()
        }
        return kit.model_copy(update={"components": components})

    return Kits({kind: own(kit) for kind, kit in kits.root.items()})


def _component(component: Component, values: Values, folder: Path, file: Path | None) -> Component:
    if file is None:
        return component.model_copy(update={"text": fill(component.text, values)})
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file.name} ne peut pas être lu : {disk_reason(error)}.") from None
    found = {"file": file.relative_to(folder).as_posix(), "file_sha256": hashlib.sha256(content).hexdigest()}
    return component.model_copy(update=found)


def _dropped(folder: Path, kits: Kits, certifications: Mapping[str, Certification]) -> Dropped:
    """Every file of the folder at the place of its component; hidden and lock files (« .… », « ~… ») are passed by."""
    places = [(kind.value, name) for kind, kit in kits.root.items() for name in kit.components]
    known = {(code, *place) for code in certifications for place in places}
    found: dict[tuple[str, str, str], Path] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.name[0] not in ".~"):
        shown = file.relative_to(folder.parent).as_posix()
        place = (file.parent.parent.name, file.parent.name, file.stem)
        if place not in known or file.parent.parent.parent != folder:
            raise ConfigError(
                f"{shown} n’est le document d’aucun kit : rangez-le en kits/<certification>/<kit>/<composant>, "
                "aux noms de kits.toml, ou retirez-le."
            )
        if place in found:
            raise ConfigError(f"{shown} double {found[place].name} : gardez un seul fichier par composant.")
        found[place] = file
    return found


def _check_fields(kits: Kits, path: Path) -> None:
    for kind, kit in kits.root.items():
        for name, component in kit.components.items():
            reason = fault(component.text, CERTIFICATION_FIELDS)
            if reason:
                raise ConfigError(f"{path.name}, clé « {kind.value}.components.{name}.text » : {reason}.")
