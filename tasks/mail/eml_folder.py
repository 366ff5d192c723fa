"""The embedded default: each mail is an .eml file that any mail program opens."""

import hashlib
import re
from datetime import date
from email.parser import BytesHeaderParser
from pathlib import Path

from config.disk import disk_reason
from tasks.mail.transports import Unavailable
from tasks.whole_file import write_whole

_UNSAFE = re.compile(r"[^A-Za-z0-9._+@-]+")
_MAX_RECIPIENT = 80


class EmlFolder:
    """Writes `<folder>/<AAAA-MM-JJ>/<mail>--<recipient>--<short id>.eml`.

    The name depends on the message alone: a message sent again overwrites its own file, never makes a second one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, recipient: str, message_id: str, raw: bytes, sent_on: date) -> None:
        """See `Transport.send`; only `Unavailable` can be raised."""
        target = self.folder / sent_on.isoformat() / _file_name(recipient, message_id, raw)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, raw)
        except OSError as error:
            refused = "l’accès est refusé ; donnez le droit d’écrire dans ce dossier"
            reason = refused if isinstance(error, PermissionError) else disk_reason(error)
            raise Unavailable(f"L’e-mail n’a pas pu être écrit dans « {self.folder} » : {reason}.") from error

    def close(self) -> None:
        """Nothing stays open."""


def _file_name(recipient: str, message_id: str, raw: bytes) -> str:
    headers = BytesHeaderParser().parsebytes(raw.partition(b"\r\n\r\n")[0])
    mail = headers.get("X-Certiflow-Mail", "mail")
    short_id = hashlib.sha256(f"{message_id} {recipient}".encode()).hexdigest()[:10]
    return f"{_UNSAFE.sub('_', mail)}--{_UNSAFE.sub('_', recipient)[:_MAX_RECIPIENT]}--{short_id}.eml"
