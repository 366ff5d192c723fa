"""SMTP through yagmail: one verified connection for many messages, and a verdict that says what may be sent again.

yagmail opens, secures and logs in; its `send` is not used, since it delivers two or three copies after a drop. The
commands of its connection are given one by one (RFC 5321, § 3.3) rather than with `sendmail`, because only the step
tells a message that never left (try later) from one that may have arrived (unknown).

The errors of `smtplib` are all `OSError`, and those that carry a reply of the server have the attributes `smtp_code`
and `smtp_error`.
"""

import smtplib
import socket
import ssl
from contextlib import suppress
from datetime import date
from typing import Any, Literal

import yagmail

from tasks.mail.text import one_line
from tasks.mail.transports import Refused, TryLater, Unavailable, Unknown

Security = Literal["starttls", "ssl", "none"]

_CLOSING = 421  # RFC 5321, § 3.8: the server closes the connection
_TOO_LARGE = 552  # RFC 1870, § 6.1: the only refusal of a sender that is about the message
_MAX_ANSWER = 500
_CHECK_SECURITY = "vérifiez le nom, le port et la sécurité choisie (starttls, ssl ou none)"
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TimeoutError, "il ne répond pas ; vérifiez le nom, le port et le pare-feu"),
    (ConnectionRefusedError, "il refuse la connexion ; vérifiez le nom et le port"),
    (socket.gaierror, "son nom est inconnu ; vérifiez-le, et la connexion au réseau"),
    (ssl.SSLError, f"il ne répond pas en TLS ; {_CHECK_SECURITY}"),
    (smtplib.SMTPNotSupportedError, f"il n’offre pas la sécurité ou l’identification demandée ; {_CHECK_SECURITY}"),
    (smtplib.SMTPServerDisconnected, f"il a coupé la connexion ; {_CHECK_SECURITY}"),
    (ConnectionError, f"il a coupé la connexion ; {_CHECK_SECURITY}"),
)


class SmtpTransport:
    """A mail server. Not for two threads at once.

    Args:
        sender: the envelope's address, where refusals come back.
        user, password: empty user: no login.
        security: « none » only for a relay on the same machine.
        timeout: seconds, for each exchange with the server.

    The certificate is always verified, against the system's authorities or the file that `SSL_CERT_FILE` names.
    """

    def __init__(
        self,
        host: str,
        port: int,
        user: str,
        password: str,
        sender: str,
        security: Security = "starttls",
        timeout: float = 10.0,
    ) -> None:
        self._host, self._port, self._security, self._timeout = host, port, security, timeout
        self._user, self._password, self._sender = user, password, sender
        self._client: yagmail.SMTP | None = None

    def log_in(self) -> None:
        """Connects, secures and logs in, without sending anything.

        Raises:
            Unavailable: the server does not serve us, with the reason and its cure.
        """
        self._client = self._client or self._connected()

    def send(self, recipient: str, message_id: str, raw: bytes, sent_on: date) -> None:
        """See `Transport.send`."""
        connection = self._announce(recipient, len(raw))
        try:
            code, answer = connection.data(raw)
        except OSError as error:
            self.close()
            reply = _reply(error)
            if reply is None:
                raise Unknown(
                    f"La connexion à {self._host} s’est interrompue pendant l’envoi : l’e-mail est peut-être arrivé."
                ) from error
            code, answer = reply  # the command DATA itself was refused: no text has left
        self._check(code, answer)

    def close(self) -> None:
        """Leaves the server; a later `send` connects again."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(OSError):
                client.close()

    def _announce(self, recipient: str, size: int) -> Any:
        """Names sender and recipient; once more on a new connection where the server has closed a kept one."""
        if self._client is not None:
            with suppress(OSError):
                return self._envelope(recipient, size)
            self.close()
        try:
            return self._envelope(recipient, size)
        except OSError as error:
            self.close()
            raise self._unavailable(error) from error

    def _envelope(self, recipient: str, size: int) -> Any:
        if self._client is None:
            self._client = self._connected()
        connection = self._client.smtp
        connection.ehlo_or_helo_if_needed()
        code, answer = connection.mail(self._sender, [f"size={size}"] if connection.has_extn("size") else [])
        if 500 <= code < 600 and code != _TOO_LARGE:
            self.close()
            raise self._unusable_sender(code, answer)
        self._check(code, answer)
        self._check(*connection.rcpt(recipient))
        return connection

    def _connected(self) -> yagmail.SMTP:
        client = self._new_client()
        try:
            client.login()
        except (OSError, UnicodeError) as error:
            with suppress(OSError):
                client.close()
            raise self._unavailable(error) from error
        return client

    def _new_client(self) -> yagmail.SMTP:
        implicit, upgraded = self._security == "ssl", self._security == "starttls"
        context = {"context": ssl.create_default_context()}
        return yagmail.SMTP(
            user={self._user: self._user},  # a plain string without « @ » would become …@gmail.com
            password=self._password,
            host=self._host,
            port=self._port,
            smtp_ssl=implicit,
            smtp_starttls=context if upgraded else False,
            smtp_skip_login=not self._user,
            soft_email_validation=False,
            timeout=self._timeout,
            **(context if implicit else {}),
        )

    def _check(self, code: int, answer: bytes) -> None:
        """Returns on a 2xx reply; otherwise leaves the connection ready for the next message and raises."""
        if 200 <= code < 300:
            return
        text = _readable(answer)
        if code == _CLOSING:
            self.close()
            raise Unavailable(f"Le serveur {self._host} ferme la connexion ({code}) : {text}")
        self._reset()
        if 500 <= code < 600:
            raise Refused(code, text)
        raise TryLater(f"Le serveur {self._host} diffère l’e-mail ({code}) : {text}")

    def _reset(self) -> None:
        if self._client is None:
            return
        try:
            self._client.smtp.rset()
        except OSError:
            self.close()

    def _unusable_sender(self, code: int, answer: bytes) -> Unavailable:
        return Unavailable(
            f"Le serveur {self._host} n’accepte pas l’expéditeur {self._sender} ({code} {_readable(answer)}) : "
            "vérifiez cette adresse et l’identifiant."
        )

    def _unavailable(self, error: Exception) -> Unavailable:
        return Unavailable(f"Connexion au serveur {self._host}:{self._port} impossible : {_reason(error)}.")


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"son certificat n’est pas reconnu ({error.verify_message}) ; vérifiez le nom du serveur"
    cause = error.__context__ if isinstance(error.__context__, TimeoutError) else error
    for kind, reason in _REASONS:
        if isinstance(cause, kind):
            return reason
    if reply := _reply(error):
        code, answer = reply
        at_login = isinstance(error, smtplib.SMTPAuthenticationError)
        cure = "vérifiez l’identifiant et le mot de passe" if at_login else "réessayez, ou voyez avec qui l’administre"
        return f"il refuse de nous servir ({code} {_readable(answer)}) ; {cure}"
    return f"« {one_line(str(error))} » ; {_CHECK_SECURITY}"


def _reply(error: Exception) -> tuple[int, bytes] | None:
    """The server's reply that an error of the standard library carries, if any."""
    code: int | None = getattr(error, "smtp_code", None)
    return None if code is None else (code, getattr(error, "smtp_error", b""))


def _readable(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return one_line(text)[:_MAX_ANSWER]
