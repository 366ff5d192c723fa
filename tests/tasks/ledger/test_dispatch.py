"""What leaves through the .eml folder, with its documents, once."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from tasks.dispatch import Dispatched, dispatch
from tasks.documents import Made, make_documents
from tasks.integrity import defects_of
from tasks.ledger.outbox import AT_ONCE
from tasks.ledger.schema import documents, outbox
from tasks.office import Office
from tasks.typesetting.compiler import DocumentError, render
from tests.tasks.ledger.acting import act, journey
from tests.tasks.ledger.mailing import fates, post

IN_COMMISSION = journey()[:7]


def eml_files(office: Office) -> dict[str, EmailMessage]:
    """Every file of the folder, by Message-ID."""
    found = {}
    for path in office.settings.mail_folder.rglob("*"):
        if path.is_file():
            message = message_from_bytes(path.read_bytes(), policy=default)
            found[str(message["Message-ID"])] = message
    return found


def make(office: Office, refused: list[str] | None = None) -> list[Made]:
    settings = office.settings
    return make_documents(office.ledger, settings.documents_folder, settings.zone, [] if refused is None else refused)


def test_everything_leaves_once_under_the_message_ids_of_the_outbox(office: Office) -> None:
    act(office.ledger, *journey())
    make(office)
    assert dispatch(office) == Dispatched(sent=8)
    with office.ledger.reading() as connection:
        rows = connection.execute(select(outbox)).mappings().all()
    files = eml_files(office)
    assert set(files) == {row["message_id"] for row in rows}
    assert [(row["status"], row["attempts"], row["error"]) for row in rows] == [("sent", 1, "")] * 8
    assert {str(files[row["message_id"]]["To"]) for row in rows} == {row["recipient"] for row in rows}
    assert dispatch(office) == Dispatched()
    assert len(list(office.settings.mail_folder.rglob("*.eml"))) == 8


@pytest.mark.rule("MIK-32")
def test_a_mail_waits_for_its_document_and_the_others_leave(office: Office) -> None:
    act(office.ledger, *IN_COMMISSION)
    assert dispatch(office) == Dispatched(sent=3, waiting=2)
    assert len(eml_files(office)) == 3


@pytest.mark.rule("MIK-32")
def test_what_waited_leaves_with_the_document_of_the_register(office: Office) -> None:
    act(office.ledger, *IN_COMMISSION)
    dispatch(office)
    make(office)
    assert dispatch(office) == Dispatched(sent=2)
    with office.ledger.reading() as connection:
        [registered] = connection.scalars(select(documents.c.sha256))
    attached = [part for message in eml_files(office).values() for part in message.iter_attachments()]
    assert [part.get_filename() for part in attached] == ["DC-2026-0001 Dossier de commission.pdf"] * 2
    assert {hashlib.sha256(part.get_content()).hexdigest() for part in attached} == {registered}


def test_what_waits_is_queued_and_nobody_s(office: Office) -> None:
    act(office.ledger, *IN_COMMISSION)
    dispatch(office)
    assert [fate[1:] for fate in fates(office.ledger, "claimed_by")] == [("sent", None)] * 3 + [("queued", None)] * 2


def test_many_mails_that_wait_do_not_hold_up_those_behind_them(office: Office) -> None:
    for number in range(AT_ONCE):
        post(office.ledger, "a@b.example", number, attachments='["PV-2026-0001"]')
    post(office.ledger, "c@d.example", AT_ONCE)
    assert dispatch(office) == Dispatched(sent=1, waiting=AT_ONCE)


def test_more_than_one_batch_leaves_in_one_dispatch(office: Office) -> None:
    for number in range(AT_ONCE + 5):
        post(office.ledger, "a@b.example", number)
    assert dispatch(office) == Dispatched(sent=AT_ONCE + 5)


@pytest.mark.rule("MIK-32")
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"%PDF-1.7")])
def test_minutes_lost_or_altered_on_disk_do_not_leave_and_stop_nobody(office: Office, harm: object) -> None:
    act(office.ledger, *IN_COMMISSION)
    [paper] = make(office)
    assert callable(harm)
    harm(paper.path)
    post(office.ledger, "a@b.example")
    assert dispatch(office) == Dispatched(sent=4, waiting=2)
    assert [part for message in eml_files(office).values() for part in message.iter_attachments()] == []
    assert [(item.number, item.path.is_file()) for item in make(office)] == [("DC-2026-0001", True)]
    assert dispatch(office) == Dispatched(sent=2)
    assert defects_of(office) == []


def test_a_document_that_cannot_be_composed_holds_up_nobody(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_the_first(template: str, data: Mapping[str, Any], stamp: datetime) -> bytes:
        if data["number"] == "DC-2026-0001":
            raise DocumentError("Le modèle « record » n’a pas pu être composé.")
        return render(template, data, stamp)

    act(office.ledger, *journey()[:8])
    monkeypatch.setattr("tasks.documents.render", refuse_the_first)
    refused: list[str] = []
    assert [item.number for item in make(office, refused)] == ["PV-2026-0001"]
    assert refused == ["DC-2026-0001"]
    assert dispatch(office) == Dispatched(sent=4, waiting=2)
    monkeypatch.undo()
    assert [item.number for item in make(office)] == ["DC-2026-0001"]
    assert dispatch(office) == Dispatched(sent=2)


def test_a_folder_that_refuses_keeps_everything_for_later(office: Office) -> None:
    office.settings.mail_folder.write_text("")
    for number in range(3):
        post(office.ledger, "a@b.example", number)
    result = dispatch(office)
    assert (result.sent, result.waiting, result.failed, result.unknown) == (0, 3, 0, 0)
    assert result.stopped == (
        f"L’e-mail n’a pas pu être écrit dans « {office.settings.mail_folder} » : "
        "un fichier occupe la place du dossier ; déplacez-le."
    )
    assert [attempts for _, _, attempts in fates(office.ledger, "attempts")] == [0, 0, 0]


def test_a_crash_between_the_file_and_its_mark_makes_no_second_file(office: Office) -> None:
    post(office.ledger, "a@b.example")
    dispatch(office)
    with office.ledger.writing() as connection:
        connection.execute(update(outbox).values(status="sending", claimed_by="ailleurs:1", claimed_until=None))
        connection.execute(update(outbox).values(claimed_until=outbox.c.sent_at))
    before = [path.name for path in office.settings.mail_folder.rglob("*.eml")]
    assert dispatch(office) == Dispatched(sent=1)
    assert [path.name for path in office.settings.mail_folder.rglob("*.eml")] == before
