"""Guards of a survey: what an answer must say and may say (NET-18, NET-19, NET-28).

`survey` is what the command would make of it, `before` what it was.
"""

from datetime import date

from domain.calendar import add_months, format_date
from domain.certification import Certification
from domain.network.survey import Answer, Survey
from domain.network.survey_vocabulary import AnswerSource, Situation
from domain.refusal import Refusal

SITUATION, IN_TRADE, CONTRACT, SALARY, USEFULNESS, USED, ANSWERED_ON, SOURCE = (
    "Situation", "Métier visé", "Contrat", "Salaire brut annuel (€)", "Utilité (0 à 10)", "Utilisée", "Horodateur",
    "Source",
)  # fmt: skip
HIGHEST_MARK = 10


def asked_in_time(survey: Survey, on: date, figures: Certification, before: Survey) -> Refusal | None:
    """Neither before its wave nor so late that it would measure something else (NET-23)."""
    if figures.cohorts.is_due(survey.wave, survey.certified_on, on):
        return None
    due_on = format_date(add_months(survey.certified_on, survey.wave.months))
    return Refusal(f"l’enquête à {survey.wave.label} part le {due_on}, ou peu après.", survey.rule)


def answer_in_order(survey: Survey, on: date, figures: Certification, before: Survey) -> Refusal | None:
    """Complete, of its own kind, within the bounds, and the holder's own words before anybody else's (NET-28)."""
    answer = survey.answer
    if answer is None:
        return Refusal("indiquez ce que le titulaire a répondu.", survey.rule, SITUATION)
    if not survey.sent_on <= answer.answered_on <= on:
        sent = format_date(survey.sent_on)
        message = f"une réponse se date entre l’envoi de l’enquête, le {sent}, et aujourd’hui. Corrigez la date."
        return Refusal(message, survey.rule, ANSWERED_ON)
    if (answer.answered_on - survey.sent_on).days > figures.cohorts.late_answer_days:
        message = f"cette réponse arrive trop tard pour l’enquête à {survey.wave.label}. Supprimez la ligne."
        return Refusal(message, survey.rule, ANSWERED_ON)
    if answer.source is AnswerSource.PARTNER and before.answer and before.answer.source is not AnswerSource.PARTNER:
        message = "le titulaire a répondu lui-même : sa réponse l’emporte sur celle du partenaire. Supprimez la ligne."
        return Refusal(message, "NET-28", SOURCE)
    return _usage(answer) if survey.usage else _insertion(answer, figures)


def opposed(survey: Survey, on: date, figures: Certification, before: Survey) -> Refusal | None:
    """The day of the opposition is known (RGPD, article 21)."""
    if survey.declined_on is not None and survey.declined_on <= on:
        return None
    return Refusal("une opposition se date d’aujourd’hui au plus tard. Corrigez la date.", survey.rule, ANSWERED_ON)


def _insertion(answer: Answer, figures: Certification) -> Refusal | None:
    if answer.usefulness is not None or answer.used is not None:
        return Refusal("cette enquête porte sur l’insertion : effacez l’utilité et l’usage.", "NET-18", USEFULNESS)
    if answer.situation is None:
        return Refusal("indiquez la situation du titulaire.", "NET-18", SITUATION)
    if answer.situation is not Situation.EMPLOYED:
        extra = (answer.in_trade, answer.contract, answer.salary) != (None, None, None)
        message = "sans emploi, il n’y a ni métier, ni contrat, ni salaire. Effacez-les, ou corrigez la situation."
        return Refusal(message, "NET-18", SITUATION) if extra else None
    if answer.in_trade is None:
        return Refusal("indiquez si l’emploi est dans le métier visé : Oui ou Non.", "NET-18", IN_TRADE)
    bounds = figures.cohorts
    if answer.salary is not None and not bounds.lowest_salary <= answer.salary <= bounds.highest_salary:
        message = (
            f"{answer.salary} € n’est pas un salaire brut annuel plausible (de {bounds.lowest_salary} à "
            f"{bounds.highest_salary} €). Multipliez par douze un salaire mensuel, ou effacez-le."
        )
        return Refusal(message, "NET-18", SALARY)
    return None


def _usage(answer: Answer) -> Refusal | None:
    insertion = (answer.situation, answer.in_trade, answer.contract, answer.salary)
    if insertion != (None, None, None, None):
        message = "cette enquête porte sur la valeur d’usage : effacez situation, métier, contrat et salaire."
        return Refusal(message, "NET-19", SITUATION)
    if answer.usefulness is None or not 0 <= answer.usefulness <= HIGHEST_MARK:
        return Refusal("l’utilité se note de 0 à 10. Indiquez la note.", "NET-19", USEFULNESS)
    return None
