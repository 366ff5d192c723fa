"""Ten thousand open dossiers, written straight into the ledger's own tables; one in twenty has something due."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert

from domain.application import MissingItem
from domain.dossier import Dossier
from domain.notices import next_date, schedule
from domain.vocabulary import State, TimeLimit
from tasks.ledger.database import Ledger
from tasks.ledger.journal import GENESIS, Head, canonical, chained, digest_of
from tasks.ledger.schema import deadlines, journal, payloads, subjects
from tests.builders import application, dossier, shipped_certification, shipped_config

ON = date(2026, 12, 24)
BY = "jeu d’essai"


@dataclass(frozen=True)
class Kind:
    """Dossiers of one sort: which time limit runs, since when (working days before ON), what it has said."""

    state: State
    limit: TimeLimit
    since: int
    said: tuple[str, ...] = ()


CONFORMING = Kind(State.PRE_HABILITATED, TimeLimit.CONFORMITY, 0)
COMPLETING = Kind(State.RECEIVED, TimeLimit.COMPLETION, 0)
#: those that speak on ON, in parts of a thousand: reminders, an escalation to managers, a lapse
DUE = (
    (20, Kind(State.PRE_HABILITATED, TimeLimit.CONFORMITY, 15)),
    (15, Kind(State.PRE_HABILITATED, TimeLimit.CONFORMITY, 32, ("J-15", "J-10", "J-5", "N0", "J-1", "N1"))),
    (10, Kind(State.RECEIVED, TimeLimit.COMPLETION, 10, ("J+5",))),
    (5, Kind(State.RECEIVED, TimeLimit.COMPLETION, 21, ("J+5", "J+10", "N0"))),
)
PIECE = MissingItem(field="kbis_url", label="Extrait Kbis", rule="MIK-05", reason="non renseigné", cure="joignez-le")


def seed(ledger: Ledger, count: int) -> None:
    """`count` open dossiers, 5 % of them due on ON, each with its event in the chain."""
    rows: dict[Any, list[dict[str, Any]]] = {subjects: [], journal: [], payloads: [], deadlines: []}
    head = Head(0, GENESIS)
    for number, kind in enumerate(_kinds(count), start=1):
        start = shipped_config().calendar.add(ON, -kind.since)
        facts, salt = _facts(number, kind, start), secrets.token_bytes(32)
        content = canonical({"by": BY, "update": {}})
        event = chained(head, _event(number, facts, kind, digest_of(salt, content)))
        head = Head(event["seq"], event["hash"])
        rows[subjects].append(_subject(facts, kind, salt))
        rows[journal].append(event)
        rows[payloads].append({"seq": event["seq"], "content": content})
        rows[deadlines].append(_deadline(facts, kind, start))
    with ledger.writing() as connection:
        for table, found in rows.items():
            connection.execute(insert(table), found)


def _kinds(count: int) -> Iterator[Kind]:
    """The due ones spread among the others."""
    thousand = [kind for parts, kind in DUE for _ in range(parts)]
    quiet = [CONFORMING, COMPLETING] * ((1000 - len(thousand)) // 2)
    step = 1000 // len(thousand)
    pattern = [thousand[place // step] if place % step == 0 else quiet.pop() for place in range(1000)]
    return (pattern[number % 1000] for number in range(count))


def _facts(number: int, kind: Kind, start: date) -> Dossier:
    form = application(siret=f"{number:014d}", name=f"Organisme {number}", email=f"contact@organisme-{number}.example")
    incomplete = kind.state is State.RECEIVED
    return dossier(
        ref=f"D-2026-{number:04d}", application=form, received_on=start, missing=(PIECE,) if incomplete else (),
        notified_on=None if incomplete else start,
    )  # fmt: skip


def _subject(facts: Dossier, kind: Kind, salt: bytes) -> dict[str, Any]:
    return {
        "ref": facts.ref, "kind": "partnership", "certification": facts.certification, "name": facts.name,
        "natural_key": facts.natural_key, "owner": facts.owner, "state": kind.state.value, "version": 1,
        "facts": facts.model_dump_json(), "salt": salt, "opened_on": facts.received_on, "changed_on": facts.received_on,
    }  # fmt: skip


def _event(number: int, facts: Dossier, kind: Kind, digest: str) -> dict[str, Any]:
    return {
        "ref": f"seed:{number}", "event": "application_received", "source": None, "target": kind.state.value,
        "rule": "MIK-04", "on_date": facts.received_on, "subject": facts.ref, "digest": digest,
        "recorded_at": "2026-12-01T00:00:00+00:00",
    }  # fmt: skip


def _deadline(facts: Dossier, kind: Kind, start: date) -> dict[str, Any]:
    calendar, figures = shipped_config().calendar, shipped_certification().time_limits[kind.limit]
    dates = calendar.due(start, figures.length, figures.unit)
    plan = schedule(kind.limit, start, dates.due_on, figures, calendar)
    return {
        "subject": facts.ref, "time_limit": kind.limit.value, "start": start, "due_on": dates.due_on,
        "sentence": dates.sentence, "said": json.dumps(dict.fromkeys(kind.said, "2026-12-01")),
        "closed_on": None, "closed_by": None, "next_on": next_date(kind.limit, plan, kind.said, dates.due_on),
    }  # fmt: skip
