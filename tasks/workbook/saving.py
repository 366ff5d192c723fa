"""Putting a new version of a file in place of the old one, whole or not at all, and never over someone's work."""

import errno
import glob
import hashlib
import os
import shutil
import time
from pathlib import Path
from secrets import token_hex

from tasks.whole_file import sync_folder

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PROTECTED = {errno.EACCES, errno.EPERM, errno.EROFS}
_ABANDONED_AFTER = 3_600  # seconds
_LATER = "l’écriture sera refaite au prochain passage"


class Postponed(Exception):
    """Nothing was written; the message is the French reason and its cure."""


class ChangedMeanwhile(Exception):
    """The file is no longer the one that was read."""


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def check_free(path: Path) -> None:
    """Raises Postponed when Excel or LibreOffice holds the file open, or its owner made it read-only."""
    try:
        _check_locks(path)
    except OSError as error:
        raise Postponed(_refused(path, error)) from error


def _check_locks(path: Path) -> None:
    excel = path.with_name(f"~${path.name}")
    libre = path.with_name(f".~lock.{path.name}#")
    if excel.exists():
        raise Postponed(_opened(path, "Excel", excel, _excel_user(excel)))
    if libre.exists():
        raise Postponed(_opened(path, "LibreOffice", libre, _libre_user(libre)))
    if path.exists() and not os.access(path, os.W_OK):
        raise Postponed(f"Le classeur « {path.name} » est en lecture seule : autorisez l’écriture ; {_LATER}.")


def replace_file(path: Path, data: bytes, *, read_digest: str | None) -> None:
    """Write `data` beside `path`, on the disk for good, then rename it over `path`.

    Between the last comparison and the rename there remains an instant that no file system closes; what a save
    loses there, the next run writes again.

    Args:
        path: the file; a link is followed.
        read_digest: SHA-256 of what was read, None when the file must not exist yet.

    Raises:
        ChangedMeanwhile: the file is no longer what was read.
        Postponed: it is open elsewhere, protected, or the disk is full; it is then untouched.
    """
    path = path.resolve()
    temporary = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
    try:
        if read_digest is None:
            path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path)
        _write_through(temporary, data)
        _keep_access(path, temporary)
        check_free(path)
        if _current_digest(path) != read_digest:
            raise ChangedMeanwhile
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise Postponed(_refused(path, error)) from error
    finally:
        _forget(temporary)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _remove_leftovers(path: Path) -> None:
    """Temporary files of runs that were killed; a young one may belong to a run that is still writing."""
    for leftover in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        if time.time() - leftover.stat().st_mtime > _ABANDONED_AFTER:
            leftover.unlink(missing_ok=True)


def _keep_access(path: Path, temporary: Path) -> None:
    """Same rights and owner as the file replaced, where this process may give them."""
    if not path.exists():
        return
    shutil.copymode(path, temporary)
    if hasattr(os, "chown"):
        before = path.stat()
        try:
            os.chown(temporary, before.st_uid, before.st_gid)
        except PermissionError:
            return


def _current_digest(path: Path) -> str | None:
    return digest(path.read_bytes()) if path.exists() else None


def _forget(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return  # a folder that refuses everything: a later write removes it


def _opened(path: Path, program: str, lock: Path, user: str) -> str:
    who = f" par {user}" if user else ""
    return (
        f"Le classeur « {path.name} » est ouvert dans {program}{who} : {_LATER}. "
        f"Si personne ne l’a ouvert, supprimez le fichier « {lock.name} »."
    )


def _libre_user(lock: Path) -> str:
    """The lock's text is « name,login,machine,date,profile; », the name often empty."""
    fields = _text_of(lock).split(",")
    name = fields[0].strip() or (fields[1].strip() if len(fields) > 1 else "")
    return f"{name}, depuis le {fields[3].strip()}" if name and len(fields) > 3 else name


def _excel_user(lock: Path) -> str:
    """The lock's first byte is the length of the name that follows."""
    content = _text_of(lock)
    return content[1 : 1 + ord(content[0])].strip() if content and ord(content[0]) < 55 else ""


def _text_of(lock: Path) -> str:
    try:
        text = lock.read_bytes()[:400].decode("utf-8", errors="replace")
    except OSError:
        return ""
    return "".join(char if char.isprintable() or index == 0 else " " for index, char in enumerate(text))


def _refused(path: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return f"Le disque est plein : « {path.name} » est resté intact ; libérez de la place, {_LATER}."
    if error.errno in _PROTECTED:
        return (
            f"Le dossier de « {path.name} » refuse l’écriture : donnez-y le droit d’écrire à certiflow "
            f"(ou fermez le classeur s’il est ouvert) ; {_LATER}."
        )
    code = errno.errorcode.get(error.errno or 0, "inconnue")
    return f"« {path.name} » n’a pas pu être enregistré (erreur {code}) et est resté intact ; {_LATER}."
