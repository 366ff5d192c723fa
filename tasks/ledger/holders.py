"""Who holds a lease: this process, named so that another on the same machine can see whether it still lives."""

import os
import socket
from datetime import UTC, datetime


def this_holder() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"[:80]


def is_gone(holder: str) -> bool:
    """True only when the holder is known to be dead: a process of this machine that no longer runs."""
    host, _, pid = holder.rpartition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def now() -> datetime:
    """Wall-clock UTC without zone, as every database of ours stores it."""
    return datetime.now(UTC).replace(tzinfo=None)
