"""The tab « Dysfonctionnements »: the register, rows of certiflow and rows of staff alike (QUA-09, MIK-94)."""

from collections.abc import Iterable

from domain.network import nonconformity_guards as field
from domain.network.nonconformity_vocabulary import Gravity, NonconformityState
from tasks.tabs.columns import DEADLINE, DOSSIER, ORGANISATION, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

NONCONFORMITIES = "Dysfonctionnements"
CERTIFICATION, RULE, GRAVITY, VERIFICATION = "Certification", "Règle", "Gravité", "Vérification"
CLOSE, REFUSE = "Clore", "Refuser la preuve"
_TONES = {
    NonconformityState.OPENED.label: Tone.BAD,
    NonconformityState.ACTION_PLANNED.label: Tone.WARN,
    NonconformityState.TREATED.label: Tone.WARN,
    NonconformityState.CLOSED.label: Tone.GOOD,
}


def nonconformities_tab(certifications: Iterable[str]) -> Tab:
    """One row a dysfunction; « Saisi par » signs what is typed. Nothing is erased: corrections are kept as events."""
    return Tab(
        NONCONFORMITIES,
        REF,
        (
            system(REF, 14),
            staff(DOSSIER, 14, help="Celui du partenaire ; vide pour le certificateur lui-même"),
            staff(CERTIFICATION, 14, Kind.CHOICE, certifications, "Sans dossier seulement"),
            system(ORGANISATION, 28),
            staff(field.SOURCE, 24, help="Contrôle, incident, réclamation…"),
            staff(field.IDENTIFIED_ON, 14, Kind.DATE),
            staff(field.WHAT, 50, Kind.LONG_TEXT),
            staff(RULE, 10, help="Celle qui n’est pas tenue ; QUA-09 si vous ne savez pas"),
            staff(GRAVITY, 12, Kind.CHOICE, (gravity.label for gravity in Gravity)),
            staff(field.ACTION, 50, Kind.LONG_TEXT, help="Un point par ligne : la demande part avec ces numéros"),
            staff(field.ACTION_OWNER, 24, help="Vide : le représentant de l’organisme"),
            staff(field.DUE_ON, 14, Kind.DATE, help="Vide : le délai de la gravité"),
            staff(field.PROOF, 40, Kind.LONG_TEXT, help="Un lien, ou ce qui a été vu"),
            staff(field.TREATED_ON, 14, Kind.DATE),
            staff(VERIFICATION, 18, Kind.CHOICE, (CLOSE, REFUSE)),
            staff(field.MOTIVE, 40, Kind.LONG_TEXT, help="Obligatoire pour refuser la preuve"),
            staff(field.VERIFIED_BY, 24, help="Une personne de l’onglet « Équipe » qui ne mène pas l’action"),
            staff(field.VERIFIED_ON, 14, Kind.DATE),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            status(_TONES),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
        ),
    )  # fmt: skip
