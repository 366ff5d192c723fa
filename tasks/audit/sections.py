"""What a page says under each label: the stretch from « Prérequis » to the next label, menu entry or heading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.audit.labels import Piece
from tasks.audit.reading import clean, fold
from tasks.audit.substance import NAVIGATION, OTHER_COURSES

_MOST = 30  # pieces of content
_CROWD = 2  # bare labels or menu entries in a row: a menu, a summary or tabs
_SHORT = 40  # characters: a menu entry


@dataclass(frozen=True)
class Section:
    """One labelled stretch.

    Args:
        is_bare: a label alone on its line that is not a heading: a cell, a term, or the entry of a menu.
        is_crowded: it ends a row of labels, so that what follows may well not be its content.
    """

    codes: frozenset[str]
    label: str
    content: tuple[str, ...]
    is_bare: bool
    is_crowded: bool
    is_exact: bool

    @property
    def text(self) -> str:
        return "\n".join(self.content)

    @property
    def quote(self) -> str:
        return clean(f"{self.label.rstrip(' :?')} : {' · '.join(self.content)}")


def sections(pieces: Sequence[Piece]) -> Iterator[Section]:
    """Every labelled stretch of the page, other courses excepted."""
    row = 0
    for index, piece in enumerate(pieces):
        if piece.codes:
            is_bare = not piece.level and not piece.is_inline
            content = tuple(_content(pieces, index))
            is_crowded = is_bare and row >= _CROWD
            yield Section(piece.codes, piece.label, content, is_bare, is_crowded, piece.is_exact)
        row = row + 1 if _looks_like_menu(piece) else 0


def without_other_courses(pieces: Sequence[Piece]) -> list[Piece]:
    """The page without what stands under « Nos autres formations » and the like: it tells other courses."""
    kept: list[Piece] = []
    hidden_below = 0  # the level of the heading that opened the other courses
    for piece in pieces:
        if hidden_below and 0 < piece.level <= hidden_below:
            hidden_below = 0
        if piece.level and not hidden_below and OTHER_COURSES.search(fold(piece.text)):
            hidden_below = piece.level
        if not hidden_below:
            kept.append(piece)
    return kept


def _content(pieces: Sequence[Piece], index: int) -> Iterator[str]:
    """What follows a label: its own line's end, or the pieces below it."""
    label = pieces[index]
    if label.text:
        yield label.text
        if not label.level and not label.text.endswith(":"):
            return
    for piece in pieces[index + 1 : index + 1 + _MOST]:
        if piece.codes or _ends(piece, label):
            return
        yield piece.text


def _ends(piece: Piece, label: Piece) -> bool:
    """A heading as high as the label's, any heading below a label that is none, or an entry of a menu."""
    if piece.level and (not label.level or piece.level <= label.level):
        return True
    return _is_navigation(piece)


def _looks_like_menu(piece: Piece) -> bool:
    if piece.level or piece.is_inline:
        return False
    return bool(piece.codes) or _is_navigation(piece)


def _is_navigation(piece: Piece) -> bool:
    return len(piece.text) <= _SHORT and bool(NAVIGATION.match(fold(piece.text)))
