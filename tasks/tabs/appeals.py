"""The tab « Recours »: what is contested, by whom, and the answer of direction (M2I-42, O-14)."""

from domain.exams.appeal_guards import DECIDED_BY, DECIDED_ON, FOLLOW_UP, GROUNDS, LODGED_ON
from domain.exams.vocabulary import AppealState
from tasks.tabs.columns import DEADLINE, MOTIVE, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

APPEALS = "Recours"
CONTESTED, CLAIMANT, EMAIL, WHAT, TAKEN_BY, DECISION = (
    "Objet contesté", "Auteur du recours", "E-mail", "Décision contestée", "Prise par", "Décision"
)  # fmt: skip
UPHELD, REJECTED = AppealState.UPHELD.label, AppealState.REJECTED.label
_TONES = {
    AppealState.LODGED.label: Tone.WARN,
    AppealState.UPHELD.label: Tone.GOOD,
    AppealState.REJECTED.label: Tone.MUTED,
}


def appeals_tab() -> Tab:
    """One row a recours, added by staff; « Saisi par » signs what is typed."""
    return Tab(
        APPEALS,
        REF,
        (
            system(REF, 14),
            staff(CONTESTED, 16, help="Numéro : inscription, session, certificat, fraude, dossier, examinateur"),
            staff(CLAIMANT, 26),
            staff(EMAIL, 30, help="L’accusé de réception et la réponse y partent"),
            staff(LODGED_ON, 14, Kind.DATE),
            staff(GROUNDS, 50, Kind.LONG_TEXT),
            system(WHAT, 44, Kind.LONG_TEXT),
            system(TAKEN_BY, 30, Kind.LONG_TEXT, help="Ces personnes ne répondent pas au recours (O-14)"),
            staff(DECISION, 14, Kind.CHOICE, (UPHELD, REJECTED)),
            staff(MOTIVE, 50, Kind.LONG_TEXT),
            staff(DECIDED_BY, 24, help="Un membre de la direction qui n’a pas pris la décision contestée"),
            staff(DECIDED_ON, 14, Kind.DATE),
            staff(FOLLOW_UP, 40, Kind.LONG_TEXT, help="D’un recours accueilli : ce qui a été fait"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status(_TONES),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
        ),
    )  # fmt: skip
