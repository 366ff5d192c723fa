"""What the registration of a certification must agree with: its répertoire, its dates, what replaces it."""

import re
from collections.abc import Mapping
from pathlib import Path

from config.files import ConfigError
from domain.certification import Certification


def check_registration(certification: Certification, path: Path) -> None:
    """Code, level and dates of one certification.

    Raises:
        ConfigError: a code that is not of France compétences (M2I-51), a level for the répertoire spécifique or none
            for the RNCP (LAW-09), dates in the wrong order.
    """
    if not re.fullmatch(r"(RS|RNCP)[0-9]+", certification.code):
        raise ConfigError(
            f"{path.name}, clé « code » : « {certification.code} » n’est pas un code de France compétences (M2I-51) : "
            "écrivez RS ou RNCP, puis le numéro de la fiche, sans espace."
        )
    if certification.kind == "RS" and certification.level is not None:
        raise ConfigError(
            f"{path.name}, clé « level » : une certification du répertoire spécifique n’a pas de niveau (LAW-09) : "
            "retirez la clé."
        )
    if certification.kind == "RNCP" and certification.level is None:
        raise ConfigError(
            f"{path.name}, clé « level » : une certification du RNCP a un niveau (LAW-09) : indiquez-le, de 1 à 8."
        )
    if not certification.registration_start < certification.registration_end:
        raise ConfigError(
            f"{path.name}, clé « registration_end » : l’enregistrement prend fin avant d’avoir commencé : "
            "corrigez « registration_start » ou « registration_end »."
        )


def check_successors(certifications: Mapping[str, Certification]) -> None:
    """What the revised certifications refer to (M2I-09).

    Raises:
        ConfigError: the successor is no other certification, or a correspondence names a bloc that does not exist.
    """
    for code, certification in certifications.items():
        successor = certification.lifecycle.successor
        if not successor:
            continue
        if successor == code or successor not in certifications:
            raise ConfigError(
                f"{code}.toml, clé « lifecycle.successor » : « {successor} » n’est pas une autre certification "
                "configurée (M2I-09) : ajoutez son fichier ou corrigez le code."
            )
        for before, after in certification.lifecycle.correspondences.items():
            _check_blocs(certification, (before,), code)
            _check_blocs(certifications[successor], after, code)


def _check_blocs(certification: Certification, named: tuple[str, ...], file: str) -> None:
    known = [bloc.code for bloc in certification.referentiel.blocs]
    for bloc in named:
        if bloc not in known:
            raise ConfigError(
                f"{file}.toml, clé « lifecycle.correspondences » : « {bloc} » n’est pas un bloc de "
                f"{certification.code} (M2I-09) : choisissez parmi {', '.join(known)}."
            )
