"""What the outbox does when a real mail server refuses, puts off, hangs up or is not there (domain.md §8, MIK-23)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import update

from tasks.dispatch import ESCALATE_AFTER, GIVE_UP_AFTER, Dispatched, dispatch
from tasks.ledger.holders import now
from tasks.ledger.keeping import store_team
from tasks.ledger.outbox import mark
from tasks.ledger.schema import outbox
from tasks.office import Office
from tests.tasks.ledger.acting import TEAM
from tests.tasks.ledger.mailing import Town, fates, later, post, through_smtp, town
from tests.tasks.mail.smtp_server import DROP, free_port

MANAGER = "ines.moreau@certificateur.example"


@pytest.fixture
def mailbox() -> Iterator[Town]:
    with town() as server:
        yield server


@pytest.fixture
def sender(office: Office, mailbox: Town) -> Office:
    store_team(office.ledger, TEAM)
    return through_smtp(office, mailbox.port)


def test_what_the_server_takes_is_sent(sender: Office, mailbox: Town) -> None:
    ids = [post(sender.ledger, f"a{number}@b.example", number) for number in range(3)]
    assert dispatch(sender) == Dispatched(sent=3)
    assert mailbox.delivered == [(f"a{number}@b.example", ids[number]) for number in range(3)]
    assert dispatch(sender) == Dispatched()
    assert len(mailbox.delivered) == 3


def test_a_refusal_is_for_good_and_staff_are_told_once(sender: Office, mailbox: Town) -> None:
    mailbox.replies["faux@b.example"] = "550 no such user"
    post(sender.ledger, "faux@b.example", 1)
    post(sender.ledger, "bon@b.example", 2)
    assert dispatch(sender) == Dispatched(sent=2, failed=1)
    assert mailbox.subjects == [("bon@b.example", "E-mail 2"), (MANAGER, "E-mail non remis\u202f: faux@b.example")]
    assert fates(sender.ledger, "error", "not_before")[0] == (
        "faux@b.example", "failed", "Le serveur de messagerie refuse l’e-mail (550) : no such user", None,
    )  # fmt: skip
    later(sender.ledger)
    assert dispatch(sender) == Dispatched()
    assert len(mailbox.received) == 2


def test_an_alert_that_is_refused_raises_no_alert(sender: Office, mailbox: Town) -> None:
    mailbox.answers["RCPT"] = "550 nobody here"
    post(sender.ledger, "faux@b.example")
    assert dispatch(sender) == Dispatched(failed=2)
    assert fates(sender.ledger, "template") == [
        ("faux@b.example", "failed", "acknowledgement"), (MANAGER, "failed", "mail_failure"),
    ]  # fmt: skip


def test_without_a_team_the_certifier_itself_is_told(office: Office, mailbox: Town) -> None:
    mailbox.replies["faux@b.example"] = "550 no such user"
    post(office.ledger, "faux@b.example")
    dispatch(through_smtp(office, mailbox.port))
    assert [recipient for recipient, _ in mailbox.delivered] == ["partenariats@certificateur.example"]


@pytest.mark.parametrize("step", ["RCPT", "DATA", "BODY"])
def test_not_now_is_tried_again_later_and_said_at_the_second_try(sender: Office, mailbox: Town, step: str) -> None:
    post(sender.ledger, "lent@b.example")
    mailbox.answers[step] = "451 greylisted"
    assert dispatch(sender) == Dispatched(waiting=1)
    [(_, status, attempts, not_before)] = fates(sender.ledger, "attempts", "not_before")
    assert (status, attempts, not_before > now()) == ("queued", 1, True)
    assert dispatch(sender) == Dispatched()
    later(sender.ledger)
    assert dispatch(sender) == Dispatched(waiting=2)
    assert [fate[:2] for fate in fates(sender.ledger)] == [("lent@b.example", "queued"), (MANAGER, "queued")]
    later(sender.ledger)
    mailbox.answers.clear()
    assert dispatch(sender) == Dispatched(sent=2)
    assert [recipient for recipient, _ in mailbox.delivered] == ["lent@b.example", MANAGER]


def test_what_never_leaves_is_given_up_and_staff_hear_of_the_delay_then_of_the_end(
    sender: Office, mailbox: Town
) -> None:
    mailbox.replies["lent@b.example"] = "451 greylisted"
    post(sender.ledger, "lent@b.example")
    heard = []
    for _ in range(GIVE_UP_AFTER + 2):
        dispatch(sender)
        later(sender.ledger)
        heard.append([subject for _, subject in mailbox.subjects])
    delayed, lost = "E-mail retardé\u202f: lent@b.example", "E-mail non remis\u202f: lent@b.example"
    assert heard == [[], *[[delayed]] * (GIVE_UP_AFTER - ESCALATE_AFTER), *[[delayed, lost]] * 3]
    assert fates(sender.ledger, "attempts")[0] == ("lent@b.example", "failed", GIVE_UP_AFTER)


def test_a_fate_unknown_is_tried_once_more_under_the_same_message_id_then_left_to_a_person(
    sender: Office, mailbox: Town
) -> None:
    message_id = post(sender.ledger, "a@b.example")
    mailbox.answers["BODY"] = DROP
    assert dispatch(sender) == Dispatched(unknown=1)
    assert dispatch(sender) == Dispatched()
    later(sender.ledger)
    with_alert = dispatch(sender)
    assert with_alert.unknown == 2
    [first, alert] = fates(sender.ledger, "attempts", "not_before")
    assert first == ("a@b.example", "unknown", 2, None)
    assert alert[:2] == (MANAGER, "unknown")
    later(sender.ledger)
    mailbox.answers.clear()
    dispatch(sender)
    copies = [item for item in mailbox.delivered if item[0] == "a@b.example"]
    assert copies == [("a@b.example", message_id)] * 2
    assert mailbox.subjects[-1] == (MANAGER, "E-mail au sort inconnu\u202f: a@b.example")


def test_the_second_try_of_a_fate_unknown_may_succeed(sender: Office, mailbox: Town) -> None:
    post(sender.ledger, "a@b.example")
    mailbox.answers["BODY"] = DROP
    dispatch(sender)
    later(sender.ledger)
    mailbox.answers.clear()
    assert dispatch(sender) == Dispatched(sent=1)
    assert fates(sender.ledger, "attempts") == [("a@b.example", "sent", 2)]


@pytest.mark.parametrize("reply", ["421 closing", "550 sender unknown", DROP])
def test_a_server_that_serves_nobody_stops_the_batch_and_nothing_is_lost(
    sender: Office, mailbox: Town, reply: str
) -> None:
    for number in range(3):
        post(sender.ledger, f"a{number}@b.example", number)
    mailbox.answers["MAIL"] = reply
    result = dispatch(sender)
    assert replace(result, stopped="") == Dispatched(waiting=3)
    assert "localhost" in result.stopped
    assert [attempts for _, _, attempts in fates(sender.ledger, "attempts")] == [0] * 3
    assert mailbox.received == []


def test_no_server_at_all_stops_the_batch_with_the_reason(office: Office) -> None:
    post(office.ledger, "a@b.example", 1)
    post(office.ledger, "a@b.example", 2)
    port = free_port()
    assert dispatch(through_smtp(office, port)) == Dispatched(
        waiting=2,
        stopped=f"Connexion au serveur localhost:{port} impossible : il refuse la connexion ; "
        "vérifiez le nom et le port.",
    )


def test_once_the_server_is_back_everything_leaves(office: Office) -> None:
    port = free_port()
    for number in range(3):
        post(office.ledger, f"a{number}@b.example", number)
    sender = through_smtp(office, port)
    dispatch(sender)
    with town(port) as mailbox:
        assert dispatch(sender) == Dispatched(sent=3)
        assert len(mailbox.received) == 3


def test_what_a_crash_left_claimed_leaves_again_under_its_message_id(sender: Office, mailbox: Town) -> None:
    message_id = post(sender.ledger, "a@b.example")
    dispatch(sender)
    with sender.ledger.writing() as connection:
        left = {"status": "sending", "claimed_by": "ailleurs:1", "claimed_until": now()}
        connection.execute(update(outbox).values(left))
    assert dispatch(sender) == Dispatched(sent=1)
    assert mailbox.delivered == [("a@b.example", message_id)] * 2


def test_a_person_may_queue_a_failed_mail_again(sender: Office, mailbox: Town) -> None:
    mailbox.replies["a@b.example"] = "550 no such user"
    post(sender.ledger, "a@b.example")
    dispatch(sender)
    mailbox.replies.clear()
    mark(sender.ledger, 1, "waiting")
    assert dispatch(sender) == Dispatched(sent=1)
