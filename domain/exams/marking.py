"""From marks to a proposal: which competences are acquired, which bloc follows. Pure; the jury then decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from domain.exams.candidacy import Candidacy, Mark
from domain.exams.seating import JuryMember
from domain.exams.session import ExamSession
from domain.partnership_guards import same_person
from domain.referentiel import Bloc, Competence, Epreuve, Referentiel
from domain.refusal import Refusal

POINTS, JUROR, REF = "Points", "Juré", "Réf."


def figure(number: float) -> str:
    """As a grid prints points: « 2,5 »."""
    return f"{number:g}".replace(".", ",")


@dataclass(frozen=True)
class CompetenceResult:
    """The points of one competence, over all its criteria in all its épreuves."""

    code: str
    points: float
    maximum: float
    acquired: bool

    @property
    def sentence(self) -> str:
        said = "acquise" if self.acquired else "non acquise"
        return f"{self.code} {said} ({figure(self.points)} points sur {figure(self.maximum)})"


@dataclass(frozen=True)
class Proposal:
    """What the rule of attribution gives for one bloc, decided apart from the others (REF-14)."""

    bloc: str
    acquired: bool
    competences: tuple[CompetenceResult, ...]

    @property
    def sentence(self) -> str:
        return " ; ".join(item.sentence for item in self.competences) + "."


def propose(referentiel: Referentiel, bloc: str, marks: Iterable[Mark]) -> Proposal:
    """The proposal for one bloc. A criterion without a mark has no point.

    Raises:
        KeyError: the référentiel has no such bloc.
    """
    given = {(mark.epreuve, mark.criterion): mark.points for mark in marks}
    found = tuple(_result(referentiel, competence, given) for competence in referentiel.bloc(bloc).competences)
    acquired = referentiel.attribution.bloc_acquired(sum(item.acquired for item in found), len(found))
    return Proposal(bloc, acquired, found)


def _result(referentiel: Referentiel, competence: Competence, given: dict[tuple[str, str], float]) -> CompetenceResult:
    points, maximum = Fraction(0), Fraction(0)
    for epreuve in referentiel.epreuves:
        if competence.code in epreuve.competences:
            for criterion in competence.criteria:
                points += Fraction(str(given.get((epreuve.code, criterion.code), 0)))
                maximum += Fraction(str(epreuve.maximum))
    acquired = referentiel.attribution.competence_acquired(float(points), float(maximum))
    return CompetenceResult(competence.code, float(points), float(maximum), acquired)


def expected_marks(referentiel: Referentiel, candidacy: Candidacy) -> Iterator[tuple[Epreuve, Bloc, str]]:
    """(épreuve, bloc, criterion) for each line of the candidate's grids, épreuves taken only (REF-29)."""
    for epreuve in referentiel.epreuves_for(candidacy.blocs):
        taken = candidacy.attendance_at(epreuve.code)
        if taken is None or not taken.admitted:
            continue
        for bloc in referentiel.blocs_of(candidacy.blocs):
            for _, criterion in referentiel.criteria_of(epreuve, (bloc.code,)):
                yield epreuve, bloc, criterion.code


def missing_marks(referentiel: Referentiel, candidacy: Candidacy, bloc: str) -> list[str]:
    """« C1.2 (E1) » for each criterion of a bloc that the grids leave empty."""
    given = {(mark.epreuve, mark.criterion) for mark in candidacy.marks}
    return [
        f"{criterion} ({epreuve.code})"
        for epreuve, of_bloc, criterion in expected_marks(referentiel, candidacy)
        if of_bloc.code == bloc and (epreuve.code, criterion) not in given
    ]


def outcome(candidacy: Candidacy) -> str:
    """« whole » when every bloc of the certification is acquired, else « some » or « none » (M2I-05)."""
    if not candidacy.obtained:
        return "none"
    return "whole" if set(candidacy.whole) <= candidacy.acquired else "some"


def mark_refusal(mark: Mark, candidacy: Candidacy, session: ExamSession) -> Refusal | None:
    """Why these points cannot be recorded, or None."""
    lines = {
        (epreuve.code, criterion): (epreuve, bloc)
        for epreuve, bloc, criterion in expected_marks(session.referentiel, candidacy)
    }
    taken = candidacy.attendance_at(mark.epreuve)
    if taken is None or not taken.admitted:
        return Refusal(
            f"le candidat n’a pas passé l’épreuve {mark.epreuve} : il n’y est pas noté. Vérifiez « Présences ».",
            "M2I-33",
            REF,
        )
    if (mark.epreuve, mark.criterion) not in lines:
        return Refusal(
            f"l’épreuve {mark.epreuve} n’évalue pas {mark.criterion} pour ce candidat. Vérifiez la référence.",
            "REF-29",
            REF,
        )
    epreuve, bloc = lines[mark.epreuve, mark.criterion]
    return off_scale(mark, epreuve) or juror_refusal(mark.juror, bloc, candidacy, session)


def off_scale(mark: Mark, epreuve: Epreuve) -> Refusal | None:
    """Only the points that the scale of the épreuve gives (REF-13)."""
    points = [step.points for step in epreuve.scale]
    if mark.points in points:
        return None
    scale = ", ".join(figure(step) for step in points)
    message = f"{figure(mark.points)} n’est pas sur l’échelle de l’épreuve {epreuve.code} ({scale}). Corrigez."
    return Refusal(message, "REF-13", POINTS)


def member_named(name: str, session: ExamSession) -> JuryMember | None:
    return next((member for member in session.jury if same_person(member.name, name)), None)


def juror_refusal(name: str, bloc: Bloc, candidacy: Candidacy, session: ExamSession) -> Refusal | None:
    """A member of this jury, there that day, competent for the bloc, without link to the candidate (M2I-29, M2I-31)."""
    member = member_named(name, session)
    if member is None:
        return Refusal(f"« {name[:60]} » n’est pas du jury de cette session. Vérifiez « Jurys ».", "REF-15", JUROR)
    if not member.present:
        return Refusal(f"{member.name} : notez d’abord sa présence dans « Jurys ».", "M2I-17", JUROR)
    if candidacy.ref in (member.declaration.linked if member.declaration else ()):
        return Refusal(f"{member.name} a déclaré un lien avec ce candidat : un autre juré le note.", "M2I-31", JUROR)
    if any(same_person(member.name, trainer) for trainer in candidacy.trainers):
        return Refusal(f"{member.name} a formé ce candidat : un autre juré le note.", "LAW-15", JUROR)
    if bloc.code not in member.blocs:
        return Refusal(
            f"{member.name} n’est pas habilité pour le bloc {bloc.code} : un autre juré le note.", "M2I-29", JUROR
        )
    return None
