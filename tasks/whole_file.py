"""Writes a file whole: neither a reader nor a power cut ever sees half of it."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Put `content` at `path`, on disk with its name when this returns. One writer at a time.

    Args:
        mode: rights of the file, less those that the process withholds (umask).

    Raises:
        OSError: nothing changed, and nothing is left behind.
    """
    draft = path.with_name(f".{path.name}.part")  # one that a killed run left is written over
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """The names in a folder reach the disk too."""
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
