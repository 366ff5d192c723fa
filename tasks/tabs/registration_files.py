"""The tab « Enregistrements »: a row for each piece of a renewal, its deposit, each sending of statistics (REF-31)."""

from domain.network.registration_process import DONE_ON, PROOF, SECTIONS
from tasks.tabs.columns import REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

FILES = "Enregistrements"
CERTIFICATION, STEP, EXPECTED, BEFORE = "Certification", "Étape", "Rubriques attendues", "Avant le"
TO_DO, DONE, OPTIONAL, PAST = "À faire", "Fait", "Facultatif", "Terme passé"
_TONES = {TO_DO: Tone.WARN, DONE: Tone.GOOD, OPTIONAL: Tone.MUTED, PAST: Tone.MUTED}


def registration_files_tab() -> Tab:
    """certiflow makes the rows, with their dates counted back from the end of the registration."""
    return Tab(
        FILES,
        REF,
        (
            system(REF, 30),
            system(CERTIFICATION, 14),
            system(STEP, 38),
            system(BEFORE, 14, Kind.DATE),
            system(EXPECTED, 44, Kind.LONG_TEXT),
            staff(DONE_ON, 14, Kind.DATE),
            staff(PROOF, 40, help="Lien du document, numéro du récépissé, ou preuve de l’envoi"),
            staff(SECTIONS, 20, help="Numéros des rubriques que le document traite, ou « toutes »"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status(_TONES),
            answer(),
        ),
    )
