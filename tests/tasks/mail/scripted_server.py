"""A mail server that misbehaves in ways aiosmtpd cannot: it says what the script says, whatever it hears."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HANG_UP = b""


@dataclass
class Heard:
    port: int
    said: bytearray = field(default_factory=bytearray)


@contextmanager
def scripted_server(greeting: bytes, replies: Sequence[bytes] = ()) -> Iterator[Heard]:
    """One connection: the greeting, then one reply for each reading; at HANG_UP, it closes."""
    with socket.create_server(("localhost", 0)) as listener:
        heard = Heard(listener.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(listener, greeting, replies, heard), daemon=True)
        thread.start()
        yield heard
        thread.join(5)


def _serve(listener: socket.socket, greeting: bytes, replies: Sequence[bytes], heard: Heard) -> None:
    with suppress(OSError):
        connection, _ = listener.accept()
        with connection:
            if greeting == HANG_UP:
                return
            connection.sendall(greeting)
            for reply in replies:
                heard.said += connection.recv(4096)
                if reply == HANG_UP:
                    return
                connection.sendall(reply)
            heard.said += connection.recv(4096)
