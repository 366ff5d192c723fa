"""Guards of what a candidate is told of the session: convocation, new time, postponement (M2I-11, M2I-12, O-11)."""

from datetime import date

from domain.calendar import format_date
from domain.certification import Certification
from domain.exams.candidacy import Candidacy
from domain.refusal import Refusal

AGREEMENT = "Accord pour une convocation tardive"


def in_time(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """Ten working days before the session; later, with the candidate's written agreement only (O-11)."""
    latest = candidacy.convene_by
    if candidacy.late_agreement or (latest is not None and on <= latest):
        return None
    until = f", soit jusqu’au {format_date(latest)}" if latest else ""
    message = (
        f"{candidacy.name} ({candidacy.ref}) devait être convoqué dix jours ouvrés avant la session{until}. Sa "
        f"convocation demande maintenant son accord écrit : notez-le dans « Inscriptions », « {AGREEMENT} »."
    )
    return Refusal(message, "O-11", AGREEMENT)


def has_times(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """A date and an hour for each épreuve of his blocs (M2I-12)."""
    return None if candidacy.slots else Refusal(f"{candidacy.name} n’a pas de place au planning.", "M2I-12")


def news_to_tell(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """Nobody is disturbed for what has not changed: times, place, measures (REF-17)."""

    def said(one: Candidacy) -> tuple[object, ...]:
        return one.slots, one.session, one.told_measures

    if said(candidacy) != said(before):
        return None
    return Refusal(f"{candidacy.name} : rien n’a changé de sa convocation.", "M2I-12")
