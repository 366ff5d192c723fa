"""The tab « Redevances »: what partners owe, session by session (NET-29)."""

from domain.network.royalty import DECIDED_BY, MOTIVE, PAID, PAID_ON, REFERENCE
from domain.network.royalty_vocabulary import RoyaltyState
from tasks.tabs.columns import DEADLINE, DOSSIER, ORGANISATION, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

ROYALTIES = "Redevances"
SESSION, COUNT, AMOUNT = "Session", "Candidats", "Montant dû (HT)"
_TONES = {
    RoyaltyState.DUE.label: Tone.WARN,
    RoyaltyState.OVERDUE.label: Tone.BAD,
    RoyaltyState.PAID.label: Tone.GOOD,
    RoyaltyState.WAIVED.label: Tone.MUTED,
}


def royalties_tab() -> Tab:
    """certiflow makes the rows; staff note the payment, or the decision of direction to let go of it."""
    return Tab(
        ROYALTIES,
        REF,
        (
            system(REF, 16),
            system(DOSSIER, 14),
            system(ORGANISATION, 28),
            system(SESSION, 14),
            system(COUNT, 12, Kind.NUMBER),
            system(AMOUNT, 14, Kind.NUMBER),
            staff(PAID_ON, 14, Kind.DATE),
            staff(PAID, 16, Kind.NUMBER),
            staff(REFERENCE, 24),
            staff(
                MOTIVE, 40, Kind.LONG_TEXT, help="Pour ne pas réclamer la redevance : la direction motive sa décision"
            ),
            staff(DECIDED_BY, 24, help="Un membre de la direction"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status(_TONES),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
        ),
    )
