"""The journal of a « dossier de contrôle »: the events of its subjects whole, the hash of every other one.

One JSON value a line, in the order of the chain: it is walked with nothing but this file.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from tasks.ledger.journal import GENESIS, canonical, digest_of, hash_of, plain
from tasks.ledger.schema import journal, payloads, subjects
from tasks.proof.scope import Scope

FILE = "journal.jsonl"
_NAMES = tuple(column.name for column in journal.columns)


def extract(connection: Connection, scope: Scope) -> Iterator[bytes]:
    """The lines. What was typed leaves with the events of the partners, never with those of sessions (RGPD)."""
    query = (
        select(journal, payloads.c.content, subjects.c.salt)
        .join(subjects, subjects.c.ref == journal.c.subject)
        .outerjoin(payloads, payloads.c.seq == journal.c.seq)
        .order_by(journal.c.seq)
    )
    for row in connection.execute(query).mappings():
        line: dict[str, object] = {"seq": row["seq"], "hash": row["hash"]}
        if row["subject"] in scope.tree or row["subject"] in scope.sessions:
            line = {"event": {name: plain(row[name]) for name in _NAMES}}
        if row["subject"] in scope.tree and row["content"] is not None:
            line |= {"content": row["content"], "salt": row["salt"].hex()}
        yield canonical(line).encode() + b"\n"


def walk(lines: Iterable[bytes], heads: dict[int, str]) -> Iterator[str]:
    """What is broken in an extract, as French sentences.

    Args:
        heads: receives the hash of each event, by its number.
    """
    previous, count = GENESIS, 0
    for text in lines:
        try:
            line = json.loads(text)
            row = line.get("event")
            seq, found = (row["seq"], row["hash"]) if row else (line["seq"], line["hash"])
            if row:
                yield from _of_event(row, line, previous)
        except (ValueError, KeyError, TypeError, AttributeError):
            yield f"Journal : la ligne {count + 1} de l’extrait n’est pas lisible."
            return
        if seq != count + 1:
            yield f"Journal : l’événement {count + 1} manque à l’extrait."
            return
        previous, count = found, seq
        heads[seq] = found


def _of_event(row: dict[str, object], line: dict[str, str], previous: str) -> Iterator[str]:
    told = f"l’événement {row['seq']} du {row['on_date']}"
    if row["previous"] != previous:
        yield f"Journal : {told} ne suit pas celui qui le précède."
    if hash_of(row) != row["hash"]:
        yield f"Journal : {told} a été modifié."
    if "content" in line and digest_of(bytes.fromhex(line["salt"]), line["content"]) != row["digest"]:
        yield f"Journal : le contenu de {told} a été modifié."


def fingerprint(pairs: Iterable[tuple[str, str]]) -> str:
    """Of a list of files: SHA-256 of « fingerprint  path », a line each, by path; `sha256sum` prints such lines."""
    text = "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(pairs))
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint_of_list(content: Mapping[str, Any], summary: str) -> str:
    """Of all that the list says, less the fingerprint of `summary`, the PDF that bears the one given here."""
    files = {path: sha256 for path, sha256 in content["files"].items() if path != summary}
    return hashlib.sha256(canonical({**content, "files": files}).encode()).hexdigest()
