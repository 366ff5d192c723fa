"""Our register of habilitations, from the ledger, and its comparison with an export (LAW-05, MIK-86)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from domain.discrepancies import Discrepancy, Registered
from domain.dossier import Dossier
from domain.france_competences import registration_code
from domain.reconciliation import reconcile, statement
from domain.vocabulary import State
from tasks.france_competences.reading import read_export
from tasks.ledger.queries import View, read_subjects
from tasks.office import PROCESS, Office


@dataclass(frozen=True)
class Reconciliation:
    """What a comparison found on the day `on`, and its outcome in one French sentence."""

    on: date
    discrepancies: tuple[Discrepancy, ...]
    sentence: str


def reconcile_export(office: Office, path: Path, on: date) -> Reconciliation:
    """Compare the register with the export at `path`; nothing is changed and nothing is fetched.

    Raises:
        ExportUnreadable: the export cannot be used; the message is in French, with the cure.
    """
    registered = tuple(read_registered(office))
    ours = {registration_code(code) for code in office.config.certifications}
    export = read_export(path, ours | {entry.certification for entry in registered})
    found = reconcile(registered, export, on)
    return Reconciliation(on, found, statement(found, registered, export, on))


def read_registered(office: Office) -> Iterator[Registered]:
    """Every habilitation that was granted, those that have ended included."""
    with office.ledger.reading() as connection:
        for view in read_subjects(connection, PROCESS):
            granted_on = view.facts.habilitated_on
            if granted_on is not None:
                yield Registered(
                    dossier=view.ref,
                    certification=registration_code(view.facts.certification),
                    siret=view.facts.application.siret,
                    name=view.facts.name,
                    scope=view.facts.application.scope,
                    habilitated_on=granted_on,
                    ended_on=_ended_on(view),
                )


def _ended_on(view: View[Dossier]) -> date | None:
    """The day after the agreement's last one, or the day that the dossier was ended when that is earlier (MIK-85).

    A suspension is a precaution: the habilitation stays declared until it is terminated (LAW-06).
    """
    ends = [view.facts.agreements.end + timedelta(days=1)] if view.facts.agreements else []
    if view.state not in (State.HABILITATED, State.SUSPENDED):
        ends.append(view.changed_on)
    return min(ends, default=None)
