"""The words of the registration of a certification: its file, councils, requests of the authorities, watch."""

from domain.vocabulary import Labelled


class RegistrationState(Labelled):
    RUNNING = "EN_VIGUEUR", "Enregistrement en vigueur"
    DEPOSITED = "RENOUVELLEMENT_DEPOSE", "Renouvellement déposé"
    ENDED = "FIN_ENREGISTREMENT", "Certification retirée de la configuration"


class RegistrationEvent(Labelled):
    OPENED = "registration_file_opened", "Dossier d’enregistrement ouvert"
    PIECE_FILED = "registration_piece_filed", "Pièce du renouvellement versée"
    DEPOSITED = "renewal_deposited", "Demande de renouvellement déposée"
    STATISTICS_SENT = "statistics_sent", "Statistiques envoyées à France compétences"
    COUNCIL_NOTED = "council_noted", "Conseil de perfectionnement noté au dossier"
    TERM_CHANGED = "registration_term_changed", "Terme de l’enregistrement modifié"
    ENDED = "registration_file_ended", "Dossier d’enregistrement clos"


class DemandNature(Labelled):
    """What an authority asks, and which authority."""

    COMPLEMENT = "COMPLEMENT", "Complément d’information (France compétences)"
    FC_NOTICE = "MED_FC", "Mise en demeure (France compétences)"
    CDC_NOTICE = "MED_CDC", "Mise en demeure (Caisse des dépôts)"


class DemandState(Labelled):
    RECEIVED = "RECUE", "Reçue, à répondre"
    FINAL = "DERNIER_DELAI", "Dernier délai"
    ANSWERED = "REPONDUE", "Réponse envoyée"
    MISTAKEN = "ENREGISTREE_PAR_ERREUR", "Enregistrée par erreur"


class DemandEvent(Labelled):
    RECEIVED = "demand_received", "Demande reçue"
    FINAL_TERM = "demand_final_term", "Dernier délai ouvert"
    ANSWERED = "demand_answered", "Réponse envoyée"
    MISTAKEN = "demand_recorded_by_mistake", "Demande enregistrée par erreur"


class CouncilState(Labelled):
    HELD = "TENU", "Tenu, actions à faire"
    CLOSED = "ACTIONS_FAITES", "Tenu, rien à faire"
    MISTAKEN = "ENREGISTRE_PAR_ERREUR", "Enregistré par erreur"


class CouncilEvent(Labelled):
    HELD = "council_held", "Conseil de perfectionnement tenu"
    HELD_WITHOUT_ACTION = "council_held_without_action", "Conseil de perfectionnement tenu, sans action"
    ACTION_DONE = "council_action_done", "Action du conseil faite"
    ACTIONS_DONE = "council_actions_done", "Toutes les actions du conseil faites"
    MISTAKEN = "council_recorded_by_mistake", "Conseil de perfectionnement enregistré par erreur"


class WatchState(Labelled):
    TO_DO = "A_TRAITER", "Action à mener"
    CLOSED = "CLASSEE", "Classée"
    MISTAKEN = "ENREGISTREE_PAR_ERREUR", "Enregistrée par erreur"


class WatchEvent(Labelled):
    NOTED = "watch_noted", "Veille notée, action à mener"
    FILED = "watch_filed", "Veille notée, sans action"
    DONE = "watch_action_done", "Action de veille menée"
    MISTAKEN = "watch_recorded_by_mistake", "Note de veille enregistrée par erreur"
