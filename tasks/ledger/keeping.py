"""Small writes beside the journal: snapshots that do not count, the team, anomalies, notes about the ledger itself."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from domain.certification import Certification
from domain.team import Team
from tasks.ledger.counters import next_number
from tasks.ledger.database import Ledger
from tasks.ledger.schema import anomalies, notes, submissions, team


@dataclass(frozen=True)
class UncountedSnapshot:
    """A declaration that changes nothing, kept all the same (nothing is lost)."""

    row_ref: str
    subject: str
    declared: str


def keep_uncounted(ledger: Ledger, snapshots: Sequence[UncountedSnapshot], on: date) -> None:
    if not snapshots:
        return
    with ledger.writing() as connection:
        rows = [
            {
                "row_ref": item.row_ref or next_number(connection, "C", on.year),
                "subject": item.subject,
                "declared": item.declared,
                "sha256": hashlib.sha256(item.declared.encode()).hexdigest(),
                "received_on": on,
                "accepted": False,
            }
            for item in snapshots
        ]
        connection.execute(insert(submissions), rows)


def store_team(ledger: Ledger, people: Team) -> None:
    """Replace the team by the one just read, so that the sweep can write to them when the workbook is away."""
    with ledger.writing() as connection:
        connection.execute(delete(team))
        rows = [{"name": p.name, "email": p.email, "role": p.role.value} for p in people.people]
        if rows:
            connection.execute(insert(team), rows)


@dataclass(frozen=True)
class Anomaly:
    tab: str
    row: str
    field: str
    message: str
    rule: str


def sync_anomalies(ledger: Ledger, tabs: Collection[str], found: Collection[Anomaly], on: date) -> None:
    """Open the anomalies that are new, close those of the tabs read that are cured."""
    with ledger.writing() as connection:
        query = select(anomalies).where(anomalies.c.closed_on.is_(None), anomalies.c.tab.in_(list(tabs)))
        known = {
            Anomaly(row["tab"], row["row"], row["field"], row["message"], row["rule"]): row["id"]
            for row in connection.execute(query).mappings()
        }
        wanted = dict.fromkeys(found)
        cured = [number for anomaly, number in known.items() if anomaly not in wanted]
        if cured:
            connection.execute(update(anomalies).where(anomalies.c.id.in_(cured)).values(closed_on=on))
        new = [{**vars(anomaly), "opened_on": on} for anomaly in wanted if anomaly not in known]
        if new:
            connection.execute(insert(anomalies), new)


_VALUE = select(notes.c.value).where(notes.c.name == bindparam("note"))


def read_note(connection: Connection, name: str) -> str | None:
    return connection.execute(_VALUE, {"note": name}).scalar()


def write_note(connection: Connection, name: str, value: str) -> None:
    if read_note(connection, name) is None:
        connection.execute(insert(notes).values(name=name, value=value))
    else:
        connection.execute(update(notes).where(notes.c.name == name).values(value=value))


_ARCHIVE = "certification:"


class GridChanged(Exception):
    """A grid changed without changing its version; the message is French (MIK-19)."""


def _completed(kept: str, certifications: Mapping[str, Certification]) -> Certification:
    """A certification as it was kept; keys and time limits that did not exist yet are today's.

    When its file is gone, they are another's, except for what it certifies: that would be told under its name.
    """
    found = json.loads(kept)
    titles = found.pop("competences", [])  # what was kept before the référentiel
    own = certifications.get(found["code"])
    today = (own or next(iter(certifications.values()))).model_dump(mode="json")
    if own is None and "referentiel" not in found:
        referentiel = _bare_referentiel(today["referentiel"], titles or [found["title"]])
        found |= {"referentiel": referentiel, "level": None, "lifecycle": {}, "co_certifiers": []}
    if own is None or found.get("fees", today["fees"]) != today["fees"]:
        found.setdefault("royalty", None)  # kept before there were calls: other fees say other amounts
    for table in ("time_limits", "thresholds"):
        found[table] = today[table] | found[table]
    return Certification.model_validate(today | found)


def _bare_referentiel(other: Mapping[str, Any], titles: Sequence[str]) -> dict[str, Any]:
    """The competences that were kept, in the frame of another référentiel: nothing else is known of them."""
    unknown = "Non repris : le fichier de la certification a été retiré."
    competences = [
        {"code": f"C{number}", "label": title, "criteria": [{"code": f"C{number}.1", "label": unknown}]}
        for number, title in enumerate(titles, 1)
    ]
    codes = [competence["code"] for competence in competences]
    return {
        **other,
        "version": "0",
        "public": unknown,
        "prerequisites": [],
        "disability": unknown,
        "blocs": [{"code": "B1", "label": unknown, "competences": competences}],
        "epreuves": [{**other["epreuves"][0], "label": unknown, "competences": codes}],
    }


def archive_certifications(
    ledger: Ledger, certifications: Mapping[str, Certification]
) -> dict[tuple[str, str], Certification]:
    """Keep each certification under its grid version, and return all that were ever kept (MIK-19).

    Raises:
        GridChanged: a version that dossiers already use has now another grid.
    """
    same = {certification.model_dump_json(): certification for certification in certifications.values()}
    with ledger.reading() as connection:
        rows = connection.execute(select(notes).where(notes.c.name.startswith(_ARCHIVE)))
        kept = {row.name: same.get(row.value) or _completed(row.value, certifications) for row in rows}
    past = {(item.code, item.grid.version): item for item in kept.values()}
    for code, certification in certifications.items():
        key = (code, certification.grid.version)
        if key in past and past[key].grid != certification.grid:
            raise GridChanged(
                f"{code}.toml, clé « grid.version » : la grille a changé mais pas sa version « {key[1]} ». "
                "Donnez-lui une nouvelle version : les dossiers reçus gardent l’ancienne (MIK-19)."
            )
        if key not in past:
            with ledger.writing() as connection:
                write_note(connection, f"{_ARCHIVE}{code}:{key[1]}", certification.model_dump_json())
            past[key] = certification
    return past
