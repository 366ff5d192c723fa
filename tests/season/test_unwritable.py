"""The workbook is open, protected or gone, a folder refuses, the disk is full: nothing is lost, the next run heals."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tasks import steps
from tasks.ledger.database import LedgerUnavailable
from tasks.ledger.schema import outbox
from tasks.run import Run
from tasks.tabs import columns, layout
from tests.homes import copy_home
from tests.season.answers import PROGRAMMES
from tests.season.desk import Desk, play
from tests.season.disks import NOBODY, full_disk, ordinary_user
from tests.season.reading import kinds, mails, plain, register
from tests.season.roads import ATELIER, RECEPTION, received

REF = "D-2026-0001"
LAPSE, NEXT_DAY = date(2026, 12, 2), date(2026, 12, 3)


@pytest.fixture
def shared_desk(empty_home: Path) -> Iterator[Desk]:
    """A desk that an ordinary user may use, its workbook in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home, books = Path(folder) / "home", Path(folder) / "classeurs"
        copy_home(empty_home, home)
        books.mkdir()
        shutil.move(home / "certiflow.xlsx", books)
        for path in (Path(folder), *Path(folder).rglob("*")):
            if os.getuid() == 0:
                os.chown(path, NOBODY, NOBODY)
        with ordinary_user():
            yield Desk.at(home, workbook=books / "certiflow.xlsx")
            for path in (books, home):
                path.chmod(0o700)


def eml_files(desk: Desk) -> list[Path]:
    return sorted(desk.settings.mail_folder.glob("*/*.eml"))


def healed(desk: Desk) -> None:
    """The next run, the same day: the status is there, and nothing was sent twice."""
    run = desk.day(RECEPTION)
    assert run.warnings == []
    assert desk.row(layout.APPLICATIONS, ATELIER)[columns.STATUS] == "Complète, à noter"
    assert kinds(desk, REF) == [("2026-11-02", "acknowledgement"), ("2026-11-02", "application_complete")]


@pytest.mark.parametrize(
    ("lock", "content", "who"),
    [
        (".~lock.certiflow.xlsx#", ",claire,poste-3,02.11.2026 09:12,file:///home;", "LibreOffice par claire"),
        ("~$certiflow.xlsx", "\x0dClaire Martin", "Excel par Claire Martin"),
    ],
)
def test_an_open_workbook_is_read_and_written_at_the_next_run(desk: Desk, lock: str, content: str, who: str) -> None:
    desk.apply()
    (desk.path.parent / lock).write_text(content, encoding="utf-8")
    run = desk.day(RECEPTION)
    (warning,) = run.warnings
    assert plain(warning).startswith(f"Le classeur « certiflow.xlsx » est ouvert dans {who}")
    assert columns.STATUS not in desk.row(layout.APPLICATIONS, ATELIER)
    assert len(mails(desk, dossier=REF)) == 2
    (desk.path.parent / lock).unlink()
    healed(desk)


def read_only_file(desk: Desk) -> None:
    desk.path.chmod(0o444)


def read_only_folder(desk: Desk) -> None:
    desk.path.parent.chmod(0o555)


@pytest.mark.parametrize(
    ("protect", "sentence"),
    [
        (
            read_only_file,
            "Le classeur « certiflow.xlsx » est en lecture seule : autorisez l’écriture ; l’écriture sera refaite au "
            "prochain passage.",
        ),
        (
            read_only_folder,
            "Le dossier de « certiflow.xlsx » refuse l’écriture : donnez-y le droit d’écrire à certiflow (ou fermez le "
            "classeur s’il est ouvert) ; l’écriture sera refaite au prochain passage.",
        ),
    ],
)
def test_a_protected_workbook_is_written_at_the_next_run(
    shared_desk: Desk, protect: Callable[[Desk], None], sentence: str
) -> None:
    shared_desk.apply()
    before = shared_desk.path.read_bytes()
    protect(shared_desk)
    run = shared_desk.day(RECEPTION)
    assert [plain(warning) for warning in run.warnings] == [sentence]
    assert shared_desk.path.read_bytes() == before
    shared_desk.path.parent.chmod(0o755)
    shared_desk.path.chmod(0o644)
    healed(shared_desk)


def test_a_workbook_that_is_gone_stops_neither_deadlines_nor_mails(desk: Desk) -> None:
    received(desk, {1: {PROGRAMMES: None}})
    away = desk.path.rename(desk.path.with_name("ailleurs.xlsx"))
    run = desk.day(LAPSE)
    assert "n’existe pas : lancez « certiflow init » pour le créer" in plain(run.warnings[0])
    assert "1 délai(s) échu(s) en attente" in plain(" ".join(run.warnings))
    assert "closed_without_action" not in {kind for _, kind in kinds(desk, REF)}
    assert not desk.path.exists()
    away.rename(desk.path)
    desk.day(NEXT_DAY)
    assert desk.row(layout.APPLICATIONS, ATELIER)[columns.STATUS] == "Classée sans suite"


def in_a_full_disk(desk: Desk, on: date) -> Run:
    """A day of which the documents, e-mails and workbook meet a full disk."""

    def documents(run: Run) -> None:
        with full_disk():
            for step in (steps.write_documents, steps.write_workbook):
                play(step, run)

    return desk.day(on, steps=(steps.read_workbook, steps.sweep_deadlines, documents, steps.send_mails))


@pytest.mark.rule("MIK-31", "MIK-32")
def test_a_full_disk_postpones_minutes_and_mail_and_loses_nothing(desk: Desk) -> None:
    received(desk, {1: {PROGRAMMES: None}})
    before = desk.path.read_bytes()
    run = in_a_full_disk(desk, LAPSE)
    said = [plain(warning) for warning in run.warnings]
    assert said[0].startswith("Les documents ne peuvent pas être écrits dans ")
    assert said[0].endswith("libérez de la place. Ils seront faits au passage suivant.")
    assert said[1].startswith("Le disque est plein : « certiflow.xlsx » est resté intact ; libérez de la place")
    assert len(said) == 2
    assert (desk.path.read_bytes(), list(desk.settings.documents_folder.rglob("*.*"))) == (before, [])
    assert mails(desk, "closed_without_action") == []
    run = desk.day(NEXT_DAY)
    assert run.warnings == []
    (document,) = register(desk)
    assert (document["number"], document["status"], document["dated"]) == ("PV-2026-0001", "made", LAPSE)
    assert kinds(desk, REF)[-1] == ("2026-12-02", "closed_without_action")
    assert desk.row(layout.APPLICATIONS, ATELIER)[columns.STATUS] == "Classée sans suite"


def test_a_full_disk_in_the_folder_of_mails_keeps_them_in_the_outbox(desk: Desk, tmp_path: Path) -> None:
    twin = Desk.at(copy_home(desk.settings.home, tmp_path / "twin"))
    for one in (twin, desk):
        one.apply()
    twin.day(RECEPTION)
    drafts = [desk.settings.mail_folder / path.parent.name / f".{path.name}.part" for path in eml_files(twin)]
    drafts[0].parent.mkdir(parents=True)
    for draft in drafts:
        draft.symlink_to("/dev/full")
    run = desk.day(RECEPTION)
    (warning,) = run.warnings
    assert plain(warning).endswith("le disque est plein ; libérez de la place.")
    assert eml_files(desk) == []
    with desk.ledger() as connection:
        assert list(connection.scalars(select(outbox.c.status))) == ["queued", "queued"]
    for draft in drafts:
        draft.unlink(missing_ok=True)
    healed(desk)


@pytest.mark.sqlite
def test_a_full_disk_under_the_ledger_is_a_sentence_and_nothing_is_half_done(desk: Desk) -> None:
    desk.apply()

    def receive(run: Run) -> None:
        with full_disk():
            play(steps.receive_applications, run)

    with pytest.raises(LedgerUnavailable, match="disque"):
        desk.day(RECEPTION, steps=(steps.read_workbook, receive))
    assert register(desk) == []
    healed(desk)


@pytest.mark.parametrize("folder", ["documents", "courriels"])
def test_a_file_in_the_place_of_a_folder_is_told_and_nothing_is_lost(desk: Desk, folder: str) -> None:
    received(desk, {1: {PROGRAMMES: None}})
    place = desk.settings.home / folder
    aside = place.rename(desk.settings.home / "aside") if place.exists() else None
    place.write_text("une note", encoding="utf-8")
    run = desk.day(LAPSE)
    assert "un fichier occupe la place du dossier ; déplacez-le" in plain(run.warnings[0])
    place.unlink()
    if aside:
        aside.rename(place)
    assert desk.day(NEXT_DAY).warnings == []
    assert kinds(desk, REF)[-1] == ("2026-12-02", "closed_without_action")


def alter(path: Path) -> None:
    path.write_bytes(b"%PDF-altered")


@pytest.mark.rule("MIK-32")
@pytest.mark.parametrize("damage", [Path.unlink, alter], ids=["lost", "altered"])
def test_minutes_lost_or_altered_before_they_leave_are_made_again(desk: Desk, damage: Callable[[Path], None]) -> None:
    received(desk, {1: {PROGRAMMES: None}})
    aside = desk.settings.mail_folder.rename(desk.settings.home / "aside")
    desk.settings.mail_folder.write_text("une note", encoding="utf-8")
    desk.day(LAPSE)
    (document,) = register(desk)
    minutes = desk.settings.documents_folder / document["path"]
    genuine = minutes.read_bytes()
    damage(minutes)
    desk.settings.mail_folder.unlink()
    aside.rename(desk.settings.mail_folder)
    desk.day(NEXT_DAY)
    desk.day(NEXT_DAY)
    (mail,) = mails(desk, "closed_without_action")
    assert list(mail.attached.values()) == [genuine]
    assert (minutes.read_bytes(), register(desk)[0]["sha256"]) == (genuine, document["sha256"])
