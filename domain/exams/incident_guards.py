"""Guards of the incidents of a session: who, what, when, and what was done about it (M2I-40, REF-22)."""

from datetime import date

from domain.certification import Certification
from domain.exams.session import ExamSession, Incident
from domain.partnership_guards import too_long
from domain.refusal import Refusal

WHAT, OCCURRED_AT, REPORTED_BY = "Faits", "Date et heure", "Signalé par"
TREATMENT, TREATED_BY, TREATED_ON = "Traitement", "Traité par", "Traité le"


def incident_refusal(incident: Incident, on: date) -> Refusal | None:
    """Why this incident cannot be recorded, or None."""
    if not incident.what.strip():
        return Refusal("un incident dit ce qui s’est passé. Décrivez-le.", "M2I-40", WHAT)
    if not incident.reported_by.strip():
        return Refusal("indiquez qui signale l’incident.", "M2I-40", REPORTED_BY)
    if incident.occurred_at.date() > on:
        return Refusal("un incident ne peut pas être daté après aujourd’hui. Corrigez la date.", "M2I-40", OCCURRED_AT)
    return too_long(WHAT, incident.what)


def incident_told(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """The incidents that this command adds."""
    added = [item for item in session.incidents if item not in before.incidents]
    return next((found for item in added if (found := incident_refusal(item, on))), None)


def treatment_refusal(incident: Incident, on: date) -> Refusal | None:
    """Why this treatment cannot be recorded, or None (REF-22)."""
    if not incident.treatment.strip():
        return Refusal("dites ce qui a été fait.", "REF-22", TREATMENT)
    if not incident.treated_by.strip():
        return Refusal("indiquez qui a traité l’incident.", "REF-22", TREATED_BY)
    if incident.treated_on is None or not incident.occurred_at.date() <= incident.treated_on <= on:
        return Refusal("le traitement se date entre l’incident et aujourd’hui. Corrigez la date.", "REF-22", TREATED_ON)
    return too_long(TREATMENT, incident.treatment)


def incident_treated(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """What was done, by whom and when; what was reported stays as it was (REF-22)."""
    if [_as_reported(item) for item in session.incidents] != [_as_reported(item) for item in before.incidents]:
        return Refusal("ce qui a été signalé ne se réécrit pas : complétez le traitement seul.", "REF-22", WHAT)
    changed = [item for item, was in zip(session.incidents, before.incidents, strict=True) if item != was]
    return next((found for item in changed if (found := treatment_refusal(item, on))), None)


def _as_reported(incident: Incident) -> Incident:
    return incident.model_copy(update={"treatment": "", "treated_by": "", "treated_on": None})
