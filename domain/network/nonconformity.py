"""A dysfunction of the register: identified, graded, treated, proved, closed by somebody else (QUA-09, MIK-94, REF-22).

Nothing is ever erased: a correction is one more event, and a proof that was refused stays among the `refusals`.
"""

from datetime import date

from domain.conformity import Partner
from domain.dossier import Attendee
from domain.facts import Facts, Part
from domain.network.nonconformity_vocabulary import Gravity


class Action(Part):
    """What is asked, point by point, of whom, by when.

    Args:
        owner: who does it: somebody of « Équipe », or of the partner.
        decided_on: the day that it was asked; the usual time counts from it.
    """

    what: tuple[str, ...]
    owner: str
    due_on: date
    decided_on: date


class Treatment(Part):
    """The proof that the action was done: a link, or what was seen."""

    proof: str
    treated_on: date


class Verification(Part):
    """What somebody else than the owner of the action made of the proof."""

    motive: str
    verified_by: Attendee
    verified_on: date


class Nonconformity(Facts):
    """One dysfunction; `parent` is the partner's dossier, or empty when it is the certifier's own.

    Args:
        partner: None when it is the certifier's own.
        source: what it was found by: reference of a check or of an incident, or words, such as « Réclamation ».
        code: what is not conforming, as the check names it.
        rule: the rule that is not kept.
        treatment: the last proof, be it refused.
    """

    partner: Partner | None = None
    source: str
    code: str
    rule: str
    gravity: Gravity
    what: str
    identified_on: date
    action: Action | None = None
    treatment: Treatment | None = None
    refusals: tuple[Verification, ...] = ()
    closure: Verification | None = None

    @property
    def natural_key(self) -> str:
        return self.partner.siret if self.partner else self.certification

    @property
    def name(self) -> str:
        return self.partner.name if self.partner else "Certificateur"
