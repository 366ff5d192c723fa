"""The digital badge that leaves with a certificate: made when its e-mail leaves, and kept beside the PDF."""

from functools import lru_cache
from pathlib import Path

from domain.correspondence import Paper
from domain.exams.certificate_process import CERTIFICATE
from tasks.certificates.badge import issue
from tasks.certificates.keys import BadgeKeys, load_badge_keys
from tasks.ledger.queries import read_some
from tasks.mail.message import Attachment
from tasks.office import Office
from tasks.whole_file import write_whole

#: kinds of documents that a badge goes with
BADGED = (Paper.PARCHMENT.value, Paper.BLOC_CERTIFICATE.value)
MIME = "application/jwt"  # RFC 7519 § 10.3.1
ENDING = ".badge.jwt"


def badge_of(office: Office, subject: str, pdf: Path) -> Attachment:
    """The badge of the certificate `subject`. The same key gives the same bytes: made again, it is the same badge.

    Raises:
        BadgeKeyUnavailable: the key cannot be read, made, or used.
        OSError: the folder refuses.
    """
    with office.ledger.reading() as connection:
        facts = read_some(connection, CERTIFICATE, [subject])[subject].facts
    content = issue(facts.award, _keys(office.settings.badge_key_path), facts.register_url).encode("ascii")
    write_whole(pdf.with_suffix(ENDING), content)  # beside its document
    return Attachment(f"{facts.ref}{ENDING}", MIME, content)


def _keys(path: Path) -> BadgeKeys:
    """Read once for all the badges of a run, and again when the file has changed: checking a key takes 50 ms."""
    return _read(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=1)
def _read(path: Path, changed: int) -> BadgeKeys:
    return load_badge_keys(path)
