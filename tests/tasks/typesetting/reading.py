"""How the tests read a PDF back."""

from io import BytesIO
from typing import Any, NamedTuple

from pypdf import PdfReader

DIGIT_ADVANCE = 0.497  # em, the width of every tabular figure of Source Sans 3 Regular


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def printed(pdf: bytes) -> str:
    """The text of all pages in one line: hyphenated words are joined again, white space is one space."""
    pages = " ".join(page.extract_text() for page in reader(pdf).pages)
    return " ".join(pages.replace("\xad\n", "").split())


def body(pdf: bytes) -> str:
    """The text between the title « T » and the foot of a one-page document without organisation."""
    text = printed(pdf)
    assert text.startswith("T ")
    assert text.endswith(" Page 1 / 1")
    return text.removeprefix("T ").removesuffix(" Page 1 / 1")


class Run(NamedTuple):
    """A piece of a line on its page, in points from the lower left corner."""

    page: int
    y: float
    x: float
    end: float


def runs_of(pdf: bytes, figure: str) -> list[Run]:
    """The runs made of one figure only, line by line. `end` is that of regular type: bold reaches 4 % further."""
    runs: list[Run] = []
    for number, page in enumerate(reader(pdf).pages):

        def visit(text: str, cm: Any, tm: Any, font: Any, size: float, number: int = number) -> None:
            if text.strip() and set(text.strip()) == {figure}:
                x, width = tm[4] * cm[0] + cm[4], len(text.strip()) * size * tm[0] * cm[0] * DIGIT_ADVANCE
                runs.append(Run(number, round(tm[5] * cm[3] + cm[5], 1), x, x + width))

        page.extract_text(visitor_text=visit)
    return sorted(runs)
