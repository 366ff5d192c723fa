"""Prefect inside a command: what it returns, what it leaves, what it says when it cannot start."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.settings import get_current_settings
from prefect.states import Completed

from config.settings import ROOT
from flows.prefect_settings import PrefectUnavailable, embedded_prefect, use_private_prefect

_REFUSED = """
import sys
from pathlib import Path
from flows.prefect_settings import PrefectUnavailable, embedded_prefect
try:
    with embedded_prefect(Path(sys.argv[1])):
        print("started")
except PrefectUnavailable as refusal:
    print(refusal)
"""


@flow(name="addition")
def addition(left: int, right: int) -> State[int]:
    return Completed(message=f"{left} et {right} font {left + right}.", data=left + right)


@pytest.mark.usefixtures("prefect")
def test_a_flow_gives_its_data_to_the_caller_and_its_sentence_to_prefect() -> None:
    assert addition(20, 22) == 42
    state = addition(1, 2, return_state=True)
    assert state.state_details.flow_run_id is not None
    with get_client(sync_client=True) as client:
        kept = client.read_flow_run(state.state_details.flow_run_id)
    assert kept.state is not None
    assert (kept.state.name, kept.state.message) == ("Completed", "1 et 2 font 3.")


@pytest.mark.usefixtures("prefect")
def test_nothing_is_pickled_and_the_folder_is_closed_to_others() -> None:
    addition(1, 1)
    folder = get_current_settings().home
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not (folder / "storage").exists()


@pytest.mark.usefixtures("prefect")
def test_a_second_use_shares_the_first(tmp_path: Path) -> None:
    outer = get_current_settings().home
    with embedded_prefect(tmp_path / "other"):
        assert get_current_settings().home == outer
    assert addition(1, 1) == 2
    assert not (tmp_path / "other").exists()


def test_a_folder_that_cannot_be_made_is_said_in_french(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PrefectUnavailable, match="ne peut pas écrire dans le dossier"):
        use_private_prefect(tmp_path / "file" / "prefect", {})


@pytest.mark.slow
def test_a_broken_database_is_said_in_french_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "prefect.db").write_bytes(b"not a database" * 100)
    done = subprocess.run(
        [sys.executable, "-c", _REFUSED, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (done.stdout.splitlines(), done.stderr) == (
        [
            f"Prefect n’a pas pu démarrer. La cause est dans le fichier « {tmp_path / 'prefect.log'} ». "
            f"S’il s’agit de sa base de données, déplacez « {tmp_path / 'prefect.db'} » : elle sera recréée ; "
            "les dossiers n’y sont pas."
        ],
        "",
    )
    assert "file is not a database" in (tmp_path / "prefect.log").read_text(encoding="utf-8")
