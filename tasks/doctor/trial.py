"""One real message through the configured transport, to see whether mail arrives."""

from datetime import datetime
from email.headerregistry import Address
from html import escape
from typing import NamedTuple

from config.loader import Organisation
from config.settings import Settings
from tasks.mail.message import compose, message_id_for
from tasks.mail.rendering import RenderedMail
from tasks.mail.rerouting import addressed
from tasks.mail.typography import french
from tasks.office import open_transport

_TEXT = "Ce message d’essai vient de certiflow : la messagerie de {name} fonctionne. Il n’appelle aucune réponse."


class Trial(NamedTuple):
    """Where it went, which is not where it was meant for in test mode, and the Message-ID to look for in a log."""

    to: str
    message_id: str


def send_trial(settings: Settings, organisation: Organisation, address: str, moment: datetime) -> Trial:
    """Send it, outside the outbox: it belongs to no dossier.

    Args:
        address: as `parse_address` returned it.
        moment: now, with its time zone; two trials have two Message-IDs.

    Raises:
        DeliveryError: what the server says, in French.
    """
    text = french(_TEXT.format(name=organisation.name))
    envelope = addressed(settings.mail_reroute_to, address, french("Essai de la messagerie"))
    rendered = RenderedMail("mail_test", "", envelope.subject, f"{text}\n", f"<p>{escape(text)}</p>")
    sender = Address(organisation.name, addr_spec=organisation.email)
    message_id = message_id_for(f"trial|{address}|{moment.isoformat()}", organisation.email.rpartition("@")[2])
    raw = compose(rendered, sender, envelope.to, message_id, moment)
    transport = open_transport(settings, organisation.email)
    try:
        transport.send(envelope.to, message_id, raw, moment.date())
    finally:
        transport.close()
    return Trial(envelope.to, message_id)
