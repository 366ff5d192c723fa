"""The text of an HTML document, collected while the parser goes through it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

MAX_PARTS = 200_000  # elements, and texts between them

_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|button|caption|center|dd|details|dialog|div|dl|dt|fieldset|"
    r"figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|header|hgroup|hr|html|label|legend|li|main|menu|nav|"
    r"ol|optgroup|option|p|pre|search|section|select|summary|table|tbody|td|textarea|tfoot|th|thead|title|"
    r"tr|ul"
)
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_NEVER_SHOWN = re.compile(
    r"audio|canvas|datalist|embed|iframe|math|noembed|noframes|noscript|object|script|style|svg|template|"
    r"video"
)
#: not « opacity: 0 », with which site builders make a text appear as one scrolls to it
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_EDGE = "\0"  # an inline element begins or ends; the text itself holds none
_LABEL_THEN_VALUE = re.compile(rf"(?<=[a-zà-öø-ÿœ0-9:.]){_EDGE}+(?=[A-ZÀ-ÖØ-ÞŒ])|(?<=[a-zà-öø-ÿœ:]){_EDGE}+(?=\d)")
_MAYBE_INVISIBLE = re.compile(r"[^\t-\r -~\u00a0-\u00ac\u00ae-\u02ff]")  # all but the usual, to be quick
_SPACES = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAK = re.compile(r" ?\v[ \v]*")


class TooComplex(Exception):
    """The document has more parts than an honest page."""


@dataclass(frozen=True)
class Block:
    """A paragraph, a cell, a line of a list, a heading of level 1 to 6 (0: none); « \\n » where it breaks its line."""

    text: str
    level: int = 0


class Outline:
    """The target of a parser (lxml's interface): title, robots and blocks of what is shown."""

    def __init__(self) -> None:
        self.title = ""
        self.robots: list[str] = []
        self.blocks: list[Block] = []
        self.has_scripts = False
        self._pieces: list[str] = []
        self._level = 0
        self._hidden = 0  # depth within the element that hides
        self._parts = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._count()
        self.has_scripts = self.has_scripts or tag == "script"
        if self._hidden or _is_hidden(tag, attributes):
            self._hidden += 1
        elif tag == "meta" and attributes.get("name", "").strip().lower() == "robots":
            self.robots.append(clean(attributes.get("content", "")))
        else:
            self._boundary(tag)
            self._level = _LEVELS.get(tag, self._level)

    def end(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= 1
        elif tag == "title":
            self.title = self.title or self._shown()
        else:
            self._boundary(tag)
            self._level = 0 if tag in _LEVELS else self._level

    def data(self, text: str) -> None:
        self._count()
        if not self._hidden:
            self._pieces.append(_SPACES.sub(" ", text))

    def close(self) -> None:
        self._flush()

    def add_lines(self, text: str) -> None:
        """The lines of a document that is plain text."""
        for line in text.splitlines():
            self._count()
            self._pieces.append(line)
            self._flush()

    def _count(self) -> None:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise TooComplex

    def _boundary(self, tag: str) -> None:
        if tag == "br":
            self._pieces.append("\v")
        elif _BLOCKS.fullmatch(tag):
            self._flush()
        else:
            self._pieces.append(_EDGE)

    def _flush(self) -> None:
        if text := self._shown():
            self.blocks.append(Block(text, self._level))

    def _shown(self) -> str:
        """What was collected since the last boundary."""
        text = clean("".join(self._pieces))
        self._pieces.clear()
        return text


def clean(text: str) -> str:
    """The text as shown: spaces made one, no-break spaces kept, nothing invisible (U+00AD, U+200B, U+202E…)."""
    text = _LABEL_THEN_VALUE.sub(" ", text).replace(_EDGE, "")
    text = _MAYBE_INVISIBLE.sub(_visible, text)
    text = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", text)).strip()
    return unicodedata.normalize("NFC", text)


def _visible(sign: re.Match[str]) -> str:
    return "" if unicodedata.category(sign[0]) in {"Cc", "Cf", "Cs"} else sign[0]


def _is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    if _NEVER_SHOWN.fullmatch(tag) or "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    return bool(_HIDDEN_STYLE.search(attributes.get("style", "")))
