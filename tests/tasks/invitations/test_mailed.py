"""The invitation in its e-mail, where Gmail, Outlook and Thunderbird look for it."""

from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from tasks.invitations.calendar import Method
from tasks.mail.eml_folder import EmlFolder
from tests.tasks.invitations.sample import GUEST, PV, mailed, text


def sent(folder: Path, calendar: str) -> EmailMessage:
    """The e-mail as it is read from the .eml file."""
    EmlFolder(folder).send(GUEST, "<1@certificateur.example>", mailed(calendar), date(2026, 11, 16))
    [path] = folder.rglob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.rule("MIK-42")
def test_it_is_the_last_alternative_and_the_last_attachment(tmp_path: Path) -> None:
    message = sent(tmp_path, text())
    alternatives, *attached = message.iter_parts()
    assert message.get_content_type() == "multipart/mixed"
    assert alternatives.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in alternatives.iter_parts()] == [
        "text/plain", "text/html", "text/calendar"
    ]  # fmt: skip
    assert [(part.get_content_type(), part.get_content_disposition(), part.get_filename()) for part in attached] == [
        ("application/pdf", "attachment", PV.filename),
        ("application/ics", "attachment", "invitation.ics"),
    ]


@pytest.mark.rule("MIK-42")
@pytest.mark.parametrize("method", list(Method))
def test_the_part_has_the_method_of_the_text_it_carries(tmp_path: Path, method: Method) -> None:
    calendar = text(method)
    alternatives, *_, attached = sent(tmp_path, calendar).iter_parts()
    *_, part = alternatives.iter_parts()
    assert dict(part["Content-Type"].params) == {"charset": "utf-8", "method": method.value}
    assert part.get_payload(decode=True) == attached.get_payload(decode=True) == calendar.encode()
    assert f"\r\nMETHOD:{method.value}\r\n" in calendar


def test_the_same_invitation_is_the_same_bytes_and_crosses_any_server() -> None:
    raw = mailed(text())
    assert raw == mailed(text())
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_what_is_typed_is_not_taken_for_the_method() -> None:
    raw = mailed(text(Method.CANCEL, title="x\r\nMETHOD:REQUEST"))
    assert (raw.count(b'method="CANCEL"'), raw.count(b'method="REQUEST"')) == (1, 0)


def test_a_calendar_without_a_method_is_refused() -> None:
    with pytest.raises(ValueError, match="METHOD"):
        mailed(text().replace("METHOD", "X-METHOD"))
