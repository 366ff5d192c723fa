"""The test mode: every e-mail goes to one address, and its subject says whom it was for."""

from typing import NamedTuple


class Addressed(NamedTuple):
    """Where an e-mail goes, under which subject, and the French trace of its detour, if any."""

    to: str
    subject: str
    note: str = ""


def addressed(reroute_to: str, recipient: str, subject: str) -> Addressed:
    """`recipient` and `subject` as they are, or as the test mode has them.

    Args:
        reroute_to: the address of the test mode, empty when it is off.
        recipient: as `parse_address` returned it: nothing in it can end a header.
    """
    if not reroute_to:
        return Addressed(recipient, subject)
    note = f"Mode d’essai : parti à {reroute_to}, non à {recipient}."
    return Addressed(reroute_to, f"[pour {recipient}] {subject}", note)


def detour_sentence(reroute_to: str) -> str:
    """The sentence that staff read wherever it matters that the mode is on."""
    return (
        f"Mode d’essai : tous les e-mails partent à {reroute_to}, aucun à son destinataire. "
        "Pour écrire aux destinataires, retirez CERTIFLOW_MAIL_REROUTE_TO."
    )
