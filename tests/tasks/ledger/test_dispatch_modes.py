"""The test mode, which writes to one address only, and the pace at which messages leave."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.policy import default

import pytest

from tasks.dispatch import Dispatched, dispatch
from tasks.inspection import status_of
from tasks.ledger.outbox import AT_ONCE, claim
from tasks.mail.message import compose
from tasks.mail.pace import LONGEST
from tasks.mail.rendering import RenderedMail
from tasks.mail.rerouting import addressed
from tasks.office import Office
from tests.tasks.ledger.mailing import fates, post, through_smtp, town

TRIAL = "essais@certificateur.example"


@dataclass
class FakeClock:
    """Time goes by only while somebody waits."""

    time: float = 1_000.0
    waits: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds


def having(office: Office, **settings: object) -> Office:
    return replace(office, settings=office.settings.model_copy(update=settings))


def test_in_test_mode_one_address_receives_everything_and_reads_for_whom_it_was(office: Office) -> None:
    post(office.ledger, "of@b.example", 1, subject="Décision de la commission")
    post(office.ledger, "direction@c.example", 2, subject="x" * 150)
    with town() as mailbox:
        trial = having(through_smtp(office, mailbox.port), mail_reroute_to=TRIAL)
        assert dispatch(trial) == Dispatched(sent=2)
        first, second = (message_from_bytes(item.content, policy=default) for item in mailbox.received)
    assert [item.recipient for item in mailbox.received] == [TRIAL, TRIAL]
    assert (first["To"], first["Cc"], first["Bcc"]) == (TRIAL, None, None)
    assert first["Subject"] == "[pour of@b.example] Décision de la commission"
    assert second["Subject"] == f"[pour direction@c.example] {'x' * 150}"


def test_the_register_says_that_a_partner_did_not_receive_it(office: Office) -> None:
    post(office.ledger, "of@b.example")
    trial = having(office, mail_reroute_to=TRIAL)
    dispatch(trial)
    note = f"Mode d’essai : parti à {TRIAL}, non à of@b.example."
    assert fates(office.ledger, "error") == [("of@b.example", "sent", note)]
    assert (status_of(trial)["mail_reroute_to"], status_of(office)["mail_reroute_to"]) == (TRIAL, None)


@pytest.mark.parametrize("recipient", ["of@b.example\r\nBcc: c@d.example", "of@b.example\nX: y"])
def test_an_address_that_would_add_a_header_is_no_header(recipient: str) -> None:
    """Intake refuses it first: this is the last door."""
    envelope = addressed(TRIAL, recipient, "Décision")
    rendered = RenderedMail("acknowledgement", "", envelope.subject, "Bonjour.\n", "<p>Bonjour.</p>")
    sender = Address("OC", addr_spec=TRIAL)
    with pytest.raises(ValueError):
        compose(rendered, sender, envelope.to, "<1@b.example>", datetime(2026, 11, 2, tzinfo=UTC))


def test_messages_keep_their_distance(office: Office) -> None:
    for number in range(4):
        post(office.ledger, "a@b.example", number)
    clock = FakeClock()
    assert dispatch(having(office, mail_per_minute=20), clock) == Dispatched(sent=4)
    assert clock.waits == [3.0, 3.0, 3.0]


def test_without_a_limit_nobody_waits(office: Office) -> None:
    for number in range(AT_ONCE + 2):
        post(office.ledger, "a@b.example", number)
    clock = FakeClock()
    assert dispatch(office, clock) == Dispatched(sent=AT_ONCE + 2)
    assert clock.waits == []


def test_a_long_queue_leaves_over_several_dispatches_and_none_twice(office: Office) -> None:
    for number in range(13):
        post(office.ledger, f"a{number}@b.example", number)
    slow, clock = having(office, mail_per_minute=2), FakeClock()
    first = dispatch(slow, clock)
    assert (first.sent, first.failed, first.unknown) == (11, 0, 0)
    assert first.stopped == "Cadence de 2\u00a0e-mails par minute : le reste partira au prochain passage."
    assert clock.time - 1_000 <= LONGEST
    assert [fate[1] for fate in fates(office.ledger)] == ["sent"] * 11 + ["queued"] * 2
    assert dispatch(slow, FakeClock()) == Dispatched(sent=2)
    assert len(list(office.settings.mail_folder.rglob("*.eml"))) == 13


def test_what_is_claimed_together_leaves_within_a_minute(office: Office) -> None:
    """Else a claim would expire while its message waits, and another machine would send it too."""
    for number in range(5):
        post(office.ledger, "a@b.example", number)
    held: list[int] = []

    class Looking(FakeClock):
        def sleep(self, seconds: float) -> None:
            held.append(sum(fate[1] == "sending" for fate in fates(office.ledger)))
            super().sleep(seconds)

    dispatch(having(office, mail_per_minute=1), Looking())
    assert held == [1] * 4
    assert len(claim(office.ledger)) == 0
