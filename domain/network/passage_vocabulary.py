"""The words of the accrochage: states of a passage, what happens to it, the values of the CPF flux (domain.md §4, §7).

The slugs of `AccessMode` and `Initiative` are the values of the XSD.
"""

from domain.vocabulary import Labelled


class PassageState(Labelled):
    """NET-21; the states of domain.md §4, and the two that a correction and a withdrawal ask for."""

    INCOMPLETE = "INCOMPLET", "Incomplet"
    TO_EXPORT = "A_EXPORTER", "À exporter"
    EXPORTED = "EXPORTE", "Exporté, sans retour"
    MATCHED = "ACCROCHE_OK", "Accroché"
    REJECTED = "ACCROCHE_KO", "Rejeté, à corriger"
    CORRECTED = "CORRIGE", "Corrigé, à renvoyer"
    EXPORTED_AGAIN = "EXPORTE_2", "Renvoyé, sans retour"
    REJECTED_AGAIN = "KO_PERSISTANT", "Rejet persistant"
    TO_CORRECT = "CORRECTION_DEMANDEE", "Correction demandée"
    CANCELLED = "ANNULE", "Annulé : certification retirée"


class PassageEvent(Labelled):
    OPENED = "passage_opened", "Accrochage à préparer"
    AMENDED = "passage_amended", "Données de l’accrochage complétées"
    COMPLETED = "passage_completed", "Données de l’accrochage complètes"
    NIR_STORED = "passage_nir_stored", "NIR reçu et chiffré"
    NIR_PURGED = "passage_nir_purged", "NIR effacé"
    EXPORTED = "passage_exported", "Passage exporté"
    DEPOSITED = "passage_deposited", "Fichier déposé sur le portail"
    MATCHED = "passage_matched", "Passage accroché"
    REJECTED = "passage_rejected", "Passage rejeté"
    REJECTED_UNKNOWN = "passage_rejected_unknown", "Passage rejeté : message inconnu"
    CORRECTED = "passage_corrected", "Passage corrigé, à renvoyer"
    CORRECTION_ASKED = "passage_correction_asked", "Correction demandée sur un passage accroché"
    CORRECTION_DONE = "passage_correction_done", "Correction faite sur le portail"
    WITHDRAWAL_REPORTED = "passage_withdrawal_reported", "Retrait signalé à la Caisse des dépôts"
    CANCELLED = "passage_cancelled", "Accrochage annulé : certification retirée"


class AccessMode(Labelled):
    """`modaliteAcces`."""

    INITIAL = "FORMATION_INITIALE_HORS_APPRENTISSAGE", "Formation initiale, hors apprentissage"
    APPRENTICESHIP = "FORMATION_INITIALE_APPRENTISSAGE", "Apprentissage"
    CONTINUING = (
        "FORMATION_CONTINUE_HORS_CONTRAT_DE_PROFESSIONNALISATION",
        "Formation continue, hors contrat de professionnalisation",
    )
    PROFESSIONAL_CONTRACT = "FORMATION_CONTINUE_CONTRAT_DE_PROFESSIONNALISATION", "Contrat de professionnalisation"
    VAE = "VAE", "VAE"
    FOREIGN_DIPLOMA = "EQUIVALENCE_DIPLOME_ETRANGER", "Équivalence d’un diplôme étranger"
    FREE = "CANDIDAT_LIBRE", "Candidat libre"


class Initiative(Labelled):
    """`initiativeInscription`."""

    HOLDER = "CERTIFIE", "Le titulaire"
    TRAINER = "OF", "L’organisme de formation"
    EMPLOYMENT_SERVICE = "POLE_EMPLOI", "France Travail"
    EMPLOYER = "EMPLOYEUR", "L’employeur"
    OTHER = "AUTRE", "Autre"


class Profile(Labelled):
    """Version of the XSD that a file follows."""

    V112 = "1.1.2", "1.1.2"
    V115 = "1.1.5", "1.1.5, avec NIR"
