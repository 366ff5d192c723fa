"""The words of the surveys of holders (NET-18, NET-19, NET-23): waves, states, what a holder may answer."""

from domain.vocabulary import Labelled


class Wave(Labelled):
    """When a holder is asked, counted from the delivery (NET-23)."""

    SIX_MONTHS = "6_MOIS", "6 mois"
    TWO_YEARS = "2_ANS", "2 ans"

    @property
    def months(self) -> int:
        return 6 if self is Wave.SIX_MONTHS else 24


class SurveyState(Labelled):
    SENT = "ENVOYEE", "Envoyée, réponse attendue"
    ANSWERED = "REPONDUE", "Répondue"
    NO_ANSWER = "SANS_REPONSE", "Sans réponse"
    DECLINED = "DECLINEE", "Ne souhaite pas répondre"
    VOID = "SANS_OBJET", "Sans objet : certification retirée"


class SurveyEvent(Labelled):
    SENT = "survey_sent", "Enquête envoyée"
    ANSWERED = "survey_answered", "Réponse à l’enquête enregistrée"
    DECLINED = "survey_declined", "Opposition à toute nouvelle enquête enregistrée"
    LAPSED = "survey_lapsed", "Enquête close sans réponse"
    VOIDED = "survey_voided", "Enquête sans objet"


class Situation(Labelled):
    """Where a holder stands. The last two are left out of the rates, as France compétences leaves them out."""

    EMPLOYED = "EMPLOI", "En emploi ou à mon compte"
    SEEKING = "RECHERCHE", "En recherche d’emploi"
    INACTIVE = "INACTIVITE", "Sans emploi, et sans en rechercher"
    STUDYING = "ETUDES", "En études ou en formation"
    UNABLE = "INDISPONIBLE", "Dans l’impossibilité de travailler (le motif n’est pas demandé)"

    @property
    def counts(self) -> bool:
        """Whether the rates of insertion count this person."""
        return self not in (Situation.STUDYING, Situation.UNABLE)


class Contract(Labelled):
    PERMANENT = "CDI", "CDI ou fonction publique"
    FIXED_TERM = "CDD", "CDD ou intérim"
    SELF_EMPLOYED = "INDEPENDANT", "Indépendant ou chef d’entreprise"
    APPRENTICE = "ALTERNANCE", "Alternance"
    OTHER = "AUTRE", "Autre contrat"


class AnswerSource(Labelled):
    """Who the answer comes from (NET-28)."""

    HOLDER = "TITULAIRE", "Formulaire"
    PHONE = "TELEPHONE", "Téléphone"
    PARTNER = "PARTENAIRE", "Partenaire"
