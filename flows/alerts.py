"""A run that fails, crashes or is late is told to staff by e-mail, through the same outbox as everything else."""

import traceback
from datetime import datetime
from typing import Any

from prefect.client.schemas.objects import FlowRun, State

from config.settings import Settings, load_settings
from domain.correspondence import Mail
from domain.vocabulary import Role
from flows.stoppers import STOPPERS
from tasks.ledger import outbox
from tasks.ledger.queries import read_team
from tasks.mail.message import message_id_for
from tasks.mail.rendering import render_mail
from tasks.mail.typography import french
from tasks.office import Office, open_office
from tasks.presenting.letters import sender_of

ERROR_LOG = "erreurs.log"
UNFORESEEN = (
    "Le traitement s’est arrêté sur une erreur imprévue. Rien n’est perdu : le passage suivant reprend. "
    f"Le détail est dans {ERROR_LOG}, pour la personne qui administre certiflow."
)

INTERRUPTED = (
    "Le traitement a été interrompu : machine arrêtée, mémoire épuisée ou programme tué. "
    "Rien n’est perdu : le passage suivant reprend."
)


def keep_traceback(settings: Settings) -> None:
    """The detail of an unforeseen error, in a file that only the technical person reads (never in Prefect)."""
    settings.home.mkdir(parents=True, exist_ok=True)
    path = settings.home / ERROR_LOG
    path.touch(mode=0o600)
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{datetime.now(settings.zone).isoformat(timespec='seconds')}\n{traceback.format_exc()}\n")


def tell_staff(flow: Any, flow_run: FlowRun, state: State[Any]) -> None:
    """Prefect calls this when a flow has failed or crashed; without a ledger there is nobody to tell."""
    try:
        with open_office(load_settings()) as office:
            run_alert(office, flow.name, flow_run.model_copy(update={"state": state}))
    except STOPPERS:
        return  # what stopped the run stops the alert too: the run's own state says it


def run_alert(office: Office, flow: str, run: FlowRun) -> None:
    """Queue the e-mails about a run that failed or crashed: one each, however often it is told."""
    state = run.state
    # Prefect words a crash itself, in English
    error = (state.message or UNFORESEEN) if state is not None and state.is_failed() else INTERRUPTED
    today = datetime.now(office.settings.zone).date()
    _queue(office, f"run|{run.id}", {"flow": flow, "failed_on": today, "error": error})


def late_alert(office: Office, flow: str, run: FlowRun) -> None:
    """Queue the e-mails about a flow whose run has not begun at its hour: one each and a day."""
    zone = office.settings.zone
    today = datetime.now(zone).date()
    planned = (run.expected_start_time or datetime.now(zone)).astimezone(zone)
    _queue(office, f"late|{flow}|{today}", {
        "flow": flow, "failed_on": today, "late": True,
        "error": french(
            f"Il était prévu le {planned:%d/%m/%Y} à {planned:%H:%M}. Il peut avoir commencé depuis, ou attendre que "
            "le serveur ou son exécuteur soient relancés."
        ),
    })  # fmt: skip


def _queue(office: Office, key: str, said: dict[str, Any]) -> None:
    with office.ledger.reading() as connection:
        managers = read_team(connection).with_role(Role.PARTNER_MANAGER)
    organisation = office.config.organisation
    for address in {person.email for person in managers} or {organisation.email}:
        context = {"organisation": sender_of(organisation), "recipient": {"name": ""}, **said}
        rendered = render_mail(Mail.RUN_FAILURE.value, context)
        reference = message_id_for(f"{key}|{address}", organisation.email.rpartition("@")[2])
        outbox.add(office.ledger, {
            "message_id": reference, "subject_ref": None, "template": Mail.RUN_FAILURE.value, "recipient": address,
            "subject": rendered.subject, "text": rendered.text, "html": rendered.html, "attachments": "[]",
            "on_date": said["failed_on"],
        })  # fmt: skip
