"""An examiner or jury member: habilitated by specialty, for a term, on named blocs (M2I-27 to M2I-30, REF-16)."""

from datetime import date

from domain.facts import Facts, Part


class HabilitationDecision(Part):
    """By whom, when, for what (REF-16)."""

    decided_by: str
    decided_on: date


class Examiner(Facts):
    """One person habilitated for one certification.

    Args:
        quality: profession and employer, as the PV prints it (REF-24).
        external: neither of the certifier nor of a partner (LAW-15, REF-15).
        years: of experience in the specialty (M2I-30).
        version: of the référentiel that he knows (M2I-28).
        asked_on: when a new version was sent to him, for him to confirm that he knows it.
        confirmed_on: when he confirmed it.
        ending: who withdrew the habilitation, and when.
    """

    person: str
    email: str
    sex: str = ""
    quality: str
    external: bool
    employer: str = ""
    years: float
    blocs: tuple[str, ...]
    starts_on: date
    ends_on: date
    version: str
    asked_on: date | None = None
    confirmed_on: date | None = None
    decision: HabilitationDecision
    ending: HabilitationDecision | None = None
    ending_motive: str = ""

    @property
    def natural_key(self) -> str:
        return self.email[:40]

    @property
    def name(self) -> str:
        return self.person
