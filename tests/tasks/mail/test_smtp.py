import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import trustme

from tasks.mail.smtp import SmtpTransport
from tasks.mail.transports import DeliveryError, Refused, TryLater, Unavailable, Unknown
from tests.tasks.mail.smtp_server import DROP, LOGIN, Mailbox, Received, free_port, smtp_server
from tests.tasks.mail.test_message import composed

SENDER = "partenariats@atelier-certif.fr"
DAY = date(2026, 11, 2)


def tls_for(host: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate for `host`, from an authority that this test's client trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    return context


@contextmanager
def transport_to(mailbox: Mailbox, **changes: Any) -> Iterator[SmtpTransport]:
    arguments: dict[str, Any] = {
        "host": "localhost",
        "port": mailbox.port,
        "user": "",
        "password": "",
        "sender": SENDER,
    }
    arguments |= {"security": "none", "timeout": 5.0} | changes
    with closing(SmtpTransport(**arguments)) as transport:
        yield transport


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with smtp_server() as served:
        yield served


def send(transport: SmtpTransport, recipient: str = "a@b.fr", raw: bytes | None = None) -> None:
    transport.send(recipient, "<1@b.fr>", raw or composed(), DAY)


def failure(mailbox: Mailbox, **changes: Any) -> DeliveryError:
    with transport_to(mailbox, **changes) as transport, pytest.raises(DeliveryError) as raised:
        send(transport)
    return raised.value


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize("implicit", [False, True])
def test_the_bytes_arrive_as_composed_behind_tls_and_login(
    implicit: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = tls_for("localhost", tmp_path, monkeypatch)
    user, password = LOGIN
    with (
        smtp_server(tls, implicit=implicit, login=True) as mailbox,
        transport_to(mailbox, security="ssl" if implicit else "starttls", user=user, password=password) as transport,
    ):
        send(transport)
        assert mailbox.received == [Received(SENDER, "a@b.fr", composed())]


def test_a_line_that_begins_with_a_dot_arrives_whole(mailbox: Mailbox) -> None:
    raw = b"Subject: a\r\n\r\n.\r\n..b\r\n"
    with transport_to(mailbox) as transport:
        send(transport, raw=raw)
    assert mailbox.received[0].content == raw


def test_one_connection_serves_many_mails(mailbox: Mailbox) -> None:
    with transport_to(mailbox) as transport:
        for recipient in ("a@b.fr", "c@d.fr", "e@f.fr"):
            send(transport, recipient)
    assert [mail.recipient for mail in mailbox.received] == ["a@b.fr", "c@d.fr", "e@f.fr"]
    assert len(mailbox.connections) == 1


def test_a_connection_that_the_server_closed_is_opened_again(mailbox: Mailbox) -> None:
    with transport_to(mailbox) as transport:
        send(transport)
        mailbox.hang_up()
        send(transport)
    assert len(mailbox.received) == len(mailbox.connections) == 2


@pytest.mark.rule("MIK-23")
@pytest.mark.parametrize("step", ["RCPT", "DATA", "BODY"])
def test_a_5xx_is_for_good_and_spares_the_next_mail(step: str, mailbox: Mailbox) -> None:
    mailbox.answers[step] = "550 5.1.1 inconnu"
    with transport_to(mailbox) as transport:
        with pytest.raises(Refused) as refused:
            send(transport)
        assert (refused.value.code, refused.value.answer) == (550, "5.1.1 inconnu")
        assert str(refused.value) == "Le serveur de messagerie refuse l’e-mail (550) : 5.1.1 inconnu"
        mailbox.answers.clear()
        send(transport, "c@d.fr")
    assert [mail.recipient for mail in mailbox.received] == ["c@d.fr"]


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "BODY"])
def test_a_4xx_is_for_later_and_spares_the_next_mail(step: str, mailbox: Mailbox) -> None:
    mailbox.answers[step] = "451 4.7.1 revenez plus tard"
    with transport_to(mailbox) as transport:
        with pytest.raises(TryLater) as put_off:
            send(transport)
        assert type(put_off.value) is TryLater
        assert str(put_off.value) == "Le serveur localhost diffère l’e-mail (451) : 4.7.1 revenez plus tard"
        mailbox.answers.clear()
        send(transport, "c@d.fr")
    assert [mail.recipient for mail in mailbox.received] == ["c@d.fr"]


def test_a_message_too_large_is_refused_for_good(mailbox: Mailbox) -> None:
    mailbox.answers["MAIL"] = "552 5.3.4 trop gros"
    assert type(failure(mailbox)) is Refused


def test_a_refused_sender_is_our_setting_and_costs_no_mail(mailbox: Mailbox) -> None:
    mailbox.answers["MAIL"] = "553 5.7.1 non"
    stopped = failure(mailbox)
    assert type(stopped) is Unavailable
    assert str(stopped) == (
        f"Le serveur localhost n’accepte pas l’expéditeur {SENDER} (553 5.7.1 non) : "
        "vérifiez cette adresse et l’identifiant."
    )


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "BODY"])
def test_a_421_stops_the_batch(step: str, mailbox: Mailbox) -> None:
    mailbox.answers[step] = "421 4.3.2 maintenance"
    assert type(failure(mailbox)) is Unavailable
    assert mailbox.received == []


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_a_drop_before_the_text_is_for_later(step: str, mailbox: Mailbox) -> None:
    mailbox.answers[step] = DROP
    assert type(failure(mailbox)) is Unavailable
    assert mailbox.received == []


@pytest.mark.parametrize("step", ["DATA", "BODY"])
def test_a_drop_once_the_text_is_announced_is_unknown_and_not_sent_twice(step: str, mailbox: Mailbox) -> None:
    mailbox.answers[step] = DROP
    lost = failure(mailbox)
    assert type(lost) is Unknown
    assert str(lost) == "La connexion à localhost s’est interrompue pendant l’envoi : l’e-mail est peut-être arrivé."
    assert len(mailbox.received) == (1 if step == "BODY" else 0)


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("autre.example", "son certificat n’est pas reconnu (Hostname mismatch"),
        (None, "son certificat n’est pas reconnu"),
    ],
)
def test_a_certificate_that_cannot_be_verified_stops_before_the_password(
    host: str | None, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = tls_for(host or "localhost", tmp_path, monkeypatch)
    if host is None:
        tls_for("localhost", tmp_path, monkeypatch)  # now the client trusts another authority
    with smtp_server(tls, login=True) as mailbox:
        stopped = failure(mailbox, security="starttls", user=LOGIN[0], password=LOGIN[1])
    assert type(stopped) is Unavailable
    assert f"Connexion au serveur localhost:{mailbox.port} impossible : {reason}" in str(stopped)


@pytest.mark.parametrize("password", ["faux", "pass\u00e9"])
def test_a_wrong_password_stops_the_batch(password: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls = tls_for("localhost", tmp_path, monkeypatch)
    with smtp_server(tls, login=True) as mailbox:
        stopped = failure(mailbox, security="starttls", user=LOGIN[0], password=password)
    assert type(stopped) is Unavailable
    assert password not in str(stopped)


def test_a_server_without_starttls_gets_no_password(mailbox: Mailbox) -> None:
    stopped = failure(mailbox, security="starttls", user=LOGIN[0], password=LOGIN[1])
    assert type(stopped) is Unavailable
    assert "vérifiez le nom, le port et la sécurité choisie (starttls, ssl ou none)" in str(stopped)


def test_nobody_at_that_port() -> None:
    stopped = failure(Mailbox(port=free_port()))
    assert type(stopped) is Unavailable
    assert str(stopped).endswith("impossible : il refuse la connexion ; vérifiez le nom et le port.")


def test_a_server_that_says_nothing() -> None:
    with socket.create_server(("localhost", 0)) as silent:
        stopped = failure(Mailbox(port=silent.getsockname()[1]), timeout=0.2)
    assert type(stopped) is Unavailable
    assert "il ne répond pas" in str(stopped)
