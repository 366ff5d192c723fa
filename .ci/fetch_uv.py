"""Puts uv into a virtual environment whose Python comes without ensurepip and pip, as Debian ships it.

Only the standard library is at hand. The wheel's address and SHA-256 are those of uv.lock.

usage: fetch_uv.py LOCK FOLDER
"""

import hashlib
import io
import platform
import sys
import tomllib
import urllib.request
import zipfile
from pathlib import Path
from urllib.error import URLError

CURE = "Installez le paquet python3-venv de votre système, puis relancez la commande."


def locked_wheel(lock: Path, machine: str) -> tuple[str, str]:
    """Address and « sha256:… » of uv's wheel for Linux on this machine (`x86_64`, `aarch64`…)."""
    for package in tomllib.loads(lock.read_text(encoding="utf-8"))["package"]:
        for wheel in package.get("wheels", ()) if package["name"] == "uv" else ():
            if f"manylinux2014_{machine}" in wheel["url"]:
                return wheel["url"], wheel["hash"]
    raise SystemExit(f"certiflow : ce Python n’a ni pip ni ensurepip. {CURE}")


def fetch(url: str, digest: str) -> bytes:
    """The wheel's bytes, refused when their hash is not the locked one."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - the address is the one of uv.lock
            wheel: bytes = answer.read()
    except URLError as error:
        raise SystemExit(f"certiflow : uv n’a pas pu être téléchargé ({error.reason}). {CURE}") from None
    if f"sha256:{hashlib.sha256(wheel).hexdigest()}" != digest:
        raise SystemExit(f"certiflow : le fichier reçu n’est pas celui de uv.lock. {CURE}")
    return wheel


def install(wheel: bytes, folder: Path) -> None:
    """Write the executable `uv` of a wheel into `folder`."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        member = next(name for name in archive.namelist() if name.endswith(".data/scripts/uv"))
        target = folder / "uv"
        target.write_bytes(archive.read(member))
    target.chmod(0o755)


if __name__ == "__main__":
    install(fetch(*locked_wheel(Path(sys.argv[1]), platform.machine())), Path(sys.argv[2]))
