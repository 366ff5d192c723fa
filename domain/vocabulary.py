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
    EVALUATION_KIT_DELIVERED = "evaluation_kit_delivered", "Kit d’évaluation remis"
    COMMUNICATION_LOST = "communication_lost", "Corrections non respectées au second contrôle"
    WORKSTREAMS_DONE = "workstreams_done", "Étapes de la mise en conformité validées"
    AGREEMENTS_ISSUED = "agreements_issued", "Documents à signer établis"
    SIGNING_PLANNED = "signing_planned", "Journée de signature planifiée"
    SIGNING_CANCELLED = "signing_cancelled", "Journée de signature annulée"
    AGREEMENT_SIGNED = "agreement_signed", "Signature enregistrée"
    HABILITATION_GRANTED = "habilitation_granted", "Habilitation"
    DECLARED_TO_FC = "declared_to_fc", "Habilitation déclarée à France compétences"
    AGREEMENT_EXPIRED = "agreement_expired", "Convention arrivée à échéance"
    EXTENSION_GRANTED = "extension_granted", "Prolongation accordée par la direction"
    PRE_HABILITATION_WITHDRAWN = "pre_habilitation_withdrawn", "Retrait immédiat de la pré-habilitation"
    REMINDED = "reminded", "Rappel envoyé"
    ESCALATED = "escalated", "Échéance signalée à l’équipe"
    DEADLINE_MOVED = "deadline_moved", "Échéance recalculée"


class TimeLimit(Labelled):
    """Codes of the deadline catalogue (domain.md §3)."""

    OWNERSHIP = "D-AFFECTATION", "Désignation du responsable du dossier"
    COMPLETION = "D-COMPLETUDE", "Complétude de la candidature"
    INFO_SESSION = "D-INFO", "Session d’information"
    CONFORMITY = "D-CONFORMITE", "Mise en conformité"
    COMMUNICATION_UPDATE = "D-COMM-1", "Mise à jour des supports de communication"
    COMMUNICATION_RECHECK = "D-COMM-2", "Second contrôle des supports de communication"
    TRAINER_REWORK = "D-FORM-1", "Dossier technique corrigé d’un formateur"
    TRAINER_SECOND_SESSION = "D-FORM-2", "Seconde session d’évaluation d’un formateur"
    FC_DECLARATION = "D-DECL-FC", "Déclaration à France compétences"
    AGREEMENT_END = "D-CONVENTION-FIN", "Fin de la convention"
    QUALIOPI = "D-QUALIOPI", "Validité de la certification Qualiopi"


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


class Pv(Labelled):
    """Minutes (procès-verbaux), one for every outcome (MIK-31)."""

    REJECTED_ON_SCORE = "rejet_sur_note", "Procès-verbal de rejet sur note"
    COMMISSION_ACCEPTED = "commission_acceptation", "Procès-verbal de commission : pré-habilitation"
    COMMISSION_REFUSED = "commission_refus", "Procès-verbal de commission : refus"
    CLOSED_WITHOUT_ACTION = "classement_sans_suite", "Procès-verbal de classement sans suite"
    WITHDRAWN = "retrait", "Procès-verbal de retrait de la pré-habilitation"
    EXTENSION = "prolongation", "Procès-verbal de prolongation"
    AUDIT_FIRST = "controle_communication_1", "Procès-verbal de contrôle de la communication"
    AUDIT_SECOND = "controle_communication_2", "Procès-verbal de second contrôle de la communication"
    HABILITATION_LOST = "perte_prehabilitation", "Procès-verbal de perte de la pré-habilitation"
    TRAINER_EVALUATION = "evaluation_formateur", "Procès-verbal d’évaluation d’un formateur"
    TRAINER_SET_ASIDE = "formateur_ecarte", "Procès-verbal de mise à l’écart d’un formateur"
    MANAGER_DECISION = "responsable_evaluation", "Procès-verbal d’habilitation du responsable de l’évaluation"
    HABILITATION = "habilitation", "Procès-verbal d’habilitation"
    EXPIRED = "echeance_convention", "Procès-verbal d’échéance de la convention"


class Paper(Labelled):
    """Documents that are not minutes."""

    COMMISSION_FILE = "dossier_commission", "Dossier de commission"
    DELIVERY_SLIP = "bordereau_remise", "Bordereau de remise des documents"
    EVALUATION_KIT_SLIP = "bordereau_kit_evaluation", "Bordereau de remise du kit d’évaluation"
    KIT_COMMUNICATION = "kit_communication", "Kit de communication"
    KIT_PEDAGOGY = "kit_pedagogique", "Kit pédagogique"
    TECHNICAL_FILE = "kit_dossier_technique", "Dossier technique d’évaluation"
    KIT_QUALITY = "kit_qualite", "Démarche qualité et de contrôle"
    KIT_EVALUATION = "kit_evaluation", "Kit d’évaluation"
    AGREEMENT = "convention", "Convention de partenariat"
    REGULATION = "reglementation", "Réglementation de la certification"
    CHARTER = "charte", "Charte qualité"


class Audience(Labelled):
    """Whom an e-mail is for; addresses come from the dossier or from the tab « Équipe »."""

    PARTNER = "partner", "Organisme de formation"
    OWNER = "owner", "Responsable du dossier"
    OWNER_AND_MANAGERS = "owner_and_managers", "Responsable du dossier, copie aux responsables des partenariats"
    MANAGERS = "managers", "Responsables des partenariats"
    DIRECTION = "direction", "Direction"
    COMMISSION = "commission", "Direction et responsable du dossier"
    PARTNER_AND_COMMUNICATION = "partner_and_communication", "Organisme et son contact communication"
    TRAINER_AND_PARTNER = "trainer_and_partner", "Formateur et organisme"
    TRAINER = "trainer", "Formateur"
    EVALUATION_MANAGER = "evaluation_manager", "Responsable de l’évaluation"
    MANAGER_AND_PARTNER = "manager_and_partner", "Responsable de l’évaluation et organisme"
    AUDITORS = "auditors", "Auditeurs communication"


class Mail(Labelled):
    """E-mails, by the slug of their template."""

    ACKNOWLEDGEMENT = "acknowledgement", "Accusé de réception"
    MISSING_PIECES = "missing_pieces", "Demande de pièces"
    MISSING_PIECES_REMINDER = "missing_pieces_reminder", "Rappel : pièces manquantes"
    APPLICATION_COMPLETE = "application_complete", "Candidature complète"
    CLOSED_WITHOUT_ACTION = "closed_without_action", "Classement sans suite"
    REJECTED_ON_SCORE = "rejected_on_score", "Rejet sur note"
    COMMISSION_INVITATION = "commission_invitation", "Dossier à examiner en commission"
    COMMISSION_REFUSED = "commission_refused", "Refus en commission"
    PRE_HABILITATED = "pre_habilitated", "Pré-habilitation"
    CONFORMITY_REMINDER = "conformity_reminder", "Rappel : mise en conformité"
    EXTENSION_GRANTED = "extension_granted", "Prolongation du délai de mise en conformité"
    WITHDRAWN = "withdrawn", "Retrait de la pré-habilitation"
    INFO_SESSION_INVITATION = "info_session_invitation", "Invitation à la séance d’information"
    INFO_SESSION_CANCELLED = "info_session_cancelled", "Séance d’information annulée"
    KITS_DELIVERED = "kits_delivered", "Remise des documents"
    EVALUATION_KIT = "evaluation_kit", "Remise du kit d’évaluation"
    COMMUNICATION_REMINDER = "communication_reminder", "Rappel : supports de communication"
    CORRECTIONS_REQUESTED = "corrections_requested", "Demande de corrections"
    COMMUNICATION_CONFORMING = "communication_conforming", "Communication conforme"
    RECHECK_FAILED = "recheck_failed", "Résultat du second contrôle"
    HABILITATION_LOST = "habilitation_lost", "Perte de la pré-habilitation"
    TRAINER_INVITATION = "trainer_invitation", "Invitation à une session d’évaluation"
    TRAINER_SESSION_CANCELLED = "trainer_session_cancelled", "Session d’évaluation annulée"
    TRAINER_REPORT = "trainer_report", "Rapport d’évaluation d’un formateur"
    TRAINER_SET_ASIDE = "trainer_set_aside", "Formateur écarté"
    MANAGER_DESIGNATED = "manager_designated", "Responsable de l’évaluation désigné"
    MANAGER_DECISION = "manager_decision", "Habilitation du responsable de l’évaluation"
    AGREEMENTS_READY = "agreements_ready", "Documents à signer"
    SIGNING_INVITATION = "signing_invitation", "Invitation à la journée de signature"
    SIGNING_CANCELLED = "signing_cancelled", "Journée de signature annulée"
    PUBLICATION_AUTHORISED = "publication_authorised", "Habilitation et autorisation de publication"
    FC_DECLARATION_DUE = "fc_declaration_due", "Déclaration à France compétences à faire"
    AGREEMENT_ENDING = "agreement_ending", "Fin prochaine de la convention"
    AGREEMENT_EXPIRED = "agreement_expired", "Convention arrivée à échéance"
    QUALIOPI_EXPIRY = "qualiopi_expiry", "Échéance Qualiopi"
    UNASSIGNED_DOSSIER = "unassigned_dossier", "Dossier sans responsable"
    DEADLINE_REMINDER_STAFF = "deadline_reminder_staff", "Échéance proche"
    DEADLINE_OVERDUE_OWNER = "deadline_overdue_owner", "Échéance atteinte"
    DEADLINE_OVERDUE_MANAGER = "deadline_overdue_manager", "Échéance dépassée"
    DEADLINE_OVERDUE_DIRECTION = "deadline_overdue_direction", "Échéance dépassée : direction"
    MAIL_FAILURE = "mail_failure", "E-mail non remis"
    RUN_FAILURE = "run_failure", "Traitement interrompu"
