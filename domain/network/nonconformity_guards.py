"""Guards of a dysfunction: what is found, what is asked, and who may close (QUA-09, MIK-94).

`found` is what the command would make of it, `before` what it was.
"""

from datetime import date, timedelta

from domain.calendar import format_date
from domain.certification import Certification
from domain.network.nonconformity import Nonconformity, Verification
from domain.partnership_guards import same_person, too_long
from domain.refusal import Refusal

SOURCE, IDENTIFIED_ON, WHAT = "Origine", "Constaté le", "Constat"
ACTION, ACTION_OWNER, DUE_ON = "Action demandée", "Responsable de l’action", "À faire avant le"
PROOF, TREATED_ON = "Preuve", "Traité le"
MOTIVE, VERIFIED_BY, VERIFIED_ON = "Motif", "Vérifié par", "Vérifié le"
LONGEST_ACTION = timedelta(days=366)  # beyond it a date was mistyped


def identified(found: Nonconformity, on: date, figures: Certification, before: Nonconformity) -> Refusal | None:
    """What was found, by what, and when (QUA-09)."""
    if not found.what.strip():
        return Refusal("dites ce qui a été constaté.", "QUA-09", WHAT)
    if not found.source.strip():
        message = "dites d’où vient le constat : contrôle, incident, réclamation…"
        return Refusal(message, "QUA-09", SOURCE)
    if found.identified_on > on:
        return Refusal("un constat se date d’aujourd’hui au plus tard. Corrigez la date.", "QUA-09", IDENTIFIED_ON)
    if found.action is not None and found.identified_on > found.action.decided_on:
        asked = format_date(found.action.decided_on)
        return Refusal(f"l’action a été demandée le {asked} : le constat la précède.", "QUA-09", IDENTIFIED_ON)
    return too_long(WHAT, found.what)


def action_usable(found: Nonconformity, on: date, figures: Certification, before: Nonconformity) -> Refusal | None:
    """What, whom and by when, from today on (MIK-94)."""
    action = found.action
    if action is None or not any(point.strip() for point in action.what):
        return Refusal("écrivez l’action demandée, un point par ligne.", "MIK-94", ACTION)
    if not action.owner.strip():
        return Refusal("indiquez qui mène l’action.", "MIK-94", ACTION_OWNER)
    if not on <= action.due_on <= on + LONGEST_ACTION:
        message = f"l’échéance se fixe entre aujourd’hui et un an, pas au {format_date(action.due_on)}. Corrigez-la."
        return Refusal(message, "MIK-94", DUE_ON)
    return too_long(ACTION, "\n".join(action.what))


def proof_given(found: Nonconformity, on: date, figures: Certification, before: Nonconformity) -> Refusal | None:
    """A treatment is proved, and comes after its dysfunction (QUA-09)."""
    done = found.treatment
    if done is None or not done.proof.strip():
        return Refusal("joignez la preuve de l’action : un lien, ou ce qui a été vu.", "QUA-09", PROOF)
    if not found.identified_on <= done.treated_on <= on:
        since = format_date(found.identified_on)
        message = f"le traitement se date entre le constat, du {since}, et aujourd’hui. Corrigez la date."
        return Refusal(message, "QUA-09", TREATED_ON)
    return too_long(PROOF, done.proof)


def closed_by_another(found: Nonconformity, on: date, figures: Certification, before: Nonconformity) -> Refusal | None:
    return _verified(found, found.closure, on)


def refused_with_reason(
    found: Nonconformity, on: date, figures: Certification, before: Nonconformity
) -> Refusal | None:
    """A proof that is refused says why: the action goes on from there (MIK-94)."""
    last = found.refusals[-1] if len(found.refusals) > len(before.refusals) else None
    if last is not None and not last.motive.strip():
        return Refusal("dites ce qui manque à la preuve.", "MIK-94", MOTIVE)
    return _verified(found, last, on)


def _verified(found: Nonconformity, made: Verification | None, on: date) -> Refusal | None:
    """Nobody judges his own action (QUA-09)."""
    if made is None:
        return Refusal("indiquez qui a vérifié la preuve.", "QUA-09", VERIFIED_BY)
    if found.action is not None and same_person(made.verified_by.name, found.action.owner):
        message = f"{found.action.owner} mène l’action : une autre personne vérifie la preuve."
        return Refusal(message, "QUA-09", VERIFIED_BY)
    if found.treatment is None or not found.treatment.treated_on <= made.verified_on <= on:
        message = "la vérification se date entre le traitement et aujourd’hui. Corrigez la date."
        return Refusal(message, "QUA-09", VERIFIED_ON)
    return too_long(MOTIVE, made.motive)
