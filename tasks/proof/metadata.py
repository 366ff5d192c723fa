"""What a PDF of ours says of the journal and of its archive, read in the PDF itself: its keywords (ISO 16684-1)."""

import re
from html import unescape

_KEYWORDS = re.compile(rb"<pdf:Keywords>([^<]*)</pdf:Keywords>")
_HEAD = re.compile(r"Journal certiflow\s*:\s*([\d\s]+?)\s*événements?, empreinte ([0-9a-f]{16})")
_LIST = re.compile(r"index\.json ([0-9a-f]{64})")


def keywords_of(pdf: bytes) -> str:
    """Empty when it has none, or several: one of ours is written once and never changed."""
    found = _KEYWORDS.findall(pdf)
    return unescape(found[0].decode("utf-8", "replace")) if len(found) == 1 else ""


def head_in(text: str) -> tuple[int, str] | None:
    """Where the journal stood when the document was made: (events, first 16 signs of the hash)."""
    found = _HEAD.search(text)
    return (int("".join(found[1].split())), found[2]) if found else None


def list_in(text: str) -> str:
    """The fingerprint of index.json that index.pdf bears; empty when it bears none."""
    found = _LIST.search(text)
    return found[1] if found else ""


def list_keyword(sha256: str) -> str:
    """As `list_in` reads it."""
    return f"index.json {sha256}"
