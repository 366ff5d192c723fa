"""The tab « Conservation »: what is due to be erased, and who decided what of it (RGPD)."""

from domain.network.destruction import CONFIRMED_BY, DECISION, MOTIVE, DestructionState
from tasks.tabs.columns import REF, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

RETENTION = "Conservation"
WHAT, DURATION, SINCE, DUE_ON, VOLUME = "Objet", "Durée", "Depuis le", "À effacer depuis le", "Données"
ERASE, KEEP = "Effacer", "Conserver"
_TONES = {
    DestructionState.PROPOSED.label: Tone.WARN,
    DestructionState.CONFIRMED.label: Tone.WARN,
    DestructionState.ERASED.label: Tone.MUTED,
    DestructionState.KEPT.label: Tone.GOOD,
}


def retention_tab() -> Tab:
    """One row a lot, made by certiflow; nothing is erased before somebody has said so here."""
    return Tab(
        RETENTION,
        REF,
        (
            system(REF, 16),
            system(WHAT, 44, Kind.LONG_TEXT),
            system(DURATION, 50, Kind.LONG_TEXT),
            system(SINCE, 14, Kind.DATE),
            system(DUE_ON, 14, Kind.DATE),
            system(VOLUME, 44, Kind.LONG_TEXT),
            staff(DECISION, 14, Kind.CHOICE, (ERASE, KEEP), help="Effacer est définitif"),
            staff(MOTIVE, 50, Kind.LONG_TEXT, help="Obligatoire pour conserver : contentieux, contrôle en cours…"),
            staff(CONFIRMED_BY, 24, help="Votre nom : direction ou responsable des partenariats"),
            status(_TONES),
            answer(),
        ),
    )
