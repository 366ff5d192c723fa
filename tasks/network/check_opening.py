"""Opens the checks that are due, closes those of a partnership that has ended: from the ledger alone (QUA-07)."""

from typing import Any

from domain.agreements import AgreementKind
from domain.dossier import Dossier
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckEvent, CheckKind
from domain.network.opening import items_of, sample_of
from domain.network.proposals import Look
from domain.process import Command
from tasks.feedback import Feedback
from tasks.network.check_dates import DueCheck, open_without_partner, read_due, signed_on
from tasks.network.observing import Activity, observe, read_activity, supports_of
from tasks.office import Office, Pull, apply_commands
from tasks.tabs.checks import CHECKS

_BY = "suivi du réseau"


def follow_checks(office: Office, pull: Pull, feedback: Feedback) -> None:
    """A check opens before its date, in any run; the same night twice opens nothing more."""
    with office.ledger.reading() as connection:
        due = read_due(connection, office.config, pull.on)
        activity = read_activity(connection, due) if due else Activity()
        orphans = list(open_without_partner(connection))
    commands = [_opening(office, pull, item, activity) for item in due]
    commands += [Command(f"close:{ref}", ref, CheckEvent.CLOSED, pull.on, _BY) for ref in orphans]
    feedback.take(CHECKS, apply_commands(office, pull.team, commands, NETWORK_CHECK), {})


def _opening(office: Office, pull: Pull, due: DueCheck, activity: Activity) -> Command:
    dossier, checklist = due.dossier, office.config.checks
    figures = office.config.figures_for(dossier.certification, dossier.grid_version)
    observed = observe(activity, due, pull.on, office.config.indicators.outliers)
    supports = supports_of(activity, due)
    sample = sample_of(due.ref, due.kind, observed, figures, signed_on(dossier) or due.counted_from)
    update: dict[str, Any] = {
        "certification": dossier.certification, "grid_version": dossier.grid_version, "owner": dossier.owner,
        "parent": dossier.ref, "partner": dossier.partner, "opened_on": pull.on, "kind": due.kind,
        "counted_from": due.counted_from, "due_on": due.due_on, "since": due.since, "checklist": checklist.version,
        "regulation": _regulation(dossier), "sample": sample, "supports": supports,
        "items": items_of(checklist, due.kind, Look(observed, sample, figures), supports),
        "learners": tuple(one.facts.ref for one in observed.trained),
        "history": observed.history if due.kind is CheckKind.ANNUAL else (),
    }  # fmt: skip
    return Command(due.ref, "", CheckEvent.OPENED, pull.on, _BY, update)


def _regulation(dossier: Dossier) -> tuple[str, str]:
    """Version and fingerprint of the réglementation that was signed: the check is made on it (MIK-88)."""
    issued = dossier.agreements
    if issued is None:
        return "", ""
    kind = AgreementKind.REGULATION
    return issued.versions.get(kind, ""), issued.fingerprints.get(kind, "")
