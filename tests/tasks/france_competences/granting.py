"""Habilitations in the ledger, without the road that leads there."""

from datetime import date
from typing import Any

from domain.dossier import Dossier
from domain.partnership import PARTNERSHIP
from domain.vocabulary import Scope, State
from tasks.ledger.batch import Batch
from tasks.office import Office
from tests.builders import application
from tests.builders_conformity import ready_to_sign

SINCE = date(2026, 9, 15)
PORT = "00000001800010"


def habilitated(
    office: Office, siret: str, name: str, scope: Scope = Scope.PREPARE, state: State = State.HABILITATED,
    changed_on: date = SINCE, **over: Any,
) -> str:  # fmt: skip
    """A habilitation in the register. Returns the number of its dossier."""
    facts = ready_to_sign(
        **{"application": application(siret=siret, name=name, scope=scope), "habilitated_on": SINCE, **over}
    )
    known = {field: getattr(facts, field) for field in Dossier.model_fields if field != "ref"}
    with office.ledger.writing() as connection:
        batch = Batch(connection, PARTNERSHIP, office.config)
        subject = batch.draft(known, SINCE)
        batch.set_state(subject, batch.admit(subject, subject.facts, SINCE), state, changed_on)
        batch.flush()
    return subject.facts.ref
