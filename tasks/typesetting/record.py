"""What a batch has made, in a file beside the documents: a run that was cut knows what need not be made again."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Self, TextIO

from tasks.typesetting.compiler import TEMPLATES
from tasks.typesetting.coverage import FONTS


@dataclass(frozen=True)
class Past:
    """A document made earlier: fingerprints of what it was made from, of its file, of its PDF before the seal."""

    source: str
    sha256: str
    unsealed_sha256: str


class Record:
    """One line a document, added as it is made. A line that a power cut left unfinished is not read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = dict(_lines(path))
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        self._file = self._path.open("a", encoding="utf-8")
        self._file.write("\n")  # after an unfinished line
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()

    def find(self, path: Path, source: str) -> Past | None:
        """What is known of the document at `path`, if it was made from `source` and its file is still the same."""
        past = self._known.get(self._name(path))
        if past is None or past.source != source or not path.is_file():
            return None
        return past if hashlib.sha256(path.read_bytes()).hexdigest() == past.sha256 else None

    def add(self, path: Path, past: Past) -> None:
        """Remember a document. Not forced to the disk: what a power cut loses is made again, the same."""
        if self._file is None:
            raise ValueError("the record is not open")
        self._known[self._name(path)] = past
        self._file.write(json.dumps([self._name(path), past.source, past.sha256, past.unsealed_sha256]) + "\n")
        self._file.flush()

    def _name(self, path: Path) -> str:
        """From the folder of the record, so that both may be moved together."""
        return path.relative_to(self._path.parent).as_posix()


def source_fingerprint(template: str, data: Mapping[str, Any], stamp: str, seal: str) -> str:
    """SHA-256 of all that the bytes of a document come from; the moment of the seal is left out."""
    content = json.dumps([_look(), template, data, stamp, seal], ensure_ascii=False, sort_keys=True, allow_nan=False)
    return hashlib.sha256(content.encode()).hexdigest()


@cache
def _look() -> str:
    """Templates, fonts and compiler: a document is made again when one of them has changed."""
    digest = hashlib.sha256(version("typst").encode())
    for path in sorted((*TEMPLATES.rglob("*.typ"), *FONTS.rglob("*.ttf"))):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _lines(path: Path) -> Iterator[tuple[str, Past]]:
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            name, source, sha256, unsealed = json.loads(line)
        except ValueError:
            continue
        yield name, Past(source, sha256, unsealed)
