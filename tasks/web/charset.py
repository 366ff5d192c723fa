"""The text of a page's bytes, in the character set that a browser would choose (WHATWG Encoding)."""

import codecs
import re

_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_WITHIN = 4096  # bytes; the standard says 1024, sites put scripts before it
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
#: Python's names; its other codecs (punycode, utf-7, unicode_escape…) are not for strangers
_UNICODE = {"utf-8", "utf-16", "utf-16-le", "utf-16-be"}
_OF_FRENCH_PAGES = {"iso8859-15", "mac-roman", *_UNICODE}
_SAID_FOR_WINDOWS = {"iso8859-1", "ascii", "cp1252"}


def decode(body: bytes, announced: str) -> str:
    """Never fails: the byte order mark decides, then the server's word, then the page's, then the bytes themselves.

    A page that says nothing true of itself is UTF-8 or windows-1252, as French pages are: guessing by statistics takes
    « Créer » for Central European.
    """
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    encoding = _known(announced) or _in_page(body) or "utf-8"
    return _utf8(body) if encoding == "utf-8" else body.decode(encoding, "replace")


def _in_page(body: bytes) -> str:
    found = _META_CHARSET.search(body[:_META_WITHIN])
    encoding = _known(found[1].decode("ascii", "replace")) if found else ""
    return "utf-8" if encoding in _UNICODE else encoding  # what is read as ASCII cannot be UTF-16


def _known(label: str) -> str:
    """Python's name of a character set; empty when it is none of those that French pages use."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    if name in _SAID_FOR_WINDOWS:
        return "cp1252"
    return name if name in _OF_FRENCH_PAGES else ""


def _utf8(body: bytes) -> str:
    """As UTF-8, unless more of its accents are wrong than right: then the page is in windows-1252, whatever it says."""
    text = body.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    accented = len(text) - len(text.encode("ascii", "ignore"))
    return body.decode("cp1252", "replace") if wrong > accented - wrong else text
