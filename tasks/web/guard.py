"""The only door to the network: it opens on addresses that were checked, and closes when the allowance is used up.

A check made earlier than here would be of another answer of the resolver than the one connected to (DNS rebinding).
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

import httpcore

from tasks.web.addresses import is_public
from tasks.web.refusals import TOO_LARGE, TOO_SLOW, NotRead

Resolver = Callable[[str, int], Sequence[str]]
_TRIED = 4  # addresses of one host, of those that the resolver gives


@dataclass(frozen=True)
class Limits:
    """What one page may cost, redirects included.

    Args:
        seconds: for everything, from the name's resolution to the last byte.
        raw_bytes: received, headers included.
        decoded_bytes: of the page once decompressed.
        redirects: followed at most.
    """

    seconds: float = 15
    raw_bytes: int = 3_000_000
    decoded_bytes: int = 10_000_000
    redirects: int = 5


class Allowance:
    """What is left of the limits of one page."""

    def __init__(self, limits: Limits) -> None:
        self._end = monotonic() + limits.seconds
        self._bytes = limits.raw_bytes

    def seconds_left(self) -> float:
        """Always above zero.

        Raises:
            NotRead: the time is up.
        """
        left = self._end - monotonic()
        if left <= 0:
            raise NotRead(TOO_SLOW)
        return left

    def spend(self, received: int) -> None:
        self._bytes -= received
        if self._bytes < 0:
            raise NotRead(TOO_LARGE)


def system_resolver(host: str, port: int) -> Sequence[str]:
    """Every address that this machine would connect to; a number in any notation (127.1, 0x7f000001) is one."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Guard(httpcore.NetworkBackend):
    """Connects to the public addresses of a host, and to the one that was checked.

    Args:
        allow_private: for a test server only.
    """

    def __init__(self, allowance: Allowance, resolve: Resolver, *, allow_private: bool) -> None:
        self._allowance, self._resolve, self._allow_private = allowance, resolve, allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """See `httpcore.NetworkBackend`; the timeout is the allowance's.

        Raises:
            NotRead: the host is unknown, or has an address that is not public.
        """
        addresses = self._addresses(host, port)
        if not self._allow_private and not all(map(is_public, addresses)):
            raise NotRead(_private(host))
        stream = self._first_answering(addresses[:_TRIED], port)
        if not self._allow_private and _is_this_machine(stream):
            stream.close()
            raise NotRead(_private(host))
        return _Metered(stream, self._allowance)

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """The resolver has no timeout of its own: it is left behind, in its thread, when it is too slow."""
        answers: SimpleQueue[Sequence[str]] = SimpleQueue()

        def ask() -> None:
            found: Sequence[str] = []
            with suppress(OSError, UnicodeError):
                found = self._resolve(host, port)
            answers.put(found)

        Thread(target=ask, daemon=True, name=f"resolve {host}").start()
        try:
            found = answers.get(timeout=self._allowance.seconds_left())
        except Empty:
            raise NotRead(TOO_SLOW) from None
        if not found:
            raise NotRead(f"Le nom {host} est introuvable : l’adresse est fausse ou le site n’existe plus.")
        return found

    def _first_answering(self, addresses: Sequence[str], port: int) -> httpcore.NetworkStream:
        """Each address has an equal share of the time that is left; the last one's failure is the answer."""
        *others, last = addresses
        for left, address in zip(range(len(addresses), 1, -1), others, strict=True):
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self._connected(address, port, self._allowance.seconds_left() / left)
        return self._connected(last, port, self._allowance.seconds_left())

    def _connected(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        return httpcore.SyncBackend().connect_tcp(address, port, seconds)


class _Metered(httpcore.NetworkStream):
    """A connection each of whose operations draws on the allowance."""

    def __init__(self, stream: httpcore.NetworkStream, allowance: Allowance) -> None:
        self._stream, self._allowance = stream, allowance

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        received = self._stream.read(max_bytes, self._allowance.seconds_left())
        self._allowance.spend(len(received))
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._allowance.seconds_left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._allowance.seconds_left())
        return _Metered(secured, self._allowance)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _is_this_machine(stream: httpcore.NetworkStream) -> bool:
    """A public address may be this machine's own, where only its services answer."""
    own, other = stream.get_extra_info("client_addr"), stream.get_extra_info("server_addr")
    return bool(own[0] == other[0])


def _private(host: str) -> str:
    return f"L’adresse {host} mène à un réseau privé ou réservé, que la lecture automatique ne visite jamais."
