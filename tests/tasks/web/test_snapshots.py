import hashlib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.audit import Snapshot
from tasks.web.fetching import Fetched, Unreadable
from tasks.web.page import NO_TEXT
from tasks.web.snapshots import SnapshotNotKept, keep, snapshot_path

READ_AT = datetime(2026, 11, 2, 9, 30, tzinfo=ZoneInfo("Europe/Paris"))
BODY = b"<p>Bonjour</p>"
SHA256 = hashlib.sha256(BODY).hexdigest()
PAGE = Fetched("https://of.fr/a", "https://of.fr/b", 200, "text/html", "utf-8", (), BODY)


@pytest.mark.rule("MIK-62")
def test_a_page_is_kept_under_its_fingerprint_for_us_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "captures"
    kept = keep(folder, PAGE, READ_AT, refusal=NO_TEXT)
    assert kept == Snapshot(
        url="https://of.fr/a",
        final_url="https://of.fr/b",
        read_at=READ_AT,
        status=200,
        media_type="text/html",
        sha256=SHA256,
        refusal=NO_TEXT,
    )
    path = folder / SHA256[:2] / f"{SHA256}.html"
    assert path == snapshot_path(folder, SHA256)
    assert path.read_bytes() == BODY
    assert [path.stat().st_mode & 0o777 for path in (folder, path.parent, path)] == [0o700, 0o700, 0o600]
    assert list(path.parent.iterdir()) == [path]


def test_a_page_that_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    keep(tmp_path, PAGE, READ_AT)
    before = snapshot_path(tmp_path, SHA256).stat()
    keep(tmp_path, PAGE, READ_AT)
    assert snapshot_path(tmp_path, SHA256).stat() == before


@pytest.mark.rule("MIK-62")
def test_a_page_that_was_not_read_leaves_its_reason_and_no_file(tmp_path: Path) -> None:
    missing = Unreadable("https://of.fr/a", "Le site est en panne (réponse 500).", "https://of.fr/b", 500, "text/html")
    assert keep(tmp_path, missing, READ_AT) == Snapshot(
        url="https://of.fr/a",
        final_url="https://of.fr/b",
        read_at=READ_AT,
        status=500,
        media_type="text/html",
        refusal="Le site est en panne (réponse 500).",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "captures"
    folder.write_text("")
    with pytest.raises(SnapshotNotKept) as refused:
        keep(folder, PAGE, READ_AT)
    assert str(refused.value) == (
        f"La page lue ne peut pas être conservée dans {folder}\u202f: "
        "un fichier occupe la place du dossier ; déplacez-le."
    )
