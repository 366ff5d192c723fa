"""The key that encrypts NIR, in a file of its own that nobody else reads (LAW-10)."""

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from config.disk import disk_reason
from tasks.whole_file import write_whole


class NirKeyUnavailable(Exception):
    """NIR cannot be encrypted or read with what is configured; the message is French, with its cure."""


class NirKey:
    """Encrypts and reads NIR (Fernet: AES-128-CBC and HMAC-SHA256)."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._fernet = path, Fernet(key)

    def encrypted(self, nir: str) -> bytes:
        return self._fernet.encrypt(nir.encode("ascii"))

    def read(self, ciphertext: bytes) -> str:
        """Raises NirKeyUnavailable: it was encrypted with another key."""
        try:
            return self._fernet.decrypt(ciphertext).decode("ascii")
        except InvalidToken:
            raise NirKeyUnavailable(
                f"La clé {self._path} n’est pas celle qui a chiffré les NIR : remettez la bonne, ou reprenez-les avec "
                "« certiflow nir »."
            ) from None


def load_nir_key(path: Path) -> NirKey:
    """The key, made and closed to others (0600) when its file does not exist.

    Raises:
        NirKeyUnavailable: the file cannot be read or made, others may read it, or it holds no such key.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, Fernet.generate_key(), mode=0o600)
        content, mode = path.read_bytes(), path.stat().st_mode
    except OSError as error:
        raise NirKeyUnavailable(f"La clé des NIR {path} est inutilisable : {disk_reason(error)}.") from None
    if os.name != "nt" and mode & 0o077:
        raise NirKeyUnavailable(f"La clé des NIR {path} est lisible par d’autres : faites « chmod 600 {path} ».")
    try:
        return NirKey(path, content.strip())
    except ValueError:
        raise NirKeyUnavailable(
            f"La clé des NIR {path} ne s’ouvre pas : remettez la bonne. Si vous la retirez, les NIR déjà reçus sont "
            "perdus, et une nouvelle clé sera créée."
        ) from None
