"""The tab « Veille »: what changes in the market and in the regulation, and what is done of it (NET-20, REF-30)."""

from collections.abc import Iterable

from domain.network.registration_figures import Source
from domain.network.registration_vocabulary import WatchState
from domain.network.watch import ACTION_DUE, DONE_ON, FOUND, IMPACT, NOTED_ON
from tasks.tabs.columns import DEADLINE, REF, TYPED_BY, answer, mistake, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

WATCH = "Veille"
SOURCE, CONCERNED, ACTION, IN_CHARGE = "Source", "Certifications", "Action", "Responsable de l’action"
_TONES = {WatchState.TO_DO.label: Tone.WARN, WatchState.CLOSED.label: Tone.GOOD, WatchState.MISTAKEN.label: Tone.MUTED}


def watch_tab(sources: Iterable[Source]) -> Tab:
    """One row a note, added by staff."""
    return Tab(
        WATCH,
        REF,
        (
            system(REF, 16),
            staff(SOURCE, 44, Kind.CHOICE, (source.name for source in sources)),
            staff(NOTED_ON, 14, Kind.DATE),
            staff(FOUND, 50, Kind.LONG_TEXT),
            staff(IMPACT, 40, Kind.LONG_TEXT),
            staff(CONCERNED, 20, help="Codes séparés par des virgules, ou « toutes »"),
            staff(ACTION, 40, Kind.LONG_TEXT, help="Vide quand il n’y a rien à faire"),
            staff(IN_CHARGE, 24, help="Une personne de l’onglet « Équipe »"),
            staff(ACTION_DUE, 14, Kind.DATE),
            staff(DONE_ON, 14, Kind.DATE),
            mistake(),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status(_TONES),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
        ),
    )
