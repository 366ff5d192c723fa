"""A real web server on this machine that does whatever a test tells it, down to the bytes it sends."""

import socket
import socketserver
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

Answer = Callable[[socket.socket], None]

SITE = "site.example"


@dataclass
class Site:
    """What each path answers, and the requests that arrived, in order."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    closing: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    @property
    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.requests]

    @property
    def allowed(self) -> frozenset[str]:
        return frozenset({f"{SITE}:{self.port}"})

    def url(self, path: str, host: str = SITE) -> str:
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def serve(self, path: str, body: bytes, head: str = "Content-Type: text/html", status: int = 200) -> str:
        """An honest answer; returns the URL of `path`."""
        self.answers[path] = lambda peer: peer.sendall(response(body, head, status))
        return self.url(path)

    def redirect(self, path: str, target: str) -> str:
        return self.serve(path, b"", f"Location: {target}", 302)

    def drip(self, path: str, first: bytes, drop: bytes) -> str:
        """Sends `first`, then `drop` again and again until the other side, or the test, has had enough."""

        def answer(peer: socket.socket) -> None:
            peer.sendall(first)
            while not self.closing.wait(0.02):
                peer.sendall(drop)

        self.answers[path] = answer
        return self.url(path)

    def flood(self, path: str, first: bytes, wave: bytes) -> str:
        """The same without ever waiting."""

        def answer(peer: socket.socket) -> None:
            peer.sendall(first)
            while not self.closing.is_set():
                peer.sendall(wave)

        self.answers[path] = answer
        return self.url(path)

    def handle(self, peer: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request and (received := peer.recv(65536)):
            request += received
        if not request:
            return
        text = request.decode("utf-8")
        with self.lock:
            self.requests.append(text)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.answers.get(text.split(" ")[1], _hang_up)(peer)
        finally:
            with self.lock:
                self.at_once -= 1


def _hang_up(peer: socket.socket) -> None:
    peer.close()


def response(body: bytes, head: str = "Content-Type: text/html", status: int = 200) -> bytes:
    return f"HTTP/1.1 {status} x\r\n{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site(tls=tls)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):  # the other side hangs up: that is what the tests are about
                peer = tls.wrap_socket(self.request, server_side=True) if tls else self.request
                with peer:
                    site.handle(peer)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 50

    with Server(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        listening = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        listening.start()
        try:
            yield site
        finally:
            site.closing.set()
            server.shutdown()
            listening.join()


def resolving(**names: str) -> Callable[[str, int], Sequence[str]]:
    """A resolver for the tests: `SITE` is this machine, the others as given (« _ » for « . »), the rest unknown."""
    known = {SITE: "127.0.0.1"} | {name.replace("_", "."): address for name, address in names.items()}

    def resolve(host: str, port: int) -> Sequence[str]:
        return known[host].split() if host in known else []

    return resolve
