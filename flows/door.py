"""Who may open Prefect: its server knows no user, runs flows for whoever reaches it, and shows every run."""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.prefect_settings import PrefectUnavailable

#: the user and password that the interface asks for, as « user:password »
AUTH_VARIABLE = "PREFECT_SERVER_API_AUTH_STRING"

PASSWORD_FILE = "mot-de-passe"  # noqa: S105 - the name of the file
_USER = "certiflow"


@dataclass(frozen=True)
class Door:
    """`settings`: Prefect's own, empty for an open door. `kept_in`: where a person finds the password, in French."""

    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    kept_in: str = ""


def door_of(host: str, folder: Path) -> Door:
    """What a server on `host` asks for: nothing on this machine alone, unless a password was given.

    Args:
        host: the address that it listens on.
        folder: Prefect's folder; a password made here is kept there, readable by its owner only.

    Raises:
        PrefectUnavailable: what was given holds no user or no password, or cannot be read.
    """
    given = os.environ.get(AUTH_VARIABLE)
    if given is not None:
        return _closed(given, f"la variable {AUTH_VARIABLE}", "Complétez-la, ou retirez-la")
    if _is_loopback(host):
        return Door()
    path = folder / PASSWORD_FILE
    return _closed(_kept(path), f"le fichier « {path} »", "Effacez-le : un nouveau sera créé")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _kept(path: Path) -> str:
    """The password of the last start; the first start makes it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(f"{_USER}:{secrets.token_urlsafe(18)}\n", encoding="utf-8")
        path.chmod(0o600)
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PrefectUnavailable(
            f"Le mot de passe de l’interface ne peut pas être lu dans « {path} ». "
            "Rendez ce fichier lisible, ou effacez-le : un nouveau sera créé."
        ) from error


def _closed(text: str, holder: str, cure: str) -> Door:
    text = text.strip()
    user, _, password = text.partition(":")
    if not (user.strip() and password.strip()):
        raise PrefectUnavailable(
            f"Prefect demande un utilisateur et un mot de passe, sous la forme nom:mot-de-passe, "
            f"et {holder} n’en contient pas. {cure}."
        )
    return Door({AUTH_VARIABLE: text, "PREFECT_API_AUTH_STRING": text}, f"dans {holder}")
