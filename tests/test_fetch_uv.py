"""Set-up where Python has no pip: the installer comes from the address and with the hash that uv.lock holds."""

import hashlib
import io
import platform
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from config.settings import ROOT

NAME = f"uv-1.0-py3-none-manylinux2014_{platform.machine()}.whl"


class Handler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A server of one wheel, whose `uv` says hello."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as wheel:
        wheel.writestr("uv-1.0.data/scripts/uvx", "#!/bin/sh\necho no\n")
        wheel.writestr("uv-1.0.data/scripts/uv", "#!/bin/sh\necho hello\n")
    (tmp_path / NAME).write_bytes(content.getvalue())
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{NAME}"
        server.shutdown()


def fetch(folder: Path, url: str, digest: str) -> subprocess.CompletedProcess[str]:
    lock = folder / "uv.lock"
    wheels = f'wheels = [{{ url = "{url}", hash = "sha256:{digest}" }}]'
    lock.write_text(f'[[package]]\nname = "certiflow"\n\n[[package]]\nname = "uv"\n{wheels}\n', encoding="utf-8")
    command = [sys.executable, str(ROOT / ".ci/fetch_uv.py"), str(lock), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_locked_wheel_gives_an_executable(tmp_path: Path, address: str) -> None:
    done = fetch(tmp_path, address, hashlib.sha256((tmp_path / NAME).read_bytes()).hexdigest())
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert subprocess.run([tmp_path / "uv"], capture_output=True, text=True, check=True).stdout == "hello\n"


def test_another_file_is_refused(tmp_path: Path, address: str) -> None:
    done = fetch(tmp_path, address, "0" * 64)
    assert done.returncode == 1
    assert done.stderr.startswith("certiflow\u202f: le fichier reçu n’est pas celui de uv.lock.")
    assert not (tmp_path / "uv").exists()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:9/uv-1.0-manylinux2014_sparc.whl", "ce Python n’a ni pip ni ensurepip"),
        (f"http://127.0.0.1:9/{NAME}", "uv n’a pas pu être téléchargé"),
    ],
)
def test_no_wheel_is_a_sentence_with_its_cure(tmp_path: Path, url: str, reason: str) -> None:
    done = fetch(tmp_path, url, "0" * 64)
    assert done.returncode == 1
    assert done.stderr.startswith(f"certiflow\u202f: {reason}")
    assert done.stderr.endswith("Installez le paquet python3-venv de votre système, puis relancez la commande.\n")
