"""Who we are for Google: a service account's key file, or the machine's own Application Default Credentials."""

import json
from dataclasses import dataclass
from pathlib import Path

import google.auth
from google.auth.credentials import Credentials
from google.auth.exceptions import DefaultCredentialsError
from google.oauth2 import service_account

from tasks.workbook.protocol import WorkbookUnavailable

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
_NO_ADDRESS = "le compte Google de cette machine"


@dataclass(frozen=True, slots=True)
class Access:
    """Credentials and the address to share the spreadsheet with.

    Args:
        credentials: of google-auth.
        account: the address, or words for it when Google does not say.
        is_service: True when `account` is a service account's address.
    """

    credentials: Credentials
    account: str
    is_service: bool


def open_access(key_file: Path | None) -> Access:
    """Read the key file; without one, ask the machine (GOOGLE_APPLICATION_CREDENTIALS, gcloud, metadata server).

    Raises:
        WorkbookUnavailable: the file is absent or no service account's key, or the machine has no credentials.
    """
    if key_file is not None:
        return _service_account(key_file)
    try:
        found, _ = google.auth.default(scopes=SCOPES)
    except (DefaultCredentialsError, ValueError):
        raise WorkbookUnavailable(
            "Aucun accès à Google sur cette machine : donnez le fichier JSON d’un compte de service, "
            "ou lancez « gcloud auth application-default login »."
        ) from None
    address = str(getattr(found, "service_account_email", "") or "")
    is_service = "@" in address
    return Access(found, address if is_service else _NO_ADDRESS, is_service)


def _service_account(path: Path) -> Access:
    try:
        info = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WorkbookUnavailable(
            f"Le fichier du compte de service « {path} » n’existe pas : téléchargez la clé JSON depuis la console "
            "Google Cloud, ou corrigez le chemin dans la configuration."
        ) from None
    except OSError:
        raise WorkbookUnavailable(
            f"Le fichier du compte de service « {path} » ne peut pas être lu : "
            "vérifiez que c’est un fichier et que certiflow a le droit de le lire."
        ) from None
    except ValueError:  # neither JSON nor UTF-8
        raise _no_key(path) from None
    try:
        found = service_account.Credentials.from_service_account_info(info, scopes=list(SCOPES))  # type: ignore[no-untyped-call]
    except (ValueError, AttributeError, TypeError, KeyError):  # what google-auth raises on JSON of another shape
        raise _no_key(path) from None
    return Access(found, found.service_account_email, is_service=True)


def _no_key(path: Path) -> WorkbookUnavailable:
    return WorkbookUnavailable(
        f"Le fichier « {path} » n’est pas la clé JSON d’un compte de service Google : "
        "téléchargez-la depuis la console Google Cloud (IAM, Comptes de service, Clés, « JSON »)."
    )
