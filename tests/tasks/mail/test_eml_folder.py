import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tasks.mail.eml_folder import EmlFolder
from tasks.mail.transports import Unavailable

DAY = date(2026, 11, 2)
RAW = b"X-Certiflow-Mail: acknowledgement\r\nSubject: a\r\n\r\nbonjour\r\n"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """A file cannot grow past `size` bytes: the write fails half-way, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def test_a_mail_is_a_file_named_after_it(tmp_path: Path) -> None:
    EmlFolder(tmp_path).send("contact@organisme.fr", "<1@b.fr>", RAW, DAY)
    assert files(tmp_path) == {"2026-11-02/acknowledgement--contact@organisme.fr--3444c9b4e1.eml": RAW}


def test_sent_again_it_is_the_same_file(tmp_path: Path) -> None:
    folder = EmlFolder(tmp_path)
    for _ in range(2):
        folder.send("contact@organisme.fr", "<1@b.fr>", RAW, DAY)
    assert len(files(tmp_path)) == 1
    folder.send("copie@organisme.fr", "<1@b.fr>", RAW, DAY)
    folder.send("contact@organisme.fr", "<2@b.fr>", RAW, DAY)
    assert len(files(tmp_path)) == 3


def test_no_name_leaves_the_folder(tmp_path: Path) -> None:
    hostile = RAW.replace(b"acknowledgement", b"../../x")
    EmlFolder(tmp_path / "mails").send("a/../../b" + "x" * 300 + "@c.fr", "<1@b.fr>", hostile, DAY)
    [written] = files(tmp_path)
    assert written.startswith("mails/2026-11-02/.._.._x--a_.._.._bxxx")


def test_a_disk_that_fills_up_leaves_the_mail_for_later_and_no_half_file(tmp_path: Path) -> None:
    folder = EmlFolder(tmp_path)
    with room_for(10), pytest.raises(Unavailable, match=r"L’e-mail n’a pas pu être écrit dans « .* » : "):
        folder.send("contact@organisme.fr", "<1@b.fr>", RAW, DAY)
    assert files(tmp_path) == {}
    folder.send("contact@organisme.fr", "<1@b.fr>", RAW, DAY)
    assert list(files(tmp_path).values()) == [RAW]


def test_a_disk_that_fills_up_keeps_the_file_of_the_first_sending(tmp_path: Path) -> None:
    folder = EmlFolder(tmp_path)
    folder.send("contact@organisme.fr", "<1@b.fr>", RAW, DAY)
    with room_for(10), pytest.raises(Unavailable):
        folder.send("contact@organisme.fr", "<1@b.fr>", RAW, DAY)
    assert list(files(tmp_path).values()) == [RAW]


def test_the_reason_and_the_cure_are_in_french(tmp_path: Path) -> None:
    taken = tmp_path / "mails"
    taken.write_text("")
    with pytest.raises(Unavailable) as refused:
        EmlFolder(taken).send("a@b.fr", "<1@b.fr>", RAW, DAY)
    assert str(refused.value) == (
        f"L’e-mail n’a pas pu être écrit dans « {taken} » : un fichier occupe la place du dossier ; déplacez-le."
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_leaves_the_mail_for_later(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Unavailable, match="donnez le droit d’écrire dans ce dossier"):
            EmlFolder(tmp_path / "mails").send("a@b.fr", "<1@b.fr>", RAW, DAY)
    finally:
        tmp_path.chmod(0o700)
