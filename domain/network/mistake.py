"""What was recorded by mistake: nothing is erased, it counts no more, and somebody says why (QUA-09)."""

from datetime import date

from domain.certification import Certification
from domain.dossier import Attendee
from domain.facts import Part
from domain.network.registration import RegistrationMatter
from domain.partnership_guards import too_long
from domain.refusal import Refusal
from domain.vocabulary import Role

MISTAKE, SIGNED_BY = "Ligne enregistrée par erreur", "Saisi par"
RULE = "QUA-09"
#: those who answer for what concerns the certifications themselves
SIGNATORIES = (Role.PARTNER_MANAGER, Role.DIRECTION)


class Mistake(Part):
    motive: str
    signed_by: Attendee


class Revocable(RegistrationMatter):
    """What a mistyped row may have made. `mistake`: why it counts no more; None as long as it does."""

    mistake: Mistake | None = None


def taken_back_with_reason(facts: Revocable, on: date, figures: Certification, before: Revocable) -> Refusal | None:
    """Why, and by somebody who answers for it."""
    mistake = facts.mistake
    if mistake is None or not mistake.motive.strip():
        return Refusal("écrivez pourquoi cette ligne n’aurait pas dû être enregistrée.", RULE, MISTAKE)
    if mistake.signed_by.role not in SIGNATORIES:
        message = "un responsable des partenariats ou la direction signe cette rectification."
        return Refusal(f"{message} Indiquez l’un d’eux.", RULE, SIGNED_BY)
    return too_long(MISTAKE, mistake.motive)
