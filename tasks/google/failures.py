"""What went wrong with Google, as a French sentence with its cure, and whether trying again may help."""

import json
from enum import Enum, auto

from google.auth import exceptions as auth
from gspread.exceptions import APIError
from requests import exceptions as http


class Cure(Enum):
    """What may help."""

    WAIT = auto()  # the same call later
    READ_AGAIN = auto()  # Google refused the call because the sheet is no longer as it was read
    PERSON = auto()


class GoogleFailure(Exception):
    """One call that failed for good or for now.

    Args:
        sentence: French, what is wrong and what to do.
        cure: whether trying again may help.
    """

    def __init__(self, sentence: str, cure: Cure = Cure.PERSON) -> None:
        super().__init__(sentence)
        self.cure = cure


QUOTA = "Google a compté trop d’appels dans la minute (quota) : rien à faire, nouvel essai au prochain passage."
TOO_LONG = "Google n’a pas répondu dans le temps prévu : vérifiez la connexion ; nouvel essai au prochain passage."
_DOWN = "Google Sheets est momentanément en panne (réponse {code}) : rien à faire, nouvel essai au prochain passage."
_CUT = "La connexion à Google a été coupée ou refusée : vérifiez le réseau ; nouvel essai au prochain passage."
_CERTIFICATE = (
    "Le certificat présenté à la place de celui de Google n’est pas reconnu : "
    "vérifiez l’heure de la machine et le proxy de votre réseau."
)
_ODD_REPLY = (
    "Une réponse qui n’est pas de Google est arrivée à sa place : vérifiez le proxy ou le portail de votre réseau."
)
_KEY_REVOKED = (
    "Google refuse la clé du compte de service : elle a été supprimée ou révoquée. Créez une nouvelle clé JSON dans la "
    "console Google Cloud (IAM, Comptes de service, Clés) et remplacez le fichier."
)
_CLOCK = "Google refuse la clé parce que l’heure de la machine est fausse : réglez l’horloge, puis relancez."
_UNKNOWN_ACCOUNT = (
    "Google ne connaît pas ce compte de service : il a été supprimé. Créez-en un et remplacez le fichier."
)
_LOG_IN_AGAIN = (
    "La connexion à Google n’est plus valable : relancez « gcloud auth application-default login », "
    "ou donnez un fichier de compte de service."
)
_API_OFF = (
    "L’API Google Sheets n’est pas activée dans le projet du compte de service : activez « Google Sheets API » "
    "dans la console Google Cloud, attendez quelques minutes, puis relancez."
)
_NOT_SHARED = (
    "Le compte {account} n’a pas accès au classeur Google : ouvrez-le, « Partager », "
    "et ajoutez cette adresse comme éditeur."
)
_NOT_FOUND = (
    "Google ne trouve pas le classeur « {book} » : vérifiez son identifiant (dans son adresse, entre /d/ et /edit), "
    "et qu’il est partagé avec {account}."
)
_NOT_A_SHEET = (
    "Ce document n’est pas une feuille Google mais un fichier Excel déposé dans Drive : "
    "ouvrez-le, « Fichier », « Enregistrer au format Google Sheets », et donnez l’identifiant de la copie."
)
_PROTECTED = (
    "Une cellule que certiflow doit remplir est protégée : « Données », « Feuilles et plages protégées », "
    "et ajoutez {account} aux personnes autorisées."
)
_TOO_LARGE = "Le classeur Google est plein (10 millions de cellules) : supprimez des lignes ou des onglets inutiles."
_MOVED = "Le classeur Google change sans cesse : l’écriture sera refaite au prochain passage."
_REFUSED = "Google a refusé la demande (réponse {code}) : prévenez la technique si cela se répète."


def failure_of(error: Exception, account: str, book: str) -> GoogleFailure:
    """The failure that an exception of gspread, requests or google-auth stands for.

    Args:
        account: the address that the spreadsheet must be shared with.
        book: its identifier.
    """
    if isinstance(error, APIError):
        return _of_reply(error, account, book)
    if isinstance(error, auth.GoogleAuthError):
        return _of_credentials(error)
    if isinstance(error, http.SSLError):
        return GoogleFailure(_CERTIFICATE)
    if isinstance(error, http.Timeout):
        return GoogleFailure(TOO_LONG, Cure.WAIT)
    if isinstance(error, (http.JSONDecodeError, json.JSONDecodeError)):
        return GoogleFailure(_ODD_REPLY, Cure.WAIT)
    return GoogleFailure(_CUT, Cure.WAIT)


def _of_reply(error: APIError, account: str, book: str) -> GoogleFailure:
    code, text = error.response.status_code, str(error.error.get("message", "")).casefold()
    if code == 429:
        return GoogleFailure(QUOTA, Cure.WAIT)
    if (code >= 500 and code != 501) or code == 408:
        return GoogleFailure(_DOWN.format(code=code), Cure.WAIT)
    if code == 401:
        return GoogleFailure(_KEY_REVOKED)
    if "protected" in text:
        return GoogleFailure(_PROTECTED.format(account=account))
    if code == 403:
        is_off = "disabled" in text or "has not been used" in text
        return GoogleFailure(_API_OFF if is_off else _NOT_SHARED.format(account=account))
    if code == 404:
        return GoogleFailure(_NOT_FOUND.format(book=book, account=account))
    return _of_refusal(code, text)


def _of_refusal(code: int, text: str) -> GoogleFailure:
    if "not supported for this document" in text:
        return GoogleFailure(_NOT_A_SHEET)
    if "10000000" in text or "above the limit" in text:
        return GoogleFailure(_TOO_LARGE)
    return GoogleFailure(_MOVED, Cure.READ_AGAIN) if code == 400 else GoogleFailure(_REFUSED.format(code=code))


def _of_credentials(error: auth.GoogleAuthError) -> GoogleFailure:
    text = str(error).casefold()
    if isinstance(error, auth.ReauthFailError) or "rapt" in text or "token has been expired or revoked" in text:
        return GoogleFailure(_LOG_IN_AGAIN)
    if "account not found" in text:
        return GoogleFailure(_UNKNOWN_ACCOUNT)
    if "reasonable timeframe" in text or "iat and exp" in text:
        return GoogleFailure(_CLOCK)
    if "invalid_grant" in text or "invalid jwt" in text:
        return GoogleFailure(_KEY_REVOKED)
    return GoogleFailure(_CUT, Cure.WAIT)
