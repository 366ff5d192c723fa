"""A run that fails or crashes tells staff by e-mail, through the same outbox as everything else."""

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
from tasks.office import Office, open_office
from tasks.presenting.letters import sender_of

ERROR_LOG = "erreurs.log"
UNFORESEEN = (
    "Le traitement s’est arrêté sur une erreur imprévue. Rien n’est perdu : le passage suivant reprend. "
    f"Le détail est dans {ERROR_LOG}, pour la personne qui administre certiflow."
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
            _queue(office, flow.name, flow_run, state.message if state.is_failed() and state.message else UNFORESEEN)
    except STOPPERS:
        return  # what stopped the run stops the alert too: the run's own state says it


def _queue(office: Office, name: str, run: FlowRun, sentence: str) -> None:
    with office.ledger.reading() as connection:
        managers = read_team(connection).with_role(Role.PARTNER_MANAGER)
    organisation, today = office.config.organisation, datetime.now(office.settings.zone).date()
    for address in {person.email for person in managers} or {organisation.email}:
        context = {
            "organisation": sender_of(organisation), "recipient": {"name": ""}, "flow": name, "failed_on": today,
            "error": sentence,
        }  # fmt: skip
        rendered = render_mail(Mail.RUN_FAILURE.value, context)
        reference = message_id_for(f"run|{run.id}|{address}", organisation.email.rpartition("@")[2])
        outbox.add(office.ledger, {
            "message_id": reference, "subject_ref": None, "template": Mail.RUN_FAILURE.value, "recipient": address,
            "subject": rendered.subject, "text": rendered.text, "html": rendered.html, "attachments": "[]",
            "on_date": today,
        })  # fmt: skip
