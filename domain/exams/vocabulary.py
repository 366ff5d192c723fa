"""The words of the exams: states and events of sessions, candidacies, examiners, certificates, frauds and appeals.

States keep the French names of the regulation (domain.md §4); a slug is one event only, whatever the process.
"""

from domain.vocabulary import Labelled


class SessionState(Labelled):
    PLANNED = "PLANIFIEE", "Planifiée"
    CONVENED = "CONVOQUEE", "Convoquée"
    READY = "PRETE", "Prête"
    RUNNING = "EN_COURS", "En cours"
    ENDED = "TERMINEE", "Terminée, pièces attendues"
    PIECES_RECEIVED = "PIECES_RECUES", "Pièces reçues, à délibérer"
    DELIBERATED = "DELIBEREE", "Délibérée, à signer"
    VALIDATED = "VALIDEE", "Validée"
    RESULTS_SENT = "RESULTATS_ENVOYES", "Résultats envoyés"
    DELIVERED = "DELIVREE", "Certifications délivrées"
    POSTPONED = "REPORTEE", "Reportée, nouvelle date à fixer"
    CANCELLED = "ANNULEE", "Annulée"


class SessionEvent(Labelled):
    PLANNED = "exam_session_planned", "Session planifiée"
    CHANGED = "exam_session_changed", "Session modifiée"
    MOVED = "exam_session_moved", "Dates, lieu ou organisation de la session modifiés"
    JURY_NAMED = "exam_jury_named", "Jury désigné"
    TIMETABLE_SET = "exam_timetable_set", "Planning établi"
    CONVENED = "exam_session_convened", "Session convoquée"
    MANAGER_NAMED = "exam_manager_named", "Responsable de session désigné"
    JURY_RECALLED = "exam_jury_recalled", "Jury prévenu du nouveau planning"
    READY = "exam_session_ready", "Session prête"
    STARTED = "exam_session_started", "Session ouverte"
    POSTPONED = "exam_session_postponed", "Session reportée"
    RESCHEDULED = "exam_session_rescheduled", "Nouvelle date fixée"
    CANCELLED = "exam_session_cancelled", "Session annulée"
    INCIDENT_REPORTED = "exam_incident_reported", "Incident signalé"
    INCIDENT_TREATED = "exam_incident_treated", "Incident traité"
    ENDED = "exam_session_ended", "Session terminée"
    PIECES_RECEIVED = "exam_pieces_received", "Pièces de la session reçues"
    DELIBERATED = "exam_session_deliberated", "Jury délibéré"
    MINUTES_SIGNED = "exam_minutes_signed", "Procès-verbal de jury signé"
    VALIDATED = "exam_session_validated", "Session validée par le certificateur"
    RESULTS_SENT = "exam_results_sent", "Résultats envoyés"
    DELIVERED = "exam_session_delivered", "Certifications délivrées"


class CandidacyState(Labelled):
    TO_VALIDATE = "A_VALIDER", "À valider"
    REGISTERED = "INSCRIT", "Inscrit"
    CONVENED = "CONVOQUE", "Convoqué"
    PRESENT = "PRESENT", "Présent"
    PASSED = "REUSSI", "Réussi"
    PARTLY = "PARTIEL", "Réussite partielle"
    FAILED = "ECHEC", "Échec"
    CERTIFIED = "CERTIFIE", "Certifié"
    REFUSED = "REFUSE", "Inscription refusée"
    GAVE_UP = "DESISTE", "Désistement"
    ABSENT = "ABSENT", "Absent"
    IDENTITY_REFUSED = "REFUSE_IDENTITE", "Non admis : identité ou convocation"
    EXCLUDED = "EXCLU", "Exclu"
    WITHDRAWN = "RETIRE", "Certification retirée"


class CandidacyEvent(Labelled):
    RECEIVED = "registration_received", "Inscription reçue"
    CORRECTED = "registration_corrected", "Inscription corrigée"
    VALIDATED = "registration_validated", "Inscription validée"
    DEEMED_ADMISSIBLE = "registration_deemed_admissible", "Recevabilité acquise faute de réponse"
    REFUSED = "registration_refused", "Inscription refusée"
    GAVE_UP = "registration_given_up", "Désistement du candidat"
    ACCOMMODATED = "accommodation_decided", "Aménagement décidé"
    MOVED = "candidacy_moved", "Candidat inscrit à une autre session"
    IN_COURSE_ASKED = "in_course_asked", "Résultats en cours de formation demandés"
    IN_COURSE_RECORDED = "in_course_recorded", "Résultats en cours de formation reçus"
    SESSION_UPDATED = "candidacy_session_updated", "Session de l’inscription mise à jour"
    CONVENED = "candidate_convened", "Candidat convoqué"
    SLOT_CHANGED = "candidate_slot_changed", "Convocation modifiée"
    POSTPONED = "candidate_postponed", "Candidat prévenu du report"
    SESSION_CANCELLED = "candidate_session_cancelled", "Candidat prévenu de l’annulation"
    ADMITTED = "candidate_admitted", "Candidat admis à composer"
    ABSENT = "candidate_absent", "Absence constatée"
    IDENTITY_REFUSED = "candidate_identity_refused", "Candidat non admis"
    EXCLUDED = "candidate_excluded", "Candidat exclu"
    ATTENDANCE_NOTED = "attendance_noted", "Présence notée"
    ATTENDANCE_CORRECTED = "attendance_corrected", "Présence rectifiée"
    GRID_RECORDED = "grid_recorded", "Grille d’évaluation enregistrée"
    PASSED = "candidate_passed", "Réussite prononcée"
    PARTLY = "candidate_partly_passed", "Réussite partielle prononcée"
    FAILED = "candidate_failed", "Échec prononcé"
    NOTIFIED = "result_notified", "Résultat notifié"
    CLOSURE_STARTED = "closure_clock_started", "Certification clôturée : délai d’un an ouvert"
    CERTIFIED = "candidate_certified", "Certification délivrée"
    WITHDRAWN = "certification_withdrawn", "Certification retirée au candidat"


class ExaminerState(Labelled):
    HABILITATED = "HABILITE", "Habilité"
    TO_CONFIRM = "A_CONFIRMER", "À confirmer : référentiel révisé"
    EXPIRED = "ECHUE", "Habilitation échue"
    ENDED = "FIN", "Habilitation retirée"


class ExaminerEvent(Labelled):
    HABILITATED = "examiner_habilitated", "Examinateur habilité"
    CORRECTED = "examiner_corrected", "Coordonnées de l’examinateur corrigées"
    RENEWED = "examiner_renewed", "Habilitation renouvelée"
    TO_CONFIRM = "examiner_to_confirm", "Habilitation à confirmer"
    CONFIRMED = "examiner_confirmed", "Connaissance du référentiel confirmée"
    EXPIRED = "examiner_expired", "Habilitation échue"
    ENDED = "examiner_ended", "Habilitation retirée"


class CertificateState(Labelled):
    DELIVERED = "DELIVRE", "Délivré"
    WITHDRAWN = "RETIRE", "Retiré"


class CertificateEvent(Labelled):
    DELIVERED = "certificate_delivered", "Parchemin délivré"
    BLOC_DELIVERED = "bloc_certificate_delivered", "Attestation de bloc délivrée"
    WITHDRAWN = "certificate_withdrawn", "Certification retirée"


class FraudState(Labelled):
    REPORTED = "SIGNALEE", "Signalée"
    REPORT_SIGNED = "RAPPORT_SIGNE", "Rapport signé, à décider"
    SANCTIONED = "SANCTIONNEE", "Sanctionnée"
    DISMISSED = "CLASSEE", "Classée sans sanction"
    LIFTED = "LEVEE", "Sanction levée sur recours"
    CLOSED = "EXECUTEE", "Sanction arrivée à son terme"


class FraudEvent(Labelled):
    REPORTED = "fraud_reported", "Fraude signalée"
    REPORT_SIGNED = "fraud_report_signed", "Rapport signé reçu"
    SANCTIONED = "fraud_sanctioned", "Sanction prononcée"
    DISMISSED = "fraud_dismissed", "Affaire classée"
    SANCTION_LIFTED = "fraud_sanction_lifted", "Sanction levée sur recours"
    BAN_LIFTED = "fraud_ban_lifted", "Fin de l’interdiction de se présenter"


class AppealState(Labelled):
    LODGED = "RECU", "Reçu, à instruire"
    UPHELD = "ACCUEILLI", "Accueilli"
    REJECTED = "REJETE", "Rejeté"


class AppealEvent(Labelled):
    LODGED = "appeal_lodged", "Recours reçu"
    UPHELD = "appeal_upheld", "Recours accueilli"
    REJECTED = "appeal_rejected", "Recours rejeté"
    FOLLOWED = "appeal_followed", "Suite donnée au recours"


class SessionKind(Labelled):
    """What a session leads to (M2I-04, M2I-05)."""

    FULL = "SE", "Session d’évaluation (certification entière)"
    BLOCS = "ACP", "Session de blocs (ACP)"


class Route(Labelled):
    """Why a candidate may present himself (M2I-07, M2I-24, M2I-25, REF-19)."""

    TRAINING = "FORMATION", "Formation suivie"
    PERSONAL = "PARCOURS_PERSONNALISE", "Parcours personnalisé"
    EXPERIENCE = "EXPERIENCE", "Candidat libre : expérience équivalente"
    VAE = "VAE", "Validation des acquis de l’expérience"


class Sex(Labelled):
    FEMALE = "F", "Féminin"
    MALE = "M", "Masculin"


class JuryRole(Labelled):
    PRESIDENT = "PRESIDENT", "Président du jury"
    MEMBER = "MEMBRE", "Membre du jury"


class OrganiserKind(Labelled):
    """NET-01, NET-02: the right of delivery belongs to the first two only."""

    CERTIFIER = "CERTIFICATEUR", "Certificateur"
    CO_CERTIFIER = "CO_CERTIFICATEUR", "Co-certificateur"
    PARTNER = "PARTENAIRE_HABILITE", "Partenaire habilité"


class Piece(Labelled):
    """What the organiser sends after the session (MIK-56, NET-27)."""

    ATTENDANCE = "emargement", "Émargement"
    GRIDS = "grilles", "Grilles"
    INCIDENTS = "incidents", "Incidents"
    MINUTES = "pv", "PV"


class Sanction(Labelled):
    """M2I-46, M2I-48, M2I-50."""

    WARNING = "AVERTISSEMENT", "Avertissement"
    EXCLUSION = "EXCLUSION", "Exclusion de la session"
    BAN = "INTERDICTION", "Interdiction de se présenter"
    WITHDRAWAL = "RETRAIT", "Retrait de la certification"
