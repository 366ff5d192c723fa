"""Sends what is in the outbox, with its documents, and says what became of it (MIK-23, MIK-32)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.headerregistry import Address
from pathlib import Path

from sqlalchemy import RowMapping

from domain.correspondence import Mail
from domain.vocabulary import Role
from tasks.certificates.keys import BadgeKeyUnavailable
from tasks.clock import Clock, RealClock
from tasks.documents import sha256_of
from tasks.exams.badges import BADGED, badge_of
from tasks.ledger import outbox
from tasks.ledger.holders import now
from tasks.ledger.queries import read_team
from tasks.mail.message import Attachment, Inline, compose, message_id_for
from tasks.mail.pace import Pace
from tasks.mail.rendering import RenderedMail, render_mail
from tasks.mail.rerouting import Addressed, addressed
from tasks.mail.transports import Refused, TryLater, Unavailable, Unknown
from tasks.office import Office
from tasks.presenting.letters import sender_of
from tasks.typesetting import DocumentError, render_picture

ESCALATE_AFTER = 2  # domain.md §8: an e-mail that does not leave is escalated after two tries
GIVE_UP_AFTER = 6
RETRY_AFTER = timedelta(minutes=10)


@dataclass
class Dispatched:
    """What one dispatch did.

    Args:
        stopped: the French reason why nothing more could leave.
        badge: the French reason why e-mails that carry a badge wait.
    """

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    unknown: int = 0
    stopped: str = ""
    badge: str = ""


def dispatch(office: Office, clock: Clock | None = None) -> Dispatched:
    """Send everything that is ripe. Never raises for one e-mail: its fate is a row of the outbox."""
    result = Dispatched()
    pace = Pace(office.settings.mail_per_minute, clock or RealClock())
    at_once = pace.at_once(outbox.AT_ONCE)
    try:
        last = 0
        while not result.stopped and (rows := outbox.claim(office.ledger, last, at_once)):
            last = rows[-1]["id"]
            for row in rows:
                if pace.is_over() and not result.stopped:
                    result.stopped = pace.sentence
                _send_one(office, row, result, pace)
    finally:
        office.transport.close()
    return result


def _send_one(office: Office, row: RowMapping, result: Dispatched, pace: Pace) -> None:
    envelope = addressed(office.settings.mail_reroute_to, row["recipient"], row["subject"])
    raw = None if result.stopped else _compose(office, row, envelope, result)
    if raw is None:
        outbox.mark(office.ledger, row["id"], "waiting", before=row["status"])
        result.waiting += 1
        return
    pace.wait()
    try:
        office.transport.send(envelope.to, row["message_id"], raw, row["on_date"])
    except Refused as error:
        outbox.mark(office.ledger, row["id"], "failed", error=str(error))
        result.failed += 1
        _tell_staff(office, row, str(error), "refused")
    except Unavailable as error:
        outbox.mark(office.ledger, row["id"], "waiting", before=row["status"])
        result.waiting += 1
        result.stopped = str(error)
    except TryLater as error:
        _retry(office, row, str(error), result)
    except Unknown as error:
        _maybe_delivered(office, row, str(error), result)
    else:
        outbox.mark(office.ledger, row["id"], "sent", error=envelope.note)
        result.sent += 1


def _retry(office: Office, row: RowMapping, reason: str, result: Dispatched) -> None:
    tries = row["attempts"] + 1
    gives_up = tries >= GIVE_UP_AFTER
    outbox.mark(office.ledger, row["id"], "failed" if gives_up else "retry", error=reason,
                not_before=now() + RETRY_AFTER * tries)  # fmt: skip
    result.failed += gives_up
    result.waiting += not gives_up
    if gives_up:
        _tell_staff(office, row, reason, "refused")
    elif tries == ESCALATE_AFTER:
        _tell_staff(office, row, reason, "delayed")


def _maybe_delivered(office: Office, row: RowMapping, reason: str, result: Dispatched) -> None:
    """Try again under the same Message-ID, then leave it to a person."""
    again = row["attempts"] + 1 < ESCALATE_AFTER
    outbox.mark(office.ledger, row["id"], "unknown", error=reason, not_before=now() + RETRY_AFTER if again else None)
    result.unknown += 1
    if not again:
        _tell_staff(office, row, reason, "unknown")


def _compose(office: Office, row: RowMapping, envelope: Addressed, result: Dispatched) -> bytes | None:
    """The message, or None while one of its documents is not there as it was registered, or its badge not signed."""
    numbers = json.loads(row["attachments"])
    with office.ledger.reading() as connection:
        registered = outbox.attachments_ready(connection, numbers)
    try:
        attachments = None if registered is None else _attachments(office, registered)
        pictures = _pictures(row)
    except BadgeKeyUnavailable as error:
        result.badge = str(error)
        return None
    except (OSError, DocumentError):
        return None
    if attachments is None:
        return None
    rendered = RenderedMail(row["template"], row["subject_ref"] or "", envelope.subject, row["text"], row["html"])
    organisation = office.config.organisation
    sender = Address(organisation.name, addr_spec=organisation.email)
    moment = datetime.combine(row["on_date"], time(8), office.settings.zone)
    return compose(rendered, sender, envelope.to, row["message_id"], moment, attachments,
                   calendar=row["calendar"], pictures=pictures)  # fmt: skip


def _pictures(row: RowMapping) -> list[Inline]:
    """Drawn from what the outbox keeps: the same at every try."""
    return [Inline(item["cid"], render_picture("chart", item["data"])) for item in json.loads(row["pictures"])]


def _attachments(office: Office, registered: Sequence[RowMapping]) -> list[Attachment] | None:
    """The documents as registered; one that was lost or altered is asked for again and the e-mail waits (MIK-32)."""
    found = []
    for row in registered:
        content = _read(office.settings.documents_folder / row["path"])
        if content is None or sha256_of(content) != row["sha256"]:
            outbox.ask_again(office.ledger, row["number"])
            return None
        found.append(Attachment(f"{row['number']} {row['title']}.pdf", "application/pdf", content))
        if row["kind"] in BADGED:
            found.append(badge_of(office, row["subject"], office.settings.documents_folder / row["path"]))
    return found


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _tell_staff(office: Office, row: RowMapping, reason: str, outcome: str) -> None:
    """The partner managers learn of it by e-mail, once for each outcome; an alert that fails raises no alert."""
    if row["template"] == Mail.MAIL_FAILURE:
        return
    with office.ledger.reading() as connection:
        managers = read_team(connection).with_role(Role.PARTNER_MANAGER)
    organisation = office.config.organisation
    for address in {person.email for person in managers} or {organisation.email}:
        context = {
            "organisation": sender_of(organisation),
            "recipient": {"name": ""},
            "mail": {"to": row["recipient"], "subject": row["subject"], "answer": reason,
                     "attempts": row["attempts"] + 1, "first_tried_on": row["on_date"]},
            "outcome": outcome,
        }  # fmt: skip
        rendered = render_mail(Mail.MAIL_FAILURE.value, context)
        reference = message_id_for(
            f"failure|{outcome}|{row['message_id']}|{address}", organisation.email.rpartition("@")[2]
        )
        outbox.add(office.ledger, {
            "message_id": reference, "subject_ref": row["subject_ref"], "template": Mail.MAIL_FAILURE.value,
            "recipient": address, "subject": rendered.subject, "text": rendered.text, "html": rendered.html,
            "attachments": "[]", "on_date": row["on_date"],
        })  # fmt: skip
