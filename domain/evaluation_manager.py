"""The responsable de l'évaluation of a partner that assesses: designated by the OF, habilitated by the certifier.

MIK-38, MIK-82, MIK-83. A refusal ends the designation; the OF then designates somebody else.
"""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import Certification
from domain.conformity import WorkstreamFacts
from domain.correspondence import Mail, Pv
from domain.facts import Part
from domain.partnership_guards import same_person, too_long
from domain.process import Process, Transition
from domain.refusal import Refusal
from domain.vocabulary import Labelled, TimeLimit


class ManagerState(Labelled):
    DESIGNATED = "DESIGNE", "Désigné, à habiliter"
    HABILITATED = "HABILITE", "Habilité"
    REFUSED = "REFUSE", "Non habilité"
    CLOSED = "CLOS", "Suivi clos"


class ManagerEvent(Labelled):
    DESIGNATED = "manager_designated", "Responsable de l’évaluation désigné"
    CORRECTED = "manager_corrected", "Coordonnées du responsable corrigées"
    HABILITATED = "manager_habilitated", "Responsable de l’évaluation habilité"
    REFUSED = "manager_refused", "Habilitation du responsable refusée"
    CLOSED = "manager_closed", "Suivi du responsable de l’évaluation clos"


class ManagerDecision(Part):
    """The certifier's decision (MIK-82)."""

    decided_on: date
    decided_by: str
    motive: str = ""


class EvaluationManager(WorkstreamFacts):
    """Who organises the partner's exam sessions (MIK-83)."""

    manager: str
    email: str
    cv_url: str
    designated_on: date
    decision: ManagerDecision | None = None

    @property
    def name(self) -> str:
        return f"{self.manager} ({self.partner.name})"


def _designation_complete(
    facts: EvaluationManager, on: date, figures: Certification, before: EvaluationManager
) -> Refusal | None:
    """A named person, with e-mail, CV and date, for a scope that assesses (MIK-38, MIK-82)."""
    if not facts.partner.scope.assesses:
        return Refusal(
            "la portée ne comprend pas l’évaluation : aucun responsable n’est à désigner.",
            "MIK-82",
            "Responsable de l’évaluation",
        )
    for value, field in ((facts.manager, "Responsable de l’évaluation"), (facts.email, "E-mail du responsable"),
                         (facts.cv_url, "CV du responsable (lien)")):  # fmt: skip
        if not value.strip():
            return Refusal("la désignation donne le nom, l’e-mail et le CV. Complétez-la.", "MIK-38", field)
    if facts.designated_on > on:
        return Refusal("la désignation se date d’aujourd’hui au plus tard.", "MIK-38", "Désigné le")
    return None


def _decided(facts: EvaluationManager, on: date, figures: Certification, before: EvaluationManager) -> Refusal | None:
    found = facts.decision
    if found is None or not found.decided_by.strip():
        return Refusal("indiquez qui décide.", "MIK-82", "Décidé par")
    if same_person(found.decided_by, facts.manager):
        return Refusal("personne ne s’habilite soi-même. Indiquez qui décide.", "MIK-82", "Décidé par")
    if not facts.designated_on <= found.decided_on <= on:
        return Refusal(
            "la décision se date entre la désignation et aujourd’hui. Corrigez la date.", "MIK-82", "Décidé le"
        )
    return too_long("Motif", found.motive)


def _refusal_motivated(
    facts: EvaluationManager, on: date, figures: Certification, before: EvaluationManager
) -> Refusal | None:
    if facts.decision and facts.decision.motive.strip():
        return None
    return Refusal("un refus donne ses raisons. Écrivez le motif.", "MIK-82", "Motif")


_S, _E = ManagerState, ManagerEvent

# fmt: off
TRANSITIONS: tuple[Transition[EvaluationManager], ...] = (
    Transition(
        source=None, event=_E.DESIGNATED, target=_S.DESIGNATED, rule="MIK-38",
        guards=(_designation_complete,), mails=(Mail.MANAGER_DESIGNATED,),
    ),
    Transition(
        source=_S.DESIGNATED, event=_E.CORRECTED, target=_S.DESIGNATED, rule="MIK-38",
        guards=(_designation_complete,), mails=(Mail.MANAGER_DESIGNATED,),
    ),
    Transition(
        source=_S.DESIGNATED, event=_E.HABILITATED, target=_S.HABILITATED, rule="MIK-82",
        guards=(_decided,), pv=Pv.MANAGER_DECISION, mails=(Mail.MANAGER_DECISION,),
    ),
    *(
        Transition(
            source=state, event=_E.REFUSED, target=_S.REFUSED, rule="MIK-82",
            guards=(_decided, _refusal_motivated), pv=Pv.MANAGER_DECISION, mails=(Mail.MANAGER_DECISION,),
        )
        for state in (_S.DESIGNATED, _S.HABILITATED)
    ),
    *(
        Transition(source=state, event=_E.CLOSED, target=_S.CLOSED, rule="MIK-35")
        for state in (_S.DESIGNATED, _S.HABILITATED)
    ),
)
# fmt: on


def span(
    limit: TimeLimit, facts: EvaluationManager, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """No clock of its own: the 30 working days of the dossier run (MIK-29)."""
    return None


EVALUATION_MANAGER = Process(
    kind="evaluation_manager", prefix="R", noun="un responsable de l’évaluation", facts=EvaluationManager,
    states=ManagerState, transitions=TRANSITIONS, span=span,
)  # fmt: skip
