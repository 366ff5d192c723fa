"""The tab « Conseils »: each conseil de perfectionnement and its actions (NET-17)."""

from domain.network.council import ACTIONS, AGENDA, DISCUSSED, DONE, HELD_ON, MEMBERS
from domain.network.registration_vocabulary import CouncilState
from tasks.tabs.columns import DEADLINE, REF, TYPED_BY, answer, mistake, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

COUNCILS = "Conseils"
CONCERNED, CHAIRED_BY = "Certifications", "Présidé par"
_TONES = {
    CouncilState.HELD.label: Tone.WARN,
    CouncilState.CLOSED.label: Tone.GOOD,
    CouncilState.MISTAKEN.label: Tone.MUTED,
}


def councils_tab() -> Tab:
    """One row a meeting, added by staff; its minutes are made from it."""
    return Tab(
        COUNCILS,
        REF,
        (
            system(REF, 16),
            staff(CONCERNED, 20, help="Codes séparés par des virgules, ou « toutes »"),
            staff(HELD_ON, 14, Kind.DATE),
            staff(AGENDA, 40, Kind.LONG_TEXT, help="Un point par ligne"),
            staff(MEMBERS, 36, Kind.LONG_TEXT, help="Un par ligne : Nom ; Qualité"),
            staff(DISCUSSED, 60, Kind.LONG_TEXT),
            staff(ACTIONS, 50, Kind.LONG_TEXT, help="Une par ligne : Action ; Responsable ; JJ/MM/AAAA"),
            staff(CHAIRED_BY, 24),
            staff(DONE, 16, help="Numéros des actions faites, séparés par un point-virgule"),
            mistake(),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status(_TONES),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
        ),
    )
