"""Each way in which a stranger's URL could reach the machine's own network."""

import socket
from collections.abc import Sequence

import pytest

from tasks.web import guard
from tasks.web.fetching import Fetched, Unreadable, fetch
from tasks.web.guard import Allowance, Guard, Limits
from tasks.web.refusals import NotRead
from tests.tasks.web.hostile_server import SITE, Site, resolving

pytestmark = pytest.mark.rule("MIK-62")

PUBLIC = "93.184.216.34"


def private(host: str) -> str:
    return f"L’adresse {host} mène à un réseau privé ou réservé, que la lecture automatique ne visite jamais."


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "0",
        "10.0.0.1",
        "192.168.1.1",
        "172.31.255.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "localhost",
    ],
)
def test_a_private_address_in_any_notation_is_refused(host: str) -> None:
    outcome = fetch(f"http://{host}/latest/meta-data")
    assert outcome == Unreadable(f"http://{host}/latest/meta-data", private(host), f"http://{host}/latest/meta-data")


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("[::1]", "::1"),
        ("[::ffff:127.0.0.1]", "::ffff:7f00:1"),
        ("[64:ff9b::a9fe:a9fe]", "64:ff9b::a9fe:a9fe"),
        ("[2002:7f00:1::]", "2002:7f00:1::"),
        ("[fe80::1]", "fe80::1"),
        ("１２７。0.0.1", "127.0.0.1"),
    ],
)
def test_a_private_address_in_disguise_is_refused(host: str, shown: str) -> None:
    outcome = fetch(f"http://{host}/")
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == private(shown)


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "http://127.0.0.1/", "http://[::1]/", "http://intranet.example/"]
)
def test_a_redirect_into_a_private_network_is_refused(target: str, site: Site) -> None:
    url = site.redirect("/", target)
    resolve = resolving(intranet_example="10.1.2.3", **{"169_254_169_254": "169.254.169.254"})

    def literal_or_known(host: str, port: int) -> Sequence[str]:
        return resolve(host, port) or [host]

    outcome = fetch(url, allowed_hosts=site.allowed, resolve=literal_or_known)
    host = target.split("/")[2].strip("[]")
    assert outcome == Unreadable(url, f"Après une redirection\u202f: l{private(host)[1:]}", target)


def test_the_allowed_server_opens_no_other_door_of_the_same_machine(site: Site) -> None:
    url = site.redirect("/", site.url("/", "127.0.0.1"))
    outcome = fetch(url, allowed_hosts=site.allowed, resolve=resolving())
    assert isinstance(outcome, Unreadable)
    assert outcome.reason.startswith("Après une redirection\u202f: l’adresse de la page demande un port inhabituel")
    assert site.paths == ["/"]


@pytest.mark.parametrize("addresses", ["10.0.0.7", f"{PUBLIC} 10.0.0.7", f"{PUBLIC} fd00::1", "::ffff:192.168.0.1"])
def test_a_name_with_any_private_address_is_refused(addresses: str) -> None:
    outcome = fetch("https://site.of.fr/", resolve=resolving(site_of_fr=addresses))
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == private("site.of.fr")


def test_a_name_that_changes_its_address_is_asked_once_and_connected_where_it_was_checked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    connected: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    outcome = fetch("http://rebinding.example/", resolve=lambda host, port: next(answers))
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == "Le site rebinding.example refuse la connexion ou ne répond pas."
    assert connected == [(PUBLIC, 80)]
    assert next(answers) == ["127.0.0.1"]


def test_the_second_request_of_a_redirect_is_checked_again(site: Site) -> None:
    site.redirect("/", "http://rebinding.example/")
    answers = {SITE: iter([["127.0.0.1"]]), "rebinding.example": iter([["127.0.0.1"]])}
    outcome = fetch(site.url("/"), allowed_hosts=site.allowed, resolve=lambda host, port: next(answers[host]))
    assert isinstance(outcome, Unreadable)
    assert outcome.reason == f"Après une redirection\u202f: l{private('rebinding.example')[1:]}"


def test_a_public_address_of_this_very_machine_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "is_public", lambda address: True)
    door = Guard(Allowance(Limits()), resolving(), allow_private=False)
    with pytest.raises(NotRead) as refused:
        door.connect_tcp(SITE, site.port)
    assert str(refused.value) == private(SITE)
    assert site.requests == []


def test_the_next_address_is_tried_when_one_does_not_answer(site: Site) -> None:
    site.serve("/", b"<p>Bonjour</p>")
    outcome = fetch(site.url("/"), allowed_hosts=site.allowed, resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    assert isinstance(outcome, Fetched)
