"""One Typst compiler per process, with the vendored fonts only and no way to the network."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

import typst

from tasks.typesetting.cleaning import clean_data
from tasks.typesetting.coverage import FONTS

TEMPLATES = Path(__file__).parents[2] / "templates" / "documents"
STANDARDS: list["typst.PDFStandard"] = ["a-2a", "ua-1"]  # archiving (ISO 19005-2) and accessibility (ISO 14289-1)
_PPI = 144  # a picture stays sharp on a telephone

_compiling = Lock()  # a compiler that two threads enter at the same time raises


class DocumentError(RuntimeError):
    """A document could not be made; its message is a French sentence for staff."""


def render_picture(template: str, data: Mapping[str, Any]) -> bytes:
    """The PNG of `data` through `templates/documents/<template>.typ`, for an e-mail: the same data, the same bytes.

    Args:
        template, data: as `render` takes them.

    Raises:
        TypeError: `data` holds something that JSON does not.
        DocumentError: no such template, or the template refuses the data.
    """
    source, content = _source(template), _content(data)
    with _composing(source), _compiling:
        picture = _compiler().compile(input=source, format="png", ppi=_PPI, sys_inputs={"data": content})
    return cast(bytes, picture)


def render(template: str, data: Mapping[str, Any], stamp: datetime) -> bytes:
    """The PDF of `data` through `templates/documents/<template>.typ`.

    Equal template, data and stamp give equal bytes, so the SHA-256 of the result can be recomputed years later.

    Args:
        template: file name without its ending, e.g. "record".
        data: JSON values, per the contract at the head of the template. Strings are cleaned, never read as markup.
        stamp: creation time written into the PDF, with its time zone.

    Raises:
        ValueError: `stamp` has no time zone.
        TypeError: `data` holds something that JSON does not.
        DocumentError: no such template, or the template refuses the data.
    """
    if stamp.utcoffset() is None:
        raise ValueError("stamp needs a time zone: a naive one would give other bytes on another machine")
    source, content = _source(template), _content(data)
    moment = stamp.astimezone(UTC).replace(microsecond=0)
    with _composing(source), _compiling:
        pdf = _compiler().compile(
            input=source, format="pdf", sys_inputs={"data": content}, pdf_standards=STANDARDS, timestamp=moment
        )
    return cast(bytes, pdf)  # a list is for images, one a page


def _source(template: str) -> Path:
    source = TEMPLATES / f"{template}.typ"
    if source not in TEMPLATES.glob("*.typ"):
        raise DocumentError(f"Modèle de document inconnu\u202f: «\u202f{template}\u202f».")
    return source


def _content(data: Mapping[str, Any]) -> str:
    return json.dumps(clean_data(data), ensure_ascii=False, sort_keys=True, allow_nan=False)


@contextmanager
def _composing(source: Path) -> Iterator[None]:
    try:
        yield
    except typst.TypstError as error:
        sentence = f"Le modèle «\u202f{source.stem}\u202f» n’a pas pu être composé\u202f: {error.message}"
        raise DocumentError(sentence) from error


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(root=TEMPLATES, font_paths=fonts)
