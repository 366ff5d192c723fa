"""One evaluation of a trainer: the four aspects, their grades, what is left to rework (MIK-73 to MIK-77)."""

from datetime import date

from domain.facts import Part
from domain.vocabulary import Labelled


class Aspect(Labelled):
    """The four evaluated aspects (MIK-73)."""

    PUBLICS = "publics", "Publics cibles, prérequis et objectifs"
    REFERENCE = "referentiel", "Référentiel de la certification"
    ASSESSMENT = "evaluation", "Modalités et critères d’évaluation"
    TECHNICAL_FILE = "dossier_technique", "Dossier technique, par le cas pratique"


class Grade(Labelled):
    CONFORMING = "CONFORME", "Conforme"
    MINOR = "MINEURE", "Non-conformité mineure"
    MAJOR = "MAJEURE", "Non-conformité majeure"


class AspectGrade(Part):
    aspect: Aspect
    grade: Grade


class Evaluation(Part):
    """One evaluation: a session, or a corrected file looked at again.

    Args:
        present: whether the trainer attended; an absence is a major defect.
        case_url: the complete « cas pratique » (MIK-53, MIK-74); empty when not handed in.
        points: what has to be reworked, numbered in the report by their order (MIK-77).
        on_file: a corrected file was judged, without a session.
        session_on: the day of the session, as it was planned or corrected since; None without one.
    """

    held_on: date
    session_on: date | None = None
    present: bool = True
    grades: tuple[AspectGrade, ...]
    case_url: str = ""
    points: tuple[str, ...] = ()
    advice: str = ""
    evaluator: str
    on_file: bool = False

    @property
    def is_major(self) -> bool:
        return not self.present or any(item.grade is Grade.MAJOR for item in self.grades)

    @property
    def is_clean(self) -> bool:
        """Nothing to rework, and the case handed in whole (MIK-74)."""
        conforming = self.present and all(item.grade is Grade.CONFORMING for item in self.grades)
        return conforming and not self.points and bool(self.case_url)
