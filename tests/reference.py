"""Real files that some tests read when they are there: `shared/reference`, a folder beside the repository's own."""

from pathlib import Path

import pytest

from config.settings import ROOT


def reference_folder() -> Path | None:
    """The folder of the reference files, or None on a machine that has only the repository."""
    folder = ROOT.parent / "shared" / "reference"
    return folder if folder.is_dir() else None


def reference_file(name: str) -> Path:
    """One reference file; the test that asks for it is skipped, with the reason, when it is absent."""
    folder = reference_folder()
    if folder is None or not (folder / name).is_file():
        pytest.skip(f"shared/reference/{name} is not beside the repository")
    return folder / name
