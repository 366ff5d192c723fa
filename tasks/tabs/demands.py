"""The tab « Demandes »: complements and mises en demeure of the authorities, and their answers (REF-32, LAW-07)."""

from collections.abc import Iterable

from domain.network.demand import ANSWER, ANSWERED_ON, DUE_ON, RECEIVED_ON, WHAT
from domain.network.registration_vocabulary import DemandNature, DemandState
from tasks.tabs.columns import DEADLINE, REF, TYPED_BY, answer, mistake, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

DEMANDS = "Demandes"
CERTIFICATION, NATURE, PROOF = "Certification", "Nature", "Preuve de la réponse"
_TONES = {
    DemandState.RECEIVED.label: Tone.WARN,
    DemandState.FINAL.label: Tone.BAD,
    DemandState.ANSWERED.label: Tone.GOOD,
    DemandState.MISTAKEN.label: Tone.MUTED,
}


def demands_tab(codes: Iterable[str]) -> Tab:
    """One row a demand, added by staff; « Saisi par » signs what is typed."""
    return Tab(
        DEMANDS,
        REF,
        (
            system(REF, 16),
            staff(CERTIFICATION, 14, Kind.CHOICE, codes),
            staff(NATURE, 34, Kind.CHOICE, (nature.label for nature in DemandNature)),
            staff(RECEIVED_ON, 14, Kind.DATE),
            staff(WHAT, 50, Kind.LONG_TEXT, help="Le critère du complément, ou ce que reproche la mise en demeure"),
            staff(
                DUE_ON, 14, Kind.DATE, help="D’un complément : toujours. D’une mise en demeure : si elle en fixe une"
            ),
            staff(ANSWER, 50, Kind.LONG_TEXT),
            staff(ANSWERED_ON, 14, Kind.DATE),
            staff(PROOF, 40, help="Lien ou numéro de l’envoi"),
            mistake(),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status(_TONES),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
        ),
    )
