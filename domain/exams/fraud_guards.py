"""Guards of a fraud case: what is reported, by whom it is established, and how far a sanction goes.

`case` is what the command would make of it, `before` what it was.
"""

from datetime import date

from domain.calendar import add_months, format_date
from domain.certification import Certification
from domain.exams.fraud import FraudCase
from domain.exams.vocabulary import Sanction
from domain.partnership_guards import same_person, too_long
from domain.refusal import Refusal

WHAT, CANDIDATES, WHEN = "Fait", "Candidats", "Date et heure"
SIGNED_ON, DECISION, MOTIVE, DECIDED_BY, NOTIFIED_ON, BAN_UNTIL = (
    "Rapport signé le", "Décision", "Motif", "Décidé par", "Notifié le", "Interdiction jusqu’au"
)  # fmt: skip


def told(case: FraudCase, on: date, figures: Certification, before: FraudCase) -> Refusal | None:
    """What, who, when (M2I-45); nobody is accused of what has not happened."""
    if not case.what.strip():
        return Refusal("décrivez ce qui a été constaté.", "M2I-45", WHAT)
    if not case.accused:
        return Refusal("indiquez au moins un candidat, par son numéro d’inscription.", "M2I-45", CANDIDATES)
    if case.occurred_at.date() > on:
        return Refusal("un fait se constate au plus tard aujourd’hui. Corrigez la date.", "M2I-45", WHEN)
    return too_long(WHAT, case.what) or too_long("Preuves", case.evidence)


def report_in_order(case: FraudCase, on: date, figures: Certification, before: FraudCase) -> Refusal | None:
    """A report is signed after the facts, and not in the future (M2I-47)."""
    report = case.report
    if report is None:
        return no_report()
    if case.occurred_at.date() <= report.signed_on <= on:
        return None
    happened = format_date(case.occurred_at.date())
    message = f"le rapport se signe entre le jour des faits, le {happened}, et aujourd’hui. Corrigez la date."
    return Refusal(message, "M2I-47", SIGNED_ON)


def no_report() -> Refusal:
    """No sanction before a signed report, whatever the state of the case (M2I-47)."""
    return Refusal(
        "aucune sanction sans rapport signé par l’examinateur ou le responsable de session. Indiquez qui l’a signé, en "
        "quelle qualité et quand.",
        "M2I-47", "Rapport signé par",
    )  # fmt: skip


def sanction_in_order(case: FraudCase, on: date, figures: Certification, before: FraudCase) -> Refusal | None:
    """Motivated, upon the report, by who may pronounce it, notified at the latest today (M2I-46 to M2I-48)."""
    asked, report = case.decision, case.report
    if report is None or asked is None:
        return no_report()
    if not asked.motive.strip():
        return Refusal("une sanction est motivée. Écrivez le motif.", "M2I-46", MOTIVE)
    if not report.signed_on <= asked.notified_on <= on:
        message = "la sanction se notifie entre la signature du rapport et aujourd’hui. Corrigez la date."
        return Refusal(message, "M2I-46", NOTIFIED_ON)
    if asked.sanction is Sanction.WITHDRAWAL and not asked.by_direction:
        message = (
            "retirer une certification revient à la direction. Indiquez un de ses membres, inscrit dans « Équipe »."
        )
        return Refusal(message, "M2I-48", DECIDED_BY)
    return (
        _by_whom_it_may(case, asked.decided_by, asked.by_direction)
        or _ban(case, figures.thresholds.maximum_ban_months)
        or too_long(MOTIVE, asked.motive)
    )


def dismissal_in_order(case: FraudCase, on: date, figures: Certification, before: FraudCase) -> Refusal | None:
    """Closing a case is a decision too: motivated, and by the same people."""
    asked = case.dismissal
    if asked is None or not asked.motive.strip():
        return Refusal("le classement d’un signalement est motivé. Écrivez le motif.", "M2I-45", MOTIVE)
    if asked.decided_on > on:
        return Refusal("une décision se date au plus tard d’aujourd’hui. Corrigez la date.", "M2I-45", NOTIFIED_ON)
    return _by_whom_it_may(case, asked.decided_by, asked.by_direction) or too_long(MOTIVE, asked.motive)


def _by_whom_it_may(case: FraudCase, name: str, by_direction: bool) -> Refusal | None:
    """The responsable de session pronounces it (M2I, art. 12); direction may."""
    if by_direction or same_person(name, case.manager):
        return None
    message = (
        f"la décision revient au responsable de la session, {case.manager}, ou à un membre de la direction inscrit "
        "dans « Équipe »."
    )
    return Refusal(message, "M2I-47", DECIDED_BY)


def _ban(case: FraudCase, months: int) -> Refusal | None:
    """A ban has a last day, at most so many months after the notification (M2I-46); nothing else has one."""
    asked = case.decision
    if asked is None:
        return None
    if asked.sanction is not Sanction.BAN:
        if asked.ban_until is None:
            return None
        message = "seule l’interdiction de se présenter a un terme. Effacez la date, ou choisissez cette sanction."
        return Refusal(message, "M2I-46", BAN_UNTIL)
    last = add_months(asked.notified_on, months)
    if asked.ban_until is not None and asked.notified_on < asked.ban_until <= last:
        return None
    message = (
        f"l’interdiction dure {_duration(months)} au plus à compter de la notification : jusqu’au {format_date(last)} "
        "au plus tard. Indiquez son dernier jour."
    )
    return Refusal(message, "M2I-46", BAN_UNTIL)


def _duration(months: int) -> str:
    return "un an" if months == 12 else f"{months} mois"


def ban_over(case: FraudCase, on: date, figures: Certification, before: FraudCase) -> Refusal | None:
    """The last day of the ban belongs to it (M2I-46)."""
    until = case.decision.ban_until if case.decision else None
    if until is not None and until < on:
        return None
    return Refusal("l’interdiction de se présenter n’est pas arrivée à son terme.", "M2I-46", BAN_UNTIL)
