"""A page decompressed as it arrives: a small one that swells is stopped in time (RFC 9110, § 8.4)."""

import zlib

from tasks.web.refusals import INTERRUPTED, TOO_LARGE, UNKNOWN_COMPRESSION, NotRead

ACCEPTED = "gzip, deflate"
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_RAW_DEFLATE = -zlib.MAX_WBITS  # what some servers call « deflate »


class Inflater:
    """Collects a page's bytes.

    Args:
        coding: the header Content-Encoding.
        limit: bytes, once decompressed.

    Raises:
        NotRead: the coding is none of those we ask for.
    """

    def __init__(self, coding: str, limit: int) -> None:
        coding = coding.strip().lower()
        if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise NotRead(UNKNOWN_COMPRESSION)
        self._deflate = coding == "deflate"
        self._plain = coding in {"", "identity"}
        self._limit = limit
        self._page = bytearray()
        self._expander: zlib._Decompress | None = None

    def feed(self, received: bytes) -> None:
        """Adds what was received.

        Raises:
            NotRead: the page is too large, or damaged.
        """
        if self._plain:
            self._keep(received)
            return
        try:
            self._expand(received)
        except zlib.error:
            raise NotRead(INTERRUPTED) from None

    def finished(self) -> bytes:
        """The whole page.

        Raises:
            NotRead: its end is missing.
        """
        if self._expander is not None and not self._expander.eof:
            raise NotRead(INTERRUPTED)
        return bytes(self._page)

    def _expand(self, received: bytes) -> None:
        if self._expander is None:
            self._expander = zlib.decompressobj(self._window(received[0]))
        self._keep(self._expander.decompress(received, self._limit - len(self._page) + 1))

    def _window(self, first: int) -> int:
        zlib_header = first & 0x0F == 8  # RFC 1950, § 2.2
        return _RAW_DEFLATE if self._deflate and not zlib_header else _GZIP_OR_ZLIB

    def _keep(self, part: bytes) -> None:
        self._page += part
        if len(self._page) > self._limit:
            raise NotRead(TOO_LARGE)
