import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.mail.message import Attachment, compose, message_id_for, safe_filename
from tasks.mail.rendering import render_mail
from tests.tasks.mail.previews import PREVIEWS

SENDER = Address("Atelier Certif, service « Partenariats »", addr_spec="partenariats@atelier-certif.fr")
RENDERED = render_mail("commission_refused", PREVIEWS["commission_refused"])
NOTIFIED = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
PV = Attachment("PV-2026-0042.pdf", "application/pdf", b"%PDF-1.7\r\n\x00\xff")
MESSAGE_ID = message_id_for("decision:42:commission_refused", "atelier-certif.fr")


def composed(**changes: Any) -> bytes:
    rendered = render_mail("commission_refused", PREVIEWS["commission_refused"])
    arguments: dict[str, Any] = {
        "sender": SENDER,
        "to": "a@b.fr",
        "message_id": MESSAGE_ID,
        "date": NOTIFIED,
        "attachments": [PV],
    }
    return compose(rendered, **(arguments | changes))


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def lines(part: MIMEPart) -> list[str]:
    content: str = part.get_content()
    return content.splitlines()


def test_the_same_mail_is_the_same_bytes_in_another_process() -> None:
    code = "import sys; from tests.tasks.mail.test_message import composed; sys.stdout.buffer.write(composed())"
    root = Path(__file__).parents[3]
    other = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True)
    assert other.stdout == composed()


WORDS = st.sampled_from(["Fin", "d’habilitation", "à", "déclarer", "France", "compétences", "–", "Œuvre", ":"])


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=6, max_size=14))
def test_a_subject_keeps_every_space_however_it_is_cut_in_lines(words: list[str]) -> None:
    subject = " ".join(["À lire", *words])
    raw = compose(replace(RENDERED, subject=subject), SENDER, "a@b.fr", MESSAGE_ID, NOTIFIED)
    header = re.split(rb"\r\n(?! )", raw.partition(b"Subject: ")[2])[0]
    assert str(make_header(decode_header(header.decode("ascii").replace("\r\n", "")))) == subject
    assert read(raw)["Subject"] == subject
    assert max(len(line) for line in header.split(b"\r\n")) <= 78


def test_it_reads_back_as_it_was_written() -> None:
    rendered = render_mail("commission_refused", PREVIEWS["commission_refused"])
    message = read(composed(reply_to="reponses@atelier-certif.fr", copies=["c@d.fr", "e@f.fr"]))
    assert dict(message.items()) | {"Content-Type": "", "MIME-Version": ""} == {
        "From": str(SENDER),
        "To": "a@b.fr",
        "Cc": "c@d.fr, e@f.fr",
        "Reply-To": "reponses@atelier-certif.fr",
        "Subject": rendered.subject,
        "Date": "Mon, 02 Nov 2026 08:30:00 +0000",
        "Message-ID": MESSAGE_ID,
        "Auto-Submitted": "auto-generated",
        "X-Certiflow-Mail": "commission_refused",
        "X-Certiflow-Dossier": "CAND-2026-0042",
        "Content-Language": "fr",
        "Content-Type": "",
        "MIME-Version": "",
    }
    alternatives, attachment = message.iter_parts()
    text, html = alternatives.iter_parts()
    assert (text.get_content_type(), lines(text)) == ("text/plain", rendered.text.splitlines())
    assert (html.get_content_type(), lines(html)) == ("text/html", rendered.html.splitlines())
    assert (attachment.get_content_type(), attachment.get_filename()) == ("application/pdf", PV.filename)
    assert attachment.get_content() == PV.content


def test_it_crosses_any_server() -> None:
    raw = composed()
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")


@pytest.mark.parametrize("field", ["to", "reply_to", "message_id"])
def test_a_header_cannot_hold_a_second_one(field: str) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        composed(**{field: "a@b.fr\r\nBcc: victime@c.fr"})


def test_a_date_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        composed(date=datetime(2026, 11, 2))


def test_a_message_id_names_its_mail() -> None:
    assert message_id_for("a", "b.fr") == "<ca978112ca1bbdcafac231b39a23dc4d@b.fr>"
    assert message_id_for("a", "b.fr") != message_id_for("b", "b.fr")


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("PV-2026-0042.pdf", "PV-2026-0042.pdf"),
        ("Dossier École.pdf", "Dossier École.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ('a\r\nb: "c".pdf', "a b- -c-.pdf"),
        ("/", "document"),
        ("é" * 300 + ".pdf", "é" * 116 + ".pdf"),
    ],
)
def test_a_file_name_is_only_a_name(given: str, safe: str) -> None:
    assert safe_filename(given) == safe
    *_, attachment = read(composed(attachments=[Attachment(given, "application/pdf", b"x")])).iter_attachments()
    assert attachment.get_filename() == safe
