"""Guards of a recours: what is lodged, and who answers it.

`appeal` is what the command would make of it, `before` what it was.
"""

from datetime import date

from domain.calendar import format_date
from domain.certification import Certification
from domain.exams.appeal import Appeal
from domain.partnership_guards import same_person, too_long
from domain.refusal import Refusal
from domain.vocabulary import Role

LODGED_ON, GROUNDS, DECIDED_BY, DECIDED_ON, MOTIVE = "Reçu le", "Motifs du recours", "Décidé par", "Décidé le", "Motif"
FOLLOW_UP = "Suite donnée"


def lodged_in_order(appeal: Appeal, on: date, figures: Certification, before: Appeal) -> Refusal | None:
    """Against a decision that is known, with grounds; a late one is recorded like the others (O-14)."""
    if not appeal.grounds.strip():
        return Refusal("indiquez ce que l’auteur du recours conteste et pourquoi.", "M2I-42", GROUNDS)
    if not appeal.contested_on <= appeal.lodged_on <= on:
        message = (
            f"un recours arrive entre la décision contestée, du {format_date(appeal.contested_on)}, et aujourd’hui. "
            "Corrigez la date."
        )
        return Refusal(message, "M2I-42", LODGED_ON)
    return too_long(GROUNDS, appeal.grounds)


def answered_in_order(appeal: Appeal, on: date, figures: Certification, before: Appeal) -> Refusal | None:
    """By direction (M2I-42), and by somebody who did not take the contested decision (O-14), with the motive."""
    decision = appeal.decision
    if decision is None or not decision.motive.strip():
        return Refusal("la réponse à un recours est motivée. Écrivez le motif.", "M2I-42", MOTIVE)
    if decision.decided_by.role is not Role.DIRECTION:
        message = "un recours se décide par la direction. Indiquez un de ses membres, inscrit dans l’onglet « Équipe »."
        return Refusal(message, "M2I-42", DECIDED_BY)
    author = next((name for name in appeal.contested_by if same_person(name, decision.decided_by.name)), None)
    if author is not None:
        message = f"{author} a pris part à la décision contestée. Une autre personne de la direction répond au recours."
        return Refusal(message, "O-14", DECIDED_BY)
    if not appeal.lodged_on <= decision.decided_on <= on:
        message = "la réponse se date entre la réception du recours et aujourd’hui. Corrigez la date."
        return Refusal(message, "M2I-42", DECIDED_ON)
    return too_long(MOTIVE, decision.motive)


def follow_up_told(appeal: Appeal, on: date, figures: Certification, before: Appeal) -> Refusal | None:
    """What was done, in words (REF-22)."""
    if not appeal.follow_up.strip():
        return Refusal("écrivez ce qui a été fait de ce recours.", "REF-22", FOLLOW_UP)
    return too_long(FOLLOW_UP, appeal.follow_up)
