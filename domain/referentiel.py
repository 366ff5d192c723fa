"""The référentiel of a certification as data: blocs → competences → criteria, and the épreuves that judge them.

A référentiel that leaves a competence without an épreuve, or an épreuve without one of the six attributes of REF-13,
is refused with the key and the cure.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator

from domain.figures import Code, Figures, Filled
from domain.vocabulary import Labelled

Share = Annotated[float, Field(gt=0, le=1)]


class EpreuveKind(Labelled):
    """How an épreuve is taken (REF-02 to REF-05, M2I-32)."""

    QUESTIONNAIRE = "questionnaire", "Questionnaire"
    CASE_STUDY = "etude_de_cas", "Étude de cas"
    SIMULATION = "mise_en_situation", "Mise en situation professionnelle"
    PRESENTATION = "soutenance", "Soutenance orale"
    INTERVIEW = "entretien_final", "Entretien final"
    PORTFOLIO = "dossier", "Dossier professionnel"


class Criterion(Figures):
    code: Code
    label: Filled


class Competence(Figures):
    code: Code
    label: Filled
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]


class Bloc(Figures):
    """A bloc de compétences, or ACP (M2I-03). Its code is the registered one (RNCP9002BC01) where there is one."""

    code: Code
    label: Filled
    competences: Annotated[tuple[Competence, ...], Field(min_length=1)]


class Part(Figures):
    """A stretch of an épreuve: the presentation, then the questions (REF-05)."""

    label: Filled
    minutes: int = Field(gt=0)


class Step(Figures):
    """One degree of the scale, with the points that it gives to a criterion (M2I-16)."""

    points: float = Field(ge=0, allow_inf_nan=False)
    label: Filled


class Epreuve(Figures):
    """One épreuve, with the six attributes of REF-13: modality, minutes, attribution, scale, evaluators, place.

    Args:
        objective: what it verifies (M2I-32).
        modality: content, conditions and means.
        substitutes: what is accepted when the professional situation cannot be observed (M2I-32).
        parts: what `minutes` is made of; empty when it is one piece.
        preparation_minutes: before `minutes`, for the candidate alone.
        competences: codes of those that it judges.
        attribution: the rule of attribution, as it is printed.
        needs_examiner: an examiner attends; else an invigilator does (M2I-23).
        individual: one candidate at a time, by slots; else all together.
        examiners: how many for each slot, or in the room.
    """

    code: Code
    label: Filled
    kind: EpreuveKind
    objective: Filled
    modality: Filled
    substitutes: str = ""
    minutes: int = Field(gt=0)
    parts: tuple[Part, ...] = ()
    preparation_minutes: int = Field(default=0, ge=0)
    competences: Annotated[tuple[Code, ...], Field(min_length=1)]
    attribution: Filled
    scale: Annotated[tuple[Step, ...], Field(min_length=2)]
    evaluators: Filled
    needs_examiner: bool
    individual: bool
    examiners: int = Field(ge=0)
    place: Filled

    @property
    def maximum(self) -> float:
        """The points that one criterion gives at the most."""
        return self.scale[-1].points

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        spent, points = sum(part.minutes for part in self.parts), [step.points for step in self.scale]
        if self.parts and spent != self.minutes:
            raise ValueError(
                f"l’épreuve {self.code} dure {self.minutes} minutes mais ses parties en font {spent} : "
                "corrigez « minutes » ou « parts » (REF-05)"
            )
        if points[0] != 0 or points != sorted(set(points)):
            raise ValueError(
                f"l’échelle de l’épreuve {self.code} part de 0 et monte sans se répéter : corrigez « scale » (REF-13)"
            )
        if self.needs_examiner != (self.examiners > 0):
            raise ValueError(
                f"l’épreuve {self.code} demande un examinateur au moins, ou aucun si elle est seulement surveillée : "
                "accordez « needs_examiner » et « examiners » (M2I-23)"
            )
        if self.kind is EpreuveKind.SIMULATION and not self.substitutes.strip():
            raise ValueError(
                f"l’épreuve {self.code} est une mise en situation : dites dans « substitutes » ce qui en tient lieu "
                "quand la situation ne peut être observée (M2I-32)"
            )
        return self


class Attribution(Figures):
    """When a competence is acquired, and when a bloc is.

    Args:
        competence_share: of its points, over all its criteria in all its épreuves.
        bloc_rule: « all » of the competences of the bloc, or a « share » of them.
        bloc_share: that share of the competences; 1 with « all ».
    """

    competence_share: Share
    bloc_rule: Literal["all", "share"]
    bloc_share: Share = 1

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if (self.bloc_rule == "all") != (self.bloc_share == 1):
            raise ValueError(
                "« bloc_share » est la part des compétences à acquérir, inférieure à 1, quand « bloc_rule » vaut "
                "« share » ; avec « all », retirez-la"
            )
        return self

    def competence_acquired(self, points: float, maximum: float) -> bool:
        """Whether `points` of `maximum` are enough; nothing is rounded (O-08)."""
        return _reaches(points, maximum, self.competence_share)

    def bloc_acquired(self, acquired: int, competences: int) -> bool:
        """Whether `acquired` of the `competences` of a bloc are enough (REF-14)."""
        return _reaches(acquired, competences, self.bloc_share)


class Referentiel(Figures):
    """The référentiel de certification (M2I-32, REF-11).

    Args:
        version: a new one makes the examiners acknowledge it (M2I-28); a session keeps the one it was planned with.
        public: whom the certification is for (REF-01).
        prerequisites: what is verified before a registration (REF-29); empty when there is none.
        disability: how the certification meets people with disabilities (REF-12).
        in_course_results: whether those of a candidate from a course are asked for (M2I-36).
    """

    version: Filled
    public: Filled
    prerequisites: tuple[Filled, ...]
    disability: Filled
    in_course_results: bool
    blocs: Annotated[tuple[Bloc, ...], Field(min_length=1)]
    epreuves: Annotated[tuple[Epreuve, ...], Field(min_length=1)]
    attribution: Attribution

    @property
    def competences(self) -> tuple[Competence, ...]:
        return tuple(competence for bloc in self.blocs for competence in bloc.competences)

    @property
    def interview(self) -> bool:
        """Whether a final interview is held (M2I-35)."""
        return any(epreuve.kind is EpreuveKind.INTERVIEW for epreuve in self.epreuves)

    def bloc(self, code: str) -> Bloc:
        """Raises KeyError when there is none."""
        return _named(code, self.blocs)

    def competence(self, code: str) -> Competence:
        """Raises KeyError when there is none."""
        return _named(code, self.competences)

    def epreuve(self, code: str) -> Epreuve:
        """Raises KeyError when there is none."""
        return _named(code, self.epreuves)

    def blocs_of(self, codes: Collection[str]) -> tuple[Bloc, ...]:
        """The blocs that have these codes, in the order of the référentiel."""
        return tuple(bloc for bloc in self.blocs if bloc.code in codes)

    def epreuves_for(self, bloc_codes: Collection[str]) -> tuple[Epreuve, ...]:
        """The épreuves that a candidate to these blocs takes (M2I-05, REF-14)."""
        return tuple(epreuve for epreuve in self.epreuves if self.criteria_of(epreuve, bloc_codes))

    def criteria_of(self, epreuve: Epreuve, bloc_codes: Collection[str]) -> tuple[tuple[Competence, Criterion], ...]:
        """What this épreuve judges of these blocs, in the order of the référentiel: the lines of a grid (REF-29)."""
        return tuple(
            (competence, criterion)
            for bloc in self.blocs_of(bloc_codes)
            for competence in bloc.competences
            if competence.code in epreuve.competences
            for criterion in competence.criteria
        )

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        levels: tuple[tuple[str, Iterable[Bloc | Competence | Criterion | Epreuve]], ...] = (
            ("blocs", self.blocs),
            ("compétences", self.competences),
            ("critères", [criterion for competence in self.competences for criterion in competence.criteria]),
            ("épreuves", self.epreuves),
        )
        for name, items in levels:
            code, times = Counter(item.code for item in items).most_common(1)[0]
            if times > 1:
                raise ValueError(f"deux {name} portent le code {code} : donnez à chacun le sien dans « code »")
        return self

    @model_validator(mode="after")
    def _judges_every_competence(self) -> Self:
        known = {competence.code for competence in self.competences}
        for epreuve in self.epreuves:
            for code in epreuve.competences:
                if code not in known:
                    raise ValueError(
                        f"l’épreuve {epreuve.code} évalue {code}, qui n’est pas une compétence du référentiel : "
                        "corrigez « competences » (REF-03)"
                    )
        judged = {code for epreuve in self.epreuves for code in epreuve.competences}
        absent = [competence.code for competence in self.competences if competence.code not in judged]
        if absent:
            raise ValueError(
                f"aucune épreuve n’évalue {', '.join(absent)} : ajoutez ce code aux « competences » d’une épreuve "
                "(REF-04)"
            )
        return self


def _reaches(part: float, whole: float, share: float) -> bool:
    """`part` / `whole` ≥ `share`, by the figures as they are written: 0.7 is seven tenths. Nothing judged, never."""
    return whole > 0 and Fraction(str(part)) >= Fraction(str(share)) * Fraction(str(whole))


Named = TypeVar("Named", Bloc, Competence, Epreuve)


def _named(code: str, items: Iterable[Named]) -> Named:
    for item in items:
        if item.code == code:
            return item
    raise KeyError(code)
