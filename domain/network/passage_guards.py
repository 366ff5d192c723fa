"""Guards of a passage: nothing incomplete leaves, nothing is corrected without its proof (LAW-10).

`passage` is what the command would make of it, `before` what it was.
"""

from datetime import date

from domain.calendar import format_date
from domain.certification import Certification
from domain.network.passage import Passage
from domain.network.passage_identity import RULE, gaps
from domain.refusal import Refusal

DEPOSITED_ON, ASKED_ON, DONE_ON = "Déposé le", "Demande CDC du", "Correction faite le"


def complete(passage: Passage, on: date, figures: Certification, before: Passage) -> Refusal | None:
    """The first thing that is missing or unusable; the tab lists them all."""
    return next(iter(gaps(passage)), None)


def put_right(passage: Passage, on: date, figures: Certification, before: Passage) -> Refusal | None:
    """A rejected passage is sent again once somebody has changed it, or has proved that it is right as it is."""
    if passage.supplement == before.supplement:
        message = "rien n’a changé depuis le rejet. Corrigez une donnée, ou notez la pièce qui la confirme."
        return Refusal(message, RULE, "Justificatif")
    return complete(passage, on, figures, before)


def deposited_in_order(passage: Passage, on: date, figures: Certification, before: Passage) -> Refusal | None:
    """Between the export and today."""
    sent = passage.sent[-1]
    if sent.deposited_on is None or not sent.stamp.date() <= sent.deposited_on <= on:
        message = f"le dépôt se date entre l’export, du {format_date(sent.stamp)}, et aujourd’hui. Corrigez la date."
        return Refusal(message, RULE, DEPOSITED_ON)
    return None


def asked_in_order(passage: Passage, on: date, figures: Certification, before: Passage) -> Refusal | None:
    """A request comes after the delivery, and no later than today."""
    asked = passage.correction
    if asked is None or not passage.delivered_on <= asked.asked_on <= on:
        message = "une demande de correction se date entre la délivrance et aujourd’hui. Corrigez la date."
        return Refusal(message, RULE, ASKED_ON)
    return None


def done_in_order(passage: Passage, on: date, figures: Certification, before: Passage) -> Refusal | None:
    """After it was asked for."""
    asked = passage.correction
    if asked is None or asked.done_on is None or not asked.asked_on <= asked.done_on <= on:
        return Refusal("la correction se date entre sa demande et aujourd’hui. Corrigez la date.", RULE, DONE_ON)
    return None
