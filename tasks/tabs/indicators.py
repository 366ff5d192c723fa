"""« Tableau de bord » and its charts, « Comparaison du réseau », « Matrice des contrôles » (NET-05, NET-07, QUA-03)."""

from collections.abc import Mapping

from domain.certification import Certification
from domain.network.checklist import ControlChecklist
from domain.vocabulary import State
from tasks.tabs.columns import DOSSIER, ORGANISATION, system
from tasks.workbook.layout import Chart, Column, Mode, Owner, Tab, Tone
from tasks.workbook.values import Kind

DASHBOARD, COMPARISON, MATRIX = "Tableau de bord", "Comparaison du réseau", "Matrice des contrôles"
TOPIC, FIGURE, VALUE, UNIT, BASIS, RULE = "Rubrique", "Indicateur", "Valeur", "Unité", "Effectif", "Règle"
CERTIFICATION, STATUS, CANDIDATES, SUCCESS, SESSIONS, INCIDENTS, LATE_PIECES = (
    "Certification", "Statut", "Candidats jugés", "Réussite (%)", "Sessions tenues", "Avec incident (%)",
    "Pièces tardives (%)",
)  # fmt: skip
OPEN_CASES, CASES, TO_DECISION, TO_SIGNATURE, ALERT, ALERT_WHY = (
    "Dysfonctionnements ouverts", "Dysfonctionnements", "Candidature → décision (j. ouvrés)",
    "Pré-habilitation → signature (j. ouvrés)", "Signal", "À regarder",
)  # fmt: skip
FLAGGED = "Écart net"
FAILURES, WHOLE_NETWORK = "Non conformes", "Réseau"
_SPANS = 3  # deadlines: late, this week, this month


def dashboard_tab(certifications: Mapping[str, Certification]) -> Tab:
    """The first rows never move: deadlines, states of the dossiers, success of each certification; charts draw them."""
    states, success = 2 + _SPANS, 2 + _SPANS + len(State)
    return Tab(
        DASHBOARD,
        None,
        (
            system(TOPIC, 22),
            system(FIGURE, 44),
            system(VALUE, 12, Kind.NUMBER),
            system(UNIT, 16),
            system(BASIS, 12, Kind.NUMBER, "Le nombre de cas que la valeur résume"),
            system(RULE, 10),
        ),
        Mode.MIRROR,
        frozen=0,
        charts=(
            Chart("Échéances", FIGURE, VALUE, 2, states - 1),
            Chart("Dossiers par état", FIGURE, VALUE, states, success - 1),
            Chart("Réussite par certification (%)", FIGURE, VALUE, success, success + len(certifications) - 1, 100),
        ),
    )


def comparison_tab() -> Tab:
    return Tab(
        COMPARISON,
        None,
        (
            system(DOSSIER, 14),
            system(ORGANISATION, 30),
            system(CERTIFICATION, 14),
            system(STATUS, 20),
            system(CANDIDATES, 12, Kind.NUMBER),
            system(SUCCESS, 12, Kind.NUMBER),
            system(SESSIONS, 12, Kind.NUMBER),
            system(INCIDENTS, 12, Kind.NUMBER),
            system(LATE_PIECES, 12, Kind.NUMBER),
            system(OPEN_CASES, 16, Kind.NUMBER),
            system(CASES, 22, Kind.NUMBER),
            system(TO_DECISION, 16, Kind.NUMBER),
            system(TO_SIGNATURE, 18, Kind.NUMBER),
            Column(ALERT, Owner.SYSTEM, Kind.TEXT, (), 14, "", {FLAGGED: Tone.WARN}),
            system(ALERT_WHY, 70, Kind.LONG_TEXT, "Un écart trop grand pour le hasard : à regarder, rien de plus"),
        ),
        Mode.MIRROR,
        frozen=2,
    )


def matrix_tab(checklist: ControlChecklist) -> Tab:
    """One column an item, the same for every partner; the first row is the network."""
    return Tab(
        MATRIX,
        None,
        (
            system(DOSSIER, 14),
            system(ORGANISATION, 30),
            system(CERTIFICATION, 14),
            system(FAILURES, 12, Kind.NUMBER),
            *(system(item.code, 18, help=f"{item.label} [{item.rule}]") for item in checklist.items),
        ),
        Mode.MIRROR,
        frozen=2,
    )
