"""The tabs « Contrôles », one row a check, and « Points de contrôle », one row a thing to judge (MIK-58, MIK-88)."""

from domain.network.check_guards import (
    CONCLUDED_BY,
    CONCLUDED_ON,
    CONCLUSION,
    CORRECTION,
    DUE_ON,
    OBSERVATION,
    OWNER,
    VERDICT,
)
from domain.network.check_vocabulary import CheckState, CheckVerdict
from tasks.tabs.columns import DOSSIER, ORGANISATION, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

CHECKS, POINTS = "Contrôles", "Points de contrôle"
CHECK, BEFORE, SAMPLE, RISK, LEFT = "Contrôle", "Au plus tard le", "Échantillon", "Risque", "Points à juger"
LEARNERS, NOT_ENROLLED = "Apprenants formés (déclarés)", "Formés non inscrits"
SECTION, ITEM, RULE, INDICATOR, GRAVITY, PROPOSAL, EVIDENCE = (
    "Partie", "Point", "Règle", "Indicateur Qualiopi", "Gravité", "Proposition", "Relevé"
)  # fmt: skip
TO_SEE, TO_JUDGE = "À voir", "À juger"

_CHECK_TONES = {
    CheckState.TO_DO.label: Tone.WARN,
    CheckState.CONCLUDED.label: Tone.GOOD,
    CheckState.CLOSED.label: Tone.MUTED,
}
_POINT_TONES = {
    TO_JUDGE: Tone.WARN,
    CheckVerdict.CONFORMING.label: Tone.GOOD,
    CheckVerdict.NON_CONFORMING.label: Tone.BAD,
    CheckVerdict.NOT_APPLICABLE.label: Tone.MUTED,
}


def checks_tab() -> Tab:
    """« Conclu par » and « Saisi par » conclude a check, once every point of it is judged."""
    return Tab(
        CHECKS,
        REF,
        (
            system(REF, 14),
            system(DOSSIER, 14),
            system(ORGANISATION, 28),
            system(CHECK, 20),
            system(BEFORE, 14, Kind.DATE),
            system(LEFT, 16),
            system(SAMPLE, 44, Kind.LONG_TEXT, "Tiré par risque, puis au sort : le même contrôle redonne le même"),
            system(RISK, 40, Kind.LONG_TEXT, "Ce qui agrandit l’échantillon (REF-23)"),
            staff(LEARNERS, 34, Kind.LONG_TEXT, help="Prénom et nom, un par ligne, tels que le partenaire les déclare"),
            system(NOT_ENROLLED, 34, Kind.LONG_TEXT, "Déclarés formés, sans inscription à une session (LAW-04)"),
            staff(CONCLUSION, 50, Kind.LONG_TEXT),
            staff(CONCLUDED_ON, 14, Kind.DATE, help="Vide : le jour du passage"),
            staff(CONCLUDED_BY, 24, help="Une personne de l’onglet « Équipe » : son nom conclut le contrôle"),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la conclusion n’est pas lue"),
            status(_CHECK_TONES),
            answer(),
        ),
    )


def points_tab() -> Tab:
    """The rows of a check come once its supports are read; staff may remove those of a concluded one."""
    return Tab(
        POINTS,
        REF,
        (
            system(REF, 22),
            system(DOSSIER, 14),
            system(ORGANISATION, 28),
            system(CHECK, 20),
            system(SECTION, 24),
            system(ITEM, 50, Kind.LONG_TEXT),
            system(RULE, 10),
            system(INDICATOR, 12, help="Du référentiel national qualité, quand il en est un (LAW-17)"),
            system(GRAVITY, 12, help="D’une non-conformité"),
            system(PROPOSAL, 16, help="Ce que le registre ou la page propose : vous décidez"),
            system(EVIDENCE, 60, Kind.LONG_TEXT),
            staff(VERDICT, 16, Kind.CHOICE, (verdict.label for verdict in CheckVerdict), "Prérempli si proposé"),
            staff(OBSERVATION, 44, Kind.LONG_TEXT, help="Obligatoire pour « Non conforme » ou contre la proposition"),
            staff(CORRECTION, 44, Kind.LONG_TEXT, help="Vide : l’action prévue par la liste de contrôle"),
            staff(OWNER, 24, help="Vide : le partenaire"),
            staff(DUE_ON, 14, Kind.DATE, help="Vide : selon la gravité"),
            status(_POINT_TONES),
            answer(),
        ),
        frozen=3,
    )
