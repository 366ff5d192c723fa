"""A recours: who contests what, and the answer of somebody who did not take the decision (M2I-42, REF-22, O-14)."""

from datetime import date

from domain.dossier import Attendee
from domain.facts import Facts, Part


class AppealDecision(Part):
    decided_by: Attendee
    decided_on: date
    motive: str


class Appeal(Facts):
    """One recours; `parent` is the session, or the dossier.

    Args:
        contested: reference of the candidacy, session, certificate, fraud case, dossier or examiner that it is about.
        contested_what: what was decided of it, in words.
        contested_by: who took part in the contested decision: none of them answers the recours.
        contested_on: the day that the decision was notified: two months run from it.
        is_late: lodged after these two months; recorded all the same.
        follow_up: what was done of a recours that was upheld, in words.
    """

    contested: str
    contested_what: str
    contested_by: tuple[str, ...]
    contested_on: date
    claimant: str
    claimant_email: str
    lodged_on: date
    is_late: bool = False
    grounds: str
    decision: AppealDecision | None = None
    follow_up: str = ""

    @property
    def natural_key(self) -> str:
        return self.contested[:40]

    @property
    def name(self) -> str:
        return self.claimant

    @property
    def next_step(self) -> str:
        """What somebody has to do of it once it is upheld, one sentence; empty when it follows by itself."""
        return _NEXT_STEPS[self.contested.partition("-")[0]]


#: by the prefix of what is contested
_NEXT_STEPS = {
    "I": "Rectifiez « Présences » tant que la session dure ; sinon, inscrivez de nouveau le candidat, sans frais",
    "S": "Fixez une nouvelle date, ou inscrivez sans frais les candidats à une autre session",
    "CERT": "Un document retiré le reste : inscrivez de nouveau le titulaire, sans frais, et corrigez le flux CPF",
    "FR": "",
    "D": "Un dossier clos ne se rouvre pas : demandez à l’organisme une nouvelle candidature",
    "E": "Une habilitation retirée le reste : habilitez de nouveau la personne dans « Examinateurs »",
}
