"""The PV de jury: what it must hold, and what is missing from it (REF-24, REF-25, LAW-16, REF-14)."""

from datetime import date

from domain.exams.vocabulary import Route
from domain.facts import Part


class Evaluator(Part):
    """Identity and quality (REF-24)."""

    name: str
    quality: str


class BlocResult(Part):
    """One bloc, decided on its own (REF-14); `acquired` is None while the jury has not decided."""

    bloc: str
    label: str
    acquired: bool | None


class CandidateResult(Part):
    """Identity, quality, voie d'accès and the result of each bloc (REF-24)."""

    candidacy: str
    name: str
    born: str
    quality: str
    route: Route | None
    blocs: tuple[BlocResult, ...]
    outcome: str


class JuryMinutes(Part):
    """The content of the PV de jury.

    Args:
        absent, excluded: one sentence a candidate who is not judged.
    """

    jury_date: date | None
    place: str
    evaluators: tuple[Evaluator, ...]
    candidates: tuple[CandidateResult, ...]
    absent: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()


Mention = tuple[str, str]


def missing_mentions(minutes: JuryMinutes) -> list[Mention]:
    """Each mention that the PV lacks, in French, with its rule; empty when the PV may be drawn up."""
    missing: list[Mention] = []
    if minutes.jury_date is None:
        missing.append(("la date du jury", "REF-24"))
    if not minutes.evaluators:
        missing.append(("l’identité des évaluateurs et leur signature", "REF-25"))
    for number, evaluator in enumerate(minutes.evaluators, start=1):
        if not evaluator.name.strip():
            missing.append((f"l’identité de l’évaluateur n° {number}", "REF-24"))
        elif not evaluator.quality.strip():
            missing.append((f"la qualité de l’évaluateur {evaluator.name}", "REF-24"))
    if not (minutes.candidates or minutes.absent or minutes.excluded):
        missing.append(("l’identité des candidats", "REF-24"))
    for candidate in minutes.candidates:
        missing += _of_candidate(candidate)
    return missing


def _of_candidate(candidate: CandidateResult) -> list[Mention]:
    who = candidate.name.strip() or candidate.candidacy
    mentions = [
        (candidate.name, f"l’identité du candidat {who}"),
        (candidate.born, f"la date de naissance du candidat {who}"),
        (candidate.quality, f"la qualité du candidat {who}"),
        (candidate.route or "", f"la voie d’accès du candidat {who}"),
    ]
    missing = [(mention, "REF-24") for value, mention in mentions if not value.strip()]
    if not candidate.blocs:
        missing.append((f"le résultat de chacun des blocs du candidat {who}", "REF-14"))
    for bloc in candidate.blocs:
        if bloc.acquired is None:
            missing.append((f"le résultat du bloc {bloc.bloc} pour {who}", "REF-14"))
        elif not bloc.label.strip():
            missing.append((f"l’intitulé du bloc {bloc.bloc} pour {who}", "REF-24"))
    return missing
