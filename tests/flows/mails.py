"""The e-mails that left, as .eml files."""

from email import message_from_bytes
from email.policy import default

from tests.season.desk import MANAGER_MAIL, Desk


def sent(desk: Desk) -> list[tuple[str, str, str]]:
    """Recipient, subject and Message-ID of each."""
    found = [message_from_bytes(path.read_bytes(), policy=default) for path in desk.settings.mail_folder.rglob("*.eml")]
    return [(str(mail["To"]), str(mail["Subject"]), str(mail["Message-ID"])) for mail in found]


def alerts_of(desk: Desk) -> list[str]:
    """Subjects of what the partner manager got about runs."""
    return [subject for recipient, subject, _ in sent(desk) if recipient == MANAGER_MAIL and "traitement" in subject]
