"""What a mail server may do wrong at each step: the verdict is right, the sentence French, nothing leaves twice."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from tasks.mail.transports import Refused, TryLater, Unavailable, Unknown
from tests.tasks.mail.scripted_server import HANG_UP, scripted_server
from tests.tasks.mail.smtp_server import LOGIN, SLOW, Mailbox, smtp_server
from tests.tasks.mail.test_smtp import failure, mailbox, send, tls_for, transport_to

__all__ = ["mailbox"]  # a fixture of the neighbour

USER, PASSWORD = LOGIN
CHECK = "vérifiez le nom, le port et la sécurité choisie (starttls, ssl ou none)."
EHLO = b"250-essai\r\n250 STARTTLS\r\n"


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_a_server_too_slow_before_the_text_is_for_later(step: str, mailbox: Mailbox) -> None:
    mailbox.answers[step] = SLOW
    late = failure(mailbox, timeout=0.2)
    assert type(late) is Unavailable
    assert str(late).endswith("impossible : il ne répond pas ; vérifiez le nom, le port et le pare-feu.")
    assert mailbox.received == []


@pytest.mark.parametrize("step", ["DATA", "BODY"])
def test_a_server_too_slow_once_the_text_is_announced_is_unknown(step: str, mailbox: Mailbox) -> None:
    mailbox.answers[step] = SLOW
    assert type(failure(mailbox, timeout=0.2)) is Unknown


def test_a_slow_server_within_the_time_allowed_is_served_once(mailbox: Mailbox) -> None:
    mailbox.answers["RCPT"] = SLOW
    with transport_to(mailbox, timeout=5) as transport:
        send(transport)
    assert len(mailbox.received) == 1


@pytest.mark.parametrize("step", ["RCPT", "DATA", "BODY"])
def test_a_552_is_for_good_wherever_it_comes_and_spares_the_next_mail(step: str, mailbox: Mailbox) -> None:
    mailbox.answers[step] = "552 5.2.2 trop gros"
    with transport_to(mailbox) as transport:
        with pytest.raises(Refused) as refused:
            send(transport)
        assert (refused.value.code, refused.value.answer) == (552, "5.2.2 trop gros")
        mailbox.answers.clear()
        send(transport, "c@d.fr")
    assert [mail.recipient for mail in mailbox.received] == ["c@d.fr"]


def test_one_refused_recipient_among_others_costs_the_others_nothing(mailbox: Mailbox) -> None:
    with transport_to(mailbox) as transport:
        send(transport, "a@b.fr")
        mailbox.answers["RCPT"] = "550 5.1.1 inconnu"
        with pytest.raises(Refused):
            send(transport, "faux@b.fr")
        mailbox.answers["RCPT"] = "451 4.2.0 plus tard"
        with pytest.raises(TryLater):
            send(transport, "lent@b.fr")
        mailbox.answers.clear()
        send(transport, "c@d.fr")
    assert [mail.recipient for mail in mailbox.received] == ["a@b.fr", "c@d.fr"]
    assert len(mailbox.connections) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize("security", ["starttls", "ssl"])
@pytest.mark.parametrize("fault", ["another host", "another authority", "expired"])
def test_a_certificate_that_cannot_be_verified_gets_neither_password_nor_mail(
    security: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault == "expired":
        tls = _expired(tmp_path, monkeypatch)
    else:
        tls = tls_for("autre.example" if fault == "another host" else "localhost", tmp_path, monkeypatch)
    if fault == "another authority":
        tls_for("localhost", tmp_path, monkeypatch)  # the client now trusts this one
    with smtp_server(tls, implicit=security == "ssl", login=True) as mailbox:
        stopped = failure(mailbox, security=security, user=USER, password=PASSWORD)
    assert type(stopped) is Unavailable
    assert "son certificat n’est pas reconnu" in str(stopped)
    assert (mailbox.received, mailbox.connections) == ([], set())


def _expired(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", not_after=datetime.now(UTC) - timedelta(days=1)).configure_cert(context)
    return context


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize("security", ["starttls", "ssl"])
@pytest.mark.parametrize("login", [(USER, "faux"), ("inconnu", PASSWORD)])
def test_a_login_that_is_refused_says_what_to_check(
    security: str, login: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = tls_for("localhost", tmp_path, monkeypatch)
    with smtp_server(tls, implicit=security == "ssl", login=True) as mailbox:
        stopped = failure(mailbox, security=security, user=login[0], password=login[1])
    assert type(stopped) is Unavailable
    assert str(stopped).endswith("vérifiez l’identifiant et le mot de passe.")
    assert (mailbox.received, login[1] in str(stopped)) == ([], False)


def test_a_server_that_wants_a_login_and_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls = tls_for("localhost", tmp_path, monkeypatch)
    with smtp_server(tls, login=True) as mailbox:
        stopped = failure(mailbox, security="starttls")
    assert (type(stopped), mailbox.received) == (Unavailable, [])
    assert "vérifiez cette adresse et l’identifiant." in str(stopped)


def test_tls_from_the_start_with_a_server_in_clear(mailbox: Mailbox) -> None:
    stopped = failure(mailbox, security="ssl")
    assert (type(stopped), str(stopped).endswith(f"il ne répond pas en TLS ; {CHECK}")) == (Unavailable, True)


def test_starttls_with_a_server_in_tls_from_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls = tls_for("localhost", tmp_path, monkeypatch)
    with smtp_server(tls, implicit=True) as mailbox:
        stopped = failure(mailbox, security="starttls", timeout=0.3)
    assert type(stopped) is Unavailable
    assert "il ne répond pas" in str(stopped)


def test_a_name_that_does_not_exist() -> None:
    stopped = failure(Mailbox(port=25), host="nulle-part.invalid")
    assert str(stopped) == (
        "Connexion au serveur nulle-part.invalid:25 impossible : son nom est inconnu ; "
        "vérifiez-le, et la connexion au réseau."
    )


@pytest.mark.parametrize(
    ("greeting", "replies", "told"),
    [
        (HANG_UP, [], f"il a coupé la connexion ; {CHECK}"),
        (b"554 5.3.2 pas de service\r\n", [], "il refuse de nous servir (554 5.3.2 pas de service)"),
        (b"220 essai\r\n", [HANG_UP], f"il a coupé la connexion ; {CHECK}"),
        (b"220 essai\r\n", [b"250 essai\r\n"], f"il n’offre pas la sécurité ou l’identification demandée ; {CHECK}"),
        (
            b"220 essai\r\n",
            [EHLO, b"454 4.7.0 TLS en panne\r\n"],
            "il refuse de nous servir (454 4.7.0 TLS en panne) ; réessayez",
        ),
        (b"220 essai\r\n", [EHLO, HANG_UP], f"il a coupé la connexion ; {CHECK}"),
        (b"220 essai\r\n", [EHLO, b"220 go\r\n", b"pas du TLS\r\n"], f"il ne répond pas en TLS ; {CHECK}"),
    ],
)
def test_whatever_goes_wrong_before_tls_gives_no_password_away(
    greeting: bytes, replies: list[bytes], told: str
) -> None:
    with scripted_server(greeting, replies) as heard:
        stopped = failure(Mailbox(port=heard.port), security="starttls", user=USER, password=PASSWORD, timeout=2)
    assert type(stopped) is Unavailable
    assert told in str(stopped)
    assert (b"AUTH" in heard.said, PASSWORD.encode() in heard.said) == (False, False)


def test_a_program_that_is_no_mail_server() -> None:
    with scripted_server(b"HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n", [b"\r\n"]) as heard:
        stopped = failure(Mailbox(port=heard.port), timeout=2)
    assert type(stopped) is Unavailable


@pytest.mark.parametrize("lines", [1, 50_000])
def test_a_connection_cut_in_the_middle_of_a_long_text_is_unknown(lines: int) -> None:
    hello = [b"250 essai\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"]
    with scripted_server(b"220 essai\r\n", [*hello, HANG_UP]) as heard:
        with transport_to(Mailbox(port=heard.port), timeout=2) as transport, pytest.raises(Unknown):
            send(transport, raw=b"Subject: a\r\n\r\n" + (b"x" * 70 + b"\r\n") * lines)
        assert b"DATA" in heard.said.upper()


def test_logging_in_sends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tls = tls_for("localhost", tmp_path, monkeypatch)
    with (
        smtp_server(tls, login=True) as mailbox,
        transport_to(mailbox, security="starttls", user=USER, password=PASSWORD) as transport,
    ):
        transport.log_in()
        assert (mailbox.received, mailbox.connections) == ([], set())
        send(transport)
        assert len(mailbox.received) == len(mailbox.connections) == 1
