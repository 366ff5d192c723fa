"""One trainer of a pre-habilitated OF: evaluated by video, reworked, seen a second time, validated or set aside.

MIK-71 to MIK-81. Rounds are not counted while the defects are minor; a major one gives one second session, no more.
"""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar
from domain.certification import Certification
from domain.conformity import Meeting, WorkstreamFacts, held_as_planned, not_in_the_past
from domain.correspondence import Mail, Paper, Pv
from domain.evaluation import Aspect, Evaluation
from domain.partnership_guards import same_person, too_long
from domain.process import Process, Transition
from domain.refusal import Refusal
from domain.signing import DeliveredKit
from domain.vocabulary import Labelled, TimeLimit


class TrainerState(Labelled):
    TO_EVALUATE = "A_EVALUER", "À évaluer"
    TO_REWORK = "A_RETRAVAILLER", "À retravailler"
    SECOND_SESSION = "SECONDE_SESSION", "Seconde session à tenir"
    VALIDATED = "VALIDE", "Validé"
    SET_ASIDE = "ECARTE", "Écarté"
    CLOSED = "CLOS", "Évaluation close"


class TrainerEvent(Labelled):
    PROPOSED = "trainer_proposed", "Formateur proposé"
    DOCUMENTS_DELIVERED = "trainer_documents_delivered", "Documents remis au formateur"
    SESSION_PLANNED = "trainer_session_planned", "Session d’évaluation planifiée"
    SESSION_CANCELLED = "trainer_session_cancelled", "Session d’évaluation annulée"
    VALIDATED = "trainer_validated", "Formateur validé"
    REWORK_ASKED = "trainer_rework_asked", "Points à retravailler demandés"
    MAJOR_FOUND = "trainer_major_found", "Non-conformité majeure : seconde session"
    SET_ASIDE = "trainer_set_aside", "Formateur écarté"
    CLOSED = "trainer_closed", "Évaluation du formateur close"


class Trainer(WorkstreamFacts):
    """One trainer.

    Args:
        years: of experience in the field (MIK-27).
        replaces: name of the trainer that was set aside and whom this one replaces (MIK-81); empty otherwise.
        had_second: the one second session was given (MIK-78).
        delivered: the kit pédagogique and the dossier technique, as handed over to this trainer (MIK-71). The accesses
            that the rule also names are opened outside certiflow.
    """

    trainer: str
    email: str = ""
    years: float | None = None
    cv_url: str = ""
    replaces: str = ""
    session: Meeting | None = None
    evaluations: tuple[Evaluation, ...] = ()
    had_second: bool = False
    delivered: tuple[DeliveredKit, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.trainer} ({self.partner.name})"

    @property
    def last(self) -> Evaluation | None:
        return self.evaluations[-1] if self.evaluations else None


def outcome(facts: Trainer, evaluation: Evaluation) -> TrainerEvent:
    """What an evaluation leads to: the table has one row for each (MIK-77, MIK-78, MIK-80)."""
    if evaluation.is_major:
        return TrainerEvent.SET_ASIDE if facts.had_second else TrainerEvent.MAJOR_FOUND
    return TrainerEvent.VALIDATED if evaluation.is_clean else TrainerEvent.REWORK_ASKED


def _experienced(facts: Trainer, on: date, figures: Certification, before: Trainer) -> Refusal | None:
    minimum = figures.thresholds.minimum_trainer_years
    if not facts.replaces or (facts.years or 0) >= minimum:
        return None
    return Refusal(f"un formateur a {minimum:g} ans d’expérience dans le domaine au moins.", "MIK-27", "Expérience")


def _handed_over_once(facts: Trainer, on: date, figures: Certification, before: Trainer) -> Refusal | None:
    if before.delivered:
        return Refusal("les documents ont déjà été remis à ce formateur.", "MIK-71")
    if not facts.delivered:
        return Refusal("aucun document n’est remis.", "MIK-71")
    if not facts.email:
        return Refusal("indiquez l’e-mail du formateur : il y reçoit ses documents.", "MIK-71", "E-mail du formateur")
    return None


def _session_planned(facts: Trainer, on: date, figures: Certification, before: Trainer) -> Refusal | None:
    if not facts.email:
        return Refusal("indiquez l’e-mail du formateur : il y reçoit son invitation.", "MIK-72", "E-mail du formateur")
    return not_in_the_past(facts.session, on, "MIK-72", "Session prévue le")


def _session_known(facts: Trainer, on: date, figures: Certification, before: Trainer) -> Refusal | None:
    return (
        None
        if before.session and not before.session.cancelled
        else Refusal("aucune session n’est planifiée.", "MIK-72", "Session prévue le")
    )


def _evaluated(facts: Trainer, on: date, figures: Certification, before: Trainer) -> Refusal | None:
    """One more evaluation, graded on the four aspects by somebody else than the trainer (MIK-72, MIK-73)."""
    found = facts.last
    if found is None or len(facts.evaluations) != len(before.evaluations) + 1:
        return Refusal("aucune évaluation n’est donnée.", "MIK-72")
    if not found.evaluator.strip() or same_person(found.evaluator, facts.trainer):
        return Refusal("un formateur ne s’évalue pas lui-même. Indiquez l’évaluateur.", "MIK-72", "Évaluateur")
    if sorted(item.aspect for item in found.grades) != sorted(Aspect):
        return Refusal("chacun des quatre aspects reçoit une appréciation.", "MIK-73", "Aspects évalués")
    texts = (*found.points, found.advice)
    return next((refusal for text in texts if (refusal := too_long("Points à retravailler", text))), None)


def _held(facts: Trainer, on: date, figures: Certification, before: Trainer) -> Refusal | None:
    """At a session that was planned and took place, or on a corrected file after such a session (MIK-72, MIK-77)."""
    found = facts.last
    if found is None:
        return Refusal("aucune évaluation n’est donnée.", "MIK-72")
    if before.last and found.held_on < before.last.held_on:
        return Refusal("l’évaluation suit la précédente. Corrigez la date.", "MIK-72", "Tenue le")
    if not found.on_file:
        refusal = held_as_planned(found.held_on, found.session_on, on, "MIK-72", "Tenue le")
        if refusal is None and before.last and found.held_on == before.last.held_on:
            return Refusal("la session de ce jour est déjà évaluée. Corrigez la date.", "MIK-72", "Tenue le")
        return refusal
    if before.last is None or before.last.is_major:
        return Refusal("un dossier se relit après une session sans non-conformité majeure.", "MIK-78", "Tenue le")
    if found.held_on > on:
        return Refusal("la relecture du dossier se date d’aujourd’hui au plus tard.", "MIK-77", "Tenue le")
    return None


def _clean(facts: Trainer, on: date, figures: Certification, before: Trainer) -> Refusal | None:
    found = facts.last
    if found is None or not found.case_url:
        return Refusal("le cas pratique n’est pas remis dans sa totalité.", "MIK-74", "Cas pratique (lien)")
    return None if found.is_clean else Refusal("il reste des points à retravailler.", "MIK-77", "Points à retravailler")


def _points_given(facts: Trainer, on: date, figures: Certification, before: Trainer) -> Refusal | None:
    found = facts.last
    if found and found.is_major:
        return Refusal("une non-conformité majeure appelle une seconde session.", "MIK-78")
    if found and found.points:
        return None
    return Refusal(
        "une non-conformité ou un cas pratique incomplet se dit : écrivez les points, un par ligne.",
        "MIK-77",
        "Points à retravailler",
    )


def _major(facts: Trainer, on: date, figures: Certification, before: Trainer) -> Refusal | None:
    return None if facts.last and facts.last.is_major else Refusal("aucune non-conformité majeure.", "MIK-78")


def _first_major(facts: Trainer, on: date, figures: Certification, before: Trainer) -> Refusal | None:
    return Refusal("la seconde session a déjà eu lieu ; il n’y en a qu’une.", "MIK-78") if before.had_second else None


def _second_major(facts: Trainer, on: date, figures: Certification, before: Trainer) -> Refusal | None:
    return None if before.had_second else Refusal("une seconde session est d’abord due.", "MIK-78")


_S, _E = TrainerState, TrainerEvent
_OPEN = (_S.TO_EVALUATE, _S.TO_REWORK, _S.SECOND_SESSION)
_EVALUATED = (_evaluated, _held)
_CLOCKS = (TimeLimit.TRAINER_REWORK, TimeLimit.TRAINER_SECOND_SESSION)

# fmt: off
TRANSITIONS: tuple[Transition[Trainer], ...] = (
    Transition(source=None, event=_E.PROPOSED, target=_S.TO_EVALUATE, rule="MIK-39", guards=(_experienced,)),
    *(
        row
        for state in _OPEN
        for row in (
            Transition(
                source=state, event=_E.DOCUMENTS_DELIVERED, target=state, rule="MIK-71", guards=(_handed_over_once,),
                papers=(Paper.KIT_PEDAGOGY, Paper.TECHNICAL_FILE), mails=(Mail.TRAINER_DOCUMENTS,),
            ),
            Transition(
                source=state, event=_E.SESSION_PLANNED, target=state, rule="MIK-72",
                guards=(_session_planned,), mails=(Mail.TRAINER_INVITATION,),
            ),
            Transition(
                source=state, event=_E.SESSION_CANCELLED, target=state, rule="MIK-72",
                guards=(_session_known,), mails=(Mail.TRAINER_SESSION_CANCELLED,),
            ),
            Transition(
                source=state, event=_E.VALIDATED, target=_S.VALIDATED, rule="MIK-74",
                guards=(*_EVALUATED, _clean), pv=Pv.TRAINER_EVALUATION, mails=(Mail.TRAINER_REPORT,), closes=_CLOCKS,
            ),
            Transition(
                source=state, event=_E.REWORK_ASKED, target=_S.TO_REWORK, rule="MIK-77",
                guards=(*_EVALUATED, _points_given), pv=Pv.TRAINER_EVALUATION, mails=(Mail.TRAINER_REPORT,),
                closes=_CLOCKS, opens=(TimeLimit.TRAINER_REWORK,),
            ),
            Transition(
                source=state, event=_E.MAJOR_FOUND, target=_S.SECOND_SESSION, rule="MIK-78",
                guards=(*_EVALUATED, _major, _first_major), pv=Pv.TRAINER_EVALUATION, mails=(Mail.TRAINER_REPORT,),
                closes=_CLOCKS, opens=(TimeLimit.TRAINER_SECOND_SESSION,),
            ),
            Transition(
                source=state, event=_E.SET_ASIDE, target=_S.SET_ASIDE, rule="MIK-80",
                guards=(*_EVALUATED, _major, _second_major), pv=Pv.TRAINER_SET_ASIDE, mails=(Mail.TRAINER_SET_ASIDE,),
            ),
        )
    ),
    *(
        Transition(source=state, event=_E.CLOSED, target=_S.CLOSED, rule="MIK-35")
        for state in (*_OPEN, _S.VALIDATED)
    ),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Trainer, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """5 working days from the report (MIK-77, MIK-79)."""
    return calendar.due(on, figures.time_limits[limit].length, figures.time_limits[limit].unit)


TRAINER = Process(
    kind="trainer", prefix="F", noun="un formateur", facts=Trainer, states=TrainerState,
    transitions=TRANSITIONS, span=span,
)  # fmt: skip
