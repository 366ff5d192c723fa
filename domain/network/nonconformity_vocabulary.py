"""The words of the register of dysfunctions (QUA-09, MIK-94)."""

from domain.vocabulary import Labelled


class Gravity(Labelled):
    MINOR = "MINEURE", "Mineure"
    MAJOR = "MAJEURE", "Majeure"
    CRITICAL = "CRITIQUE", "Critique"


class NonconformityState(Labelled):
    OPENED = "CONSTATE", "Constaté, action à prévoir"
    ACTION_PLANNED = "ACTION_PREVUE", "Action en cours"
    TREATED = "TRAITE", "Traité, à vérifier"
    CLOSED = "CLOTURE", "Clos"


class NonconformityEvent(Labelled):
    OPENED = "nonconformity_opened", "Dysfonctionnement constaté"
    CORRECTED = "nonconformity_corrected", "Constat rectifié"
    ACTION_PLANNED = "nonconformity_action_planned", "Action corrective demandée"
    TREATED = "nonconformity_treated", "Preuve de l’action reçue"
    PROOF_REFUSED = "nonconformity_proof_refused", "Preuve refusée, action à reprendre"
    CLOSED = "nonconformity_closed", "Dysfonctionnement clos"
