"""What a visitor without a mouse would read of a page: its title, its headings and its text, in order.

Only the page itself is known, not its style sheets: text that they hide counts as shown.
"""

import re
from dataclasses import dataclass

from lxml import etree

from tasks.web.charset import decode
from tasks.web.fetching import Fetched
from tasks.web.outline import Block, Outline, TooComplex

NO_TEXT = "La page ne contient aucun texte à lire."
JAVASCRIPT_ONLY = (
    "La page n’affiche presque aucun texte sans JavaScript : son contenu ne peut pas être lu automatiquement."
)
TOO_COMPLEX = "La page contient trop d’éléments pour être lue automatiquement."
_FEW_WORDS = 20  # « Chargement en cours… » and a menu
_WORD = re.compile(r"\w+")
_WITH_VALUE = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")


@dataclass(frozen=True)
class Page:
    """A page as read.

    Args:
        robots: what it says to search engines: each `<meta name="robots">`, then each header X-Robots-Tag.
        blocks: title excluded, in reading order.
        refusal: why there is nothing to judge in it, in French; empty when there is.
    """

    url: str
    final_url: str
    title: str
    robots: tuple[str, ...]
    blocks: tuple[Block, ...]
    refusal: str = ""

    @property
    def is_readable(self) -> bool:
        return not self.refusal

    @property
    def noindex(self) -> bool:
        """True when it asks every search engine not to show it (MIK-65)."""
        return any(_says_noindex(directives) for directives in self.robots)

    @property
    def headings(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.level)

    @property
    def text(self) -> str:
        return "\n".join(block.text for block in self.blocks)


def read_page(fetched: Fetched) -> Page:
    """Takes a fetched page apart; a page without anything to judge says why."""
    text = decode(fetched.body, fetched.charset).replace("\0", "")
    outline = Outline()
    refusal = ""
    try:
        _fill(outline, text, plain=fetched.media_type == "text/plain")
    except TooComplex:
        refusal = TOO_COMPLEX
    return Page(
        fetched.url,
        fetched.final_url,
        outline.title,
        (*outline.robots, *fetched.robots),
        tuple(outline.blocks),
        refusal or _nothing_to_judge(outline),
    )


def _fill(outline: Outline, text: str, *, plain: bool) -> None:
    if plain:
        outline.add_lines(text)
    elif text.strip():
        # With a target no tree is built, so depth costs nothing and libxml2's limits, which would drop the rest of a
        # long page without a word, are not needed. HTML has no entities to define, and nothing is fetched.
        parser = etree.HTMLParser(target=outline, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]
        etree.fromstring(text.encode("utf-8", "replace"), parser)


def _nothing_to_judge(outline: Outline) -> str:
    words = sum(len(_WORD.findall(block.text)) for block in outline.blocks)
    if words < _FEW_WORDS and outline.has_scripts:
        return JAVASCRIPT_ONLY
    return "" if words else NO_TEXT


def _says_noindex(directives: str) -> bool:
    """« noindex, nofollow »; what follows « googlebot: » is for that robot only."""
    for directive in directives.lower().split(","):
        name, named, _ = directive.strip().partition(":")
        if name in {"noindex", "none"} and not named:
            return True
        if named and name.strip() not in _WITH_VALUE:
            return False
    return False
