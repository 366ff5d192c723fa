"""The bytes of an export: a file, a zip or a folder as named streams, with a ceiling on what each may yield."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from config.disk import disk_reason
from tasks.mail.typography import french

#: the RNCP file exceeds 1 GB; 4 GiB is not an export any more
LARGEST_FILE = 4 << 30
#: text packs 10 to 30 times smaller; a bomb, 1 000 times
LARGEST_RATIO = 100
#: under this, the ratio proves nothing
SMALL_FILE = 1 << 20
_MOST_FILES = 1_000
_DOWNLOAD_AGAIN = "téléchargez de nouveau l’export des fiches RNCP et RS sur data.gouv.fr"


class ExportUnreadable(Exception):
    """The export cannot be used; the message says in French which file, what is wrong and the cure."""

    def __init__(self, name: str, what: str, cure: str = _DOWNLOAD_AGAIN) -> None:
        super().__init__(french(f"L’export « {name} » est illisible : {what}{' ; ' if cure else ''}{cure}."))


@dataclass(frozen=True)
class ExportFile:
    """One file of the export; `open` gives its bytes from the start each time, at most `ceiling` of them."""

    name: str
    open: Callable[[], IO[bytes]]
    ceiling: int


class BoundedStream(io.RawIOBase):
    """Counts what is read, whatever the archive announced, and stops at the ceiling of the file or of a grant."""

    def __init__(self, source: IO[bytes], file: ExportFile) -> None:
        self._source, self._file = source, file
        self._read, self._allowed = 0, file.ceiling

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        self._read += len(data)
        if self._read > self._allowed:
            raise ExportUnreadable(self._file.name, "son contenu est démesuré : archive piégée ou fichier étranger")
        return len(data)

    def grant(self, size: int) -> None:
        """From here on, `size` bytes at most until the next grant: what one record may weigh."""
        self._allowed = min(self._file.ceiling, self._read + size)


@contextmanager
def opened(file: ExportFile) -> Iterator[BoundedStream]:
    """The stream of one file, closed at the end; every failure of disk or archive in French.

    Raises:
        ExportUnreadable: the file is gone, damaged, encrypted or larger than any export.
    """
    try:
        with _opened(file) as source:
            yield BoundedStream(source, file)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ExportUnreadable(file.name, "l’archive est abîmée") from error
    except OSError as error:
        raise ExportUnreadable(file.name, disk_reason(error), "") from error


def _opened(file: ExportFile) -> IO[bytes]:
    try:
        return file.open()
    except (RuntimeError, NotImplementedError) as error:  # what zipfile says of a password, of an unknown method
        raise ExportUnreadable(file.name, "l’archive est chiffrée ou compressée d’une façon inconnue") from error


@contextmanager
def files_of(path: Path) -> Iterator[list[ExportFile]]:
    """The files of a folder, of a zip, or the file itself, by name; sub-folders and hidden files are left out.

    Raises:
        ExportUnreadable: nothing is there, or the archive cannot be opened.
    """
    try:
        if path.is_dir():
            yield [_plain(file) for file in sorted(path.iterdir()) if file.is_file() and file.name[:1] != "."]
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield _members(path.name, archive)
        else:
            path.stat()
            yield [_plain(path)]
    except zipfile.BadZipFile as error:
        raise ExportUnreadable(path.name, "l’archive est abîmée") from error
    except OSError as error:
        raise ExportUnreadable(path.name, disk_reason(error), "") from error


def _plain(path: Path) -> ExportFile:
    return ExportFile(path.name, lambda: path.open("rb"), LARGEST_FILE)


def _members(name: str, archive: zipfile.ZipFile) -> list[ExportFile]:
    members = [info for info in archive.infolist() if not info.is_dir()]
    if len(members) > _MOST_FILES:
        raise ExportUnreadable(name, f"l’archive contient {len(members)} fichiers")
    return [
        ExportFile(
            Path(info.filename).name,
            partial(archive.open, info),
            min(LARGEST_FILE, max(SMALL_FILE, info.compress_size * LARGEST_RATIO)),
        )
        for info in members
        if not Path(info.filename).name.startswith((".", "__"))
    ]
