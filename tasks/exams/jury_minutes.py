"""The content of the PV de jury, from the session and its candidacies (REF-24, LAW-16)."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.calendar import format_date
from domain.exams.candidacy import Candidacy
from domain.exams.minutes import BlocResult, CandidateResult, Evaluator, JuryMinutes
from domain.exams.person import Birth
from domain.exams.session import ExamSession
from domain.exams.vocabulary import CandidacyState, Route
from tasks.ledger.queries import View
from tasks.presenting.wording import worded

OUTCOMES = {
    "whole": "Certification obtenue", "some": "Réussite partielle", "none": "Échec",
}  # fmt: skip
_QUALITIES = {
    Route.TRAINING: "Stagiaire de la formation", Route.PERSONAL: "Candidat en parcours personnalisé",
    Route.EXPERIENCE: "Candidat libre", Route.VAE: "Candidat à la validation des acquis de l’expérience",
}  # fmt: skip

_NOT_JUDGED = {
    "absences": CandidacyState.ABSENT, "not_admitted": CandidacyState.IDENTITY_REFUSED,
    "exclusions": CandidacyState.EXCLUDED,
}  # fmt: skip


def jury_minutes(
    session: ExamSession, judged: Iterable[tuple[Candidacy, str]], jury_date: date | None, observations: tuple[str, ...]
) -> JuryMinutes:
    """What the PV will hold. `judged`: each candidate with the slug of his outcome (`domain.exams.marking.outcome`)."""
    labels = {bloc.code: bloc.label for bloc in session.referentiel.blocs}
    return JuryMinutes(
        jury_date=jury_date, place=session.site.place, observations=observations,
        evaluators=tuple(Evaluator(name=member.name, quality=member.quality) for member in session.sat),
        candidates=tuple(_candidate(candidacy, outcome, labels) for candidacy, outcome in judged),
        absent=(*session.absences, *session.not_admitted), excluded=session.exclusions,
    )  # fmt: skip


def _candidate(candidacy: Candidacy, outcome: str, labels: dict[str, str]) -> CandidateResult:
    decided = {decision.bloc: decision.acquired for decision in candidacy.decisions}
    person, route = candidacy.person, candidacy.eligibility.route
    return CandidateResult(
        candidacy=candidacy.ref, name=identity(candidacy), born=born(person.birth), quality=quality(candidacy),
        route=route, outcome=OUTCOMES[outcome],
        blocs=tuple(
            BlocResult(bloc=bloc, label=labels.get(bloc, ""), acquired=decided.get(bloc)) for bloc in candidacy.blocs
        ),
    )  # fmt: skip


def identity(candidacy: Candidacy) -> str:
    """First names and birth name, the usage name after it, as a PV identifies somebody."""
    person = candidacy.person
    usage = f", nom d’usage {person.usage_name}" if person.usage_name and person.usage_name != person.birth_name else ""
    return f"{person.first_names} {person.birth_name}{usage}"


def born(birth: Birth) -> str:
    """« 01/03/1991, Sélestat »; the year alone when the day is not known."""
    when = format_date(birth.on) if birth.on else str(birth.year)
    where = birth.place if birth.country in ("", "France") else f"{birth.place} ({birth.country})".strip()
    return f"{when}, {where}" if where else when


def quality(candidacy: Candidacy) -> str:
    """« Stagiaire de la formation – Atelier n° 1 »."""
    said = _QUALITIES[candidacy.eligibility.route]
    return f"{said} – {candidacy.partner_name}" if candidacy.partner_name else said


def not_judged(views: Sequence[View[Candidacy]]) -> dict[str, tuple[str, ...]]:
    """Fields of a session: one sentence a candidate who is not judged, for direction and the PV (M2I-21)."""
    return {
        field: tuple(f"{view.facts.name} ({view.ref}){_why(view.facts)}" for view in views if view.state is state)
        for field, state in _NOT_JUDGED.items()
    }


def _why(candidacy: Candidacy) -> str:
    if candidacy.exclusion:
        return worded(" : {motive}", motive=candidacy.exclusion.motive)
    first = candidacy.attendance[0] if candidacy.attendance else None
    if first is None or not first.present:
        return worded(" : {note}", note=first.note) if first and first.note else ""
    if first.late_admitted is False:
        return worded(" : arrivé à {at}, retard refusé", at=f"{first.arrived_at:%H:%M}")
    lacking = [
        what for what, shown in (("convocation", first.convocation_shown), ("identité", first.identity_checked))
        if not shown
    ]  # fmt: skip
    return worded(" : sans {lacking}", lacking=" ni ".join(lacking))
