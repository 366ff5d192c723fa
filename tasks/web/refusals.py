"""Why a page could not be read: one French sentence for the auditor, who then looks at it himself."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore


class NotRead(Exception):
    """The page cannot be read, or must not be; the message is French."""


TOO_SLOW = "Le site est trop lent : la page n’est pas arrivée entière dans le délai accordé."
TOO_LARGE = "La page est trop volumineuse pour être lue automatiquement."
INTERRUPTED = "La réponse du site est interrompue ou mal formée : la page n’a pas pu être lue."
TOO_MANY_REDIRECTS = "L’adresse mène de redirection en redirection sans jamais arriver à une page."
EMPTY_REDIRECT = "Le site annonce une redirection sans dire vers quelle adresse."
UNKNOWN_COMPRESSION = "La page est compressée d’une façon que la lecture automatique ne connaît pas."
PDF = "L’adresse mène à un document PDF, pas à une page web : il n’est pas lu automatiquement."
NO_TYPE = "Le site ne dit pas de quel type est ce document : il n’est pas lu automatiquement."

_STATUSES = {
    401: "Le site demande un mot de passe pour cette page (réponse 401).",
    403: "Le site interdit l’accès à cette page (réponse 403).",
    404: "La page n’existe pas à cette adresse (réponse 404).",
    410: "La page n’existe plus à cette adresse (réponse 410).",
    429: "Le site reçoit trop de demandes et refuse de répondre pour l’instant (réponse 429).",
}

# OpenSSL's verification codes (X509_V_ERR_…, x509_vfy.h).
_CERTIFICATES = {
    9: "n’est pas encore valable",
    10: "a expiré",
    62: "n’est pas à son nom",
    64: "n’est pas à son nom",
}


def status_reason(status: int) -> str:
    """Why an answer that is not 2xx gives nothing to read."""
    if status in _STATUSES:
        return _STATUSES[status]
    if status >= 500:
        return f"Le site est en panne (réponse {status})."
    return f"Le site n’a pas donné la page (réponse {status})."


def type_reason(media_type: str) -> str:
    if media_type == "application/pdf":
        return PDF
    if not media_type:
        return NO_TYPE
    return f"L’adresse mène à un fichier de type « {media_type[:60]} », pas à une page web."


@contextmanager
def told(host: str) -> Iterator[None]:
    """Turns whatever the connection to `host` raises into `NotRead`."""
    try:
        yield
    except httpcore.TimeoutException:
        raise NotRead(TOO_SLOW) from None
    except httpcore.ConnectError as error:
        raise NotRead(_connection_reason(host, error.__cause__)) from None
    except (httpcore.NetworkError, httpcore.ProtocolError):
        raise NotRead(INTERRUPTED) from None


def _connection_reason(host: str, cause: BaseException | None) -> str:
    if isinstance(cause, ssl.SSLCertVerificationError):
        fault = _CERTIFICATES.get(cause.verify_code, "n’est pas délivré par une autorité reconnue")
        return f"Le certificat de sécurité de {host} {fault} : la page n’a pas été lue."
    if isinstance(cause, ssl.SSLError):
        return f"La connexion sécurisée avec {host} n’a pas pu s’établir."
    return f"Le site {host} refuse la connexion ou ne répond pas."
