"""Saving the .xlsx file: open elsewhere, protected, disk full, changed meanwhile. The file is whole or untouched."""

import os
import resource
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tasks.workbook import Changes, Completion, WorkbookUnavailable, WriteReport, XlsxWorkbook, saving
from tests.tasks.workbook.sample import APPLICATIONS, LAYOUT, application

NOBODY = 65_534
LATER = "l’écriture sera refaite au prochain passage"


@pytest.fixture
def book(tmp_path: Path) -> XlsxWorkbook:
    made = XlsxWorkbook(tmp_path / "suivi 2026.xlsx", LAYOUT)
    made.create()
    return made


def one_row() -> Changes:
    changes = Changes()
    changes.append(APPLICATIONS.name, {**application(1), "Réf.": "OF-1"})
    return changes


def names(book: XlsxWorkbook) -> list[str]:
    return sorted(file.name for file in book.path.parent.iterdir())


def state(book: XlsxWorkbook) -> tuple[bytes, int, list[str]]:
    """The file's bytes and time, and the names in its folder: what a refused write may not change."""
    return book.path.read_bytes(), book.path.stat().st_mtime_ns, names(book)


def refused(book: XlsxWorkbook) -> str:
    """Try to write; the French reason why it was put off, nothing having changed."""
    before = state(book)
    report = book.write(one_row())
    assert state(book) == before
    assert report == WriteReport(postponed=report.postponed)
    return report.postponed or ""


def test_open_in_libreoffice(book: XlsxWorkbook) -> None:
    lock = book.path.with_name(".~lock.suivi 2026.xlsx#")
    lock.write_text(",Jeanne Dupré,poste-12,02.11.2026 10:32,file:///home/jeanne;", encoding="utf-8")
    assert refused(book) == (
        f"Le classeur « suivi 2026.xlsx » est ouvert dans LibreOffice par Jeanne Dupré, depuis le 02.11.2026 10:32 : "
        f"{LATER}. Si personne ne l’a ouvert, supprimez le fichier « .~lock.suivi 2026.xlsx# »."
    )
    lock.unlink()
    assert book.write(one_row()).placed == 1


def test_open_in_excel(book: XlsxWorkbook) -> None:
    lock = book.path.with_name("~$suivi 2026.xlsx")
    lock.write_bytes(b"\x0dJeanne Durand" + b" " * 41 + "\x0dJeanne Durand".encode("utf-16-le"))
    assert refused(book) == (
        f"Le classeur « suivi 2026.xlsx » est ouvert dans Excel par Jeanne Durand : {LATER}. "
        "Si personne ne l’a ouvert, supprimez le fichier « ~$suivi 2026.xlsx »."
    )


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\x36abc", b",,,"])
def test_a_lock_that_names_nobody(book: XlsxWorkbook, content: bytes) -> None:
    book.path.with_name(".~lock.suivi 2026.xlsx#").write_bytes(content)
    book.path.with_name("~$suivi 2026.xlsx").write_bytes(content)
    assert refused(book).startswith("Le classeur « suivi 2026.xlsx » est ouvert dans Excel")


def test_opened_while_the_new_version_is_being_written(book: XlsxWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = book.path.with_name(".~lock.suivi 2026.xlsx#")
    before = book.path.read_bytes()
    meanwhile(monkeypatch, lambda: lock.write_bytes(b",Zoe,,,"))
    assert "ouvert dans LibreOffice" in (book.write(one_row()).postponed or "")
    assert book.path.read_bytes() == before


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Root may write everywhere: become someone who may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_read_only_folder() -> None:
    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to others
        book = XlsxWorkbook(Path(folder) / "suivi 2026.xlsx", LAYOUT)
        book.create()
        book.path.chmod(0o666)
        book.path.parent.chmod(0o555)
        with ordinary_user():
            sentence = refused(book)
        book.path.parent.chmod(0o755)
    assert sentence == (
        "Le dossier de « suivi 2026.xlsx » refuse l’écriture : donnez-y le droit d’écrire à certiflow "
        f"(ou fermez le classeur s’il est ouvert) ; {LATER}."
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write a read-only file")
def test_read_only_file(book: XlsxWorkbook) -> None:
    book.path.chmod(0o444)
    assert refused(book) == (f"Le classeur « suivi 2026.xlsx » est en lecture seule : autorisez l’écriture ; {LATER}.")


def test_full_disk(book: XlsxWorkbook) -> None:
    """The kernel refuses the bytes beyond 4 kB, in the middle of the temporary file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        sentence = refused(book)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert sentence == (f"Le disque est plein : « suivi 2026.xlsx » est resté intact ; libérez de la place, {LATER}.")
    assert book.write(one_row()).placed == 1


def meanwhile(monkeypatch: pytest.MonkeyPatch, action: Callable[[], object], times: int = 1) -> None:
    """Let someone act once the new version is on the disk, just before it takes the old one's place."""
    left = [times]
    keep_access = saving._keep_access

    def then_act(path: Path, temporary: Path) -> None:
        keep_access(path, temporary)
        if left[0]:
            left[0] -= 1
            action()

    monkeypatch.setattr(saving, "_keep_access", then_act)


def staff_type(path: Path, text: str) -> None:
    book = load_workbook(path)
    book[APPLICATIONS.name]["M2"] = text
    book.save(path)


def test_a_save_of_staff_in_between_is_read_again_not_overwritten(
    book: XlsxWorkbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.write(one_row())
    changes = Changes()
    changes.update(APPLICATIONS.name, {"Statut": "Complète"}, key="OF-1")
    meanwhile(monkeypatch, lambda: staff_type(book.path, "Tapé à l’instant"))
    assert book.write(changes) == WriteReport(placed=1, changed_cells=1)
    (row,) = book.read().tabs[APPLICATIONS.name].rows
    assert (row.cells["Statut"], row.cells["Avis de l’équipe"]) == ("Complète", "Tapé à l’instant")


def test_a_file_that_never_rests_is_left_alone(book: XlsxWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    saves = iter(range(100))
    meanwhile(monkeypatch, lambda: staff_type(book.path, f"version {next(saves)}"), times=100)
    report = book.write(one_row())
    assert report.postponed == f"Le classeur « suivi 2026.xlsx » change sans cesse : {LATER}."
    assert load_workbook(book.path)[APPLICATIONS.name]["M2"].value == "version 4"
    assert names(book) == ["suivi 2026.xlsx"]


def test_nothing_to_change_does_not_touch_the_file(book: XlsxWorkbook) -> None:
    book.write(one_row())
    before = state(book)
    book.path.with_name("~$suivi 2026.xlsx").touch()  # not even a lock matters
    assert book.write(one_row()) == WriteReport(placed=1, changed_cells=0)
    assert book.complete() == Completion()
    book.path.with_name("~$suivi 2026.xlsx").unlink()
    assert state(book) == before


def test_rights_and_links_survive_a_save(book: XlsxWorkbook, tmp_path: Path) -> None:
    book.path.chmod(0o640)
    link = tmp_path / "ailleurs" / "raccourci.xlsx"
    link.parent.mkdir()
    link.symlink_to(book.path)
    assert XlsxWorkbook(link, LAYOUT).write(one_row()).placed == 1
    assert link.is_symlink()
    assert stat.S_IMODE(book.path.stat().st_mode) == 0o640
    assert len(book.read().tabs[APPLICATIONS.name].rows) == 1


def test_what_killed_runs_left_is_swept_but_not_what_another_run_is_writing(book: XlsxWorkbook) -> None:
    old, young = (book.path.with_name(f".suivi 2026.xlsx.{name}.tmp") for name in ("old", "young"))
    old.write_bytes(b"half a file")
    os.utime(old, (0, 0))
    young.write_bytes(b"half a file")
    assert book.write(one_row()).placed == 1
    assert names(book) == [young.name, "suivi 2026.xlsx"]


def test_a_workbook_is_made_in_a_new_folder(tmp_path: Path) -> None:
    book = XlsxWorkbook(tmp_path / "données" / "2026" / "suivi.xlsx", LAYOUT)
    assert book.create().added == ("Classeur « suivi.xlsx » créé, 4 onglets.",)
    assert book.read().problems == {}


def test_a_workbook_cannot_be_made_under_a_file(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    with pytest.raises(WorkbookUnavailable, match=r"Le classeur « suivi\.xlsx » n’a pas pu être créé"):
        XlsxWorkbook(tmp_path / "fichier" / "suivi.xlsx", LAYOUT).create()
