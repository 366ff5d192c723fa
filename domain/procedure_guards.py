"""Guards of the contradictory procedure and of the renewal: each step by direction, motivated, dated (LAW-06, QUA-10).

`dossier` is what the command would make of it, `before` what it was.
"""

from datetime import date, timedelta

from domain.calendar import format_date
from domain.certification import Certification
from domain.dossier import Dossier
from domain.partnership_guards import too_long
from domain.procedure import Step
from domain.refusal import Refusal
from domain.vocabulary import Role

STEP, MOTIVE, GRIEVANCES, DECIDED_BY, DECIDED_ON = "Étape", "Motif", "Griefs", "Décidé par", "Date de la décision"
RECEIVED_ON, OBSERVATIONS, ANSWER = "Observations reçues le", "Observations", "Réponse aux observations"
UNTIL, AMENDMENT = "Nouveau terme", "Avenant signé (lien)"
_RULE = "LAW-06"


def suspended_in_order(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """A precaution, from the habilitation on."""
    step = dossier.procedure.suspension if dossier.procedure else None
    return _decided(step, before.habilitated_on, on, _RULE)


def grievances_listed(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """The partner is told of each grief, after the suspension."""
    procedure = dossier.procedure
    told = procedure.grievances if procedure else None
    if told is None or not any(item.strip() for item in told.items):
        return Refusal("écrivez les griefs, un par ligne : l’organisme y répond point par point.", _RULE, GRIEVANCES)
    since = procedure.suspension.decided_on if procedure else None
    return too_long(GRIEVANCES, "\n".join(told.items)) or _decided(told, since, on, _RULE)


def observations_recorded(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """What the partner answers to the griefs that it was told of, each answer once."""
    told = before.procedure.grievances if before.procedure else None
    known = before.procedure.observations if before.procedure else ()
    if told is None:
        message = "aucun grief n’est notifié : l’organisme n’a encore rien à quoi répondre. Notifiez-les d’abord."
        return Refusal(message, _RULE, STEP)
    last = dossier.procedure.observations[-1] if dossier.procedure and dossier.procedure.observations else None
    if last is None or not last.text.strip():
        return Refusal("écrivez ce que l’organisme a répondu.", _RULE, OBSERVATIONS)
    if any((one.received_on, one.text) == (last.received_on, last.text) for one in known):
        return Refusal("ces observations sont déjà enregistrées.", _RULE, OBSERVATIONS)
    if not told.notified_on <= last.received_on <= on:
        day = format_date(told.notified_on)
        message = f"elles arrivent entre la notification des griefs, le {day}, et aujourd’hui. Corrigez la date."
        return Refusal(message, _RULE, RECEIVED_ON)
    return too_long(OBSERVATIONS, last.text)


def terminated_in_order(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """Never without griefs, before the time left to answer them is over, nor without a reply (LAW-06).

    A first answer does not shorten that time: the letter of the griefs gave it whole, and more may come.
    """
    told, answered_on = (
        (before.procedure.grievances, before.procedure.answered_on) if before.procedure else (None, None)
    )
    if told is None:
        message = "une convention ne se résilie qu’après avoir notifié les griefs et laissé le temps d’y répondre."
        return Refusal(message, _RULE, STEP)
    asked = dossier.procedure.termination if dossier.procedure else None
    if asked and answered_on and not asked.answer.strip():
        return Refusal("l’organisme a présenté des observations : la décision y répond.", _RULE, ANSWER)
    return _decided(asked, told.answer_by + timedelta(days=1), on, _RULE) or too_long(
        ANSWER, asked.answer if asked else ""
    )


def lifted_in_order(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    step = dossier.procedure.lifting if dossier.procedure else None
    since = before.procedure.suspension.decided_on if before.procedure else None
    return _decided(step, since, on, _RULE)


def renewed_in_order(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """The registration goes on, an amendment is signed, and nothing critical is left open (MIK-85, MIK-89)."""
    asked = dossier.renewal
    if asked is None or not asked.before < asked.until <= figures.registration_end:
        last = format_date(figures.registration_end)
        message = (
            f"la convention se renouvelle jusqu’au {last} au plus tard, fin de l’enregistrement, et "
            "au-delà de son terme actuel. Corrigez le terme, ou attendez le renouvellement de l’enregistrement."
        )
        return Refusal(message, "MIK-85", UNTIL)
    if not asked.amendment.strip():
        message = "une convention se prolonge par un avenant signé des deux parties. Indiquez où il est."
        return Refusal(message, "LAW-01", AMENDMENT)
    if asked.unsettled:
        refs = ", ".join(asked.unsettled)
        message = f"un dysfonctionnement critique est ouvert ({refs}) : faites-le traiter et clore d’abord."
        return Refusal(message, "MIK-89", STEP)
    return _decided(asked, before.habilitated_on, on, "MIK-89")


def end_declared(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """The end of the habilitation, told to France compétences with its proof (LAW-05)."""
    return _declared(dossier, ended_on(before), on)


def change_declared(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """The habilitation, or its renewal, told to France compétences with its proof (MIK-86)."""
    return _declared(dossier, changed_on(before), on)


def ended_on(dossier: Dossier) -> date | None:
    """The day that the agreement ended: terminated, or else at its term."""
    procedure = dossier.procedure
    if procedure and procedure.termination:
        return procedure.termination.notified_on
    return dossier.agreements.end if dossier.agreements else None


def changed_on(dossier: Dossier) -> date | None:
    """The day of the last change of a habilitation that goes on."""
    return dossier.renewal.notified_on if dossier.renewal else dossier.habilitated_on


def _declared(dossier: Dossier, since: date | None, on: date) -> Refusal | None:
    declared = dossier.fc_declaration
    if declared is None or not declared.proof.strip():
        return Refusal("joignez la preuve de la déclaration (lien ou capture).", "MIK-86", "Preuve de la déclaration")
    if since and since <= declared.declared_on <= on:
        return None
    day = f", du {format_date(since)}," if since else ""
    message = f"la déclaration se date entre le changement à déclarer{day} et aujourd’hui. Corrigez la date."
    return Refusal(message, "MIK-86", "Déclaré à France compétences le")


def _decided(step: Step | None, since: date | None, on: date, rule: str) -> Refusal | None:
    """Motivated, by direction, dated between what it follows and today."""
    if step is None or not step.motive.strip():
        return Refusal("cette décision est motivée. Écrivez le motif.", rule, MOTIVE)
    if step.decided_by.role is not Role.DIRECTION:
        message = "cette décision revient à la direction. Indiquez un de ses membres, inscrit dans l’onglet « Équipe »."
        return Refusal(message, rule, DECIDED_BY)
    if step.decided_on > on or (since and step.decided_on < since):
        earliest = f"entre le {format_date(since)} et" if since else "au plus tard"
        return Refusal(f"cette décision se date {earliest} aujourd’hui. Corrigez la date.", rule, DECIDED_ON)
    return too_long(MOTIVE, step.motive)
