"""The words of the trade: every state, event, document and e-mail, with the French label that users read.

Slugs are stored and exported, labels are shown. States keep the French names of the regulation, deadlines their codes.
"""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored slug with its French label."""

    label: str

    def __new__(cls, slug: str, label: str = "") -> Self:
        member = str.__new__(cls, slug)
        member._value_ = slug
        member.label = label
        return member

    @classmethod
    def from_label(cls, text: str) -> Self | None:
        """The member whose label or slug is `text`, ignoring case and outer space."""
        wanted = text.strip().casefold()
        return next((m for m in cls if wanted in (m.label.casefold(), m.value.casefold())), None)


class State(Labelled):
    """States of a partnership dossier (MIK-03, domain.md §4)."""

    RECEIVED = "RECUE", "Reçue, à compléter"
    COMPLETE = "COMPLETE", "Complète, à noter"
    SCORED = "NOTEE", "Notée"
    REJECTED_ON_SCORE = "REJETEE_NOTE", "Rejetée sur note"
    IN_COMMISSION = "EN_COMMISSION", "En commission"
    REFUSED = "REFUSEE", "Refusée en commission"
    PRE_HABILITATED = "PRE_HABILITE", "Pré-habilité"
    IN_CONFORMITY = "MISE_EN_CONFORMITE", "Mise en conformité"
    READY_TO_SIGN = "PRET_A_SIGNER", "Prêt à signer"
    HABILITATED = "HABILITE", "Habilité"
    SUSPENDED = "SUSPENDUE", "Convention suspendue"
    TERMINATED = "RESILIEE", "Convention résiliée"
    HABILITATION_LOST = "PREHABILITATION_PERDUE", "Pré-habilitation perdue"
    EXPIRED = "EXPIREE", "Convention échue"
    CLOSED_WITHOUT_ACTION = "CLASSEE_SANS_SUITE", "Classée sans suite"
    WITHDRAWN = "RETIREE", "Pré-habilitation retirée"


class Event(Labelled):
    """What can happen to a partnership dossier."""

    APPLICATION_RECEIVED = "application_received", "Candidature reçue"
    DECLARATION_COMPLETED = "declaration_completed", "Déclaration complétée par l’organisme"
    PIECES_MISSING = "pieces_missing", "Pièces manquantes demandées"
    PIECES_COMPLETE = "pieces_complete", "Candidature complète"
    OWNER_ASSIGNED = "owner_assigned", "Responsable du dossier désigné"
    COMPLETION_LAPSED = "completion_lapsed", "Délai de complétude échu"
    GRID_VALIDATED = "grid_validated", "Grille de notation validée"
    SCORE_BELOW = "score_below", "Note inférieure au seuil"
    SCORE_REACHED = "score_reached", "Seuil atteint"
    COMMISSION_ACCEPTED = "commission_accepted", "Acceptation en commission"
    COMMISSION_REFUSED = "commission_refused", "Refus en commission"
    INFO_SESSION_PLANNED = "info_session_planned", "Séance d’information planifiée"
    INFO_SESSION_CANCELLED = "info_session_cancelled", "Séance d’information annulée"
    INFO_SESSION_HELD = "info_session_held", "Séance d’information tenue, documents remis"
    EXTENT_SET = "extent_set", "Étendue de l’habilitation précisée"
    EVALUATION_KIT_DELIVERED = "evaluation_kit_delivered", "Kit d’évaluation remis"
    COMMUNICATION_LOST = "communication_lost", "Corrections non respectées au second contrôle"
    WORKSTREAMS_DONE = "workstreams_done", "Étapes de la mise en conformité validées"
    AGREEMENTS_ISSUED = "agreements_issued", "Documents à signer établis"
    SIGNING_PLANNED = "signing_planned", "Journée de signature planifiée"
    SIGNING_CANCELLED = "signing_cancelled", "Journée de signature annulée"
    AGREEMENT_SIGNED = "agreement_signed", "Signature enregistrée"
    HABILITATION_GRANTED = "habilitation_granted", "Habilitation"
    DECLARED_TO_FC = "declared_to_fc", "Déclaration à France compétences faite"
    AGREEMENT_EXPIRED = "agreement_expired", "Convention arrivée à échéance"
    AGREEMENT_RENEWED = "agreement_renewed", "Convention renouvelée"
    AGREEMENT_SUSPENDED = "agreement_suspended", "Convention suspendue"
    GRIEVANCES_NOTIFIED = "grievances_notified", "Griefs notifiés"
    OBSERVATIONS_RECEIVED = "observations_received", "Observations de l’organisme reçues"
    AGREEMENT_TERMINATED = "agreement_terminated", "Convention résiliée"
    SUSPENSION_LIFTED = "suspension_lifted", "Suspension levée"
    EXTENSION_GRANTED = "extension_granted", "Prolongation accordée par la direction"
    PRE_HABILITATION_WITHDRAWN = "pre_habilitation_withdrawn", "Retrait immédiat de la pré-habilitation"
    REMINDED = "reminded", "Rappel envoyé"
    ESCALATED = "escalated", "Échéance signalée à l’équipe"
    DEADLINE_MOVED = "deadline_moved", "Échéance recalculée"


class TimeLimit(Labelled):
    """Codes of the deadline catalogue (domain.md §3)."""

    OWNERSHIP = "D-AFFECTATION", "Désignation du responsable du dossier"
    COMPLETION = "D-COMPLETUDE", "Complétude de la candidature"
    INFO_SESSION = "D-INFO", "Séance d’information"
    CONFORMITY = "D-CONFORMITE", "Mise en conformité"
    COMMUNICATION_UPDATE = "D-COMM-1", "Mise à jour des supports de communication"
    COMMUNICATION_RECHECK = "D-COMM-2", "Second contrôle des supports de communication"
    TRAINER_REWORK = "D-FORM-1", "Dossier technique corrigé d’un formateur"
    TRAINER_SECOND_SESSION = "D-FORM-2", "Seconde session d’évaluation d’un formateur"
    FC_DECLARATION = "D-DECL-FC", "Déclaration à France compétences"
    AGREEMENT_END = "D-CONVENTION-FIN", "Fin de la convention"
    CORRECTIVE_ACTION = "D-ACTION-CORR", "Action corrective"
    OBSERVATIONS = "D-OBSERVATIONS", "Observations sur les griefs"
    QUESTION = "D-QUESTION", "Réponse à un formateur"
    QUALIOPI = "D-QUALIOPI", "Validité de la certification Qualiopi"
    CHECK_MONTHLY = "D-CTRL-MENS", "Contrôle mensuel d’un partenaire"
    CHECK_SEMESTER = "D-AUDIT-SEM", "Audit semestriel d’un partenaire"
    CHECK_ANNUAL = "D-REVUE-ANN", "Revue annuelle d’un partenaire"
    REGISTRATION = "D-INSCRIPTION", "Validation d’une inscription"
    CONVOCATION = "D-CONVOC", "Convocation des candidats"
    JURY_CONVOCATION = "D-CONVOC-JURY", "Convocation du jury"
    PIECES = "D-PIECES", "Pièces de la session"
    RESULTS = "D-RESULTATS", "Résultats de la session"
    DELIVERY = "D-DELIVRANCE", "Délivrance de la certification"
    MATCHING = "D-ACCROCHAGE", "Accrochage au CPF"
    CPF_CORRECTION = "D-CORRECTION-CDC", "Correction auprès de la Caisse des dépôts"
    EXAMINER_TERM = "D-HABILITATION", "Fin de l’habilitation d’un examinateur"
    ROYALTY = "D-REDEVANCE", "Paiement d’une redevance"
    ROYALTY_OVERDUE = "D-REDEVANCE-RELANCE", "Redevance impayée"
    BAN = "D-BAN", "Interdiction de se présenter"
    CLOSURE = "D-CLOTURE", "Fin des épreuves d’une certification clôturée"
    SURVEY = "D-ENQUETE", "Réponse à une enquête"
    APPEAL = "D-RECOURS", "Réponse à un recours"
    RENEWAL = "D-RENOUVELLEMENT", "Dépôt de la demande de renouvellement"
    STATISTICS = "D-STATS-FC", "Statistiques d’insertion à France compétences"
    COUNCIL = "D-CONSEIL", "Conseil de perfectionnement"
    COMPLEMENT = "D-COMPLEMENT", "Complément demandé par l’instructeur"
    FC_NOTICE = "D-MED-FC", "Mise en demeure de France compétences"
    FC_NOTICE_FINAL = "D-MED-FC-2", "Dernier délai laissé par France compétences"
    CDC_NOTICE = "D-MED-CDC", "Mise en demeure de la Caisse des dépôts"
    ACTION = "D-ACTION", "Action décidée"
    VAE_ADMISSIBILITY = "D-VAE-RECEVABILITE", "Recevabilité d’une VAE"
    VAE_JURY = "D-VAE-JURY", "Jury d’une VAE"
    VAE_RESULT = "D-RESULTATS-VAE", "Résultat d’une VAE"


class Level(Labelled):
    """Rungs of the escalation ladder (O-20)."""

    N0 = "N0", "Rappel au responsable du dossier"
    N1 = "N1", "Échéance atteinte : responsable du dossier"
    N2 = "N2", "Retard : responsable des partenariats"
    N3 = "N3", "Retard : direction"


class Role(Labelled):
    """Who acts (domain.md §8)."""

    DIRECTION = "DIRECTION", "Direction"
    PARTNER_MANAGER = "RESPONSABLE_PARTENARIATS", "Responsable des partenariats"
    COMMUNICATION_AUDITOR = "AUDITEUR_COMMUNICATION", "Auditeur communication"
    PEDAGOGY_REFERENT = "REFERENT_PEDAGOGIQUE", "Référent pédagogique"
    EXAM_MANAGER = "RESPONSABLE_EXAMENS", "Responsable des examens"
    ADVISER = "CONSEILLER_FORMATION", "Conseiller formation"
    DISABILITY_REFERENT = "REFERENT_HANDICAP", "Référent handicap"
    CERTIFIER_REPRESENTATIVE = "REPRESENTANT_CERTIFICATEUR", "Représentant du certificateur"
    QUALIFIED_PERSON = "PERSONNALITE_QUALIFIEE", "Personnalité qualifiée"


class Scope(Labelled):
    """What a partner is habilitated for; maps 1:1 to France compétences (MIK-01, NET-03)."""

    PREPARE = "PREPARER", "Préparer"
    ASSESS = "EVALUER", "Évaluer"
    PREPARE_AND_ASSESS = "PREPARER_EVALUER", "Préparer et évaluer"

    @property
    def assesses(self) -> bool:
        """Whether it needs a responsable de l'évaluation and the evaluation kit (MIK-54, MIK-82)."""
        return self is not Scope.PREPARE

    @property
    def france_competences(self) -> str:
        """The value of HABILITATION_PARTENAIRE in the public export."""
        return {
            Scope.PREPARE: "HABILITATION_FORMER",
            Scope.ASSESS: "HABILITATION_ORGANISER",
            Scope.PREPARE_AND_ASSESS: "HABILITATION_ORGA_FORM",
        }[self]


class Modality(Labelled):
    ON_SITE = "PRESENTIEL", "Présentiel"
    REMOTE = "DISTANCIEL", "Distanciel"
    MIXED = "MIXTE", "Mixte"


class Opinion(Labelled):
    """The commission's view of one of the five other factors (MIK-15)."""

    FAVOURABLE = "FAVORABLE", "Favorable"
    RESERVED = "RESERVE", "Réservé"
    UNFAVOURABLE = "DEFAVORABLE", "Défavorable"


class Factor(Labelled):
    """The five other factors of the commission, outside the 17 points (MIK-15)."""

    DISABILITY = "handicap", "Accueil et accompagnement des personnes en situation de handicap"
    RELEVANCE = "pertinence", "Pertinence du projet"
    PERCEIVED_QUALITY = "qualite_percue", "Qualité perçue des pratiques"
    CANDIDATE_SELECTION = "selection_candidats", "Processus de sélection des candidats"
    E_REPUTATION = "e_reputation", "E-réputation"
