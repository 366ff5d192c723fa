"""What happens to dossiers, as commands, and what the ledger holds after it."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from domain.application import MissingItem
from domain.dossier import Dossier
from domain.partnership import PARTNERSHIP
from domain.process import Command
from domain.refusal import Refusal
from domain.team import Person, Team
from domain.vocabulary import Event, Role
from tasks.ledger.advance import Already, Applied, Outcome, Refused, advance
from tasks.ledger.database import Ledger
from tasks.ledger.drafts import Presenter
from tasks.ledger.schema import counters, deadlines, documents, journal, outbox, subjects, submissions
from tasks.presenting.partnership import PartnershipPresenter
from tests.builders import (
    CODE,
    DIRECTOR,
    HELD_ON,
    OWNER,
    RECEIVED_ON,
    SCORED_ON,
    TODAY,
    application,
    commission_record,
    extension,
    scoresheet,
    shipped_certification,
    shipped_config,
    withdrawal,
)

TEAM = Team((
    Person(OWNER, "ines.moreau@certificateur.example", Role.PARTNER_MANAGER),
    Person(DIRECTOR, "paul.lefevre@certificateur.example", Role.DIRECTION),
))  # fmt: skip
MISSING = MissingItem(field="kbis_url", label="Extrait Kbis", rule="MIK-05", reason="absent", cure="joignez-le")


def ref_of(number: int, year: int = 2026) -> str:
    return f"D-{year}-{number:04d}"


def siret_of(number: int) -> str:
    return f"{number:014d}"


def act(ledger: Ledger, *commands: Command, presenter: Presenter[Dossier] | None = None) -> list[Outcome]:
    """The one door, with the shipped configuration and the real letters."""
    config = shipped_config()
    return advance(ledger, PARTNERSHIP, commands, config, presenter or PartnershipPresenter(config, TEAM))


def summary(outcomes: Sequence[Outcome]) -> list[str]:
    """One word an outcome: the state reached, « already », or the rule that refuses."""
    words = []
    for outcome in outcomes:
        match outcome:
            case Applied(state=state):
                words.append(state.value)
            case Already():
                words.append("already")
            case Refused(refusal=Refusal(rule=rule)):
                words.append(rule)
    return words


def received(number: int = 1, *, missing: Sequence[MissingItem] = (), on: date = RECEIVED_ON, **over: Any) -> Command:
    """A new application; alone in an empty ledger, the first becomes D-2026-0001."""
    declared = json.dumps({"number": number})
    values = {"email": f"contact@organisme-{number}.example", "siret": siret_of(number), **over}
    update = {
        "certification": CODE, "application": application(**values), "missing": tuple(missing), "received_on": on,
        "declaration_sha256": f"{number:064d}", "grid_version": shipped_certification().grid.version,
    }  # fmt: skip
    return Command(f"declaration::{number}", "", Event.APPLICATION_RECEIVED, on, "formulaire", update, declared)


def done(event: Event, number: int = 1, on: date = RECEIVED_ON, **update: Any) -> Command:
    """Something that happens to the dossier `number`."""
    return Command(f"{event}:{number}", ref_of(number), event, on, "essai", update)


def journey(number: int = 1, total: float = 17) -> list[Command]:
    """From an incomplete application to the commission's acceptance, one extension and the withdrawal."""
    return [
        received(number, missing=(MISSING,)),
        done(Event.OWNER_ASSIGNED, number, owner=OWNER),
        done(Event.PIECES_MISSING, number),
        done(Event.DECLARATION_COMPLETED, number, missing=()),
        done(Event.PIECES_COMPLETE, number),
        done(Event.GRID_VALIDATED, number, SCORED_ON, scoresheet=scoresheet(total)),
        done(Event.SCORE_REACHED, number, SCORED_ON),
        done(Event.COMMISSION_ACCEPTED, number, HELD_ON, commission=commission_record(), notified_on=HELD_ON),
        done(Event.EXTENSION_GRANTED, number, TODAY, extension=extension()),
        done(Event.PRE_HABILITATION_WITHDRAWN, number, TODAY, withdrawal=withdrawal()),
    ]


#: columns that another run of the same story gives other values: chance, clock, and the chain that covers them
_RANDOM = {"salt", "digest", "hash", "previous", "recorded_at", "id", "data"}
_TABLES = (subjects, journal, deadlines, documents, outbox, submissions, counters)


def picture(ledger: Ledger) -> dict[str, list[dict[str, Any]]]:
    """Everything that the ledger holds, but what chance and the clock have put in it."""
    with ledger.reading() as connection:
        return {
            table.name: [
                {key: value for key, value in row.items() if key not in _RANDOM}
                for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()
            ]
            for table in _TABLES
        }
