"""A partner whose habilitation is no longer in force opens no session; its candidates keep their exam (LAW-06)."""

from datetime import date

from domain.certification import Certification
from domain.exams.session import ExamSession, Organiser
from domain.exams.session_guards import ORGANISER
from domain.refusal import Refusal
from domain.vocabulary import Labelled, State


def organiser_in_force(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """Asked at each step towards the day: to convene, to declare ready, to open."""
    return out_of_force(session.organiser)


def out_of_force(organiser: Organiser) -> Refusal | None:
    """Why this partner organises no more, and the two ways out; None for anybody in force, the certifier included."""
    if not organiser.dossier or organiser.standing is State.HABILITATED:
        return None
    label = organiser.standing.label if organiser.standing else "inconnu"
    message = (
        f"{organiser.name} est « {label} » et n’organise plus la session. Reprenez-la au nom du certificateur : videz "
        "« Organisateur » et vérifiez le lieu ; ou reportez-la. Les candidats gardent leur inscription."
    )
    return Refusal(message, rule_of(organiser.standing), ORGANISER)


def rule_of(standing: Labelled | None) -> str:
    """The rule that took the habilitation away; without an agreement there is none (LAW-01)."""
    return "LAW-06" if standing in (State.SUSPENDED, State.TERMINATED) else "LAW-01"
