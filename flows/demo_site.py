"""The web pages that the demonstration audits, served to this machine only, for as long as it lasts."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Protocol

#: the setting that lets the audit read a server that is not public
_ALLOWED = "CERTIFLOW_AUDIT_ALLOWED_HOSTS"


class Pages(Protocol):
    """What a site shows."""

    def page(self, path: str) -> bytes | None:
        """The page at that path; None when there is none."""


class Site:
    """Pages by name; `publish` replaces some of them, as an organisation does when it corrects its site."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._pages, self.address = folder, dict[str, str](), ""

    def publish(self, pages: Mapping[str, str]) -> None:
        """Page name → name of its file."""
        self._pages |= pages

    def page(self, path: str) -> bytes | None:
        name = self._pages.get(path.strip("/"))
        return (self._folder / name).read_bytes() if name else None


@contextmanager
def demo_site(folder: Path) -> Iterator[Site]:
    """A site of the files of `folder`, for as long as the block lasts."""
    site = Site(folder)
    with served(site) as address:
        site.address = address
        yield site


@contextmanager
def served(pages: Pages) -> Iterator[str]:
    """`pages` on a free port of 127.0.0.1, which the audit may read inside the block. Gives their address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = pages.page(self.path)
            self.send_response(HTTPStatus.OK if content is not None else HTTPStatus.NOT_FOUND)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, format: str, *args: object) -> None:
            """The demonstration prints one line a day, and nothing else."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        host = f"127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        before = os.environ.get(_ALLOWED, "")
        os.environ[_ALLOWED] = host
        try:
            yield f"http://{host}"
        finally:
            os.environ[_ALLOWED] = before
            server.shutdown()
