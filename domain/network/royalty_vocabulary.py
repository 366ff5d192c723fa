"""The words of a royalty (NET-29)."""

from domain.vocabulary import Labelled


class RoyaltyState(Labelled):
    DUE = "APPELEE", "Appelée, à payer"
    OVERDUE = "IMPAYEE", "Impayée, relancée"
    PAID = "PAYEE", "Payée"
    WAIVED = "ABANDONNEE", "Abandonnée"


class RoyaltyEvent(Labelled):
    CALLED = "royalty_called", "Redevance appelée"
    REMINDED = "royalty_overdue", "Redevance impayée : relance"
    PAID = "royalty_paid", "Redevance payée"
    WAIVED = "royalty_waived", "Redevance abandonnée"
