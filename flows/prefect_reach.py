"""Whether the Prefect that should answer does, without importing Prefect: a check must not cost what it checks."""

import base64
import http.client
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.door import AUTH_VARIABLE, PASSWORD_FILE
from tasks.doctor.finding import Finding

#: in Prefect's folder while `certiflow up` serves; what a killed server leaves behind
_ADDRESS_FILE = "adresse"
_SECONDS = 5
_LABEL = "Prefect"


@contextmanager
def announced(folder: Path, address: str) -> Iterator[None]:
    """Say, for the length of the block, that this home is served at `address` (« http://127.0.0.1:4200 »)."""
    path = folder / _ADDRESS_FILE
    path.write_text(address, encoding="utf-8")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def check_prefect(folder: Path) -> Finding:
    """The server that PREFECT_API_URL names, else the one that serves this home; none is no fault.

    Args:
        folder: Prefect's folder in certiflow's home.
    """
    given = os.environ.get("PREFECT_API_URL", "")
    api = given or _served(folder)
    if not api:
        return Finding("prefect", _LABEL, True, "Mode embarqué : aucun serveur, et il n’en faut pas pour un passage.")
    cure = "vérifiez PREFECT_API_URL et le réseau" if given else "relancez « certiflow up »"
    if not api.startswith(("http://", "https://")):
        return Finding("prefect", _LABEL, False, f"{api} n’est pas l’adresse d’un serveur Prefect : {cure}.")
    try:
        version = _version(api, _credentials(folder))
    except urllib.error.HTTPError as error:
        if error.code in {401, 403}:
            cure = f"indiquez l’utilisateur et le mot de passe dans {AUTH_VARIABLE}"
        return Finding("prefect", _LABEL, False, f"Le serveur {api} refuse de répondre ({error.code}) : {cure}.")
    except (OSError, http.client.HTTPException, ValueError):
        return Finding("prefect", _LABEL, False, f"Aucun serveur Prefect ne répond à {api} : {cure}.")
    return Finding("prefect", _LABEL, True, f"Le serveur {api} répond, version {version}.")


def _served(folder: Path) -> str:
    try:
        return f"{(folder / _ADDRESS_FILE).read_text(encoding='utf-8')}/api"
    except OSError:
        return ""


def _credentials(folder: Path) -> str:
    """« user:password », as the environment gives it or as `flows.door` keeps it; empty for an open server."""
    for name in ("PREFECT_API_AUTH_STRING", AUTH_VARIABLE):
        if given := os.environ.get(name, "").strip():
            return given
    try:
        return (folder / PASSWORD_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _version(api: str, credentials: str) -> str:
    request = urllib.request.Request(f"{api.rstrip('/')}/admin/version")  # noqa: S310 - the scheme is checked above
    if credentials:
        request.add_header("Authorization", f"Basic {base64.b64encode(credentials.encode()).decode()}")
    with urllib.request.urlopen(request, timeout=_SECONDS) as reply:  # noqa: S310
        return str(json.loads(reply.read(200)))
