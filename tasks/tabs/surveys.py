"""The tabs of the cohorts: answers to the surveys, surveys that wait, figures of the promotions (NET-18, NET-23)."""

from domain.network.survey_guards import (
    ANSWERED_ON,
    CONTRACT,
    IN_TRADE,
    SALARY,
    SITUATION,
    SOURCE,
    USED,
    USEFULNESS,
)
from domain.network.survey_vocabulary import AnswerSource, Contract, Situation, SurveyState
from tasks.tabs.columns import REF, STATUS, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Column, Mode, Owner, Tab, Tone
from tasks.workbook.values import Kind

ANSWERS, SURVEYS, COHORTS = "Réponses aux enquêtes", "Enquêtes", "Cohortes"
CODE, STOP, SURVEY_REF = "Code d’enquête", "Ne plus me solliciter", "Enquête"
YES, NO = "Oui", "Non"
TAKEN, REFUSED, EARLY = "Prise en compte", "Refusée, à corriger", "Sera prise en compte à sa date."
_TONES = {
    SurveyState.SENT.label: Tone.WARN,
    SurveyState.NO_ANSWER.label: Tone.MUTED,
}


def _form(header: str, width: int, kind: Kind = Kind.TEXT, choices: tuple[str, ...] = (), help: str = "") -> Column:
    return Column(header, Owner.FORM, kind, choices, width, help)


def answers_tab() -> Tab:
    """One row an answer: the form's, or one that staff type for a holder or from a partner's return (NET-28)."""
    return Tab(
        ANSWERS,
        None,
        (
            _form(ANSWERED_ON, 18, Kind.DATETIME),
            _form(CODE, 32, help="Le lien de l’e-mail le remplit : il désigne l’enquête sans nommer personne"),
            _form(SITUATION, 34, Kind.CHOICE, tuple(item.label for item in Situation), "RNCP (NET-18)"),
            _form(IN_TRADE, 12, Kind.CHOICE, (YES, NO), "L’emploi est-il dans le métier visé par la certification ?"),
            _form(CONTRACT, 24, Kind.CHOICE, tuple(item.label for item in Contract)),
            _form(SALARY, 14, Kind.NUMBER, help="Facultatif"),
            _form(USEFULNESS, 12, Kind.NUMBER, help="RS : valeur d’usage, de 0 à 10 (NET-19)"),
            _form(USED, 12, Kind.CHOICE, (YES, NO), "RS : la certification sert-elle au travail ? (NET-19)"),
            _form(STOP, 14, Kind.CHOICE, (YES,), "Aucune enquête ne part plus à cette personne (RGPD)"),
            staff(SURVEY_REF, 16, help="Sans code : numéro de l’onglet « Enquêtes », comme ENQ-2027-0001"),
            staff(SOURCE, 14, Kind.CHOICE, (AnswerSource.PHONE.label, AnswerSource.PARTNER.label),
                  "D’une réponse que vous saisissez : par téléphone, ou retour d’un partenaire (NET-28)"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, une ligne sans code n’est pas lue"),
            Column(STATUS, Owner.SYSTEM, Kind.TEXT, (), 20, "", {TAKEN: Tone.GOOD, REFUSED: Tone.BAD}),
            answer(),
        ),
        frozen=0,
    )  # fmt: skip


def surveys_list() -> Tab:
    """The surveys that still take an answer: whom to call, and the number to type."""
    return Tab(
        SURVEYS,
        None,
        (
            system(REF, 16),
            system("Titulaire", 28),
            system("E-mail", 30),
            system("Certification", 14),
            system("Session", 14),
            system("Délivré le", 14, Kind.DATE),
            system("Vague", 10),
            system("Envoyée le", 14, Kind.DATE),
            status(_TONES),
            system("Réponse prise jusqu’au", 14, Kind.DATE),
        ),
        Mode.MIRROR,
    )


def cohorts_list() -> Tab:
    """One row a promotion and a wave, as France compétences asks for them (NET-18, NET-22, NET-23)."""
    return Tab(
        COHORTS,
        None,
        (
            system("Certification", 14),
            system("Promotion", 12, Kind.NUMBER, "Année de délivrance"),
            system("Titulaires", 12, Kind.NUMBER),
            system("Vague", 10),
            system("Enquêtes", 12, Kind.NUMBER),
            system("Réponses", 12, Kind.NUMBER),
            system("Taux de réponse (%)", 12, Kind.NUMBER),
            system("Insertion globale (%)", 12, Kind.NUMBER, "En emploi, parmi les réponses, hors études"),
            system("Insertion métier (%)", 12, Kind.NUMBER, "En emploi dans le métier visé, parmi les réponses"),
            system("Salaire médian (€)", 14, Kind.NUMBER, "Brut annuel ; vide quand trop peu de réponses"),
            system("Utilité moyenne", 12, Kind.NUMBER, "RS : valeur d’usage, de 0 à 10"),
            system("Renouvellement", 60, Kind.LONG_TEXT, "Ce qu’il manque pour le demander (NET-23, NET-24)"),
        ),
        Mode.MIRROR,
        frozen=2,
    )
