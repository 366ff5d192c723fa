"""Batches: equal bytes whoever makes them, nothing made twice, cut anywhere and gone on."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from multiprocessing import parent_process
from pathlib import Path
from typing import NoReturn

import pytest

from tasks.sealing import Sealer
from tasks.typesetting import batch, render
from tasks.typesetting.batch import BatchCut, Done, Job, render_many

STAMP = datetime(2026, 12, 1, 11, tzinfo=UTC)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a few documents are many: other processes make them, one at a time."""
    monkeypatch.setattr(batch, "ALONE", 1)
    monkeypatch.setattr(batch, "AT_ONCE", 1)


def job(folder: Path, rank: int, title: str = "Document") -> Job:
    return Job("record", {"title": f"{title} {rank}"}, STAMP, folder / "2026" / f"{rank:03}.pdf")


def jobs(folder: Path, count: int = 6) -> list[Job]:
    return [job(folder, rank) for rank in range(count)]


def make(folder: Path, wanted: list[Job], workers: int = 1) -> dict[str, bool]:
    """Names of what is made → whether it was kept."""
    return {done.path.name: done.kept for done in render_many(wanted, folder / ".record", workers=workers)}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.pdf"))}


@pytest.mark.usefixtures("many")
def test_two_processes_make_the_same_bytes_as_one(tmp_path: Path) -> None:
    make(tmp_path / "apart", jobs(tmp_path / "apart"), workers=2)
    make(tmp_path / "alone", jobs(tmp_path / "alone"))
    expected = {f"{rank:03}.pdf": render("record", {"title": f"Document {rank}"}, STAMP) for rank in range(6)}
    assert contents(tmp_path / "apart") == contents(tmp_path / "alone") == expected


def test_each_result_gives_the_fingerprint_of_its_file(tmp_path: Path) -> None:
    told: list[Done] = []
    done = render_many(jobs(tmp_path, 2), tmp_path / ".record", workers=1, on_done=told.append)
    assert (
        told == done == [Done(path, sha256(path.read_bytes()).hexdigest()) for path in sorted(tmp_path.rglob("*.pdf"))]
    )


def test_what_is_whole_and_the_same_is_not_made_again(tmp_path: Path) -> None:
    make(tmp_path, jobs(tmp_path, 5))
    (tmp_path / "2026" / "000.pdf").unlink()
    (tmp_path / "2026" / "001.pdf").write_bytes(b"%PDF-1.7 half")
    wanted = [*jobs(tmp_path, 3), job(tmp_path, 3, "Autre"), job(tmp_path, 4)]
    kept = {"000.pdf": False, "001.pdf": False, "002.pdf": True, "003.pdf": False, "004.pdf": True}
    assert make(tmp_path, wanted) == kept
    assert set(make(tmp_path, wanted).values()) == {True}


def test_a_record_cut_in_the_middle_of_a_line_costs_one_document(tmp_path: Path) -> None:
    make(tmp_path, jobs(tmp_path, 3))
    record = tmp_path / ".record"
    record.write_bytes(record.read_bytes()[:-20])
    assert make(tmp_path, jobs(tmp_path, 3)) == {"000.pdf": True, "001.pdf": True, "002.pdf": False}
    assert set(make(tmp_path, jobs(tmp_path, 3)).values()) == {True}


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.usefixtures("many")
def test_ctrl_c_leaves_whole_documents_and_the_next_run_goes_on(tmp_path: Path, workers: int) -> None:
    ended: list[str] = []

    def interrupt(done: Done) -> NoReturn:
        ended.append(done.path.name)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_many(jobs(tmp_path, 9), tmp_path / ".record", workers=workers, on_done=interrupt)
    assert [content[-6:] for content in contents(tmp_path).values() if not content.rstrip().endswith(b"%%EOF")] == []
    assert list(tmp_path.rglob("*.part")) == []
    found = make(tmp_path, jobs(tmp_path, 9))
    assert (len(found), [name for name, kept in found.items() if kept]) == (9, ended)


def killed_apart() -> Sealer | None:
    """Stands for the system that takes a process away."""
    if parent_process() is not None:
        os.kill(os.getpid(), signal.SIGTERM)
    return None


@pytest.mark.usefixtures("many")
def test_a_process_that_is_killed_is_a_french_sentence(tmp_path: Path) -> None:
    with pytest.raises(BatchCut, match="un processus a été interrompu"):
        render_many(jobs(tmp_path), tmp_path / ".record", workers=2, open_sealer=killed_apart)


def test_a_document_that_its_template_refuses_stops_no_other(tmp_path: Path) -> None:
    bad = Job("record", {"number": "sans titre"}, STAMP, tmp_path / "bad.pdf")
    done = render_many([*jobs(tmp_path, 2), bad, job(tmp_path, 2)], tmp_path / ".record", workers=1)
    problems = {item.path.name: item.problem for item in done if item.problem}
    assert list(problems) == ["bad.pdf"]
    assert "n’a pas pu être composé" in problems["bad.pdf"]
    assert list(contents(tmp_path)) == ["000.pdf", "001.pdf", "002.pdf"]


def test_a_folder_that_refuses_is_a_french_sentence(tmp_path: Path) -> None:
    (tmp_path / "2026").write_text("a file")
    with pytest.raises(BatchCut, match="un fichier occupe la place du dossier"):
        make(tmp_path, jobs(tmp_path, 1))


def test_no_more_is_asked_for_than_the_processes_can_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch of any size takes the same memory."""
    monkeypatch.setattr(batch, "ALONE", 1)
    monkeypatch.setattr(batch, "AT_ONCE", 1)
    asked, ahead = 0, list[int]()

    def source() -> Iterator[Job]:
        nonlocal asked
        for item in jobs(tmp_path, 20):
            asked += 1
            yield item

    done = 0

    def count(_: Done) -> None:
        nonlocal done
        done += 1
        ahead.append(asked - done)

    render_many(source(), tmp_path / ".record", workers=1 + 1, on_done=count)
    assert (done, max(ahead) <= 4) == (20, True)
